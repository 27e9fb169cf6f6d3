"""What the window does with what is dropped on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint

from cosydesk.ui.dropped import Dropped
from cosydesk.ui.words import Words

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

log = logging.getLogger(__name__)


class Drops(QObject):
    """A project is opened, a folder is opened as a model, a script is shown before it comes in, voices are
    imported, text becomes lines.

    A sound that is dropped on the voices becomes a new one; elsewhere it isn't taken. A video is dubbed, except on the
    voices: there it is the recording of one.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def wants(self, data: QMimeData) -> bool:
        """Whether there is anything in it that can be used."""
        return Dropped.of(data).anything

    def held(self, data: QMimeData, at: QPoint) -> bool:
        """Whether it can be dropped at a point of the window; the voices show when it would become one."""
        dropped = Dropped.of(data)
        over = self._over_voices(at)
        self._window.library.set_drop_mark(over and bool(dropped.voices or dropped.sounds))
        return over or not dropped.only_sounds

    def let_go(self) -> None:
        """It is held over the window no more."""
        self._window.library.set_drop_mark(False)

    def take(self, data: QMimeData, at: QPoint) -> None:
        """Use it; says what is wrong where it can't be."""
        self.let_go()
        dropped = Dropped.of(data)
        window = self._window
        if dropped.project is not None:
            window.open(dropped.project)
        elif dropped.folders:
            for folder in dropped.folders:
                window.models.open(folder)
        elif dropped.scripts:
            window.dialogs.show_import(dropped.scripts[0])
        elif dropped.voices:
            window.my_voices.take_in(dropped.voices)
        elif dropped.sounds and self._over_voices(at):
            window.my_voices.make(dropped.sounds[0])
        elif dropped.videos:
            window.video.open(dropped.videos[0])
        elif dropped.only_sounds:
            return
        else:
            self._take_text(dropped)

    def _over_voices(self, at: QPoint) -> bool:
        panel = self._window.library
        return panel.isVisible() and panel.rect().contains(panel.mapFrom(self._window, at))

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
            names = ", ".join(path.name for path in dropped.files)
            self._window.messages.show_error(
                Words(lambda: self.tr("{names} can't be read.").format(names=names)),
                Words(lambda: self.tr("Check that you may open it, then drop it again.")),
            )
