"""A clip under the mouse button: where it would land."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cosydesk.ui.timeline.clip_table import ClipEntry, ClipTable
from cosydesk.ui.timeline.sizes import SNAP
from cosydesk.ui.timeline.snap import snap
from cosydesk.ui.timeline.viewport import Viewport


class ClipDrag:
    """Follows the mouse from the press to the drop; the document isn't touched meanwhile.

    Attributes:
        entry: the clip as it lay. row: where it came from. to_row: where it is now.
        start: sample at which it would be dropped. target: the edge it snapped to, or None.
        begun: the mouse has moved far enough to mean it.
    """

    def __init__(self, entry: ClipEntry, row: int, grab: float, targets: npt.NDArray[np.int64]) -> None:
        self.entry = entry
        self.row = row
        self.to_row = row
        self.start = entry.start
        self.target: int | None = None
        self.begun = False
        self._grab = grab - entry.start
        self._targets = targets

    @property
    def is_elsewhere(self) -> bool:
        return self.begun and (self.start != self.entry.start or self.to_row != self.row)

    def move(self, view: Viewport, x: float, row: int | None, *, snapping: bool) -> None:
        """The mouse is at `x` px over `row` (None keeps the row)."""
        self.begun = True
        start = max(0, round(view.left + x * view.samples_per_pixel - self._grab))
        reach = SNAP * view.samples_per_pixel if snapping else -1.0
        landed = snap(start, self.entry.length, self._targets, reach)
        self.start, self.target = landed.start, landed.target
        if row is not None:
            self.to_row = row

    def shown_in(self, table: ClipTable) -> ClipTable:
        """The rows with the clip where it would land."""
        return table.with_moved(self.entry.clip_id, self.start, self.to_row) if self.is_elsewhere else table
