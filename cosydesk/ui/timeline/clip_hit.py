"""What is under the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cosydesk.ui.timeline.clip_table import ClipEntry, ClipTable
from cosydesk.ui.timeline.geometry import decibels, gain_y
from cosydesk.ui.timeline.sizes import (
    CLIP_INSET,
    EDGE_GRIP,
    FADE_GRIP,
    GAIN_GRIP,
    GAP_GRIP,
    HANDLE_CLIP,
    ROW_HEIGHT,
)
from cosydesk.ui.timeline.viewport import Viewport


class Part(Enum):
    """Which part of a row a point lies on."""

    BODY = "body"
    START_EDGE = "start"
    END_EDGE = "end"
    FADE_IN = "fade in"
    FADE_OUT = "fade out"
    GAIN = "gain"
    GAP_END = "gap end"
    """The end of the silence that a clip's line keeps; the hit's entry is that clip."""
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
        held = clips.before(view.left + x * view.samples_per_pixel)
        if held is not None and _on_gap_end(held, view, x):
            return Hit(Part.GAP_END, number, held, sample)
        return Hit(Part.GAP, number, None, sample)
    entry = clips.entries[index]
    return Hit(_part(entry, view, x, inside - CLIP_INSET), number, entry, sample)


def _part(entry: ClipEntry, view: Viewport, x: float, below: float) -> Part:
    left, right = view.to_px(entry.start), view.to_px(entry.end)
    if right - left >= HANDLE_CLIP and below < FADE_GRIP + 2:
        if abs(x - view.to_px(entry.start + entry.fade_in)) <= FADE_GRIP:
            return Part.FADE_IN
        if abs(x - view.to_px(entry.end - entry.fade_out)) <= FADE_GRIP:
            return Part.FADE_OUT
    if right - left >= 4 * EDGE_GRIP:
        if x - left < EDGE_GRIP:
            return Part.START_EDGE
        if right - x <= EDGE_GRIP:
            return Part.END_EDGE
    if right - left >= HANDLE_CLIP and abs(below - gain_y(decibels(entry.gain))) <= GAIN_GRIP:
        return Part.GAIN
    return Part.BODY


def _on_gap_end(entry: ClipEntry, view: Viewport, x: float) -> bool:
    if entry.gap < 0:
        return False
    ends = view.to_px(entry.end + entry.gap)
    # A short gap leaves its first half to the clip's own edge, and what comes next begins at its end.
    wide = min(float(GAP_GRIP), max(2.0, (ends - view.to_px(entry.end)) / 2))
    return ends - wide <= x < ends + 2
