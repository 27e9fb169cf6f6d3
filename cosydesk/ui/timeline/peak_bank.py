"""All takes' peak pyramids in a few flat arrays, so that any number of bars is looked up at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BASE_BIN = 64
"""Samples a bin of level 0 sums up."""
STEP = 4
"""Bins of one level that make one bin of the next."""
LEVELS = 8

Amplitudes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TakePeaks:
    """One take's loudness at every level, as the bank takes it.

    Attributes:
        levels: uint8 [bins] each, 255 = full scale; level l sums up ``64 * 4**l`` samples of the take.
        bin_samples: what a level 0 bin is long in project samples (64 unless the rates differ, or the tempo isn't 1).
    """

    levels: Sequence[Amplitudes]
    bin_samples: float = float(BASE_BIN)


def coarser(level: Amplitudes) -> Amplitudes:
    """The next level of a pyramid."""
    rest = -len(level) % STEP
    padded = np.concatenate((level, np.zeros(rest, np.uint8))) if rest else level
    made: Amplitudes = padded.reshape(-1, STEP).max(axis=1)
    return made


def pyramid(base: Amplitudes, levels: int = LEVELS) -> list[Amplitudes]:
    """All levels over `base`."""
    made = [base]
    while len(made) < levels:
        made.append(coarser(made[-1]))
    return made


def level_for(samples: float, base: float = BASE_BIN, levels: int = LEVELS) -> int:
    """The coarsest level whose bins are not longer than `samples`."""
    level = 0
    while level + 1 < levels and base * STEP ** (level + 1) <= samples:
        level += 1
    return level


class PeakBank:
    """Peaks of takes, each at the tempo it plays at, by slot number.

    Slots are given out once and stay; peaks arrive later, take by take.

    Attributes:
        version: grows with every take that is filled in.
    """

    def __init__(self) -> None:
        self.version = 0
        self._slots: dict[tuple[str, float], int] = {}
        self._loaded = np.zeros(64, bool)
        self._bins = np.full(64, float(BASE_BIN))
        self._begin = np.zeros((LEVELS, 64), np.int64)
        self._count = np.zeros((LEVELS, 64), np.int64)
        self._used = [0] * LEVELS
        self._flat = [np.zeros(1024, np.uint8) for _ in range(LEVELS)]

    def slot(self, take_id: str, tempo: float = 1.0) -> int:
        """The slot of a take at a tempo, given out on first asking."""
        found = self._slots.get((take_id, tempo))
        if found is None:
            found = self._slots[take_id, tempo] = len(self._slots)
            if found == len(self._loaded):
                self._widen()
        return found

    def is_loaded(self, slot: int) -> bool:
        return bool(self._loaded[slot])

    def missing(self, slots: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Those of the slots that have no peaks yet, each once."""
        return np.unique(slots[~self._loaded[slots]])

    def fill(self, slot: int, peaks: TakePeaks) -> None:
        """Give a slot its peaks; a second time replaces them."""
        levels = list(peaks.levels[:LEVELS])
        while len(levels) < LEVELS:
            levels.append(coarser(levels[-1]))
        for level, source in enumerate(levels):
            begin, end = self._used[level], self._used[level] + len(source)
            while end > len(self._flat[level]):
                self._flat[level] = np.concatenate((self._flat[level], np.zeros_like(self._flat[level])))
            self._flat[level][begin:end] = source
            self._used[level] = end
            self._begin[level, slot] = begin
            self._count[level, slot] = len(source)
        self._bins[slot] = peaks.bin_samples
        self._loaded[slot] = True
        self.version += 1

    def loudest(self, slots: npt.NDArray[np.intp], first: Ints, span: float) -> Amplitudes:
        """The loudest value of each stretch ``[first, first + span)``, in project samples of its take.

        Slots without peaks, and stretches outside the take, give 0.

        Args:
            slots: [n] which take. first: int64 [n]. span: samples, the same for all.

        Returns:
            uint8 [n].
        """
        level = level_for(span)
        bins = self._bins[slots] * STEP**level
        begin = self._begin[level, slots]
        count = self._count[level, slots]
        low = np.floor(first / bins).astype(np.int64)
        high = np.ceil((first + span) / bins).astype(np.int64) - 1
        inside = (count > 0) & (high >= 0) & (low < count)
        np.clip(low, 0, np.maximum(count - 1, 0), out=low)
        np.clip(high, low, np.maximum(count - 1, 0), out=high)
        return np.where(inside, _loudest(self._flat[level], begin + low, begin + high), np.uint8(0))

    def whole(self, slots: npt.NDArray[np.intp], level: int) -> tuple[Amplitudes, Ints, Ints]:
        """Flat values of a level with each slot's begin and count, for laying whole takes out elsewhere."""
        return self._flat[level], self._begin[level, slots], self._count[level, slots]

    def bin_samples(self, slots: npt.NDArray[np.intp], level: int) -> npt.NDArray[np.float64]:
        """Project samples a bin of `level` is long, for each slot."""
        sizes: npt.NDArray[np.float64] = self._bins[slots] * STEP**level
        return sizes

    def _widen(self) -> None:
        self._loaded = np.concatenate((self._loaded, np.zeros_like(self._loaded)))
        self._bins = np.concatenate((self._bins, np.full_like(self._bins, BASE_BIN)))
        self._begin = np.concatenate((self._begin, np.zeros_like(self._begin)), axis=1)
        self._count = np.concatenate((self._count, np.zeros_like(self._count)), axis=1)


def _loudest(flat: Amplitudes, low: Ints, high: Ints) -> Amplitudes:
    """Maximum of ``flat[low:high + 1]`` for each pair; the stretches are short, a handful of bins."""
    best = flat[low]
    for step in range(1, int((high - low).max(initial=0)) + 1):
        np.maximum(best, flat[np.minimum(low + step, high)], out=best)
    return best


def loudest_in(levels: Sequence[Amplitudes], bin_samples: float, first: Ints, span: float) -> Amplitudes:
    """As `PeakBank.loudest`, for stretches of one pyramid: a live clip's, or a track's overview."""
    level = level_for(span, bin_samples, len(levels))
    flat = levels[level]
    if not len(flat):
        return np.zeros(len(first), np.uint8)
    bins = bin_samples * STEP**level
    low = np.floor(first / bins).astype(np.int64)
    high = np.ceil((first + span) / bins).astype(np.int64) - 1
    inside = (high >= 0) & (low < len(flat))
    np.clip(low, 0, len(flat) - 1, out=low)
    np.clip(high, low, len(flat) - 1, out=high)
    return np.where(inside, _loudest(flat, low, high), np.uint8(0))
