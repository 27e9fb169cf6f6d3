"""Edits: what a person does to the document, as values that can be applied, undone and merged.

An edit is a name and a tuple of changes. `Project.apply` carries it out and returns the exact inverse,
computed from the state at that moment. Changes set single fields, never whole items, so that a take that
arrived in between (which is no edit and can't be undone) is left alone by the undo of older edits. A change
whose item is gone does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line
from cosydesk.studio.marker import Marker
from cosydesk.studio.respelling import Respelling
from cosydesk.studio.take import Take
from cosydesk.studio.timeline import Clip, Track

Kind = Literal["line", "take", "clip", "track", "marker", "respelling", "voice", "project"]
"""The tables of the document; ``"project"`` is the one row of project settings, its id is ``""``. No edit changes a
voice: see `Project.keep_voice`."""

Item = Line | Take | Clip | Track | Marker | Respelling

EDIT_NAMES: tuple[str, ...] = (
    "Typing",
    "Edit text",
    "Edit lines",
    "Replace",
    "Replace all",
    "Insert lines",
    "Import lines",
    "Delete lines",
    "Move lines",
    "Change voice",
    "Change line",
    "Change notes",
    "Change slot",
    "Change lines",
    "Move clip",
    "Move clips",
    "Nudge clips",
    "Follow the script",
    "Change gap",
    "Trim clip",
    "Trim clips",
    "Split clip",
    "Split clips",
    "Change clip",
    "Change fade",
    "Change fades",
    "Change gain",
    "Change tempo",
    "Fit line",
    "Fit lines",
    "Delete clip",
    "Delete clips",
    "Cut clips",
    "Ripple delete",
    "Paste clips",
    "Duplicate clips",
    "Add sound",
    "Choose take",
    "Star take",
    "Delete take",
    "Clean up takes",
    "Add track",
    "Change track",
    "Rename track",
    "Move track",
    "Delete track",
    "Add marker",
    "Move marker",
    "Rename marker",
    "Change marker",
    "Delete marker",
    "Delete markers",
    "Change loop range",
    "Add pronunciation",
    "Change pronunciation",
    "Delete pronunciation",
    "Delete pronunciations",
    "Import pronunciations",
    "Choose model",
    "Open video",
    "Close video",
    "Change original sound",
    "Change project",
)
"""Every name the builders give, in English: the interface's translation keys."""


@dataclass(frozen=True, slots=True)
class SetFields:
    """Give some fields of one item new values."""

    kind: Kind
    id: str
    fields: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Insert:
    """Insert items, each with its position in the finished order, ascending (-1: kind without order).

    An item whose id is there already is replaced.
    """

    kind: Kind
    items: tuple[tuple[int, Item], ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove items, and with lines and tracks their clips. `if_unused` spares a track that holds clips."""

    kind: Kind
    ids: tuple[str, ...]
    if_unused: bool = False


@dataclass(frozen=True, slots=True)
class Reorder:
    """Bring a whole table into this order; ids that are not named go to the end as they were."""

    kind: Kind
    order: tuple[str, ...]


Change = SetFields | Insert | Remove | Reorder


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing a person does.

    Attributes:
        name: what the undo menu shows, one of `EDIT_NAMES`.
        merge_key: edits with the same key may merge into one step.
        typed: for typing, (where it began, where the caret is after it): steps merge only where they join.
        begins: it begins a new step although the key is the same, e.g. the first letter of the next word.
    """

    name: str
    changes: tuple[Change, ...]
    merge_key: str | None = None
    typed: tuple[int, int] | None = None
    begins: bool = False

    def __bool__(self) -> bool:
        return bool(self.changes)

    def merged(self, later: Edit) -> Edit | None:
        """Merge two **inverse** edits: self came from the earlier apply, `later` from the one right after it.

        The result undoes both at once. None: they are two steps. For `QUndoCommand.mergeWith`::

            merged = self.inverse.merged(other.inverse)
            if merged is None:
                return False
            self.inverse = merged
            return True
        """
        if self.merge_key is None or self.merge_key != later.merge_key or later.begins:
            return None
        typed = None
        if self.typed is not None and later.typed is not None:
            if self.typed[1] != later.typed[0]:
                return None
            typed = (self.typed[0], later.typed[1])
        return replace(self, changes=_compact(later.changes + self.changes), typed=typed)


def combined(name: str, *edits: Edit) -> Edit:
    """Several edits as one step, in this order. Each must have been built against the present document."""
    return Edit(name, tuple(change for edit in edits for change in edit.changes))


def changed_fields(item: object, values: Mapping[str, object]) -> dict[str, object]:
    """Those of the values that an item doesn't have already, for `SetFields`.

    Raises:
        StudioError: ``invalid``: it has no such field, or one that no edit gives another value.
    """
    fixed = {"id", "line_id", "take_id"} & set(values)
    unknown = [name for name in values if not hasattr(item, name)]
    if fixed or unknown:
        raise StudioError(f"{', '.join([*sorted(fixed), *unknown])} can't be set.", code="invalid")
    return {name: value for name, value in values.items() if getattr(item, name) != value}


def typing_edit(line_id: str, old: str, new: str, field: Literal["text", "notes"] = "text") -> Edit:
    """The edit that turns a line's text or notes into others, with what decides how it merges with its neighbours.

    Letters merge into a word, with the space after it; the next word begins a new step. In Chinese and
    Japanese, which have no spaces, a step ends at punctuation. Deleting merges likewise, but never with
    typing. Pasting and replacing are steps of their own.
    """
    start = 0
    shortest = min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    removed = old[start : len(old) - end]
    added = new[start : len(new) - end]
    changes = (SetFields("line", line_id, ((field, new),)),) if old != new else ()
    typing, editing = ("Typing", "Edit text") if field == "text" else ("Change notes", "Change notes")
    if added and not removed and " " not in added.strip():
        before = new[start - 1] if start else ""
        begins = _is_break(before) and not _is_break(added[0])
        return Edit(typing, changes, f"type:{field}:{line_id}", (start, start + len(added)), begins)
    if len(removed) == 1 and not added:
        # Backspace takes the character before the last one deleted: the joint is the caret, read backwards.
        after = old[start + 1] if start + 1 < len(old) else ""
        begins = _is_break(removed) and not _is_break(after)
        return Edit(typing, changes, f"delete:{field}:{line_id}", (start + 1, start), begins)
    return Edit(editing, changes)


def _is_break(char: str) -> bool:
    return not (char.isalnum() or char in "'’-_")


def _compact(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Join neighbouring field sets of one item, so that a long word doesn't pile up changes; the last value
    wins.
    """
    if all(isinstance(change, SetFields) for change in changes):
        # Sets of different items don't touch each other, whatever stands between them.
        items: dict[tuple[Kind, str], dict[str, object]] = {}
        for change in changes:
            assert isinstance(change, SetFields)
            items.setdefault((change.kind, change.id), {}).update(change.fields)
        return tuple(SetFields(kind, one, tuple(fields.items())) for (kind, one), fields in items.items())
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        if (
            isinstance(change, SetFields)
            and isinstance(last, SetFields)
            and (last.kind, last.id) == (change.kind, change.id)
        ):
            fields = {**dict(last.fields), **dict(change.fields)}
            joined[-1] = SetFields(change.kind, change.id, tuple(fields.items()))
        else:
            joined.append(change)
    return tuple(joined)
