"""The edit that turns some lines of the script into others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cosydesk.studio.edit import Change, Edit, Insert, Remove, SetFields, typing_edit
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project


@dataclass(frozen=True)
class LineDifference:
    """What changes when neighbouring lines get new texts.

    Attributes:
        ids: the ids of the lines that stand there afterwards, in order.
        changed: (id, text now, new text) of lines that stay.
        added: (index in the finished script, new line). gone: ids of lines that go.
    """

    ids: tuple[str, ...]
    changed: tuple[tuple[str, str, str], ...]
    added: tuple[tuple[int, Line], ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.gone)

    def edit(self, name: str = "") -> Edit:
        """As one step. Without a name a change of one line's text is typing, which merges by word."""
        if not name and len(self.changed) == 1 and not self.added and not self.gone:
            return typing_edit(*self.changed[0])
        changes: list[Change] = [SetFields("line", key, (("text", new),)) for key, _, new in self.changed]
        if self.gone:
            changes.append(Remove("line", self.gone))
        if self.added:
            changes.append(Insert("line", self.added))
        return Edit(name or "Edit lines", tuple(changes))


def difference(
    project: Project,
    at: int,
    ids: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
    matching: Sequence[int | None],
) -> LineDifference:
    """Compare neighbouring lines with the texts that they shall have.

    Args:
        at: index of the first of them in the script.
        ids: their ids. An empty one (the place of the first line in an empty script) becomes a new line.
        before, after: their texts, and the new ones, written the same way.
        matching: for each new text the index of the line that goes on with it, None for a new line.

    New lines take voice, mode, manner and speed from the line above them.
    """
    kept: list[str] = []
    changed: list[tuple[str, str, str]] = []
    added: list[tuple[int, Line]] = []
    above = ids[0] if ids else ""
    if not above and at:
        above = project.lines[at - 1].id
    for offset, (text, index) in enumerate(zip(after, matching, strict=True)):
        line_id = ids[index] if index is not None else ""
        if not line_id:
            line = project.new_line(text, after=above or None)
            added.append((at + offset, line))
            line_id = line.id
        elif index is not None and before[index] != text:
            changed.append((line_id, before[index], text))
        if index is not None and ids[index]:
            above = line_id
        kept.append(line_id)
    staying = set(kept)
    gone = tuple(line_id for line_id in ids if line_id and line_id not in staying)
    return LineDifference(tuple(kept), tuple(changed), tuple(added), gone)
