"""What is under the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cosydesk.ui.timeline.clip_table import ClipEntry, ClipTable
from cosydesk.ui.timeline.sizes import CLIP_INSET, EDGE_GRIP, ROW_HEIGHT
from cosydesk.ui.timeline.viewport import Viewport


class Part(Enum):
    """Which part of a row a point lies on."""

    BODY = "body"
    START_EDGE = "start"
    END_EDGE = "end"
    GAP = "gap"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Hit:
    """What lies at a point.

    Attributes:
        row: row number; None below the last row. entry: the clip there, if any.
        sample: the time there.
    """

    part: Part
    row: int | None
    entry: ClipEntry | None
    sample: int


def row_at(table: ClipTable, y: float, scroll: int) -> int | None:
    """The row at a height of the canvas, None below the last."""
    number = int((y + scroll) // ROW_HEIGHT)
    return number if 0 <= number < len(table.rows) else None


def hit(table: ClipTable, view: Viewport, x: float, y: float, scroll: int = 0) -> Hit:
    """Find out what is at (x, y), px of the canvas. Narrow clips have no edges, so that they can be dragged."""
    sample = view.to_sample(x)
    number = row_at(table, y, scroll)
    if number is None:
        return Hit(Part.NOTHING, None, None, sample)
    inside = (y + scroll) % ROW_HEIGHT
    clips = table.rows[number].clips
    index = clips.at(view.left + x * view.samples_per_pixel)
    if index is None or not CLIP_INSET <= inside < ROW_HEIGHT - CLIP_INSET:
        return Hit(Part.GAP, number, None, sample)
    entry = clips.entries[index]
    left, right = view.to_px(entry.start), view.to_px(entry.end)
    part = Part.BODY
    if right - left >= 4 * EDGE_GRIP:
        if x - left < EDGE_GRIP:
            part = Part.START_EDGE
        elif right - x <= EDGE_GRIP:
            part = Part.END_EDGE
    return Hit(part, number, entry, sample)
