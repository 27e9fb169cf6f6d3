"""A track seen from afar: how much of each moment is covered by clips, and how loud it is.

At wide zooms clips are narrower than what can be drawn one by one. Then a track is looked up here, at a cost that
depends on the width of the view and not on the number of clips.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cosydesk.ui.timeline.clip_table import ClipColumns
from cosydesk.ui.timeline.peak_bank import BASE_BIN, STEP, Amplitudes, PeakBank, loudest_in, pyramid

LEVEL = 2
BIN = BASE_BIN * STEP**LEVEL
"""Samples a bin sums up."""

Ints = npt.NDArray[np.int64]


class TrackOverview:
    """Built once for a state of a track's clips and the peaks known by then."""

    def __init__(self, clips: ClipColumns, bank: PeakBank) -> None:
        self._loudness = pyramid(_lay_out(clips, bank))
        self._knots, self._covered = _coverage(clips)

    def loudest(self, first: Ints, span: float) -> Amplitudes:
        """The loudest value of each stretch ``[first, first + span)`` of project time, uint8 [n]."""
        return loudest_in(self._loudness, float(BIN), first, span)

    def coverage(self, edges: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The part (0..1) of each stretch between neighbouring `edges` [n + 1] that clips cover, [n]."""
        if not self._knots.size:
            return np.zeros(len(edges) - 1)
        total = np.interp(edges, self._knots, self._covered)
        part: npt.NDArray[np.float64] = np.diff(total) / np.diff(edges)
        return part


def _lay_out(clips: ClipColumns, bank: PeakBank) -> Amplitudes:
    """All clips' peaks on the track's own time, uint8 [bins]; where clips overlap the louder counts."""
    if not len(clips):
        return np.zeros(0, np.uint8)
    track = np.zeros(int(clips.reach[-1]) // BIN + 2, np.uint8)
    flat, begin, count = bank.whole(clips.slots, LEVEL)
    sizes = bank.bin_samples(clips.slots, LEVEL)
    skipped = np.minimum((clips.offsets / sizes).astype(np.int64), count)
    shown = np.minimum(np.ceil((clips.ends - clips.starts) / sizes).astype(np.int64), count - skipped)
    owner = np.repeat(np.arange(len(clips)), shown)
    if not owner.size:
        return track
    nth = np.arange(owner.size) - np.repeat(np.cumsum(shown) - shown, shown)
    values = flat[begin[owner] + skipped[owner] + nth] * clips.gains[owner]
    at = ((clips.starts[owner] + (nth + 0.5) * sizes[owner]) / BIN).astype(np.int64)
    np.maximum.at(track, np.clip(at, 0, len(track) - 1), np.minimum(values, 255).astype(np.uint8))
    return track


def _coverage(clips: ClipColumns) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Knots of the function "samples covered up to here", which runs straight between them."""
    if not len(clips):
        return np.zeros(0), np.zeros(0)
    before = np.concatenate((clips.starts[:1], clips.reach[:-1]))
    begins = np.maximum(clips.starts, before)
    lengths = np.maximum(clips.ends - begins, 0)
    total = np.cumsum(lengths)
    kept = lengths > 0
    knots = np.empty(2 * int(kept.sum()))
    covered = np.empty_like(knots)
    knots[0::2], knots[1::2] = begins[kept], clips.ends[kept]
    covered[0::2], covered[1::2] = (total - lengths)[kept], total[kept]
    return knots, covered
