"""The queue of jobs, as the window sees it: one runs, the others wait in their order."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import (
    Answer,
    Answered,
    Cancel,
    Cancelled,
    Chunk,
    Described,
    Devices,
    Failed,
    Finished,
    ListDevices,
    Load,
    ModelFailed,
    Place,
    Progressed,
    PromptEncoded,
    Speak,
    Started,
    Unload,
)
from cosydesk.engine.process import Opener
from cosydesk.engine.types import Request
from cosydesk.engine.watchdog import PATIENCE_S
from cosydesk.jobs.engine_thread import EngineThread
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.questions import Questions
from cosydesk.jobs.running import RunningJob

log = logging.getLogger(__name__)

MAX_ENDED = 500
"""Ended jobs that are remembered; the oldest are forgotten."""


class JobQueue(QObject):
    """Takes jobs, gives them to the engine one after the other, and tells how they go.

    A job ends in exactly one of finished, failed, cancelled. A failed job doesn't stop the others, nor does a
    crash of the engine. Cancelling takes effect at once; the engine may need a moment more before the next
    job starts.

    Attributes:
        clock: seconds, by which jobs are timed.
        questions: what else the same engine is asked.

    Signals:
        job_changed(Job): anything about a job, its first appearance and its end included.
        chunk_ready(str, object, int): job id, samples (float32 mono), sample rate: audio as it comes.
        job_finished(Job, object, int, list): the whole audio (float32 mono), its sample rate, its notices.
        job_failed(Job), job_cancelled(Job).
        prompt_encoded(Job, EncodedPrompt): the job's prompt had to be encoded; kept and sent along the next time in
            `Prompt.encoded` it need not be made again.
        order_changed(): `jobs()` gives another order, or ended jobs were forgotten.
        paused_changed(bool).
        devices_listed(Devices): the answer to `list_devices`.
        freed(): `free` has become true, and may have been before.
        unload_due_changed(bool): see `unload_due`.
        engine_state_changed(str, str): see `EngineThread.state_changed`.
        engine_faulted(EngineError): see `EngineThread.faulted`.
    """

    job_changed = Signal(object)
    chunk_ready = Signal(str, object, int)
    job_finished = Signal(object, object, int, list)
    job_failed = Signal(object)
    job_cancelled = Signal(object)
    prompt_encoded = Signal(object, object)
    order_changed = Signal()
    paused_changed = Signal(bool)
    devices_listed = Signal(object)
    freed = Signal()
    unload_due_changed = Signal(bool)
    engine_state_changed = Signal(str, str)
    engine_faulted = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        threads: int = 0,
        idle_s: float = 600.0,
        grace_s: float = 2.0,
        patience_s: float = PATIENCE_S,
        opener: Opener | None = None,
        place: Place = Place(),  # noqa: B008 - frozen
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """The arguments but `clock` are those of `EngineThread`. Nothing starts before the first job or `warm_up`."""
        super().__init__(parent)
        self.clock = clock
        self._numbers = itertools.count(1)
        self._waiting: list[Job] = []
        self._running: RunningJob | None = None
        self._ended: list[Job] = []
        self._engine_ticket: str | None = None  # the job the engine has; may be one that is cancelled here
        self._unload_due = False
        self._paused = False
        self._engine = EngineThread(
            self,
            threads=threads,
            idle_s=idle_s,
            grace_s=grace_s,
            patience_s=patience_s,
            opener=opener,
            place=place,
        )
        self._engine.answered.connect(self._take)
        self._engine.died.connect(self._take_death)
        self._engine.killed.connect(self._take_kill)
        self._engine.state_changed.connect(self.engine_state_changed)
        self._engine.faulted.connect(self.engine_faulted)
        self.questions = Questions(self._engine)

    # --- asking --------------------------------------------------------------------------------------------

    def jobs(self) -> list[Job]:
        """Ended jobs, oldest first, then the running one, then the waiting ones in their order."""
        return [*self._ended, *([self._running.job] if self._running else []), *self._waiting]

    def job(self, job_id: str) -> Job | None:
        return next((job for job in self.jobs() if job.id == job_id), None)

    @property
    def busy(self) -> bool:
        """Whether any job runs or waits."""
        return bool(self._running or self._waiting)

    @property
    def free(self) -> bool:
        """Whether the engine has nothing to speak just now, so that asking it something delays nobody."""
        return not self._engine_ticket and (self._paused or not self._waiting)

    @property
    def paused(self) -> bool:
        return self._paused

    @property
    def engine_pid(self) -> int | None:
        """Of the engine process while there is one."""
        return self._engine.pid

    def list_devices(self) -> None:
        """Ask which devices the machine has; `devices_listed` tells."""
        self._engine.post(ListDevices())

    # --- doing ---------------------------------------------------------------------------------------------

    def submit(
        self,
        model: str,
        request: Request,
        line_id: str | None = None,
        label: str = "",
        tag: object = None,
        tries: tuple[int, int] | None = None,
    ) -> str:
        """Put a job at the end of the queue.

        Args:
            model: ``"starter"`` or a model directory.
            request: what to say; its `cancel` and callbacks are not used, `cancel()` and signals are.
            line_id: the line it is for.
            label: what to call it in a list.
            tag: handed back as `Job.take_request`.
            tries: see `Job`.

        Returns:
            The job's id.
        """
        job = Job(
            id=f"job-{next(self._numbers)}",
            line_id=line_id,
            label=label,
            model=model,
            request=replace(request, cancel=None, on_progress=None, on_encoded=None),
            take_request=tag,
            tries=tries,
        )
        self._waiting.append(job)
        self.job_changed.emit(job)
        self._advance()
        return job.id

    def cancel(self, job_id: str) -> None:
        """Cancel a waiting or running job; does nothing to an ended one."""
        if self._running and (job := self._running.job).id == job_id:
            self._engine.post(Cancel(job.ticket))
            self._end(replace(job, state=JobState.CANCELLED))
        for job in [job for job in self._waiting if job.id == job_id]:
            self._waiting.remove(job)
            self._end(replace(job, state=JobState.CANCELLED))

    def cancel_all(self) -> None:
        """Cancel the running job and all waiting ones."""
        for job in reversed(self.jobs()):  # the running one last, so that none moves up meanwhile
            self.cancel(job.id)

    def retry(self, job_id: str) -> None:
        """Put a failed or cancelled job at the end of the queue again, under its id."""
        job = next((job for job in self._ended if job.id == job_id), None)
        if job is None or job.state is JobState.FINISHED:
            return
        self._ended.remove(job)
        again = job.again()
        self._waiting.append(again)
        self.order_changed.emit()
        self.job_changed.emit(again)
        self._advance()

    def retry_failed(self) -> None:
        """Put every failed job at the end of the queue again, in the order in which they failed."""
        for job in [job for job in self._ended if job.state is JobState.FAILED]:
            self.retry(job.id)

    def move(self, job_id: str, position: int) -> None:
        """Move a waiting job to that position among the waiting ones (0 = next)."""
        for job in [job for job in self._waiting if job.id == job_id]:
            self._waiting.remove(job)
            self._waiting.insert(max(0, position), job)
            self.order_changed.emit()

    def clear_ended(self) -> None:
        """Forget the jobs that have ended."""
        self._ended.clear()
        self.order_changed.emit()

    def set_paused(self, paused: bool) -> None:
        """While paused, the running job goes on and no other one starts."""
        if paused != self._paused:
            self._paused = paused
            self.paused_changed.emit(paused)
            self._advance()

    def warm_up(self, model: str, languages: Sequence[str] = ()) -> None:
        """Start the engine and load the model, so that the next job speaks at once; a job that comes meanwhile
        cuts it short.

        Args:
            languages: primary codes such as ``zh`` to be ready for, the likeliest first; none = all it speaks.
        """
        self._engine.post(Load(model, tuple(languages)))

    def place(self, device: str, precision: str) -> None:
        """Have models opened on that device in that precision from the next job on."""
        self._engine.post(Place(device, precision))

    def set_idle_s(self, idle_s: float) -> None:
        """Have the engine's memory freed after so many seconds without work (0 = never), from now on."""
        self._engine.set_idle(idle_s)

    def set_threads(self, threads: int) -> None:
        """Have the engine use so many threads (0 = all cores but one). It starts anew for that, as soon as the jobs
        that run and wait are done.
        """
        self._engine.set_threads(threads)
        if self.engine_pid is not None:
            self.unload()

    def unload(self) -> bool:
        """Free the engine's memory; it starts again by itself when it is needed.

        Returns:
            Whether that is done now; else it is done after the jobs that run and wait, of which none is lost.
        """
        self._unload_due = True
        freed = self._unload_if_free()
        self.unload_due_changed.emit(self._unload_due)
        return freed

    @property
    def unload_due(self) -> bool:
        """Whether the memory is freed as soon as the jobs are done."""
        return self._unload_due

    def shutdown(self) -> None:
        """Cancel everything and end the engine, within a few seconds; nothing can be submitted afterwards."""
        self._paused = True
        self.cancel_all()
        self._engine.shut_down()

    # --- what the engine says ------------------------------------------------------------------------------

    @Slot(object)
    def _take(self, answer: Answer) -> None:
        match answer:
            case Answered() | Described() | ModelFailed():
                self.questions.take(answer)
            case Devices():
                self.devices_listed.emit(answer)
            case Started(ticket, revision) if running := self._current(ticket):
                running.begin(revision)
            case Progressed(ticket, progress) if running := self._current(ticket):
                running.note(progress)
                self.job_changed.emit(running.job)
            case PromptEncoded(ticket, encoded) if running := self._current(ticket):
                self.prompt_encoded.emit(running.job, encoded)
            case Chunk(ticket) if running := self._current(ticket):
                running.add(answer)
                self.job_changed.emit(running.job)
                self.chunk_ready.emit(running.job.id, answer.samples, answer.sample_rate)
            case Finished(ticket) | Failed(ticket) | Cancelled(ticket):
                self._take_end(ticket, answer)

    @Slot(str, object)
    def _take_death(self, ticket: str, error: EngineError) -> None:
        self._free_engine(ticket)
        if running := self._current(ticket):
            self._end(replace(running.job, state=JobState.FAILED, error=error))
        self._advance()

    @Slot(str)
    def _take_kill(self, ticket: str) -> None:
        self._free_engine(ticket)
        self._advance()

    def _free_engine(self, ticket: str) -> None:
        if ticket == self._engine_ticket:
            self._engine_ticket = None

    def _take_end(self, ticket: str, answer: Finished | Failed | Cancelled) -> None:
        self._free_engine(ticket)
        if running := self._current(ticket):
            match answer:
                case Finished():
                    running.finish()
                    self._end(running.job)
                    self.job_finished.emit(running.job, running.samples, running.sample_rate, running.notices)
                case Failed(_, error):
                    self._end(replace(running.job, state=JobState.FAILED, error=error))
                case Cancelled():
                    self._end(replace(running.job, state=JobState.CANCELLED))
        self._advance()

    # --- the order of things -------------------------------------------------------------------------------

    def _current(self, ticket: str) -> RunningJob | None:
        """The running job if the ticket is its; answers to anything else are stale and dropped."""
        return self._running if self._running and self._running.job.ticket == ticket else None

    def _advance(self) -> None:
        """Give the engine the next job if it is free."""
        if self._engine_ticket or self._paused or not self._waiting:
            self._unload_if_free()
            if self.free:
                self.freed.emit()
            return
        job = replace(self._waiting.pop(0), state=JobState.LOADING)
        self._running = RunningJob(job, self.clock)
        self._engine_ticket = job.ticket
        self._engine.post(Speak(job.ticket, job.model, job.request))
        self.job_changed.emit(job)

    def _unload_if_free(self) -> bool:
        """Free the engine's memory if that was asked for and no job needs it now."""
        if self._unload_due and self.free:
            self._unload_due = False
            self._engine.post(Unload())
            self.unload_due_changed.emit(False)
            return True
        return False

    def _end(self, job: Job) -> None:
        if self._running and self._running.job.id == job.id:
            self._running = None
        self._ended.append(job)
        if len(self._ended) > MAX_ENDED:
            del self._ended[:-MAX_ENDED]
            self.order_changed.emit()
        self.job_changed.emit(job)
        match job.state:
            case JobState.FAILED:
                log.warning("%s failed: %s", job.id, job.error)
                self.job_failed.emit(job)
            case JobState.CANCELLED:
                self.job_cancelled.emit(job)
