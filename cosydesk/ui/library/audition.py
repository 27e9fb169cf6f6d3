"""Hearing a voice before choosing it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cosydesk.engine.types import Notice, Request, Samples
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import Voice
from cosydesk.studio.take import model_of
from cosydesk.ui import failures
from cosydesk.ui.cloning import Cloning


class Audition(QObject):
    """Speaks a voice's sample text once and keeps it, so that the second time plays at once. While no model is open
    that clones, a voice of one's own is heard as it was recorded.

    Signals:
        progressed: (voice id, fraction or None): the sample is being made, or no more.
        playing_changed: id of the voice that can be heard, "" when it has ended.
        failed: (voice id, message, remedy).
    """

    progressed = Signal(str, object)
    playing_changed = Signal(str)
    failed = Signal(str, object, object)

    def __init__(
        self,
        queue: JobQueue,
        player: Player,
        cloning: Cloning,
        address: Callable[[str], str] = str,
        parent: QObject | None = None,
    ) -> None:
        """Args:
        cloning: speaks with voices of one's own.
        address: what the engine calls a model, from its id.
        """
        super().__init__(parent)
        self._queue = queue
        self._address = address
        self._player = player
        self._cloning = cloning
        self._samples: dict[str, tuple[Samples, int]] = {}
        self._asked: dict[str, tuple[str, Request]] = {}
        self._jobs: dict[str, str] = {}
        self._playing = ""
        queue.job_changed.connect(self._follow)
        queue.job_finished.connect(self._take_in)
        player.once_ended.connect(self._ended)

    def toggle(self, voice: Voice) -> None:
        """Play the voice's sample; a second time while it is made or heard stops it."""
        if self._stopped(voice):
            return
        try:
            model_id, request = self._trial(voice)
        except StudioError:
            self._play_recording(voice.id)
            return
        if voice.id in self._samples and self._asked.get(voice.id) == (model_id, request):
            self._play(voice.id, *self._samples[voice.id])
            return
        self._asked[voice.id] = (model_id, request)
        job_id = self._queue.submit(self._address(model_id), request, label=voice.name)
        self._jobs[job_id] = voice.id
        self.progressed.emit(voice.id, 0.0)

    def _trial(self, voice: Voice) -> tuple[str, Request]:
        """The model that speaks the sample, and what it is asked. Raises `StudioError`."""
        if voice.mine:
            return self._cloning.trial(voice.id)
        return model_of(voice.id), Request(text=voice.sample_text, voice=voice.engine_voice)

    def _follow(self, job: Job) -> None:
        voice_id = self._jobs.get(job.id)
        if voice_id is None:
            return
        if not job.state.ended:
            self.progressed.emit(voice_id, job.fraction)
            return
        if job.state is not JobState.FINISHED:
            del self._jobs[job.id]
        self.progressed.emit(voice_id, None)
        if job.state is JobState.FAILED and job.error is not None:
            self.failed.emit(voice_id, *failures.words(job.error))

    def _take_in(self, job: Job, samples: Samples, sample_rate: int, _notices: list[Notice]) -> None:
        voice_id = self._jobs.pop(job.id, None)
        if voice_id is not None:
            self._samples[voice_id] = (samples, sample_rate)
            self._play(voice_id, samples, sample_rate)

    def play_recording(self, voice: Voice) -> None:
        """Play what a voice of one's own is cloned from; a second time stops it."""
        if not self._stopped(voice):
            self._play_recording(voice.id)

    def _stopped(self, voice: Voice) -> bool:
        """Stop what is heard or made of this voice; False where that was nothing."""
        if self._playing == voice.id:
            self._player.stop_once()
            self._ended()
            return True
        if job_id := next((job for job, known in self._jobs.items() if known == voice.id), None):
            self._queue.cancel(job_id)
            return True
        return False

    def _play_recording(self, voice_id: str) -> None:
        try:
            prompt = self._cloning.recording_of(voice_id)
            samples = prompt.samples()
        except StudioError as error:
            self.failed.emit(voice_id, *failures.words(error))
            return
        self._play(voice_id, samples, prompt.sample_rate)

    def _play(self, voice_id: str, samples: Samples, sample_rate: int) -> None:
        self._player.play_once(samples, sample_rate)
        self._playing = voice_id
        self.playing_changed.emit(voice_id)

    def _ended(self) -> None:
        if self._playing:
            self._playing = ""
            self.playing_changed.emit("")
