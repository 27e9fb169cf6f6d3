"""The placed clips of each track as sorted columns: what drawing and hit testing search by bisection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


class ClipEntry(NamedTuple):
    """One clip as the timeline shows it.

    Attributes:
        label: the line's number, or a name for a clip without a line.
        speaker: index of its colour; -1 = neutral.
        slot: its take in the `PeakBank`.
        start, length: where it lies, project samples. offset: cut from the take's beginning.
        pinned: placed by hand.
    """

    clip_id: str
    line_id: str | None
    take_id: str
    label: str
    speaker: int
    slot: int
    start: int
    length: int
    offset: int = 0
    gain: float = 1.0
    pinned: bool = False

    @property
    def end(self) -> int:
        return self.start + self.length


class ClipColumns:
    """The clips of one track, sorted by start, as arrays of equal length.

    Attributes:
        entries: the clips. starts, ends: samples.
        reach: the largest end up to and including each clip; reacher: the clip that it belongs to.
    """

    def __init__(self, entries: Iterable[ClipEntry]) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry.start, entry.clip_id))
        count = len(self.entries)
        self.starts: Ints = np.array([entry.start for entry in self.entries], np.int64)
        self.ends: Ints = self.starts + np.array([entry.length for entry in self.entries], np.int64)
        self.slots = np.array([entry.slot for entry in self.entries], np.intp)
        self.offsets: Ints = np.array([entry.offset for entry in self.entries], np.int64)
        self.speakers: Ints = np.array([entry.speaker for entry in self.entries], np.int64)
        self.gains = np.array([entry.gain for entry in self.entries], np.float32)
        self._places = {entry.clip_id: index for index, entry in enumerate(self.entries)}
        self.reach: Ints = np.maximum.accumulate(self.ends) if count else self.ends
        is_new = np.concatenate(([True], self.ends[1:] > self.reach[:-1])) if count else np.zeros(0, bool)
        self.reacher: Ints = (
            np.maximum.accumulate(np.where(is_new, np.arange(count), 0)) if count else self.ends
        )

    def __len__(self) -> int:
        return len(self.entries)

    def within(self, first: float, last: float) -> slice:
        """A slice that holds all clips that touch ``[first, last)``."""
        stop = int(np.searchsorted(self.starts, last, "left"))
        start = int(np.searchsorted(self.reach, first, "right"))
        return slice(min(start, stop), stop)

    def index(self, clip_id: str) -> int | None:
        """Where a clip stands among the entries."""
        return self._places.get(clip_id)

    def at(self, sample: float) -> int | None:
        """The topmost clip over a sample: the one that began last."""
        around = self.within(sample, np.nextafter(sample, np.inf))
        for index in range(around.stop - 1, around.start - 1, -1):
            if self.ends[index] > sample:
                return index
        return None

    def moved(self, clip_id: str, start: int) -> ClipColumns:
        """The same clips with one of them elsewhere."""
        return ClipColumns(
            entry._replace(start=start) if entry.clip_id == clip_id else entry for entry in self.entries
        )

    def without(self, clip_id: str) -> ClipColumns:
        return ClipColumns(entry for entry in self.entries if entry.clip_id != clip_id)

    def with_entry(self, entry: ClipEntry) -> ClipColumns:
        return ClipColumns((*self.entries, entry))


@dataclass(frozen=True)
class TrackRow:
    """One row of the timeline.

    Attributes:
        track_id: None while its first clip is still being spoken and the track isn't there yet.
        speaker: index of its colour; -1 = neutral.
        audible: not muted, and not silenced by another track's solo.
    """

    track_id: str | None
    name: str
    voice_id: str | None
    speaker: int
    clips: ClipColumns
    gain_db: float = 0.0
    muted: bool = False
    solo: bool = False
    audible: bool = True


@dataclass(frozen=True)
class ClipTable:
    """All rows, top to bottom."""

    rows: Sequence[TrackRow] = ()

    @property
    def clip_count(self) -> int:
        return sum(len(row.clips) for row in self.rows)

    def find(self, clip_id: str) -> tuple[int, ClipEntry] | None:
        """Row number and clip."""
        for number, row in enumerate(self.rows):
            index = row.clips.index(clip_id)
            if index is not None:
                return number, row.clips.entries[index]
        return None

    def of_line(self, line_id: str) -> tuple[int, ClipEntry] | None:
        """Row number and first clip of a line."""
        for number, row in enumerate(self.rows):
            for entry in row.clips.entries:
                if entry.line_id == line_id:
                    return number, entry
        return None

    def edges(self, without: str | None = None) -> Ints:
        """Sorted starts and ends of all clips, each once, with 0; `without` leaves one clip out."""
        sides = [np.zeros(1, np.int64)]
        for row in self.rows:
            kept = np.ones(len(row.clips), bool)
            left_out = row.clips.index(without) if without is not None else None
            if left_out is not None:
                kept[left_out] = False
            sides += [row.clips.starts[kept], row.clips.ends[kept]]
        return np.unique(np.concatenate(sides))

    def with_row(self, number: int, row: TrackRow) -> ClipTable:
        return ClipTable((*self.rows[:number], row, *self.rows[number + 1 :]))

    def with_moved(self, clip_id: str, start: int, to_row: int) -> ClipTable:
        """The table with one clip dragged elsewhere."""
        found = self.find(clip_id)
        if found is None:
            return self
        number, entry = found
        row = self.rows[number]
        if number == to_row:
            return self.with_row(number, replace(row, clips=row.clips.moved(clip_id, start)))
        target = self.rows[to_row]
        lifted = self.with_row(number, replace(row, clips=row.clips.without(clip_id)))
        dropped = target.clips.with_entry(entry._replace(start=start))
        return lifted.with_row(to_row, replace(target, clips=dropped))
