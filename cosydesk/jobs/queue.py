"""The queue of jobs, as the window sees it: one runs, the others wait in their order."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import (
    Answer,
    Answered,
    Ask,
    Cancel,
    Cancelled,
    Chunk,
    Describe,
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
from cosydesk.engine.questions import Question, Result
from cosydesk.engine.types import Notice, Progress, Request, Samples
from cosydesk.engine.watchdog import PATIENCE_S
from cosydesk.jobs.engine_thread import EngineThread
from cosydesk.jobs.job import Job, JobState

log = logging.getLogger(__name__)

DescribeCallback = Callable[[Described | EngineError], None]

MAX_ENDED = 500
"""Ended jobs that are remembered; the oldest are forgotten."""


class JobQueue(QObject):
    """Takes jobs, gives them to the engine one after the other, and tells how they go.

    A job ends in exactly one of finished, failed, cancelled. A failed job doesn't stop the others, nor does a
    crash of the engine. Cancelling takes effect at once; the engine may need a moment more before the next
    job starts.

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
        self._running: Job | None = None
        self._ended: list[Job] = []
        self._engine_ticket: str | None = None  # the job the engine has; may be one that is cancelled here
        self._chunks: list[Samples] = []
        self._sample_rate = 0
        self._used_tokens = 0
        self._notices: list[Notice] = []
        self._asked: dict[str, list[DescribeCallback]] = {}
        self._unload_due = False
        self._questions: dict[str, Callable[[Any], None]] = {}
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

    # --- asking --------------------------------------------------------------------------------------------

    def jobs(self) -> list[Job]:
        """Ended jobs, oldest first, then the running one, then the waiting ones in their order."""
        return [*self._ended, *([self._running] if self._running else []), *self._waiting]

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

    def describe(self, model: str, callback: DescribeCallback) -> None:
        """Ask what a model is; `callback` gets a `Described`, or the `EngineError` that prevents it."""
        self._asked.setdefault(model, []).append(callback)
        if len(self._asked[model]) == 1:
            self._engine.post(Describe(model))

    def ask(self, question: Question[Result], callback: Callable[[Result | EngineError], None]) -> str:
        """Ask the engine something, after what it has to do already.

        Args:
            question: see `cosydesk.engine.questions`.
            callback: gets the answer that the question's type promises, or the `EngineError` that prevents it; exactly
                once unless the question is forgotten before.

        Returns:
            The key by which it can be forgotten.
        """
        key = f"question-{next(self._numbers)}"
        self._questions[key] = callback
        self._engine.post(Ask(key, question))
        return key

    def forget(self, key: str) -> None:
        """Ask no more: the callback isn't called, and the engine stops working on it; nothing if it was answered."""
        if self._questions.pop(key, None):
            self._engine.post(Cancel(key))

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
        if (running := self._running) and running.id == job_id:
            self._engine.post(Cancel(running.ticket))
            self._end(replace(running, state=JobState.CANCELLED))
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
        again = replace(
            job,
            state=JobState.QUEUED,
            fraction=0.0,
            seconds_done=0.0,
            tokens=0,
            began_at=None,
            computed_s=0.0,
            error=None,
            attempt=job.attempt + 1,
        )
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
            case Described(model):
                self._answer_describe(model, answer)
            case Devices():
                self.devices_listed.emit(answer)
            case ModelFailed(model, error):
                self._answer_describe(model, error)
            case Started(ticket, revision) if job := self._current(ticket):
                self._running = replace(job, began_at=self.clock(), revision=revision)
            case Progressed(ticket, progress) if job := self._current(ticket):
                self._note_progress(job, progress)
            case PromptEncoded(ticket, encoded) if job := self._current(ticket):
                self.prompt_encoded.emit(job, encoded)
            case Answered(key, result):
                if callback := self._questions.pop(key, None):
                    callback(result)
            case Chunk(ticket) if job := self._current(ticket):
                self._add_chunk(job, answer)
            case Finished(ticket) | Failed(ticket) | Cancelled(ticket):
                self._take_end(ticket, answer)

    @Slot(str, object)
    def _take_death(self, ticket: str, error: EngineError) -> None:
        self._free_engine(ticket)
        if job := self._current(ticket):
            self._end(replace(job, state=JobState.FAILED, error=error))
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
        if job := self._current(ticket):
            match answer:
                case Finished():
                    self._end(self._timed(replace(job, state=JobState.FINISHED, fraction=1.0)))
                case Failed(_, error):
                    self._end(replace(job, state=JobState.FAILED, error=error))
                case Cancelled():
                    self._end(replace(job, state=JobState.CANCELLED))
        self._advance()

    def _note_progress(self, job: Job, progress: Progress) -> None:
        fraction = max(job.fraction, min(progress.fraction, 1.0))
        tokens = max(job.tokens, progress.tokens)
        if progress.stage in (
            "loading",
            "waiting",
        ):  # a model that loads when it is first needed; a server's queue
            self._change(replace(job, fraction=fraction, began_at=None))
            return
        if job.began_at is None:
            job = replace(job, began_at=self.clock())
        self._change(self._timed(replace(job, state=JobState.SPEAKING, fraction=fraction, tokens=tokens)))

    def _add_chunk(self, job: Job, chunk: Chunk) -> None:
        self._chunks.append(chunk.samples)
        self._sample_rate = chunk.sample_rate
        self._notices += [notice for notice in chunk.notices if notice not in self._notices]
        self._used_tokens += chunk.speech_tokens
        seconds = job.seconds_done + chunk.samples.size / chunk.sample_rate
        tokens = max(job.tokens, self._used_tokens)
        self._change(self._timed(replace(job, state=JobState.SPEAKING, seconds_done=seconds, tokens=tokens)))
        self.chunk_ready.emit(job.id, chunk.samples, chunk.sample_rate)

    def _answer_describe(self, model: str, result: Described | EngineError) -> None:
        for callback in self._asked.pop(model, []):
            callback(result)

    # --- the order of things -------------------------------------------------------------------------------

    def _current(self, ticket: str) -> Job | None:
        """The running job if the ticket is its; answers to anything else are stale and dropped."""
        return self._running if self._running and self._running.ticket == ticket else None

    def _advance(self) -> None:
        """Give the engine the next job if it is free."""
        if self._engine_ticket or self._paused or not self._waiting:
            self._unload_if_free()
            if self.free:
                self.freed.emit()
            return
        job = replace(self._waiting.pop(0), state=JobState.LOADING)
        self._running = job
        self._engine_ticket = job.ticket
        self._chunks, self._notices, self._sample_rate, self._used_tokens = [], [], 0, 0
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

    def _timed(self, job: Job) -> Job:
        return replace(job, computed_s=self.clock() - job.began_at) if job.began_at is not None else job

    def _change(self, job: Job) -> None:
        self._running = job
        self.job_changed.emit(job)

    def _end(self, job: Job) -> None:
        if self._running and self._running.id == job.id:
            self._running = None
        chunks, notices, sample_rate = self._chunks, self._notices, self._sample_rate
        self._ended.append(job)
        if len(self._ended) > MAX_ENDED:
            del self._ended[:-MAX_ENDED]
            self.order_changed.emit()
        self.job_changed.emit(job)
        match job.state:
            case JobState.FINISHED:
                self.job_finished.emit(job, np.concatenate(chunks), sample_rate, notices)
            case JobState.FAILED:
                log.warning("%s failed: %s", job.id, job.error)
                self.job_failed.emit(job)
            case JobState.CANCELLED:
                self.job_cancelled.emit(job)
