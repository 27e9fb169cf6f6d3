"""The client at the other end of an answer: speaking for somebody who has gone stops."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine

from starlette.types import Receive

from cosydesk.server.speaker import SpeechStream


async def answer_while_there(
    answer: Coroutine[None, None, None], receive: Receive, stream: SpeechStream
) -> None:
    """Answer for as long as the client is there; then, however it ends, the stream is cancelled."""
    answering = asyncio.ensure_future(answer)
    gone = asyncio.ensure_future(_disconnected(receive))
    try:
        await asyncio.wait((answering, gone), return_when=asyncio.FIRST_COMPLETED)
        if answering.done():
            answering.result()
    finally:
        stream.cancel()
        for task in (answering, gone):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(answering, gone, return_exceptions=True)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
