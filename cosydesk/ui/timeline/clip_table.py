"""The placed clips of each track as sorted columns: what drawing and hit testing search by bisection."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
        slot: its take at its tempo in the `PeakBank`.
        start, length: where it lies, project samples. offset: cut from the take's beginning.
        gain: factor. pinned: placed by hand. fade_in, fade_out: samples, as they sound.
        gap: samples of silence that the sequence keeps after it; -1 where that can't be seen.
        gap_is_own: its line has a gap of its own.
        tempo: how many times as fast as it was spoken it plays.
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
    fade_in: int = 0
    fade_out: int = 0
    gap: int = -1
    gap_is_own: bool = False
    tempo: float = 1.0

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
        fades = [(entry.fade_in, entry.fade_out) for entry in self.entries]
        self.fades: Ints = np.array(fades, np.int64).reshape(-1, 2)
        self.has_fades = bool(self.fades.any())
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

    def before(self, sample: float) -> ClipEntry | None:
        """The clip that ended last before a sample, among the few that began last."""
        stop = int(np.searchsorted(self.starts, sample, "right"))
        found = [entry for entry in self.entries[max(0, stop - 8) : stop] if entry.end <= sample]
        return max(found, key=lambda entry: entry.end, default=None)

    def replaced(self, gone: Collection[str], new: Iterable[ClipEntry]) -> ClipColumns:
        """The same clips without some, and with others."""
        return ClipColumns((*(entry for entry in self.entries if entry.clip_id not in gone), *new))


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

    def all(self) -> list[ClipEntry]:
        """The clips of all rows, by start."""
        found = [entry for row in self.rows for entry in row.clips.entries]
        return sorted(found, key=lambda entry: (entry.start, entry.clip_id))

    def edges(self, without: Collection[str] = ()) -> Ints:
        """Sorted starts and ends of all clips, each once, with 0; `without` leaves some clips out."""
        sides = [np.zeros(1, np.int64)]
        for row in self.rows:
            kept = np.ones(len(row.clips), bool)
            for clip_id in without:
                if (left_out := row.clips.index(clip_id)) is not None:
                    kept[left_out] = False
            sides += [row.clips.starts[kept], row.clips.ends[kept]]
        return np.unique(np.concatenate(sides))

    def with_entries(self, changed: Mapping[str, tuple[int, ClipEntry]]) -> ClipTable:
        """The table with some clips elsewhere or otherwise: (row, clip) by id. Ids that aren't there are ignored."""
        places = {clip_id: found[0] for clip_id in changed if (found := self.find(clip_id)) is not None}
        rows = list(self.rows)
        for number in {*places.values(), *(changed[clip_id][0] for clip_id in places)}:
            gone = {clip_id for clip_id, was in places.items() if was == number}
            new = [changed[clip_id][1] for clip_id in places if changed[clip_id][0] == number]
            rows[number] = replace(rows[number], clips=rows[number].clips.replaced(gone, new))
        return ClipTable(tuple(rows))
