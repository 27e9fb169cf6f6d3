"""An answer that tells everything that comes of a request, a line for each event, as it comes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cosydesk.engine import AudioChunk, CancelledError, EncodedPrompt, EngineError, Progress
from cosydesk.engine.remote.wire import NDJSON, event_fields, failed_fields, line_of
from cosydesk.server.errors import without_paths
from cosydesk.server.listener import answer_while_there
from cosydesk.server.speaker import SpeechStream

logger = logging.getLogger(__name__)

FIRST_SIGN_S = 0.5
"""Until then a request that waits for its turn says nothing."""
SIGN_S = 5.0
"""Nobody waits longer than that for a sign of life; whoever does may take it that the connection is dead."""

_PROGRESS_STEP = 0.005


class EventResponse(Response):
    """Carries one request's events, and stops the engine when the client goes away."""

    media_type = NDJSON

    def __init__(self, stream: SpeechStream, stall_s: float) -> None:
        """
        Args:
            stall_s: seconds that the client may take no data before it is given up.
        """
        super().__init__()
        self._stream = stream
        self._stall_s = stall_s
        self._last: Progress | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await answer_while_there(self._answer(send), receive, self._stream)

    async def _answer(self, send: Send) -> None:
        kind = [(b"content-type", NDJSON.encode()), (b"cache-control", b"no-store")]
        await self._patiently(send, {"type": "http.response.start", "status": 200, "headers": kind})
        last = await self._tell(send)
        await self._patiently(send, {"type": "http.response.body", "body": line_of(last), "more_body": False})

    async def _tell(self, send: Send) -> Mapping[str, Any]:
        """Send all events as they come; gives the last line."""
        events = self._stream.events()
        silence = FIRST_SIGN_S
        coming = asyncio.ensure_future(anext(events, None))
        try:
            while True:
                done, _ = await asyncio.wait((coming,), timeout=silence)
                silence = SIGN_S
                if not done:
                    await self._line(send, {"event": "waiting"})
                    continue
                event = coming.result()
                if event is None:
                    return {"event": "finished"}
                coming = asyncio.ensure_future(anext(events, None))
                if self._worth_telling(event):
                    await self._line(send, event_fields(event))
        except EngineError as error:
            return failed_fields(_for_others(error))
        finally:
            coming.cancel()

    def _worth_telling(self, event: AudioChunk | Progress | EncodedPrompt) -> bool:
        if not isinstance(event, Progress):
            return True
        last = self._last
        same = last is not None and _place(last) == _place(event)
        if last is not None and same and event.fraction - last.fraction < _PROGRESS_STEP:
            return False
        self._last = event
        return True

    async def _line(self, send: Send, written: Mapping[str, Any]) -> None:
        await self._patiently(
            send, {"type": "http.response.body", "body": line_of(written), "more_body": True}
        )

    async def _patiently(self, send: Send, message: dict[str, Any]) -> None:
        await asyncio.wait_for(send(message), self._stall_s)


def _place(progress: Progress) -> tuple[str, int, int]:
    return progress.stage, progress.utterance, progress.utterances


def _for_others(error: EngineError) -> EngineError:
    """The error of the same kind as whoever asked may see it: without paths of this machine."""
    if not isinstance(error, CancelledError):
        logger.info("A request ended with %s: %s", error.code, error.message)
    return type(error)(without_paths(error.message), without_paths(error.remedy), code=error.code)
