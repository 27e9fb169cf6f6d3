"""Where requests wait for whoever speaks them: bounded, in fair order, counted."""

from __future__ import annotations

import math
import threading
import time
from bisect import bisect_left
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from cosydesk.engine import AudioChunk, CancelledError, EngineError, Mode, Prompt, Request, RequestError
from cosydesk.server.limits import Limits
from cosydesk.server.speaker import BusyError, Event, SpeechStream
from cosydesk.server.stats import FIRST_CHUNK_BOUNDS_S, EngineState, Stats
from cosydesk.server.waiting import Waiting

_FIRST_GUESS_S = 3.0
_LONGEST_WAIT_S = 120
_KEPT_LATENCIES = 1_000
_WEIGHT = 0.3
"""Of the latest request in the typical time to speak one."""


@dataclass(eq=False)
class Job:
    """A request in the lobby or with the one who speaks it.

    Attributes:
        id: of its own, never used again.
        stream: where what comes of it goes; `stream.request` is what to speak.
        client: who asked.
        size: bytes of its recordings.
        queued_at, taken_at: seconds of the monotonic clock; whoever speaks it may say that it began later.
        heard: whether there was audio already, so that it can't be spoken once more.
        put_back: whether it was taken before, in vain.
        on_cancel: called in any thread when it is cancelled after it was taken.
    """

    id: str
    stream: SpeechStream
    client: str
    size: int
    queued_at: float
    taken_at: float = 0.0
    heard: bool = False
    put_back: bool = False
    on_cancel: Callable[[Job], None] | None = None


