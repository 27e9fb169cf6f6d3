"""One undo command for every edit of the document."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from cosydesk import markup
from cosydesk.studio.edit import Edit, Insert, Remove, SetFields
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project

_MERGES = 1


class EditCommand(QUndoCommand):
    """Applies an `Edit` and keeps the exact inverse that the project computed at that moment.

    Neighbouring edits that belong together (letters of one word, one drag of a slider) become one step.

    Attributes:
        detail: the words of the line that it is about, as they are after it; "" where it is about no line.
    """

    def __init__(self, project: Project, edit: Edit) -> None:
        super().__init__()
        self._name = edit.name
        self.detail = _detail(project, edit)
        self.retranslate()
        self._project = project
        self._edit = edit
        self._inverse: Edit | None = None

    def retranslate(self) -> None:
        """Call it what the window's language calls it."""
        self.setText(QCoreApplication.translate("Edit", self._name))

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
        self.detail = other.detail
        return True


def _detail(project: Project, edit: Edit) -> str:
    """The plain words of the first line that an edit touches, by itself, its takes or its clips."""
    for change in edit.changes:
        found = ""
        match change:
            case SetFields(kind="line", fields=values) if "text" in dict(values):
                found = str(dict(values)["text"])
            case Insert(kind="line", items=((_, Line() as line), *_)):
                found = line.text
            case SetFields() | Remove():
                ids = (change.id,) if isinstance(change, SetFields) else change.ids
                found = next((text for item_id in ids if (text := _text(project, change.kind, item_id))), "")
        if found:
            return markup.plain_text(markup.parse(found)).strip()
    return ""


def _text(project: Project, kind: str, item_id: str) -> str:
    """The text of the line that an item belongs to."""
    line_id: str | None = item_id if kind == "line" else None
    if kind == "take" and (take := project.takes.get(item_id)) is not None:
        line_id = take.line_id
    elif kind == "clip" and (clip := project.clips.get(item_id)) is not None:
        line_id = clip.line_id
    return project.line(line_id).text if line_id is not None and project.has_line(line_id) else ""
