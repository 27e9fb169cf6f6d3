"""A CosyDesk on another computer as a model: it speaks there, and is heard here as it speaks."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cosydesk.engine.arriving import is_arriving, sentence_by_sentence
from cosydesk.engine.errors import CancelledError, EngineError
from cosydesk.engine.remote.exchange import Exchange, Head, ServerGoneError, gone
from cosydesk.engine.remote.multipart import multipart
from cosydesk.engine.remote.recordings import with_recordings_read
from cosydesk.engine.remote.refusals import BUSY, CHANGED, changed, fault, no_service, refusal
from cosydesk.engine.remote.wire import (
    WireError,
    read_capabilities,
    read_line,
    read_voices,
    request_fields,
)
from cosydesk.engine.types import (
    AudioChunk,
    Capabilities,
    EncodedPrompt,
    Mode,
    Progress,
    Prompt,
    Request,
    VoiceInfo,
)
from cosydesk.servers import COSYDESK, Server

log = logging.getLogger(__name__)

BACKOFF_S = (0.3, 1.0, 2.0)
"""How long to wait before each further try to reach the server, while nothing has been heard yet."""

WAITING = "waiting"
"""The stage of a request that waits for the server: for its turn there, or for the server to be there again."""

_LONGEST_WAIT_S = 120.0


@dataclass(frozen=True)
class _About:
    """What the server says of its model."""

    id: str
    name: str
    revision: str
    capabilities: Capabilities
    voices: tuple[VoiceInfo, ...]


class RemoteModel:
    """Speaks with whatever model a CosyDesk service has.

    Each request has a connection of its own, so that a server that was gone is spoken with again as soon as it is
    back. Samples are those of the server's engine, bit by bit.
    """

    kind = COSYDESK

    def __init__(self, server: Callable[[], Server], backoff_s: tuple[float, ...] = BACKOFF_S) -> None:
        """Ask the server what it has.

        Args:
            server: asked anew for every request, since its token may have been mended meanwhile.

        Raises:
            EngineError: ``server_gone``, ``server_token``, ``server_refused``, ``server_unknown``.
        """
        self._current = server
        self._backoff_s = backoff_s
        self._about = self._asked()

    @property
    def _server(self) -> Server:
        return self._current()

    @property
    def id(self) -> str:
        return self._about.id

    @property
    def name(self) -> str:
        """The model's, and that of the computer."""
        return f"{self._about.name} · {self._server.label}"

    @property
    def revision(self) -> str:
        return self._about.revision

    @property
    def capabilities(self) -> Capabilities:
        return self._about.capabilities

    def voices(self) -> list[VoiceInfo]:
        return list(self._about.voices)

    def speak(self, request: Request) -> Iterator[AudioChunk]:
        """As `Model.speak`; a request that waits tells so in the stage `WAITING`.

        Raises:
            EngineError: as the engine there does, and ``server_gone``, ``server_token``, ``server_changed``,
                ``server_fault``.
        """
        if is_arriving(request.text):
            yield from sentence_by_sentence(request, self.speak)
            return
        for event in self._asked_for(request):
            match event:
                case AudioChunk():
                    yield event
                case EncodedPrompt() if request.on_encoded is not None:
                    request.on_encoded(event)

    def encode(self, prompt: Prompt) -> EncodedPrompt:
        """As `Model.encode`; raises as `speak` does."""
        for event in self._asked_for(Request("", Mode.CROSS_LINGUAL, prompt=prompt), encode=True):
            if isinstance(event, EncodedPrompt):
                return event
        raise fault(self._server, "no encoded prompt")

    def _asked_for(self, request: Request, **more: bool) -> Iterator[AudioChunk | EncodedPrompt]:
        """What comes of a request; its progress is reported.

        Args:
            more: fields of the form beside those of the request.
        """
        server = self._server
        body, kind = self._form(request, more)
        cancel = request.cancel or threading.Event()
        lost = iter(self._backoff_s)
        while True:
            heard = False
            try:
                with Exchange(server, "POST", "/v1/speak", body, kind, cancel=cancel) as exchange:
                    head = exchange.head()
                    if head.status == 200:
                        for event in _events(server, exchange):
                            if not isinstance(event, Progress):
                                heard = True
                                yield event
                            elif request.on_progress is not None:
                                request.on_progress(event)
                        return
                    pause = self._pause(head, exchange)
            except ServerGoneError as error:
                log.info("The server is gone: %s", error)
                # Spoken again it would begin anew, and what was heard would be heard twice.
                again = None if heard else next(lost, None)
                if again is None:
                    raise gone(server) from error
                pause = again
            _wait(request, cancel, pause)

    def close(self) -> None:
        """Nothing is held."""

    def _asked(self) -> _About:
        try:
            with Exchange(self._server, "GET", "/v1/model") as exchange:
                head = exchange.head()
                if head.status != 200:
                    raise refusal(self._server, head, exchange)
                written: Any = exchange.json()
        except ServerGoneError as error:
            raise gone(self._server) from error
        try:
            return _About(
                str(written["id"]),
                str(written["name"]),
                str(written["revision"]),
                # Several requests at once are the server's own affair.
                replace(read_capabilities(written["capabilities"]), together=1),
                read_voices(written["voices"]),
            )
        except (KeyError, TypeError, WireError) as error:
            raise no_service(self._server) from error

    def _form(self, request: Request, more: Mapping[str, bool]) -> tuple[bytes, str]:
        written, recordings = request_fields(with_recordings_read(request))
        written |= {"revision": self.revision, **more}
        # As a file: a text of a form may not be as long as encoded prompts are.
        return multipart({}, {"request": json.dumps(written).encode(), **recordings})

    def _pause(self, head: Head, exchange: Exchange) -> float:
        """Seconds to wait before asking again where the server is busy.

        Raises:
            EngineError: it refuses for good.
        """
        if head.status == BUSY:
            after = head.headers.get("retry-after", "")
            return min(float(after), _LONGEST_WAIT_S) if after.isascii() and after.isdigit() else 1.0
        if head.status == CHANGED:
            self._about = self._asked()
            raise changed(self._server)
        raise refusal(self._server, head, exchange)


def _wait(request: Request, cancel: threading.Event, pause_s: float) -> None:
    """Raises:
    CancelledError: meanwhile.
    """
    if request.on_progress is not None:
        request.on_progress(Progress(WAITING, 0.0))
    if cancel.wait(pause_s):
        raise CancelledError


def _events(server: Server, exchange: Exchange) -> Iterator[AudioChunk | Progress | EncodedPrompt]:
    """What comes of a request until it is finished.

    Raises:
        ServerGoneError: the end is missing. EngineError: it failed.
    """
    begun = False
    for line in exchange.lines():
        try:
            name, event = read_line(line)
        except WireError as error:
            raise no_service(server) from error
        match name, event:
            case "finished", _:
                return
            case _, EngineError():
                raise _for_here(server, event)
            case "waiting", _ if not begun:
                yield Progress(WAITING, 0.0)
            case _, AudioChunk() | Progress() | EncodedPrompt():
                begun = True
                yield event
    raise ServerGoneError("the end is missing")


def _for_here(server: Server, error: EngineError) -> EngineError:
    """A failure over there: its fault is not one of this program, and if it ends, it is as good as gone."""
    if isinstance(error, CancelledError):
        return gone(server)
    return fault(server, error.message) if error.code in ("internal", EngineError.default_code) else error