class Lobby:
    """Takes requests on in the event loop; any number of threads take them out, speak, and tell what comes of them.

    Attributes:
        speakers: how many requests are spoken at a time.
    """

    def __init__(self, limits: Limits, wake: Callable[[], None] = lambda: None) -> None:
        """`wake` is called when there is something to take."""
        self._bound = limits.waiting
        self._bound_bytes = limits.waiting_bytes
        self.speakers = 1
        self._wake = wake
        self._changed = threading.Condition()
        self._waiting: Waiting[Job] = Waiting()
        self._jobs: dict[SpeechStream, Job] = {}  # waiting and speaking
        self._closed = False
        self._down: EngineError | None = None
        self._typical_s = _FIRST_GUESS_S
        self._number = 0
        self._finished = self._failed = self._rejected = self._cancelled = self._refused = 0
        self._audio_s = 0.0
        self._latency_counts = [0] * (len(FIRST_CHUNK_BOUNDS_S) + 1)
        self._latency_total_s = 0.0
        self._latencies_s: deque[float] = deque(maxlen=_KEPT_LATENCIES)

    # --- in the event loop ---------------------------------------------------------------------------------

    def submit(self, request: Request, client: str) -> SpeechStream:
        """See `Speaker.submit`. Raises EngineError as well, while nothing can speak."""
        return self._queued(SpeechStream(request, self._given_up), client)

    def encode(self, prompt: Prompt, client: str) -> SpeechStream:
        """See `Speaker.encode`; the errors are those of `submit`."""
        request = Request("", Mode.CROSS_LINGUAL, prompt=prompt)
        return self._queued(SpeechStream(request, self._given_up, encodes=True), client)

    def _queued(self, stream: SpeechStream, client: str) -> SpeechStream:
        request = stream.request
        size = _recorded_bytes(request.prompt) + _recorded_bytes(request.source)
        with self._changed:
            if self._closed:
                raise BusyError(_LONGEST_WAIT_S)
            if self._down is not None:
                raise self._down
            if (
                len(self._jobs) >= self._bound + self.speakers
                or size + sum(job.size for job in self._jobs.values()) > self._bound_bytes
            ):
                self._refused += 1
                raise BusyError(self._retry_after(client))
            self._number += 1
            job = Job(f"request-{self._number}", stream, client, size, time.monotonic())
            self._jobs[stream] = job
            self._waiting.add(client, job)
            self._changed.notify()
        self._wake()
        return stream

    def load(self) -> int:
        """How many wait or are being spoken."""
        with self._changed:
            return len(self._jobs)

    def stats(self, engines: tuple[EngineState, ...]) -> Stats:
        with self._changed:
            return Stats(
                waiting=len(self._waiting),
                speaking=len(self._jobs) - len(self._waiting),
                finished=self._finished,
                failed=self._failed,
                rejected=self._rejected,
                cancelled=self._cancelled,
                refused=self._refused,
                audio_s=self._audio_s,
                first_chunk_counts=tuple(self._latency_counts),
                first_chunk_total_s=self._latency_total_s,
                first_chunks_s=tuple(self._latencies_s),
                engines=engines,
            )

    # --- for those who speak -------------------------------------------------------------------------------

    def take(self, on_cancel: Callable[[Job], None] | None = None, *, wait: bool = False) -> Job | None:
        """The next request; None if there is none, or, with `wait`, when the lobby closes."""
        with self._changed:
            if wait:
                self._changed.wait_for(lambda: self._closed or len(self._waiting) > 0)
            if self._closed or not len(self._waiting):
                return None
            job = self._waiting.take()
            job.taken_at = time.monotonic()
            job.on_cancel = on_cancel
            return job

    def put_back(self, job: Job) -> None:
        """It was lost through no fault of its own, and is to be spoken by the next who can; that happens once.

        A request that was cancelled meanwhile, was put back before, or has been heard in part, ends instead.
        """
        with self._changed:
            again = not (job.stream.cancelled.is_set() or job.put_back or job.heard or self._closed)
            if again:
                job.put_back, job.on_cancel = True, None
                self._waiting.put_back(job.client, job)
                self._changed.notify()
        if again:
            self._wake()
        else:
            self.end(job, lost())

    def deliver(self, job: Job, event: Event) -> None:
        """Something came of it."""
        if isinstance(event, AudioChunk):
            with self._changed:
                self._audio_s += event.samples.size / event.sample_rate
                if not job.heard:
                    job.heard = True
                    self._note_latency(time.monotonic() - job.queued_at)
        job.stream.deliver(event)

    def end(self, job: Job, error: EngineError | None = None) -> None:
        """It is over, well or not."""
        with self._changed:
            self._jobs.pop(job.stream, None)
            if job.stream.cancelled.is_set() or isinstance(error, CancelledError):
                self._cancelled += 1
            elif isinstance(error, RequestError):
                self._rejected += 1
            elif error is not None:
                self._failed += 1
            else:
                self._finished += 1
                self._typical_s += _WEIGHT * (time.monotonic() - job.taken_at - self._typical_s)
        job.stream.deliver(error)

    def set_down(self, reason: EngineError | None) -> None:
        """Nothing can speak any more, for that reason: what waits ends with it. None: it can again."""
        with self._changed:
            self._down = reason
            jobs = [] if reason is None else self._waiting.clear()
        for job in jobs:
            self.end(job, reason)

    def close(self) -> None:
        """Take nothing on, and end what waits. Those who speak end what they have."""
        with self._changed:
            self._closed = True
            jobs = self._waiting.clear()
            self._changed.notify_all()
        for job in jobs:
            self.end(job, CancelledError())

    # --- inside --------------------------------------------------------------------------------------------

    def _given_up(self, stream: SpeechStream) -> None:
        """The client is gone, or has everything."""
        with self._changed:
            job = self._jobs.get(stream)
            if job is None:
                return
            waited = self._waiting.remove(job.client, job)
        if waited:
            self.end(job, CancelledError())
        elif job.on_cancel is not None:
            job.on_cancel(job)

    def _retry_after(self, client: str) -> int:
        seconds = self._typical_s * self._waiting.place(client) / self.speakers
        return min(_LONGEST_WAIT_S, max(1, math.ceil(seconds)))

    def _note_latency(self, seconds: float) -> None:
        self._latency_counts[bisect_left(FIRST_CHUNK_BOUNDS_S, seconds)] += 1
        self._latency_total_s += seconds
        self._latencies_s.append(seconds)


def lost() -> EngineError:
    """The engine was ended while it spoke a request, through no fault of that one."""
    return EngineError(
        "The engine had to be started again in the middle of it.", "Try again.", code="engine_crashed"
    )


def _recorded_bytes(prompt: Prompt | None) -> int:
    return len(prompt.audio) if prompt is not None and isinstance(prompt.audio, bytes) else 0
