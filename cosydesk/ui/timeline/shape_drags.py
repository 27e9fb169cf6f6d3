"""Drags that shape one clip: its edges, its fades, its gain, and the silence after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt

from cosydesk.studio import arrange
from cosydesk.studio.edit import Edit
from cosydesk.studio.project import Project
from cosydesk.ui.timeline.clip_hit import Part
from cosydesk.ui.timeline.clip_table import ClipEntry, ClipTable
from cosydesk.ui.timeline.drag import Badge, Pointer
from cosydesk.ui.timeline.geometry import decibels, gain_at, gain_y
from cosydesk.ui.timeline.snap import snap

_SNAP_DB = 0.75
"""This near to 0 dB a dragged gain is 0 dB."""


def gain_words(gain_db: float) -> str:
    """A gain as the timeline writes it."""
    return f"{gain_db:+.1f} dB" if abs(gain_db) >= 0.05 else "0 dB"


class _ShapeDrag:
    """A clip held at one of its parts: what the drags of this file share."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, row: int, entry: ClipEntry, grab: float, rate: int) -> None:
        self.row = row
        self.entry = entry
        self.clip_ids = [entry.clip_id]
        self.begun = False
        self.target: int | None = None
        self._grab = grab
        self._rate = rate

    def reach(self) -> int:
        return self.shown().end

    def shown(self) -> ClipEntry:
        return self.entry

    def shown_in(self, table: ClipTable) -> ClipTable:
        if not self.begun:
            return table
        return table.with_entries({self.entry.clip_id: (self.row, self.shown())})

    def _edge(self, to: Pointer, edge: int) -> int:
        """Where an edge that was grabbed would be, snapped."""
        at = round(edge + to.sample - self._grab)
        self.target = None
        if to.targets is not None:
            landed = snap(at, 0, to.targets, to.view)
            at, self.target = landed.start, landed.target
        return at

    def _seconds(self, samples: int) -> str:
        return QCoreApplication.translate("TimelineDrag", "{0} s").format(f"{samples / self._rate:.2f}")


class TrimDrag(_ShapeDrag):
    """Takes from or gives back at one edge, inside what the take holds."""

    def __init__(
        self, row: int, entry: ClipEntry, part: Part, limits: tuple[int, int], grab: float, rate: int
    ) -> None:
        """`limits`: how far the edge may move to the left and to the right, samples."""
        super().__init__(row, entry, grab, rate)
        self._part = part
        self._limits = limits
        self.by = 0

    def move(self, to: Pointer) -> None:
        self.begun = True
        edge = self.entry.start if self._part is Part.START_EDGE else self.entry.end
        wanted = self._edge(to, edge) - edge
        self.by = min(max(wanted, self._limits[0]), self._limits[1])
        if self.by != wanted:
            self.target = None

    def shown(self) -> ClipEntry:
        entry = self.entry
        if self._part is Part.START_EDGE:
            return entry._replace(
                start=entry.start + self.by, offset=entry.offset + self.by, length=entry.length - self.by
            )
        return entry._replace(length=entry.length + self.by)

    def edit(self, project: Project) -> Edit | None:
        trim = arrange.trim_start if self._part is Part.START_EDGE else arrange.trim_end
        return trim(project, [self.entry.clip_id], self.by) if self.begun and self.by else None

    def badge(self) -> Badge | None:
        shown = self.shown()
        at = shown.start if self._part is Part.START_EDGE else shown.end
        by = f"{self.by / self._rate:+.2f}"
        return Badge(at, self.row, f"{self._seconds(shown.length)}  ({by})")


