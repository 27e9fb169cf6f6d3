"""Who speaks: the seam between the HTTP side and the engine.

`ModelSpeaker` speaks with a model in this process, one request after the other in a thread of its own. An engine
process, or several, go behind the same `Speaker`.
"""

from __future__ import annotations

import asyncio
import logging
import math
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Protocol

from cosydesk.engine import (
    AudioChunk,
    CancelledError,
    Capabilities,
    EncodedPrompt,
    EngineError,
    Model,
    Progress,
    Request,
    VoiceInfo,
)

logger = logging.getLogger(__name__)

_FIRST_GUESS_S = 3.0
_LONGEST_WAIT_S = 120


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


class SpeechStream:
    """One request on its way: an asynchronous iterator of its chunks, or of all its events, for one reader.

    Chunks are buffered without a bound of their own, so that a slow client never holds up the engine; the bound
    is the length of the text. `cancel` may be called at any time and any number of times.
    """

    def __init__(self, request: Request, forget: Callable[[SpeechStream], None]) -> None:
        self.cancelled = threading.Event()
        self.request = replace(
            request, cancel=self.cancelled, on_progress=self.deliver, on_encoded=self.deliver
        )
        self._forget = forget
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Event | EngineError | None] = asyncio.Queue()

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
        if item is None or isinstance(item, EngineError):
            self._queue.put_nowait(item)  # whoever asks again hears the same end
            if item is not None:
                raise item
        return item

    def cancel(self) -> None:
        """Stop speaking and give the place in the queue to the next."""
        self.cancelled.set()
        self._forget(self)

    def deliver(self, item: Event | EngineError | None) -> None:
        """Called by the speaker from its thread: an event, the error that ended it, or None at the end."""
        try:
            self._loop.call_soon_threadsafe(self._queue.put_nowait, item)
        except RuntimeError:
            self.cancelled.set()  # the event loop is closed: nobody listens any more


class Speaker(Protocol):
    """Speaks requests, in the order in which they came."""

    def describe(self) -> Description: ...

    def load(self) -> int:
        """How many requests it has, the one being spoken included."""

    def submit(self, request: Request, client: str = "") -> SpeechStream:
        """Queue a request. Called in the event loop; returns at once.

        Args:
            client: who asks; those who wait take turns.

        Raises:
            BusyError: the queue is full.
        """

    def close(self) -> None:
        """Cancel everything and free the model; blocks until it is done."""


class ModelSpeaker:
    """A model in this process, spoken with by one thread."""

    def __init__(self, model: Model, waiting: int) -> None:
        self._model = model
        self._bound = waiting
        self._description = Description(
            model.id, model.name, model.capabilities, tuple(model.voices()), model.revision
        )
        self._changed = threading.Condition()
        self._waiting: deque[SpeechStream] = deque()
        self._speaking: SpeechStream | None = None
        self._typical_s = _FIRST_GUESS_S
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
        self._thread.start()

    def describe(self) -> Description:
        return self._description

    def load(self) -> int:
        with self._changed:
            return len(self._waiting) + (self._speaking is not None)

    def submit(self, request: Request, client: str = "") -> SpeechStream:
        stream = SpeechStream(request, self._drop)
        with self._changed:
            if self._closing:
                raise BusyError(_LONGEST_WAIT_S)
            if self.load() > self._bound:  # the condition's lock may be taken twice
                raise BusyError(self._retry_after())
            self._waiting.append(stream)
            self._changed.notify()
        return stream

    def close(self) -> None:
        with self._changed:
            if self._closing:
                return
            self._closing = True
            streams = [*self._waiting, *([self._speaking] if self._speaking else [])]
            self._waiting.clear()
            self._changed.notify()
        for stream in streams:
            stream.cancelled.set()
            stream.deliver(CancelledError())
        self._thread.join()
        self._model.close()

    def _drop(self, stream: SpeechStream) -> None:
        with self._changed:
            if stream in self._waiting:
                self._waiting.remove(stream)

    def _retry_after(self) -> int:
        # Half the queue is through by then: a few of those turned away find a place.
        return min(_LONGEST_WAIT_S, max(1, math.ceil(self._typical_s * (len(self._waiting) + 1) / 2)))

    def _work(self) -> None:
        while True:
            with self._changed:
                self._speaking = None
                self._changed.wait_for(lambda: self._closing or bool(self._waiting))
                if self._closing:
                    return
                stream = self._speaking = self._waiting.popleft()
            started = time.monotonic()
            stream.deliver(self._speak(stream))
            if not stream.cancelled.is_set():
                self._typical_s += 0.3 * (time.monotonic() - started - self._typical_s)

    def _speak(self, stream: SpeechStream) -> EngineError | None:
        try:
            for chunk in self._model.speak(stream.request):
                if stream.cancelled.is_set():
                    return CancelledError()
                stream.deliver(chunk)
        except EngineError as error:
            return error
        except Exception:
            logger.exception("Speaking failed unexpectedly")
            return EngineError("Speaking failed unexpectedly.")
        return None
