"""Samples that were cut off because they were too loud, also where somebody made it softer afterwards."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cosydesk.studio.sound import Samples

FULL_SCALE = 0.999
_SHORTEST_RUN = 3
_NEAR_PEAK = 0.5
_FLAT = 4e-4
_CORNER = 4.0


def clipped_samples(samples: Samples) -> npt.NDArray[np.int64]:
    """Indices of the samples in runs at full scale, and in flat tops below it.

    A flat top is a run of equal samples not far below the peak that the curve enters or leaves by a corner: a slow
    wave is flat at its crest too, but comes there and goes gently.
    """
    if len(samples) < _SHORTEST_RUN:
        return np.zeros(0, np.int64)
    level = np.abs(samples)
    peak = float(level.max())
    if peak < 1e-3:
        return np.zeros(0, np.int64)
    candidates = np.flatnonzero(level >= _NEAR_PEAK * peak)
    if len(candidates) < _SHORTEST_RUN:
        return np.zeros(0, np.int64)
    # Only the few loud samples are looked at: pairs of neighbours whose step is flat.
    following = candidates[np.flatnonzero(np.diff(candidates) == 1)]
    step = np.abs(samples[following + 1] - samples[following])
    same_side = samples[following] * samples[following + 1] > 0
    at_full = (np.minimum(level[following], level[following + 1]) >= FULL_SCALE) & same_side
    flat = following[(step <= _FLAT * peak) | at_full]
    if not len(flat):
        return np.zeros(0, np.int64)
    breaks = np.flatnonzero(np.diff(flat) != 1)
    first = flat[np.concatenate([[0], breaks + 1])]
    last = flat[np.concatenate([breaks, [len(flat) - 1]])] + 1
    long = last - first + 1 >= _SHORTEST_RUN
    first, last = first[long], last[long]
    kept = _cornered(samples, first, last, peak) | (level[first] >= FULL_SCALE)
    lengths = last[kept] - first[kept] + 1
    # Every run's indices one after the other: its beginning, and how far into it one is.
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    found: npt.NDArray[np.int64] = np.repeat(first[kept], lengths) + within
    return found


def _cornered(
    samples: Samples, first: npt.NDArray[np.int64], last: npt.NDArray[np.int64], peak: float
) -> npt.NDArray[np.bool_]:
    """Whether the curve comes to each run from below, or goes, by a step much larger than those within."""
    before, after = np.maximum(first - 1, 0), np.minimum(last + 1, len(samples) - 1)
    rise = np.abs(samples[first]) - np.abs(samples[before])
    fall = np.abs(samples[last]) - np.abs(samples[after])
    corner: npt.NDArray[np.bool_] = np.maximum(rise, fall) >= _CORNER * _FLAT * peak
    crest: npt.NDArray[np.bool_] = (rise >= 0) & (fall >= 0)
    return corner & crest
