"""Files that the window is asked to open from outside: by its arguments, the desktop, or a later start."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cosydesk.studio.importing.cue import SUFFIXES as SCRIPTS
from cosydesk.studio.sound_file import is_sound
from cosydesk.studio.video_file import is_video
from cosydesk.studio.voice_file import VOICE_SUFFIX
from cosydesk.ui.hand_over import is_project
from cosydesk.ui.words import Words

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

_AGAIN_MS = 200
"""Only while a dialog of the system lies over the window, which doesn't tell when it goes."""


class Arrivals(QObject):
    """Opens them one after the other, each when nothing lies over the window any more: a dialog of the one before, or
    the first start's with the tour after it.

    Signals:
        window_wanted: path of a project that is to have a window of its own.
    """

    window_wanted = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []
        self._over: QWidget | None = None

    def wanted(self, files: Sequence[Path]) -> list[Path]:
        """Those that this window would open for a later start: the project that it shows, and all that is none."""
        return [path for path in files if not is_project(path) or self._shows(path)]

    def take(self, files: Sequence[Path]) -> None:
        """Open them soon: a project in this window, further ones in windows of their own, the rest in this one."""
        projects = [path for path in files if is_project(path)]
        others = [path for path in files if not is_project(path)]
        self._waiting += [*projects[:1], *others]
        QTimer.singleShot(0, self, self._go_on)
        for path in projects[1:]:
            self.window_wanted.emit(path)

    def _go_on(self) -> None:
        while self._waiting:
            over = QApplication.activeModalWidget()
            if isinstance(over, QDialog):
                self._wait_for(over, over.finished)
                return
            if over is not None:
                QTimer.singleShot(_AGAIN_MS, self, self._go_on)
                return
            tour = self._window.dialogs.tour
            if tour.isVisible():
                self._wait_for(tour, tour.ended)
                return
            self._open(self._waiting.pop(0))

    def _wait_for(self, over: QWidget, gone: SignalInstance) -> None:
        """Go on when what lies over the window has gone."""
        if over is not self._over:
            self._over = over
            gone.connect(self._over_went, Qt.ConnectionType.SingleShotConnection)

    def _over_went(self) -> None:
        if self._over is not None:
            self._over = None
            QTimer.singleShot(0, self, self._go_on)

    def _open(self, path: Path) -> None:
        window = self._window
        if is_project(path):
            if not self._shows(path):
                window.open(path)
        elif not path.exists():
            self._refuse(path, there=False)
        elif path.is_dir():
            window.models.open(path)
        elif path.suffix.lower() == VOICE_SUFFIX:
            window.my_voices.take_in([path])
        elif path.suffix.lower() in SCRIPTS:
            window.dialogs.show_import(path)
        elif is_video(path):
            window.video.open(path)
        elif is_sound(path):
            window.my_voices.make(path)
        else:
            self._refuse(path, there=True)

    def _shows(self, path: Path) -> bool:
        shown = self._window.document.project.path
        try:
            return shown is not None and os.path.samefile(shown, path)
        except OSError:
            return False

    def _refuse(self, path: Path, there: bool) -> None:
        name = path.name
        if there:
            message = Words(lambda: self.tr("CosyDesk can't open {name}.").format(name=name))
            remedy = Words(
                lambda: self.tr(
                    "It opens projects, voices, scripts and subtitles, sounds, films and model folders."
                )
            )
        else:
            message = Words(lambda: self.tr("{name} isn't there any more.").format(name=name))
            remedy = Words(lambda: self.tr("It was moved, renamed or deleted, or its disk is not connected."))
        self._window.messages.show_error(message, remedy)
