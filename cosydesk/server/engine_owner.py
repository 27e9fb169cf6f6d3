"""The thread that owns one engine process of a service: it hands requests in, and clears up when they go wrong."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait

from cosydesk.engine import AudioChunk, CancelledError, EngineError
from cosydesk.engine.messages import (
    Answer,
    Answered,
    Ask,
    Cancel,
    Cancelled,
    Chunk,
    Command,
    Describe,
    Described,
    Failed,
    Finished,
    Load,
    ModelFailed,
    Place,
    Progressed,
    PromptEncoded,
    Speak,
    Started,
)
from cosydesk.engine.process import EngineProcess, Opener, start_failure
from cosydesk.engine.questions import Encode
from cosydesk.server.limits import Limits
from cosydesk.server.lobby import Job, Lobby
from cosydesk.server.reports import keep_report
from cosydesk.server.speaker import Event
from cosydesk.server.stats import EngineState

log = logging.getLogger(__name__)

_PATIENCE_S = 1.0
"""How long a process that is told to stop may take before it is killed."""
_LONGEST_PAUSE_S = 60.0


@dataclass
class _Sent:
    """A request that the process has.

    Attributes:
        started: whether it is being spoken; before that it waits in the process.
        reason: why it was cancelled; None if it wasn't.
        due: when it has to be over, else the process is ended; None: whenever it likes.
    """

    job: Job
    started: bool = False
    reason: EngineError | None = None
    due: float | None = None


class EngineOwner:
    """One engine process on one device, started again whenever it dies.

    The thread sleeps in one `wait` on the pipe, the process and its own wake-up; nothing is polled. A request whose
    process dies while it is spoken has failed, and is not tried again; one that only waited in it goes back to the
    lobby, once.

    Attributes:
        opened: what the model is as soon as it is open for the first time, or the error that prevents it.
    """

    def __init__(
        self,
        lobby: Lobby,
        model: str,
        place: Place,
        threads: int,
        limits: Limits,
        opener: Opener | None,
        may_take: Callable[[EngineOwner], bool],
        on_state: Callable[[EngineOwner, EngineError | None], None],
    ) -> None:
        """Start thread and process.

        Args:
            may_take: asked in the thread whether it is its turn to take a request, or another engine's.
            on_state: called in the thread with the reason why the process can't be had any more, or with None as
                soon as it speaks again.
        """
        self._lobby = lobby
        self._model = model
        self._place = place
        self._threads = threads
        self._limits = limits
        self._opener = opener
        self._may_take = may_take
        self._on_state = on_state
        self.opened: Future[Described] = Future()
        self._closing = False
        self._cancels: deque[Job] = deque()
        self._awake, self._alarm = Pipe(duplex=False)
        self._alarm_lock = threading.Lock()
        self._alarm_rung = False
        # What follows belongs to the thread; others may look.
        self._process: EngineProcess | None = None
        self._open = False
        self._together = (
            1  # requests that it may have at a time; those that wait there are spoken in one batch
        )
        self._sent: dict[str, _Sent] = {}
        self._restarts = -1
        self._failures = 0  # to open, in a row
        self._start_at: float | None = None
        self._thread = threading.Thread(target=self._run, name=f"engine-{place.device}", daemon=True)
        self._thread.start()

    # --- from any thread -----------------------------------------------------------------------------------

    def state(self) -> EngineState:
        process = self._process
        pid = process.pid if process is not None else None
        return EngineState(self._place.device, pid, self._open, max(0, self._restarts))

    @property
    def busy(self) -> int:
        """How many requests it has."""
        return len(self._sent)

    def wake(self) -> None:
        """There is something to take, or to do."""
        with self._alarm_lock:
            if not self._alarm_rung:
                self._alarm_rung = True
                self._alarm.send_bytes(b"!")

    def tell_to_close(self) -> None:
        """What is being spoken ends as cancelled, then process and thread end; `join` waits for it."""
        self._closing = True
        self.wake()

    def join(self) -> None:
        """Returns within a few seconds whatever the engine does."""
        self._thread.join(_PATIENCE_S + 2.0)
        if self._thread.is_alive():
            log.warning("An engine doesn't listen and is killed")
            if process := self._process:
                process.kill()
            self._thread.join()
        with self._alarm_lock:
            self._alarm_rung = True  # nobody is there to be woken
        self._awake.close()
        self._alarm.close()

    # --- the thread ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        reason: EngineError = CancelledError()
        try:
            self._start()
            while not self._closing:
                self._take_jobs()
                self._turn()
                self._keep_deadlines()
        except Exception as error:
            log.exception("The thread of an engine fails")
            keep_report("service", error)
            reason = EngineError("The service made a mistake.", code="internal")
            self._on_state(self, reason)
        self._closing = True
        for sent in self._forget():
            self._lobby.end(sent.job, reason)
        if not self.opened.done():
            self.opened.set_exception(reason)

    def _start(self) -> None:
        self._start_at = None
        self._restarts += 1
        try:
            self._process = EngineProcess(self._threads, self._opener)
        except OSError as error:
            log.exception("The engine process can't be started")
            self._pause(start_failure(error))
            return
        log.info("The engine process on %s is %s", self._place.device, self._process.pid)
        if self._place != Place():
            self._process.send(self._place)
        self._process.send(Describe(self._model))
        # Warming up ends by itself when a request comes.
        self._process.send(Load(self._model))

    def _take_jobs(self) -> None:
        while self._open and self._process is not None and len(self._sent) < self._together:
            job = self._lobby.take(self._cancel) if self._may_take(self) else None
            if job is None:
                return
            self._sent[job.id] = _Sent(job)
            self._process.send(self._command(job))

    def _command(self, job: Job) -> Command:
        request = replace(job.stream.request, cancel=None, on_progress=None, on_encoded=None)
        if not job.stream.encodes:
            return Speak(job.id, self._model, request)
        assert request.prompt is not None
        sent = self._sent[job.id]  # nothing will tell when it starts
        sent.started, sent.due = True, time.monotonic() + self._limits.speak_s
        return Ask(job.id, Encode(self._model, request.prompt))

    def _cancel(self, job: Job) -> None:
        """Called in any thread."""
        self._cancels.append(job)
        self.wake()

    def _turn(self) -> None:
        process = self._process
        ends: list[Connection | int] = [self._awake]
        if process is not None:
            ends += [process.conn, process.sentinel]
        ready = wait(ends, self._timeout())
        if self._awake in ready:
            with self._alarm_lock:
                self._awake.recv_bytes()
                self._alarm_rung = False
            while self._cancels:
                self._end_early(self._sent.get(self._cancels.popleft().id), CancelledError())
        elif process is not None and process.conn in ready:  # before the sentinel: the last words come first
            answer = process.receive()
            if answer is None:
                self._after_death(process)
            else:
                self._hear(answer)
        elif process is not None and process.sentinel in ready:
            self._after_death(process)

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Described():
                self._open = True
                self._together = answer.capabilities.together
                self._failures = 0
                if self.opened.done():
                    self._on_state(self, None)
                else:
                    self.opened.set_result(answer)
            case ModelFailed(_, error) if self._open:
                log.error("Warming up failed: %s", error.message)
                self._report(error)
            case ModelFailed(_, error):
                self._report(error)
                self._pause(error)
            case Started(job_id):
                if sent := self._sent.get(job_id):
                    sent.started = True
                    sent.job.taken_at = time.monotonic()
                    late = self._limits.speak_s if sent.reason is None else self._limits.grace_s
                    sent.due = time.monotonic() + late
            case Finished(job_id):
                self._ended(job_id, None)
            case Failed(job_id, error):
                self._report(error)
                self._ended(job_id, error)
            case Cancelled(job_id):
                self._ended(job_id, CancelledError())
            case Answered(job_id, EngineError() as error):
                self._ended(job_id, error)
            case Answered(job_id, encoded):
                self._deliver(job_id, encoded)
                self._ended(job_id, None)
            case Progressed(job_id, progress):
                self._deliver(job_id, progress)
            case PromptEncoded(job_id, encoded):
                self._deliver(job_id, encoded)
            case Chunk():
                chunk = AudioChunk(
                    answer.samples,
                    answer.sample_rate,
                    answer.utterance,
                    answer.speech_tokens,
                    answer.notices,
                )
                self._deliver(answer.job_id, chunk)

    def _deliver(self, job_id: str, event: Event) -> None:
        sent = self._sent.get(job_id)
        if sent is not None and sent.reason is None:
            self._lobby.deliver(sent.job, event)

    def _ended(self, job_id: str, error: EngineError | None) -> None:
        if sent := self._sent.pop(job_id, None):
            # What it was cancelled for is the reason, even where it came to its end just before.
            self._lobby.end(sent.job, sent.reason or error)

    def _end_early(self, sent: _Sent | None, reason: EngineError) -> None:
        if sent is None or sent.reason is not None or self._process is None:
            return
        sent.reason = reason
        self._process.send(Cancel(sent.job.id))
        if sent.started:
            sent.due = time.monotonic() + self._limits.grace_s

    # --- what goes wrong -----------------------------------------------------------------------------------

    def _timeout(self) -> float | None:
        """Seconds until the next thing that is due; None if there is none."""
        dues = [sent.due for sent in self._sent.values() if sent.due is not None]
        if self._start_at is not None:
            dues.append(self._start_at)
        return max(0.0, min(dues) - time.monotonic()) if dues else None

    def _keep_deadlines(self) -> None:
        now = time.monotonic()
        if self._start_at is not None and self._start_at <= now:
            self._start()
        for sent in list(self._sent.values()):
            if sent.due is None or sent.due > now:
                continue
            if sent.reason is None:
                log.warning("%s takes too long and is given up", sent.job.id)
                self._end_early(sent, _too_slow(self._limits.speak_s))
                continue
            log.warning("%s ignores its cancel, the engine is killed", sent.job.id)
            for one in self._forget():
                if one.reason is not None:
                    self._lobby.end(one.job, one.reason)
                else:
                    self._lobby.put_back(one.job)
            self._start()
            return

    def _after_death(self, process: EngineProcess) -> None:
        was_open = self._open
        error = process.bury()
        self._process = None
        log.error("%s", error.message)
        self._report(error, process)
        for sent in self._forget():
            if sent.started or sent.reason is not None:
                self._lobby.end(sent.job, sent.reason or error)
            else:
                self._lobby.put_back(sent.job)
        if was_open:
            self._start()
        else:
            self._pause(error)

    def _forget(self) -> list[_Sent]:
        """End the process if there is one; what it had comes back."""
        if self._process is not None:
            process, self._process = self._process, None
            if self._closing:
                process.end(_PATIENCE_S)
            else:
                process.kill()
                process.bury()
        self._open = False
        sent = list(self._sent.values())
        self._sent.clear()
        return sent

    def _pause(self, error: EngineError) -> None:
        """It can't be opened: try again after a while, longer each time. The first time that is the end."""
        self._forget()
        if not self.opened.done():
            self._closing = True
            self.opened.set_exception(error)
            return
        self._failures += 1
        self._start_at = time.monotonic() + min(_LONGEST_PAUSE_S, 2.0**self._failures)
        self._on_state(self, error)

    def _report(self, error: EngineError, process: EngineProcess | None = None) -> None:
        """Keep a report of what nobody expected: a death, or a fault in the code."""
        if process is not None or error.code == "internal":
            own = process or self._process
            keep_report("engine", error, own.pid if own is not None else None)


def _too_slow(seconds: float) -> EngineError:
    return EngineError(
        f"It would have taken longer than {seconds:g} s to speak.", "Send the text in parts.", code="too_slow"
    )
