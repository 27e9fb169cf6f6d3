"""Keeps the project's copies of voices of one's own like the library's, so that it can be spoken elsewhere too."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt

from cosydesk.studio.line import Line
from cosydesk.studio.my_voice import is_mine
from cosydesk.ui.cloning import Cloning
from cosydesk.ui.document import Document


class ProjectVoices(QObject):
    """A voice comes into the project with the first line that has it. When its transcript or recording changes in
    the library, its lines become stale. What only the project has is shown among the voices as a guest.
    """

    def __init__(self, document: Document, cloning: Cloning, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._cloning = cloning
        # Not at once: the project must not change again while it still tells of a change.
        later = Qt.ConnectionType.QueuedConnection
        document.project_changed.connect(self._look_at_all, later)
        document.lines_changed.connect(self._look_at, later)
        document.voices.changed.connect(self._look_at_all)
        self._look_at_all()

    def _look_at(self, line_ids: frozenset[str] | None) -> None:
        project = self._document.project
        if line_ids is None:
            self._keep(project.lines)
        else:
            self._keep(project.line(line_id) for line_id in line_ids if project.has_line(line_id))

    def _look_at_all(self) -> None:
        project = self._document.project
        self._document.voices.set_guests(project.voices.values())
        self._keep(project.lines)
        self._cloning.keep(project.voices)

    def _keep(self, lines: Iterable[Line]) -> None:
        if self._document.voices.mine.all():
            self._cloning.keep({line.voice_id for line in lines if is_mine(line.voice_id)})
