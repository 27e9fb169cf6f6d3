"""Reads a script in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cosydesk.jobs.background import Background, Progress
from cosydesk.studio.errors import StudioError
from cosydesk.studio.importing.cue import Imported
from cosydesk.studio.importing.reader import read_script


class Reading(QObject):
    """One file at a time; whoever asks anew stops what is being read.

    Signals:
        progressed: percent. read: the `Imported`. failed: the `StudioError`.
    """

    progressed = Signal(int)
    read = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Background(self)
        self._stop = threading.Event()

    def begin(self, path: Path, encoding: str = "") -> None:
        """Read a file, in an encoding if one was chosen."""
        self._stop.set()
        stop = self._stop = threading.Event()

        def work(tell: Progress) -> object:
            return read_script(path, encoding, lambda done: tell(round(100 * done)), stop.is_set)

        self._work.run(work, self._answer(stop), self._step(stop))

    def shut_down(self) -> None:
        """Stop; nothing is said any more."""
        self._stop.set()
        self._work.shut_down()

    def _step(self, stop: threading.Event) -> Callable[[object], None]:
        def progressed(percent: object) -> None:
            if not stop.is_set() and isinstance(percent, int):
                self.progressed.emit(percent)

        return progressed

    def _answer(self, stop: threading.Event) -> Callable[[object], None]:
        def answer(result: object) -> None:
            if stop.is_set():
                return
            if isinstance(result, Imported):
                self.read.emit(result)
            elif isinstance(result, StudioError):
                self.failed.emit(result)
            else:
                self.failed.emit(StudioError("The script can't be read.", code="script_unreadable"))

        return answer
