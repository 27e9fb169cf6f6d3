"""Where the recording of the dialog has speech: by its level at once, by the engine's detector a moment later."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from cosydesk.engine.errors import EngineError
from cosydesk.engine.questions import FindSpeech
from cosydesk.engine.recognition_types import Speech
from cosydesk.jobs.queue import JobQueue
from cosydesk.studio.prompt_check import Recorded
from cosydesk.studio.spoken import Spoken, reach
from cosydesk.ui.voice_dialog.inquiry import Inquiry

log = logging.getLogger(__name__)


class SpeechFinder(QObject):
    """Attributes:
    spoken: what is known; None without a recording.

    Signals:
        found: it is known better.
    """

    found = Signal()

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spoken: Spoken | None = None
        self._recorded: Recorded | None = None
        self._asked = (0, 0)
        self._inquiry = Inquiry(queue, self)
        self._inquiry.answered.connect(self._take_in)
        self._inquiry.failed.connect(self._give_up)

    def look_at(self, recorded: Recorded, start: int, end: int) -> None:
        """Another recording, with this selected."""
        self._recorded = recorded
        self.spoken = Spoken.by_level(recorded)
        self._ask(start, end)

    def follow(self, start: int, end: int) -> None:
        """Another selection; of a long recording the rest may have to be looked at."""
        if self._recorded is not None and not (self._asked[0] <= start and end <= self._asked[1]):
            self._ask(start, end)

    def forget(self) -> None:
        """Ask no more."""
        self._inquiry.forget()

    def _ask(self, start: int, end: int) -> None:
        assert self._recorded is not None
        samples, rate = self._recorded.samples, self._recorded.sample_rate
        self._asked = reach(start, end, len(samples), rate)
        self._inquiry.ask(FindSpeech(samples[self._asked[0] : self._asked[1]], rate))

    def _take_in(self, speech: Speech) -> None:
        assert self._recorded is not None
        rate = self._recorded.sample_rate
        self.spoken = Spoken.of_seconds(speech.spans, speech.score, rate, self._asked)
        self.found.emit()

    def _give_up(self, error: EngineError) -> None:
        log.warning("speech is told by the level alone: %s", error.message)
