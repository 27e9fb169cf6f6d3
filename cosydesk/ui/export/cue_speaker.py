"""The spoken cue of an export: made by the engine before the delivery begins, or taken from what is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cosydesk import paths
from cosydesk.engine.types import Notice, Samples
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.queue import JobQueue
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.delivery.spoken_cue import FOLDER, CueStore, cue_line, cue_voice, usual_sentence
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import Voice
from cosydesk.studio.take import TakeRequest
from cosydesk.ui import failures
from cosydesk.ui.document import Document
from cosydesk.ui.speech import Speech


class CueSpeaker(QObject):
    """Speaks one cue at a time, before everything else that waits in the queue.

    Signals:
        progressed: 0..1. waiting: the queue is paused, so that nothing will come until it goes on.
        spoken: the cue, float32 mono at the project's rate.
        failed: (message, remedy). cancelled: somebody took the job out of the queue.
    """

    progressed = Signal(float)
    waiting = Signal()
    spoken = Signal(object)
    failed = Signal(str, str)
    cancelled = Signal()

    def __init__(
        self, document: Document, speech: Speech, queue: JobQueue, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._speech = speech
        self._queue = queue
        self._store = CueStore(paths.cache_dir() / FOLDER)
        self._job = ""
        self._asked: TakeRequest | None = None
        queue.job_changed.connect(self._follow)
        queue.job_finished.connect(self._take_in)

    @property
    def busy(self) -> bool:
        return bool(self._job)

    def voices(self) -> list[Voice]:
        """Those that can say it."""
        return self._document.voices.all()

    def usual_voice(self) -> str:
        """Name of the voice that says it where none is chosen; empty where there is none at all."""
        try:
            return cue_voice(self._document.project, self.voices()).name
        except StudioError:
            return ""

    def usual_text(self, voice_id: str) -> str:
        """What that voice, or the usual one, says where nothing is written."""
        try:
            return usual_sentence(cue_voice(self._document.project, self.voices(), voice_id))
        except StudioError:
            return ""

    def speak(self, recipe: Recipe) -> None:
        """Have the recipe's cue spoken; exactly one of `spoken`, `failed` and `cancelled` tells how that ended, unless
        it is stopped.
        """
        self.stop()
        project = self._document.project
        try:
            line = cue_line(project, self.voices(), recipe)
            if refusal := self._speech.refusal(line):
                self.failed.emit(*refusal)
                return
            asked, prompt = self._speech.prepared(project.take_request(line))
        except StudioError as error:
            self.failed.emit(*failures.words(error))
            return
        if (known := self._store.get(asked, project.sample_rate)) is not None:
            self.spoken.emit(known)
            return
        self._asked = asked
        address, request = self._speech.addressed(asked, prompt, live=False)
        self._job = self._queue.submit(address, request, label=self._speech.label_of(line.text))
        self._queue.move(self._job, 0)
        if self._queue.paused:
            self.waiting.emit()

    def stop(self) -> None:
        """Make nothing any more."""
        if self._job:
            job, self._job = self._job, ""
            self._queue.cancel(job)

    def _follow(self, job: Job) -> None:
        if job.id != self._job:
            return
        if not job.state.ended:
            if job.state.running:
                self.progressed.emit(job.fraction)
        elif job.state is not JobState.FINISHED:
            self._job = ""
            if job.error is not None:
                self.failed.emit(*failures.words(job.error))
            else:
                self.cancelled.emit()

    def _take_in(self, job: Job, samples: Samples, sample_rate: int, _notices: list[Notice]) -> None:
        if job.id != self._job or self._asked is None:
            return
        self._job = ""
        rate = self._document.project.sample_rate
        self.spoken.emit(self._store.keep(self._asked, samples, sample_rate, rate))
