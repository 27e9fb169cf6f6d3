"""What the meters show of the sound that is heard: peaks as the eye follows them, clipping, loudness. No Qt."""

from __future__ import annotations

import numpy as np

from cosydesk.studio.loudness import LoudnessMeter
from cosydesk.studio.mix import Frames

FALL_DB_PER_S = 24.0
"""How fast a shown level falls; it rises at once."""

HOLD_S = 1.5
"""How long the mark of the greatest level stays before it falls too."""


class Meters:
    """Fed with what is heard; all times are of that sound, not of a clock.

    Amplitudes are linear, 1.0 = full scale, one for each channel.

    Attributes:
        channels: 1 where both sides are alike, measured as a mono file; else 2.
        loudness: since the last reset.
        levels: to be shown now. held: their marks. peaks: the greatest samples since the last reset.
    """

    def __init__(self, sample_rate: int, channels: int = 1) -> None:
        self.channels = channels
        self.loudness = LoudnessMeter(sample_rate, channels)
        self._rate = sample_rate
        self._none = (0.0,) * channels
        self._held_for = [0.0] * channels
        self.levels = self.held = self.peaks = self._none

    @property
    def clipped(self) -> tuple[bool, ...]:
        """Whether a channel went beyond full scale since the last reset, where a device can only cut it off."""
        return tuple(peak > 1.0 for peak in self.peaks)

    def add(self, frames: Frames, *, measured: bool = True) -> None:
        """Take in what was heard since the last call, float32 of shape (n, channels).

        What is not `measured`, such as the silence after the end, moves the levels but doesn't count as loudness.
        """
        if not len(frames):
            return
        if measured:
            self.loudness.add(frames)
        seconds = len(frames) / self._rate
        fall = 10.0 ** (-FALL_DB_PER_S * seconds / 20.0)
        found = tuple(float(peak) for peak in np.abs(frames).max(axis=0))
        self.levels = tuple(max(peak, level * fall) for peak, level in zip(found, self.levels, strict=True))
        self.peaks = tuple(map(max, found, self.peaks))
        held = list(self.held)
        for channel, level in enumerate(self.levels):
            self._held_for[channel] += seconds
            if level >= held[channel]:
                held[channel], self._held_for[channel] = level, 0.0
            elif self._held_for[channel] > HOLD_S:
                held[channel] = max(level, held[channel] * fall)
        self.held = tuple(held)

    def rest(self) -> None:
        """Nothing sounds any more: the levels go down, what was measured stays."""
        self.levels = self.held = self._none

    def reset(self) -> None:
        """Measure anew."""
        self.loudness.reset()
        self.peaks = self._none
        self.rest()