class FadeDrag(_ShapeDrag):
    """Draws a fade from one end of the clip."""

    def __init__(self, row: int, entry: ClipEntry, part: Part, grab: float, rate: int) -> None:
        super().__init__(row, entry, grab, rate)
        self._part = part
        self.length = entry.fade_in if part is Part.FADE_IN else entry.fade_out

    def move(self, to: Pointer) -> None:
        self.begun = True
        entry = self.entry
        if self._part is Part.FADE_IN:
            wanted = self._edge(to, entry.start + entry.fade_in) - entry.start
            most = entry.length - entry.fade_out
        else:
            wanted = entry.end - self._edge(to, entry.end - entry.fade_out)
            most = entry.length - entry.fade_in
        self.length = min(max(wanted, 0), most)
        if self.length != wanted:
            self.target = None

    def shown(self) -> ClipEntry:
        if self._part is Part.FADE_IN:
            return self.entry._replace(fade_in=self.length)
        return self.entry._replace(fade_out=self.length)

    def edit(self, project: Project) -> Edit | None:
        ids = [self.entry.clip_id]
        if not self.begun:
            return None
        if self._part is Part.FADE_IN:
            return arrange.set_fades(project, ids, fade_in=self.length)
        return arrange.set_fades(project, ids, fade_out=self.length)

    def badge(self) -> Badge | None:
        is_in = self._part is Part.FADE_IN
        at = self.entry.start + self.length if is_in else self.entry.end - self.length
        text = (
            QCoreApplication.translate("TimelineDrag", "Fade in {0}")
            if is_in
            else QCoreApplication.translate("TimelineDrag", "Fade out {0}")
        )
        return Badge(at, self.row, text.format(self._seconds(self.length)))


class GainDrag(_ShapeDrag):
    """Lifts or lowers the gain line; clips that are selected with it follow by as many dB."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(
        self, row: int, entry: ClipEntry, others: Sequence[tuple[int, ClipEntry]], press_y: float, rate: int
    ) -> None:
        """`press_y`: where the mouse was pressed, px of the canvas; `others`: what is selected with it."""
        super().__init__(row, entry, 0.0, rate)
        self._others = [(number, other) for number, other in others if other.clip_id != entry.clip_id]
        self._was = decibels(entry.gain)
        self._press_y = press_y
        self.gain_db = self._was

    def move(self, to: Pointer) -> None:
        self.begun = True
        wanted = gain_at(gain_y(self._was) + to.y - self._press_y)
        if to.targets is not None and abs(wanted) <= _SNAP_DB:
            wanted = 0.0
        self.gain_db = round(wanted, 1)

    def shown_in(self, table: ClipTable) -> ClipTable:
        if not self.begun:
            return table
        by = self.gain_db - self._was
        held = [(self.row, self.entry), *self._others]
        return table.with_entries(
            {
                entry.clip_id: (row, entry._replace(gain=10 ** (_kept(decibels(entry.gain) + by) / 20)))
                for row, entry in held
            }
        )

    def edit(self, project: Project) -> Edit | None:
        by = self.gain_db - self._was
        if not self.begun or abs(by) < 0.01:
            return None
        ids = [self.entry.clip_id, *(other.clip_id for _, other in self._others)]
        return arrange.change_gain(project, ids, lambda gain_db: gain_db + by)

    def badge(self) -> Badge | None:
        return Badge(self.entry.start, self.row, gain_words(self.gain_db))


class GapDrag(_ShapeDrag):
    """Widens or narrows the silence that a line keeps after itself."""

    def __init__(
        self, row: int, entry: ClipEntry, grab: float, rate: int, write: Callable[[Project, int], Edit]
    ) -> None:
        """`write`: the edit that gives the line of this clip so many milliseconds."""
        super().__init__(row, entry, grab, rate)
        self._write = write
        self.gap = entry.gap

    def move(self, to: Pointer) -> None:
        self.begun = True
        wanted = self._edge(to, self.entry.end + self.entry.gap) - self.entry.end
        most = arrange.LONGEST_GAP_MS * self._rate // 1000
        self.gap = min(max(wanted, 0), most)
        if self.gap != wanted:
            self.target = None

    def shown(self) -> ClipEntry:
        return self.entry._replace(gap=self.gap)

    def reach(self) -> int:
        return self.entry.end + self.gap

    def edit(self, project: Project) -> Edit | None:
        if not self.begun or self.gap == self.entry.gap:
            return None
        return self._write(project, round(1000 * self.gap / self._rate))

    def badge(self) -> Badge | None:
        text = QCoreApplication.translate("TimelineDrag", "Gap {0}").format(self._seconds(self.gap))
        return Badge(self.entry.end + self.gap, self.row, text)


def _kept(gain_db: float) -> float:
    return min(max(gain_db, arrange.LOWEST_DB), arrange.HIGHEST_DB)
