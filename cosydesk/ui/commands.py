"""One undo command for every edit of the document."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from cosydesk.studio.edit import Edit
from cosydesk.studio.project import Project

_MERGES = 1


class EditCommand(QUndoCommand):
    """Applies an `Edit` and keeps the exact inverse that the project computed at that moment.

    Neighbouring edits that belong together (letters of one word, one drag of a slider) become one step.
    """

    def __init__(self, project: Project, edit: Edit) -> None:
        super().__init__(QCoreApplication.translate("Edit", edit.name))
        self._project = project
        self._edit = edit
        self._inverse: Edit | None = None

    def redo(self) -> None:
        self._inverse = self._project.apply(self._edit)

    def undo(self) -> None:
        if self._inverse is not None:
            self._edit = self._project.apply(self._inverse)

    def id(self) -> int:
        return -1 if self._edit.merge_key is None else _MERGES

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or self._inverse is None or other._inverse is None:
            return False
        merged = self._inverse.merged(other._inverse)
        if merged is None:
            return False
        self._inverse = merged
        return True
