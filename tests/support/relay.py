"""A network that a test can cut: a relay between a client and a service."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit


class Relay:
    """Hands on what both sides say while the line is whole.

    Attributes:
        url: what the client is given.
        taken: how many connections were made.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "", parts.port or 80)
        self._whole = True
        self._pairs: list[socket.socket] = []
        self._lock = threading.Lock()
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.taken = 0
        self.url = f"http://127.0.0.1:{self._ear.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """End what is connected; from now on connections end as soon as they are made."""
        with self._lock:
            self._whole = False
            pairs, self._pairs = self._pairs, []
        for one in pairs:
            _end(one)

    def mend(self) -> None:
        """Be a network again."""
        with self._lock:
            self._whole = True

    def close(self) -> None:
        self.cut()
        _end(self._ear)

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._ear.accept()
            except OSError:
                return
            with self._lock:
                self.taken += 1
                if not self._whole:
                    _end(near)
                    continue
                far = socket.create_connection(self._target)
                self._pairs += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=_carry, args=(source, sink), daemon=True).start()


@contextlib.contextmanager
def relayed(url: str) -> Iterator[Relay]:
    relay = Relay(url)
    try:
        yield relay
    finally:
        relay.close()


def _carry(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
    _end(source)
    _end(sink)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
