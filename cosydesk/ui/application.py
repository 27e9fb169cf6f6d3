"""Qt's application, which on macOS is told what files to open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from cosydesk.ui.theme import icons


class Application(QApplication):
    """Named and with its icon.

    Signals:
        files_asked: the system asks for files, which wait in `fetch_files`: at the start before there is a window.
    """

    files_asked = Signal()

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._files: list[Path] = []
        self.setApplicationName("CosyDesk")
        self.setApplicationDisplayName("CosyDesk")
        self.setDesktopFileName("cosydesk")
        self.setWindowIcon(icons.app_icon())

    def fetch_files(self) -> list[Path]:
        """Absolute paths of what was asked for and not yet fetched."""
        files, self._files = self._files, []
        return files

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            name = event.url().toLocalFile() if event.url().isLocalFile() else event.file()
            if name:
                self._files.append(Path(name).absolute())
                self.files_asked.emit()
            return True
        return super().event(event)
