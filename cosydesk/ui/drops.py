"""What the window does with what is dropped on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject

from cosydesk.ui.dropped import Dropped

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

log = logging.getLogger(__name__)


class Drops(QObject):
    """A project is opened, a folder is opened as a model, text becomes lines."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def wants(self, data: QMimeData) -> bool:
        """Whether there is anything in it that can be used."""
        return Dropped.of(data).anything

    def take(self, data: QMimeData) -> None:
        """Use it; says what is wrong where it can't be."""
        dropped = Dropped.of(data)
        window = self._window
        if dropped.project is not None:
            window.open(dropped.project)
        elif dropped.folders:
            for folder in dropped.folders:
                window.models.open(folder)
        else:
            self._take_text(dropped)

    def add_text(self, text: str) -> None:
        """Append text to the script, a line for each paragraph, as one undo step."""
        document = self._window.document
        words = [" ".join(part.split()) for part in text.splitlines()]
        lines = [document.project.new_line(part) for part in words if part]
        if lines:
            document.apply(document.project.edit_lines([], lines, len(document.project.lines)))
            self._window.editor.focus_line(lines[0].id)

    def _take_text(self, dropped: Dropped) -> None:
        try:
            self.add_text(dropped.text())
        except OSError as error:
            log.warning("what was dropped can't be read: %s", error)
            self._window.messages.show_error(
                self.tr("{names} can't be read.").format(
                    names=", ".join(path.name for path in dropped.files)
                ),
                self.tr("Check that you may open it, then drop it again."),
            )
