"""The recording of the dialog without its noise, made when it is wanted and kept for the comparison."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from cosydesk.engine.questions import Denoise
from cosydesk.engine.recognition_types import Sound as CleanSamples
from cosydesk.jobs.queue import JobQueue
from cosydesk.studio.speech_frames import find_speech
from cosydesk.studio.spoken import reach
from cosydesk.ui.voice_dialog.inquiry import Inquiry
from cosydesk.ui.voice_dialog.sound_loader import Sound, SoundLoader


class Cleaner(QObject):
    """Attributes:
    cleaned: the recording without noise, as far as it was asked for; None while there is none.

    Signals:
        ready: `cleaned` is there. failed: an `EngineError` or a `StudioError`. changed: `busy` is another.
    """

    ready = Signal()
    failed = Signal(object)
    changed = Signal()

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cleaned: Sound | None = None
        self._original: Sound | None = None
        self._looking = False
        self._asked = self._reach = (0, 0)
        self._inquiry = Inquiry(queue, self)
        self._inquiry.answered.connect(self._look)
        self._inquiry.failed.connect(self.failed)
        self._inquiry.changed.connect(self.changed)
        self._loader = SoundLoader(self)
        self._loader.loaded.connect(self._take_in)
        self._loader.failed.connect(self._give_up)

    @property
    def busy(self) -> bool:
        """Whether it is being cleaned."""
        return self._looking or self._inquiry.busy

    def clean(self, original: Sound, start: int, end: int) -> None:
        """Take the noise out of a recording; of a long one around the selection."""
        self.cancel()
        recorded = original.recorded
        if self._original is None or self._original.recorded is not recorded:
            self.cleaned, self._reach = None, (0, 0)
        self._original = original
        self._asked = reach(start, end, len(recorded.samples), recorded.sample_rate)
        first, last = self._asked
        self._inquiry.ask(Denoise(recorded.samples[first:last], recorded.sample_rate))

    def covers(self, start: int, end: int) -> bool:
        """Whether a selection is clean, or about to be."""
        first, last = self._asked if self.busy else self._reach
        return first <= start and end <= last

    def cancel(self) -> None:
        """Stop cleaning; what is clean stays."""
        self._looking = False
        self._loader.cancel()
        self._inquiry.forget()
        self.changed.emit()

    def reset(self) -> None:
        """Another recording: nothing is clean yet."""
        self.cleaned = None
        self._reach = (0, 0)
        self.cancel()

    def quieter_db(self, start: int, end: int) -> float:
        """By how much the background of a selection is softer than it was; 0 where nothing is clean yet."""
        if self.cleaned is None or self._original is None:
            return 0.0
        before, after = self._original.recorded, self.cleaned.recorded
        frames = before.frames(start, end)
        return find_speech(before.levels[frames]).noise_db - find_speech(after.levels[frames]).noise_db

    def _look(self, clean: CleanSamples) -> None:
        assert self._original is not None
        samples = np.array(self._original.recorded.samples)
        samples[self._asked[0] : self._asked[1]] = clean.samples
        self._looking = True
        self._loader.look_again(samples, self._original)

    def _take_in(self, sound: Sound) -> None:
        self._looking = False
        self.cleaned, self._reach = sound, self._asked
        self.ready.emit()
        self.changed.emit()

    def _give_up(self, error: object) -> None:
        self._looking = False
        self.failed.emit(error)
        self.changed.emit()
