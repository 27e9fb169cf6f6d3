"""Hearing some words at once, without making a take of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from cosydesk.engine.types import Notice, Samples
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line
from cosydesk.ui import failures
from cosydesk.ui.document import Document
from cosydesk.ui.speech import Speech


class Hearing(QObject):
    """Speaks words as a line would be spoken, by the dictionary, and plays them.

    Signals:
        changed: `busy` is another.
        failed: (message, remedy).
    """

    changed = Signal()
    failed = Signal(object, object)

    def __init__(
        self,
        document: Document,
        speech: Speech,
        queue: JobQueue,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._speech = speech
        self._queue = queue
        self._player = player
        self._job = ""
        self._playing = False
        queue.job_changed.connect(self._follow)
        queue.chunk_ready.connect(self._play)
        queue.job_finished.connect(self._take_in)
        player.once_ended.connect(self._ended)

    @property
    def busy(self) -> bool:
        """Whether words are being made or heard."""
        return bool(self._job) or self._playing

    def hear(self, line: Line, *, as_written: bool = False) -> None:
        """Speak and play the line's text with its voice, manner and speed; the line needn't be in the script.

        `as_written` leaves the dictionary out.
        """
        self.stop()
        if refusal := self._speech.refusal(line):
            self.failed.emit(*refusal)
            return
        request = self._document.project.take_request(line)
        if as_written:
            request = replace(request, spoken="")
        try:
            request, prompt = self._speech.prepared(request)
        except StudioError as error:
            self.failed.emit(*failures.words(error))
            return
        self._job = self._queue.submit(
            *self._speech.addressed(request, prompt), label=self._speech.label_of(line.text)
        )
        self.changed.emit()

    def stop(self) -> None:
        """Make and play nothing any more."""
        if self._job:
            job, self._job = self._job, ""
            self._queue.cancel(job)
        if self._playing:
            self._player.stop_once()
            self._playing = False
        self.changed.emit()

    def _follow(self, job: Job) -> None:
        if job.id != self._job or not job.state.ended or job.state is JobState.FINISHED:
            return
        self._job = ""
        if self._playing:
            self._player.stop_once()
        self.changed.emit()
        if job.state is JobState.FAILED and job.error is not None:
            self.failed.emit(*failures.words(job.error))

    def _play(self, job_id: str, samples: Samples, sample_rate: int) -> None:
        """The first piece sounds as soon as it exists."""
        if job_id != self._job:
            return
        if not self._playing:
            self._player.stop_once()
            self._playing = True
            self.changed.emit()
        self._player.append_once(samples, sample_rate)

    def _take_in(self, job: Job, _samples: Samples, _sample_rate: int, _notices: list[Notice]) -> None:
        if job.id == self._job:
            self._job = ""
            self._player.end_once()
            self.changed.emit()

    def _ended(self) -> None:
        if self._playing:
            self._playing = False
            # Another sound took its place before it was whole.
            job, self._job = self._job, ""
            self._queue.cancel(job)
            self.changed.emit()
