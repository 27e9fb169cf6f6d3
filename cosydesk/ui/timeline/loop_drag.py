"""The loop range under the mouse button: drawn anew, moved, or taken at one of its ends."""

from __future__ import annotations

from enum import Enum

from cosydesk.ui.timeline.sizes import LOOP_GRIP, LOOP_ZONE
from cosydesk.ui.timeline.snap import SnapTargets, snap
from cosydesk.ui.timeline.viewport import Viewport

Range = tuple[int | None, int | None]


class LoopPart(Enum):
    """What of the loop lies under the mouse."""

    IN = "in"
    OUT = "out"
    BODY = "body"
    EMPTY = "empty"
    """The zone where a new range is drawn."""
    NOTHING = "nothing"


def loop_part(view: Viewport, loop: Range, x: float, y: float) -> LoopPart:
    """What is at (x, y), px of the ruler. The handles reach over the ruler's whole height."""
    left, right = (None if edge is None else view.to_px(edge) for edge in loop)
    if right is not None and right - LOOP_GRIP <= x <= right + 1:
        return LoopPart.OUT
    if left is not None and left - 1 <= x <= left + LOOP_GRIP:
        return LoopPart.IN
    if y >= LOOP_ZONE:
        return LoopPart.NOTHING
    return LoopPart.BODY if left is not None and right is not None and left < x < right else LoopPart.EMPTY


class LoopDrag:
    """Where the range would be.

    Attributes:
        begun: the mouse has moved far enough to mean it. now: the range as it would be. was: as it lay.
    """

    def __init__(self, part: LoopPart, loop: Range, grab: float, targets: SnapTargets) -> None:
        self.part = part
        self.was = loop
        self.now = loop
        self.begun = False
        self._grab = grab
        self._targets = targets

    def move(self, view: Viewport, x: float, *, snapping: bool) -> None:
        self.begun = True
        at = view.left + x * view.samples_per_pixel
        loop_in, loop_out = self.was
        if self.part is LoopPart.BODY and loop_in is not None and loop_out is not None:
            length = loop_out - loop_in
            start = self._snapped(max(0, round(loop_in + at - self._grab)), length, view, snapping)
            self.now = (start, start + length)
            return
        edge = self._snapped(max(0, round(at)), 0, view, snapping)
        if self.part is LoopPart.IN:
            other = loop_out
        elif self.part is LoopPart.OUT:
            other = loop_in
        else:
            other = self._snapped(max(0, round(self._grab)), 0, view, snapping)
        if other is None:
            self.now = (edge, None) if self.part is LoopPart.IN else (None, edge)
        elif edge != other:
            self.now = (min(edge, other), max(edge, other))

    def _snapped(self, at: int, length: int, view: Viewport, snapping: bool) -> int:
        return snap(at, length, self._targets, view).start if snapping else at
