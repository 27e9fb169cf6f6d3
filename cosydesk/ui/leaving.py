"""Asking before a project is left that still needs something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cosydesk.ui.words import Words

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow


class Leaving(QObject):
    """The questions before another project is shown or the window is closed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def may_leave(self) -> bool:
        """Ask when a job runs, and when something is nowhere but in memory."""
        return self._may_stop() and self._may_lose()

    def pause_downloads(self) -> None:
        """Stop the downloads cleanly, for good; nobody need be asked, for nothing of them is lost."""
        self.tell_downloads_pause()
        self._window.downloads.shut_down()
        self._window.stock.shut_down()
        self._window.servers.shut_down()

    def tell_downloads_pause(self) -> None:
        """Say before the window goes that what has arrived is kept."""
        if self._window.downloads.busy:
            self._window.messages.show_note(
                Words(lambda: self.tr("The download is paused.")),
                Words(lambda: self.tr("It goes on where it stopped when you resume it at the next start.")),
            )
            self._window.messages.repaint()

    def _may_stop(self) -> bool:
        if not self._window.queue.busy:
            return True
        from cosydesk.ui.dialogs.question import Question

        question = Question(
            self._window.theme,
            self._window,
            self.tr("Still speaking"),
            self.tr("What is being spoken now will be lost. Everything else is saved."),
            self.tr("Stop and leave"),
            self.tr("Stay"),
        )
        return bool(question.exec())

    def _may_lose(self) -> bool:
        self._window.editor.apply_source()
        if not self._window.files.has_unwritten():
            return True
        from cosydesk.ui.dialogs.question import Question

        question = Question(
            self._window.theme,
            self._window,
            self.tr("Your last changes are not saved"),
            self.tr(
                "The project file can't be written: the disk may be full, or gone. Save under another name."
            ),
            self.tr("Save as…"),
            self.tr("Stay"),
            self.tr("Lose the changes"),
        )
        if question.exec():
            return self._window.files.save_as()
        return question.lost
