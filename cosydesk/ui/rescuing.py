"""Damaged projects: the person is offered what can still be read of them, as a new project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from cosydesk.jobs.background import Background
from cosydesk.studio.errors import StudioError
from cosydesk.studio.rescue.rescue import Rescued, rescue
from cosydesk.ui import failures
from cosydesk.ui.files import ProjectFiles
from cosydesk.ui.widgets.message_bar import MessageBar
from cosydesk.ui.words import Words


class Rescuing(QObject):
    """Tells that a project can't be opened, and saves and opens what is left of it when asked to."""

    def __init__(self, files: ProjectFiles, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._files = files
        self._messages = messages
        self._work = Background(self)
        self._path: Path | None = None
        files.damaged.connect(self.offer)

    def offer(self, error: StudioError) -> None:
        """Say what is wrong, with a button where something may be saved."""
        path = error.path
        if path is None:
            self._messages.show_error(*failures.words(error))
            return
        self._messages.show_error(
            *failures.words(error),
            Words(lambda: self.tr("Save what can be read")),
            lambda: self.rescue(path),
        )

    def rescue(self, path: Path) -> None:
        """Save what can be read of it beside it, and open that."""
        if self._path is not None:
            return
        self._path = path
        self._files.said.emit(self.tr("Reading what is left of {name} …").format(name=path.name))
        name = self.tr("{name} (rescued)").format(name=path.stem)
        self._work.run(lambda _tell: rescue(path, name), self._ended)

    def shut_down(self) -> None:
        """Wait for what is being saved."""
        self._work.shut_down()

    def _ended(self, result: object) -> None:
        path, self._path = self._path, None
        assert path is not None
        if isinstance(result, StudioError):
            self._messages.show_error(*failures.words(result))
        elif isinstance(result, BaseException):
            raise result
        elif isinstance(result, Rescued) and self._files.open(result.path):
            self._tell(path, result)

    def _tell(self, path: Path, found: Rescued) -> None:
        lost = found.lost_lines or found.lost_takes
        self._messages.close_button.click()
        self._messages.show_note(
            Words(
                lambda: self.tr("What could be read of {name} is saved as {new}.").format(
                    name=path.name, new=found.path.name
                )
            ),
            Words(
                lambda: (
                    self.tr(
                        "Saved: {lines} lines, {takes} takes. Lost, as far as can be told: {lost_lines} lines,"
                        " {lost_takes} takes. The damaged file is as it was."
                    )
                    if lost
                    else self.tr("Saved: {lines} lines, {takes} takes. The damaged file is as it was.")
                ).format(
                    lines=found.lines,
                    takes=found.takes,
                    lost_lines=found.lost_lines,
                    lost_takes=found.lost_takes,
                )
            ),
        )
