"""Who speaks: the seam between the HTTP side and the engine.

`EnginePool` speaks with engine processes, one for each device; `ModelSpeaker` with a model in this process.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Protocol

from cosydesk.engine import (
    AudioChunk,
    CancelledError,
    Capabilities,
    EncodedPrompt,
    EngineError,
    Progress,
    Prompt,
    Request,
    VoiceInfo,
)
from cosydesk.server.stats import Stats


@dataclass(frozen=True)
class Description:
    """What the speaker's model is and can do."""

    id: str
    name: str
    capabilities: Capabilities
    voices: tuple[VoiceInfo, ...]
    revision: str = ""


class BusyError(Exception):
    """Too many requests wait already; `retry_after_s` says when it is worth asking again."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__("too many requests are waiting")
        self.retry_after_s = retry_after_s


Event = AudioChunk | Progress | EncodedPrompt
"""What comes of a request on its way; encoded prompts are offered to be kept by whoever asked."""

Observer = Callable[[Event | EngineError | None], None]
"""Hears all that comes of a request, and at last the error or None that ended it."""


class SpeechStream:
    """One request on its way: an asynchronous iterator of its chunks, or of all its events, for one reader.

    Chunks are buffered without a bound of their own, so that a slow client never holds up the engine; the bound
    is the length of the text. `cancel` may be called at any time and any number of times.

    Attributes:
        request: what is asked; `encodes`: only to encode its prompt.
        cancelled: set when nobody wants it any more.
    """

    def __init__(
        self, request: Request, forget: Callable[[SpeechStream], None], *, encodes: bool = False
    ) -> None:
        self.encodes = encodes
        self.cancelled = threading.Event()
        self.request = replace(
            request, cancel=self.cancelled, on_progress=self.deliver, on_encoded=self.deliver
        )
        self._forget = forget
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Event | EngineError | None] = asyncio.Queue()
        self._observers: list[Observer] = []
        self._ended = False

    def __aiter__(self) -> AsyncIterator[AudioChunk]:
        return self

    async def __anext__(self) -> AudioChunk:
        """Raises EngineError where the engine did."""
        while not isinstance(event := await self._next(), AudioChunk | None):
            pass
        if event is None:
            raise StopAsyncIteration
        return event

    async def events(self) -> AsyncIterator[Event]:
        """Everything as it comes. Raises EngineError where the engine did."""
        while (event := await self._next()) is not None:
            yield event

    async def _next(self) -> Event | None:
        item = await self._queue.get()
        self._tell(item)
        if item is None or isinstance(item, EngineError):
            self._queue.put_nowait(item)  # whoever asks again hears the same end
            if item is not None:
                raise item
        return item

    def observe(self, observer: Observer) -> None:
        """Let it hear what the reader hears, just before; a cancelled request ends with `CancelledError`."""
        self._observers.append(observer)

    def cancel(self) -> None:
        """Stop speaking and give the place in the queue to the next."""
        self.cancelled.set()
        self._forget(self)
        self._tell(CancelledError())

    def _tell(self, item: Event | EngineError | None) -> None:
        if self._ended:
            return
        self._ended = item is None or isinstance(item, EngineError)
        for observer in self._observers:
            observer(item)

    def deliver(self, item: Event | EngineError | None) -> None:
        """Called by the speaker from its thread: an event, the error that ended it, or None at the end."""
        try:
            self._loop.call_soon_threadsafe(self._queue.put_nowait, item)
        except RuntimeError:
            self.cancelled.set()  # the event loop is closed: nobody listens any more


class Speaker(Protocol):
    """Speaks requests: clients take turns, each with its own in the order in which they came."""

    def describe(self) -> Description: ...

    def load(self) -> int:
        """How many requests it has, the one being spoken included."""

    def stats(self) -> Stats:
        """What it has done so far. Any thread."""

    def submit(self, request: Request, client: str = "") -> SpeechStream:
        """Queue a request. Called in the event loop; returns at once.

        Args:
            client: who asks; those who wait take turns.

        Raises:
            BusyError: the queue is full.
            EngineError: nothing can speak at the moment.
        """

    def encode(self, prompt: Prompt, client: str = "") -> SpeechStream:
        """Queue the encoding of a prompt, as `submit` does a request; the stream's one event is what it gave."""

    def close(self) -> None:
        """Cancel everything and free the model; blocks until it is done."""
