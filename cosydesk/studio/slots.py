"""Slots: the stretch of time in which a line is to be heard, as in a dub."""

from __future__ import annotations

from cosydesk.studio.edit import Edit, SetFields
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project


def set_slot_in(project: Project, line_id: str, at: int | None) -> Edit:
    """Let the slot begin at a sample, None: anywhere. An end that would lie before it gives way."""
    line = project.line(line_id)
    at = None if at is None else max(0, at)
    end = line.slot_out
    return _set(line, at, None if at is not None and end is not None and end <= at else end)


def set_slot_out(project: Project, line_id: str, at: int | None) -> Edit:
    """Let the slot end at a sample, None: anywhere. A beginning that would lie behind it gives way. No slot ends
    where the timeline begins.
    """
    line = project.line(line_id)
    at = None if at is None or at <= 0 else at
    begin = line.slot_in
    return _set(line, None if at is not None and begin is not None and begin >= at else begin, at)


def clear_slot(project: Project, line_id: str) -> Edit:
    """Free the line."""
    return _set(project.line(line_id), None, None)


def overrun(project: Project, line: Line) -> int | None:
    """Samples by which the chosen take is longer than the slot, negative where there is room; None without a whole
    slot or a take.
    """
    take = project.chosen_take(line.id)
    if take is None or line.slot_in is None or line.slot_out is None:
        return None
    return take.length_at(project.sample_rate) - (line.slot_out - line.slot_in)


def _set(line: Line, slot_in: int | None, slot_out: int | None) -> Edit:
    wanted = {"slot_in": slot_in, "slot_out": slot_out}
    changed = tuple((name, value) for name, value in wanted.items() if getattr(line, name) != value)
    return Edit("Change slot", (SetFields("line", line.id, changed),) if changed else ())
