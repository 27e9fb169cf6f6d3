"""Reads a sound and looks at it, away from the window's thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cosydesk.studio.best_stretch import Stretch, best_stretch
from cosydesk.studio.errors import StudioError
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.prompt_check import LONGEST_S, Recorded
from cosydesk.studio.sound import Samples
from cosydesk.studio.sound_file import SoundFile, read_sound

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sound:
    """A sound that can be shown, judged and trimmed.

    Attributes:
        name: of its file; "" for what was recorded here.
        best: the stretch to suggest; None where there is none.
    """

    name: str
    recorded: Recorded
    peaks: PeakPyramid
    best: Stretch | None

    @property
    def fits(self) -> bool:
        """Whether all of it can be the prompt."""
        return self.recorded.seconds <= LONGEST_S

    def first_choice(self) -> tuple[int, int]:
        """What is selected at first: all of it, or of a long one the best stretch."""
        length = len(self.recorded.samples)
        if self.fits:
            return 0, length
        if self.best is not None:
            return self.best.start, self.best.end
        return 0, int(LONGEST_S * self.recorded.sample_rate)


def look_at(name: str, source: SoundFile) -> Sound:
    """Make it ready to be shown; takes a moment for long ones."""
    recorded = Recorded.of(source.samples, source.sample_rate, source.channels, source.mixed_away_db)
    return Sound(name, recorded, PeakPyramid.of(source.samples), best_stretch(recorded))


class SoundLoader(QObject):
    """One sound at a time: asking for another one drops the one before.

    Signals:
        loaded: a `Sound`. failed: a `StudioError`.
    """

    loaded = Signal(object)
    failed = Signal(object)
    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._cancel = threading.Event()
        self._done.connect(self._take_in)

    def read(self, path: Path) -> None:
        """Read a file."""
        cancel = self._renew()
        self._start(lambda: look_at(path.name, read_sound(path, cancel)))

    def look(self, samples: Samples, sample_rate: int) -> None:
        """Look at what was recorded."""
        self._renew()
        self._start(lambda: look_at("", SoundFile(samples, sample_rate)))

    def look_again(self, samples: Samples, like: Sound) -> None:
        """Look at a sound that was worked on, of the same length."""
        self._renew()
        before = like.recorded
        source = SoundFile(samples, before.sample_rate, before.channels, before.mixed_away_db)
        self._start(lambda: look_at(like.name, source))

    def cancel(self) -> None:
        """Drop what is being read."""
        self._renew()

    def _renew(self) -> threading.Event:
        self._cancel.set()
        self._cancel = threading.Event()
        self._number += 1
        return self._cancel

    def _start(self, work: Callable[[], Sound]) -> None:
        number = self._number

        def run() -> None:
            try:
                result: Sound | StudioError = work()
            except StudioError as error:
                result = error
            except Exception:
                log.exception("a sound could not be looked at")
                result = StudioError("The sound can't be read.", "Details are in the log.", "internal")
            self._done.emit(number, result)

        threading.Thread(target=run, name="sound", daemon=True).start()

    def _take_in(self, number: int, result: object) -> None:
        if number != self._number:
            return
        if isinstance(result, Sound):
            self.loaded.emit(result)
        else:
            self.failed.emit(result)
