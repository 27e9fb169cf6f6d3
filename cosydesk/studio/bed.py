"""The bed: the video's own sound under the speech, lowered while somebody speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]
"""Audio, float32, shape (n, channels)."""

ATTACK_S = 0.1
"""Before speech the bed sinks this long; it is down when the first word begins."""

RELEASE_S = 0.4
"""After speech it rises this long."""


@dataclass(frozen=True)
class Ducking:
    """How far the bed is lowered where, as a function of nothing but the position.

    Attributes:
        spans: first sample and first one after it of each stretch of speech, apart and ascending.
        depth: factor under speech, 0 to 1. attack, release: samples of the ramps.
    """

    spans: tuple[tuple[int, int], ...] = ()
    depth: float = 1.0
    attack: int = 1
    release: int = 1

    @classmethod
    def under(cls, speech: Iterable[tuple[int, int]], ducking_db: float, sample_rate: int) -> Ducking:
        """Lowered by `ducking_db` under these stretches, in any order. In gaps that are too short to rise and sink
        again the bed stays down.
        """
        attack, release = round(ATTACK_S * sample_rate), round(RELEASE_S * sample_rate)
        spans: list[tuple[int, int]] = []
        if ducking_db > 0:
            for start, end in sorted(span for span in speech if span[1] > span[0]):
                if spans and start - attack <= spans[-1][1] + release:
                    spans[-1] = (spans[-1][0], max(spans[-1][1], end))
                else:
                    spans.append((start, end))
        return cls(tuple(spans), 10.0 ** (-max(0.0, ducking_db) / 20.0), attack, release)

    def gain(self, start: int, n: int) -> Frames:
        """The factors of [start, start + n), float32 of shape (n, 1)."""
        times, downs = self._knots
        if not len(times):
            return np.ones((n, 1), np.float32)
        first, last = np.searchsorted(times, (start, start + n))
        if first == last:
            # No corner within: all up, all down, or one straight way between two corners.
            first, last = max(0, first - 1), min(len(times), last + 1)
            if len(set(downs[first:last].tolist())) == 1:
                return np.full((n, 1), self._curve(downs[first : first + 1])[0], np.float32)
        down = np.interp(np.arange(start, start + n, dtype=np.float64), times, downs)
        return self._curve(down)[:, None].astype(np.float32)

    def factors(self, at: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """The factors at these samples, of the same shape."""
        times, downs = self._knots
        return self._curve(np.interp(at, times, downs)) if len(times) else np.ones(at.shape)

    def _curve(self, down: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        # A ramp without corners: it leaves and arrives level.
        return 1.0 - (1.0 - self.depth) * (down * down * (3.0 - 2.0 * down))

    @cached_property
    def _knots(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Where the ramps begin and end, and how far down (0 to 1) it is there."""
        times = [
            at for start, end in self.spans for at in (start - self.attack, start, end, end + self.release)
        ]
        downs = np.tile(np.array([0.0, 1.0, 1.0, 0.0]), len(self.spans))
        return np.array(times, np.float64), downs


@dataclass(frozen=True)
class Bed:
    """The video's sound as the mix needs it, from the start of the timeline.

    Attributes:
        samples: float32 of shape (m, 1) or (m, 2) at the plan's rate; may be mapped from a file.
        gain: factor, without the ducking.
    """

    samples: Frames
    gain: float = 1.0
    ducking: Ducking = Ducking()

    def read(self, start: int, n: int) -> Frames:
        """The samples of [start, start + n), float32 of shape (n, 2); silence outside the sound. The same whatever
        blocks it is asked for in. Any thread.
        """
        out = np.zeros((n, 2), np.float32)
        first, last = max(0, start), min(start + n, len(self.samples))
        if last > first:
            gains = self.ducking.gain(first, last - first) * np.float32(self.gain)
            np.multiply(self.samples[first:last], gains, out=out[first - start : last - start])
        return out

    def read_mono(self, start: int, n: int) -> Frames:
        """The same in mono, the mean of both sides, float32 of shape (n,)."""
        frames = self.read(start, n)
        mono: Frames = np.float32(0.5) * (frames[:, 0] + frames[:, 1])
        return mono
