"""What is kept where: the folders, how much is in them, and the way there."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from cosydesk import crashes, paths
from cosydesk.settings import Settings
from cosydesk.studio.project_file import untitled_folder
from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.preferences.controls import translated
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label
from cosydesk.weights import models_root


class FolderSizes(QObject):
    """Adds up files in a thread of its own, once. Outlives whoever asked, and goes when it has told.

    Signals:
        measured(object): {folder: bytes}.
    """

    measured = Signal(object)

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())

    def measure(self, folders: list[Path]) -> None:
        """`measured` follows."""
        threading.Thread(target=self._run, args=(folders,), name="folder sizes", daemon=True).start()

    def _run(self, folders: list[Path]) -> None:
        sizes = {folder: folder_size(folder) for folder in folders}
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
            self.measured.emit(sizes)
            self.deleteLater()


def folder_size(folder: Path) -> int:
    """Bytes of all files below the folder; what can't be looked at counts nothing."""
    total = 0
    for where, _folders, files in os.walk(folder, onerror=lambda _error: None):
        for name in files:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(where, name)).st_size
    return total


_PLACES: tuple[tuple[str, Callable[[Settings], Path]], ...] = (
    (QT_TRANSLATE_NOOP("Preference", "Projects without a name"), lambda _settings: untitled_folder()),
    (
        QT_TRANSLATE_NOOP("Preference", "Voices, and everything else of yours"),
        lambda _settings: paths.data_dir(),
    ),
    (QT_TRANSLATE_NOOP("Preference", "Models"), models_root),
    (QT_TRANSLATE_NOOP("Preference", "Settings"), lambda _settings: paths.config_dir()),
    (QT_TRANSLATE_NOOP("Preference", "Logs"), lambda _settings: paths.log_dir()),
    (QT_TRANSLATE_NOOP("Preference", "Crash reports"), lambda _settings: crashes.crash_dir()),
)


class KeptPlaces(QWidget):
    """Attributes:
    buttons: "Open folder" of each place. sizes: as they are shown.
    """

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        m = theme.metrics
        self._folders = [folder(settings) for _name, folder in _PLACES]
        self._title = label("section")
        self._names = [label("") for _ in _PLACES]
        self._paths = [ElidedLabel(str(folder), kind="muted") for folder in self._folders]
        self.sizes = [label("muted") for _ in _PLACES]
        self.buttons = [QPushButton() for _ in _PLACES]
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.md)
        grid.setVerticalSpacing(m.sm)
        grid.setColumnStretch(0, 1)
        for row, folder in enumerate(self._folders):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(self._names[row])
            words.addWidget(self._paths[row])
            grid.addLayout(words, row, 0)
            self.sizes[row].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self.sizes[row], row, 1)
            button = self.buttons[row]
            button.setProperty("compact", True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, folder=folder: show_folder(folder))
            grid.addWidget(button, row, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.sm, m.lg, m.sm, 0)
        column.setSpacing(m.md)
        column.addWidget(self._title)
        column.addLayout(grid)
        self.retranslate()

    def measure(self) -> None:
        """Add up anew what is in the folders."""
        sizes = FolderSizes()
        sizes.measured.connect(self._show_sizes)
        sizes.measure(self._folders)

    def retranslate(self) -> None:
        self._title.setText(self.tr("What is kept where"))
        for (name, _folder), words, button in zip(_PLACES, self._names, self.buttons, strict=True):
            words.setText(translated(name))
            button.setText(self.tr("Open folder"))
            button.setAccessibleName(self.tr("Open folder: {name}").format(name=translated(name)))

    def _show_sizes(self, sizes: dict[Path, int]) -> None:
        for folder, words in zip(self._folders, self.sizes, strict=True):
            words.setText(size_text(sizes[folder]))


def show_folder(folder: Path) -> None:
    """Open it in the system's file manager, made if it isn't there yet."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
