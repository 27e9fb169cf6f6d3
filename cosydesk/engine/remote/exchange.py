"""One question to a server and its answer, which can be given up at any moment."""

from __future__ import annotations

import contextlib
import http.client
import json
import logging
import queue
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from cosydesk import __version__
from cosydesk.engine.errors import CancelledError, EngineError
from cosydesk.servers import Server, host_of

log = logging.getLogger(__name__)

CONNECT_S = 5.0
PATIENCE_S = 30.0
"""The longest silence of a connection that lives; a CosyDesk gives a sign of life more often."""

_LOOK_S = 0.05
_PIECE = 64 << 10
_LONGEST_SHORT = 16 << 20


class ServerGoneError(Exception):
    """The server can't be reached, or the connection ended before the answer did."""


@dataclass(frozen=True)
class Head:
    """How an answer begins: its status, and its headers by lower-case name."""

    status: int
    headers: Mapping[str, str] = field(repr=False)


class Exchange:
    """Asks in a thread of its own, so that whoever waits for the answer can leave at once, whatever the network does.

    Use it in a ``with``; at its end the connection is closed, whether the answer is complete or not.
    """

    def __init__(
        self,
        server: Server,
        method: str,
        path: str,
        body: bytes = b"",
        kind: str = "",
        *,
        cancel: threading.Event | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Args:
        path: below the server's address. kind: media type of the body.
        cancel: set, and whoever waits gets `CancelledError`.
        patience_s: after that much silence the server is gone.
        """
        self._server = server
        self._method, self._path, self._body, self._kind = method, path, body, kind
        self._cancel = cancel or threading.Event()
        self._patience_s = patience_s
        self._coming: queue.SimpleQueue[Head | bytes | Exception | None] = queue.SimpleQueue()
        self._socket: socket.socket | None = None
        self._closing = False
        self._lock = threading.Lock()
        threading.Thread(target=self._work, name="exchange", daemon=True).start()

    def __enter__(self) -> Exchange:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closing = True
            if self._socket is not None:
                # Wakes the thread that reads from it, which then closes it.
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def head(self) -> Head:
        """How the answer begins.

        Raises:
            ServerGoneError: there is none. CancelledError.
        """
        head = self._next()
        assert isinstance(head, Head)
        return head

    def pieces(self) -> Iterator[bytes]:
        """The body as it comes, after `head`. Raises as that."""
        while (piece := self._next()) is not None:
            assert isinstance(piece, bytes)
            yield piece

    def lines(self) -> Iterator[bytes]:
        """The body line by line, as each is complete. Raises as `head`."""
        rest = b""
        for piece in self.pieces():
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
        if rest:
            yield rest

    def json(self) -> Any:
        """The whole body; None where it is no JSON. Raises as `head`."""
        data = b""
        for piece in self.pieces():
            data += piece
            if len(data) > _LONGEST_SHORT:
                return None
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            return None

    def _next(self) -> Head | bytes | None:
        while True:
            if self._cancel.is_set():
                raise CancelledError
            try:
                item = self._coming.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if isinstance(item, Exception):
                raise item
            return item

    # --- the thread ----------------------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            connection = self._connected()
            try:
                self._exchange(connection)
            finally:
                connection.close()
        except ssl.SSLCertVerificationError as error:
            self._coming.put(_bad_certificate(self._server, error))
        except (OSError, http.client.HTTPException, ServerGoneError) as error:
            # Of an error of HTTP only the kind: its text may hold what was sent.
            reason = str(error) if isinstance(error, OSError) else type(error).__name__
            self._coming.put(ServerGoneError(reason))
        except Exception as error:
            log.exception("Asking a server failed unexpectedly")
            self._coming.put(error)

    def _connected(self) -> http.client.HTTPConnection:
        parts = urlsplit(self._server.url)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=CONNECT_S)
        connection.connect()
        with self._lock:
            if self._closing:
                connection.close()
                raise ServerGoneError("given up")
            self._socket = connection.sock
        connection.sock.settimeout(self._patience_s)
        return connection

    def _exchange(self, connection: http.client.HTTPConnection) -> None:
        headers: dict[str, str | bytes] = {"User-Agent": f"CosyDesk/{__version__}", "Connection": "close"}
        if self._kind:
            headers["Content-Type"] = self._kind
        if self._server.token:
            headers["Authorization"] = b"Bearer " + self._server.token.encode()
        base = urlsplit(self._server.url).path
        try:
            connection.request(self._method, base + self._path, self._body or None, headers)
        except (BrokenPipeError, ConnectionResetError):
            log.debug("The server answered before it had read everything")
        with contextlib.closing(connection.getresponse()) as answer:
            headers_of = {name.lower(): value for name, value in answer.getheaders()}
            self._coming.put(Head(answer.status, headers_of))
            while piece := answer.read1(_PIECE):
                self._coming.put(piece)
            if answer.length:  # it promised more
                raise ServerGoneError("cut off")
            self._coming.put(None)


def gone(server: Server) -> EngineError:
    """The error for people."""
    return EngineError(
        f"The server {host_of(server.url)} doesn't answer.",
        "See whether it is running and the network is there, then try again.",
        code="server_gone",
    )


def _bad_certificate(server: Server, error: ssl.SSLCertVerificationError) -> EngineError:
    log.warning("The certificate of a server is refused: %s", error.verify_message)
    return EngineError(
        f"The certificate of {host_of(server.url)} is not one that this computer trusts.",
        "Ask whoever runs the server, or use an http address in your own network.",
        code="server_certificate",
    )
