"""Has the engine write down what is said in the selection, each time other words are selected."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from cosydesk.engine.errors import EngineError
from cosydesk.engine.questions import Transcribe
from cosydesk.engine.recognition_types import Transcript
from cosydesk.jobs.job import Job
from cosydesk.jobs.queue import JobQueue
from cosydesk.settings import Settings
from cosydesk.studio.prompt_check import LONGEST_S, Recorded
from cosydesk.studio.spoken import Spoken
from cosydesk.ui.voice_dialog.inquiry import Inquiry
from cosydesk.weights.places import sensevoice_folder

log = logging.getLogger(__name__)

SETTLED_MS = 600
"""How long an end of the selection must rest."""

_SYLLABLE_S = 0.12
_SHORTEST_S = 0.3


class Dictation(QObject):
    """Attributes:
    failure: why it isn't known what is said; None while nothing failed.

    Signals:
        heard: `transcript` is there. changed: anything else about it.
    """

    heard = Signal()
    changed = Signal()

    def __init__(self, queue: JobQueue, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard: Transcript | None = None
        self._stale = False
        self.failure: EngineError | None = None
        self._settings = settings
        self._language = ""
        self._recorded: Recorded | None = None
        self._spoken: Spoken | None = None
        self._wanted = (0, 0)
        self._listened: tuple[int, int] | None = None
        self._inquiry = Inquiry(queue, self)
        self._inquiry.answered.connect(self._take_in)
        self._inquiry.failed.connect(self._give_up)
        self._inquiry.changed.connect(self.changed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.listen)
        queue.job_changed.connect(self._follow_job)

    @property
    def on(self) -> bool:
        """Whether anybody listens at all."""
        return self._settings.recogniser != "off"

    @property
    def transcript(self) -> Transcript | None:
        """What was heard in the selection; None while it isn't known."""
        return None if self._stale else self._heard

    @property
    def busy(self) -> bool:
        """Whether it is being listened to."""
        return self._inquiry.busy

    @property
    def waiting(self) -> bool:
        """Whether lines are spoken first."""
        return self._inquiry.waiting

    @property
    def possible(self) -> bool:
        """Whether there is a selection to listen to, neither too short nor too long for a prompt."""
        if self._recorded is None or not self.on:
            return False
        seconds = (self._wanted[1] - self._wanted[0]) / self._recorded.sample_rate
        return _SHORTEST_S <= seconds <= LONGEST_S

    def follow(self, recorded: Recorded, spoken: Spoken, start: int, end: int, language: str) -> None:
        """This is selected now, of a recording as it came; listens at once to another one, and else when it rests.

        Args:
            language: what is spoken, where the person said so; "" = find out.
        """
        another = recorded is not self._recorded or language != self._language
        self._recorded, self._spoken, self._language = recorded, spoken, language
        self._wanted = (start, end)
        if another:
            self.forget()
            self.listen()
        elif self._listened is None or self._other_words(self._listened):
            if self._inquiry.busy:
                self._listened = None
                self._inquiry.forget()
            self._set_stale(True)
            self._rest.start(SETTLED_MS)
        else:
            self._rest.stop()
            self._set_stale(False)

    def listen(self) -> None:
        """Listen to the selection now, also a second time."""
        self._rest.stop()
        self._heard = self.failure = self._listened = None
        self._stale = False
        if not self.possible:
            self._inquiry.forget()
            self.changed.emit()
            return
        assert self._recorded is not None
        start, end = self._listened = self._wanted
        self._inquiry.ask(
            Transcribe(
                self._recorded.samples[start:end],
                self._recorded.sample_rate,
                self._language,
                str(self._settings.recogniser),
                sensevoice_folder(self._settings),
            )
        )

    def stop(self) -> None:
        """Listen no further."""
        self._rest.stop()
        self._inquiry.forget()

    def forget(self) -> None:
        """Nothing was heard."""
        self.stop()
        self._heard = self.failure = self._listened = None
        self._stale = False

    def _set_stale(self, stale: bool) -> None:
        """Whether what was heard belongs to another selection."""
        if stale != self._stale:
            self._stale = stale
            self.changed.emit()

    def _other_words(self, before: tuple[int, int]) -> bool:
        assert self._recorded is not None
        assert self._spoken is not None
        return self._spoken.differs(before, self._wanted) > _SYLLABLE_S * self._recorded.sample_rate

    def _follow_job(self, _job: Job) -> None:
        if self.busy:
            self.changed.emit()

    def _take_in(self, transcript: Transcript) -> None:
        self._heard = transcript
        self.heard.emit()

    def _give_up(self, error: EngineError) -> None:
        log.warning("the recording is not written down: %s", error.message)
        self.failure = error
