"""A true-peak limiter: nothing, between the samples neither, goes beyond the ceiling, and no gain jumps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cosydesk.studio.loudness import TAPS, between_samples
from cosydesk.studio.mix import Frames

_AHEAD_S = 0.005
_RELEASE_DB_S = 100.0
_RATE = 192_000
"""Peaks are looked for at this rate at least, Hz."""
_HALF = TAPS // 2

Array = npt.NDArray[np.float64]


class Limiter:
    """Lowers sound just before and around what would be too high. All channels are lowered alike.

    The gain that a peak needs is held for the time of the look-ahead before it, comes back by a steady number of dB a
    second, and is smoothed over the look-ahead, which leaves it at or below what each peak needs.
    """

    def __init__(self, sample_rate: int, channels: int, ceiling: float) -> None:
        """`ceiling`: amplitude, 1.0 = full scale."""
        self._ceiling = ceiling
        self._ahead = round(_AHEAD_S * sample_rate)
        self._weights = between_samples(-(-_RATE // sample_rate))
        self._release = _RELEASE_DB_S / sample_rate
        window = np.hanning(self._ahead + 3)[1:-1]
        self._smooth: Array = window / window.sum()
        self._frames: Frames = np.zeros((self._ahead, channels), np.float32)
        self._needed: Array = np.zeros(self._ahead)
        self._held: Array = np.zeros(self._ahead)
        self._skip = self._ahead
        self._due = 0

    def process(self, frames: Frames, last: bool = False) -> Frames:
        """The limited sound of what has come so far, as far as it is settled; with `last` all that is left."""
        self._due += len(frames)
        if last:
            tail = np.zeros((self._ahead + _HALF + 1, frames.shape[1]), np.float32)
            frames = np.concatenate([frames, tail])
        self._frames = np.concatenate([self._frames, frames])
        settled = len(self._frames) - _HALF
        if settled <= len(self._needed):
            return self._frames[:0]
        needed = np.concatenate([self._needed, self._gains(len(self._needed), settled)])
        count = len(needed) - self._ahead
        if needed.any() or self._held.any():
            held = self._returning(_least_ahead(needed, self._ahead))
            joined = np.concatenate([self._held, held])
            gain = np.convolve(10.0 ** (joined / 20.0), self._smooth, mode="valid")
            out = (self._frames[:count] * gain[:, None]).astype(np.float32)
            self._held = joined[count:]
        else:
            out = self._frames[:count]
        self._frames = self._frames[count:]
        self._needed = needed[count:]
        skipped = min(self._skip, len(out))
        self._skip -= skipped
        out = out[skipped:][: self._due]
        self._due -= len(out)
        return out

    def _gains(self, start: int, end: int) -> Array:
        """The gain in dB, 0 or below, that each sample of [start, end) and the points beside it need."""
        part = self._frames[start - _HALF : end + _HALF]
        gains = np.zeros(end - start)
        reach = float(np.abs(self._weights).sum(axis=0).max())
        if float(np.abs(part).max(initial=0.0)) * max(1.0, reach) <= self._ceiling:
            return gains
        peaks = np.abs(self._frames[start:end]).max(axis=1).astype(np.float64)
        between = np.zeros(end - start + 1)
        for channel in part.T:
            for weights in self._weights.T:
                np.maximum(between, np.abs(np.correlate(channel, weights, mode="valid")), out=between)
        # Point k lies in the gap before sample k of the span, the last behind its last sample.
        np.maximum(peaks, between[:-1], out=peaks)
        np.maximum(peaks, between[1:], out=peaks)
        loud = peaks > self._ceiling
        gains[loud] = 20.0 * np.log10(self._ceiling / peaks[loud])
        return gains

    def _returning(self, least: Array) -> Array:
        """`least`, but rising by no more than the release; goes on from what was held last."""
        slope = np.arange(1, len(least) + 1) * self._release
        lowest = np.minimum(np.minimum.accumulate(least - slope), self._held[-1])
        returning: Array = np.minimum(lowest + slope, 0.0)
        return returning


def _least_ahead(values: Array, ahead: int) -> Array:
    """The least of each value and the `ahead` ones after it, for all that have so many."""
    width, least = 1, values
    while width < ahead + 1:
        step = min(width, ahead + 1 - width)
        least = np.minimum(least[:-step], least[step:])
        width += step
    return least
