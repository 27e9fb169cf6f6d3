"""Clips under the mouse button: where they would land."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from cosydesk.studio import arrange
from cosydesk.studio.edit import Edit
from cosydesk.studio.project import Project
from cosydesk.ui.timeline.clip_table import ClipEntry, ClipTable
from cosydesk.ui.timeline.drag import Badge, Pointer
from cosydesk.ui.timeline.snap import snap

Held = tuple[int, ClipEntry]
"""Row number and clip."""


class MoveDrag:
    """Moves clips together, also to other rows. Their rows move by the same number; none leaves the tracks.

    Attributes:
        held: the clips as they lay, the grabbed one first.
        by: samples they are moved by. rows: rows they are moved down by.
    """

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, held: Sequence[Held], grab: float, rows: int, write: Callable[[int], str]) -> None:
        """`grab`: sample under the mouse; `rows`: how many there are that can take clips; `write`: a time in
        words.
        """
        self.held = list(held)
        self.clip_ids = [entry.clip_id for _, entry in held]
        self.begun = False
        self.target: int | None = None
        self.by = 0
        self.rows = 0
        self._grab = grab
        self._write = write
        self._first = min(entry.start for _, entry in held)
        numbers = [row for row, _ in held]
        self._up, self._down = -min(numbers), rows - 1 - max(numbers)
        self._shown: tuple[ClipTable, int, int, ClipTable] | None = None

    @property
    def lead(self) -> ClipEntry:
        return self.held[0][1]

    def move(self, to: Pointer) -> None:
        self.begun = True
        wanted = max(round(to.sample - self._grab), -self._first)
        self.by, self.target = wanted, None
        if to.targets is not None:
            start = self.lead.start + wanted
            landed = snap(start, self.lead.length, to.targets, to.view)
            if landed.target is not None and landed.start - self.lead.start >= -self._first:
                self.by, self.target = landed.start - self.lead.start, landed.target
        if to.row is not None:
            self.rows = min(max(to.row - self.held[0][0], self._up), self._down)

    def shown_in(self, table: ClipTable) -> ClipTable:
        if not self.begun or not (self.by or self.rows):
            return table
        kept = self._shown
        if kept is None or kept[0] is not table or kept[1:3] != (self.by, self.rows):
            changed = {
                entry.clip_id: (row + self.rows, entry._replace(start=entry.start + self.by))
                for row, entry in self.held
            }
            kept = self._shown = (table, self.by, self.rows, table.with_entries(changed))
        return kept[3]

    def edit(self, project: Project) -> Edit | None:
        if not self.begun or not (self.by or self.rows):
            return None
        tracks = project.tracks
        places = {
            entry.clip_id: tracks[row + self.rows].id
            for row, entry in self.held
            if self.rows and 0 <= row + self.rows < len(tracks)
        }
        return arrange.move_clips(project, [entry.clip_id for _, entry in self.held], self.by, places)

    def reach(self) -> int:
        return max(entry.end for _, entry in self.held) + self.by

    def badge(self) -> Badge | None:
        start = self.lead.start + self.by
        return Badge(start, self.held[0][0] + self.rows, self._write(start))
