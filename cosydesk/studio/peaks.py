"""Peak pyramids: what a waveform is drawn from at any zoom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BASE = 64
"""Samples per bucket of the finest level."""

FACTOR = 4
"""Buckets of one level in a bucket of the next."""

_SCALE = 32767.0


@dataclass(frozen=True)
class PeakPyramid:
    """Minimum and maximum of ever wider buckets of samples.

    Attributes:
        levels: float32 arrays of shape (buckets, 2) with (min, max); level k has buckets of 64 * 4**k
        samples,
            the last bucket may be filled in part. At least one level; the last has at most 4 buckets.
        length: number of samples it was made from.
    """

    levels: tuple[npt.NDArray[np.float32], ...]
    length: int

    @classmethod
    def of(cls, samples: npt.NDArray[np.float32]) -> PeakPyramid:
        """Build from float32 mono samples, shape (n,)."""
        pairs = np.broadcast_to(samples[:, None], (len(samples), 2))
        return cls(_rise(_reduce(pairs, BASE)), len(samples))

    @classmethod
    def from_bytes(cls, data: bytes, length: int) -> PeakPyramid:
        """Read what `to_bytes` wrote. Raises `ValueError` when it doesn't fit the length."""
        base = np.frombuffer(data, dtype="<i2").reshape(-1, 2).astype(np.float32) / np.float32(_SCALE)
        if len(base) != max(1, -(-length // BASE)):
            raise ValueError("peaks don't match the take's length")
        return cls(_rise(base), length)

    def to_bytes(self) -> bytes:
        """The finest level as little-endian int16 pairs; the others follow from it."""
        base = np.clip(self.levels[0], -1.0, 1.0) * np.float32(_SCALE)
        return base.round().astype("<i2").tobytes()

    def level_for(self, samples_per_pixel: float) -> int:
        """The coarsest level whose buckets are no wider than a pixel; 0 when even the finest are wider."""
        level = 0
        while level + 1 < len(self.levels) and BASE * FACTOR ** (level + 1) <= samples_per_pixel:
            level += 1
        return level

    def columns(self, start: float, samples_per_pixel: float, count: int) -> npt.NDArray[np.float32]:
        """(min, max) for `count` pixel columns from sample `start`, float32 of shape (count, 2); zero
        outside.
        """
        level = self.level_for(samples_per_pixel)
        data = self.levels[level]
        bucket = BASE * FACTOR**level
        edges = (start + samples_per_pixel * np.arange(count + 1)) / bucket
        first = np.floor(edges[:-1]).astype(np.int64)
        last = np.maximum(first + 1, np.ceil(edges[1:]).astype(np.int64))
        filled = -(-self.length // bucket)
        inside = (last > 0) & (first < filled)
        first = np.clip(first, 0, max(0, filled - 1))
        last = np.clip(last, first + 1, max(1, filled))
        out = np.zeros((count, 2), dtype=np.float32)
        if not filled or not inside.any():
            return out
        low, high = data[:, 0], data[:, 1]
        # A column spans few buckets: fold them one by one over all columns.
        out[:, 0], out[:, 1] = low[first], high[first]
        for step in range(1, int((last - first).max())):
            at = np.minimum(first + step, last - 1)
            np.minimum(out[:, 0], low[at], out=out[:, 0])
            np.maximum(out[:, 1], high[at], out=out[:, 1])
        out[~inside] = 0.0
        return out


def _reduce(pairs: npt.NDArray[np.float32], factor: int) -> npt.NDArray[np.float32]:
    if not len(pairs):
        return np.zeros((1, 2), dtype=np.float32)
    at = np.arange(0, len(pairs), factor)
    return np.stack(
        [np.minimum.reduceat(pairs[:, 0], at), np.maximum.reduceat(pairs[:, 1], at)], axis=1, dtype=np.float32
    )


def _rise(base: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], ...]:
    levels = [base]
    while len(levels[-1]) > FACTOR:
        levels.append(_reduce(levels[-1], FACTOR))
    return tuple(levels)
