"""Measuring what is delivered: loudness and true peak by libebur128, and what audiobook publishers look at."""

from __future__ import annotations

import math

import numpy as np

from cosydesk.studio.loudness import LoudnessMeter, decibels
from cosydesk.studio.mix import Frames

try:
    import pyebur128
except ImportError:  # it has no wheel for Windows on ARM
    pyebur128 = None

_FLOOR_S = 0.5
"""Length of the quietest stretch, whose RMS is the noise floor (as ACX's own check has it)."""


class Meter:
    """Measures sound as it comes.

    Attributes:
        peak: greatest amplitude of a sample, 1.0 = full scale.
        true: whether loudness and true peak are measured too.
    """

    def __init__(self, sample_rate: int, channels: int, true: bool = True) -> None:
        self.peak = 0.0
        self.true = true
        self._sample_rate = sample_rate
        self._channels = channels
        self._own: LoudnessMeter | None = None
        self._state = None
        if true and pyebur128 is not None:
            modes = pyebur128.MeasurementMode
            self._state = pyebur128.R128State(channels, sample_rate, modes.MODE_I | modes.MODE_TRUE_PEAK)
        elif true:
            self._own = LoudnessMeter(sample_rate, channels)
        self._count = 0
        self._energy = 0.0
        self._window = round(_FLOOR_S * sample_rate)
        self._rest = np.zeros(0)
        self._quietest = math.inf

    def add(self, frames: Frames) -> None:
        """Take in more sound, float32 of shape (n, channels)."""
        if not len(frames):
            return
        self.peak = max(self.peak, float(np.abs(frames).max()))
        if not self.true:
            return
        if self._state is not None:
            self._state.add_frames(np.ascontiguousarray(frames, np.float32).ravel(), len(frames))
        elif self._own is not None:
            self._own.add(frames)
        power = np.square(frames, dtype=np.float64).mean(axis=1)
        self._energy += float(power.sum())
        self._count += len(power)
        joined = np.concatenate([self._rest, power])
        whole = len(joined) // self._window * self._window
        if whole:
            means = joined[:whole].reshape(-1, self._window).mean(axis=1)
            self._quietest = min(self._quietest, float(means.min()))
        self._rest = joined[whole:]

    @property
    def loudness(self) -> float:
        """Integrated loudness in LUFS; minus infinity for silence, and for what is shorter than 0.4 s."""
        if self._state is not None:
            return float(pyebur128.get_loudness_global(self._state))
        return self._own.integrated if self._own is not None else -math.inf

    @property
    def true_peak_db(self) -> float:
        """dBTP; minus infinity for silence."""
        if self._state is not None:
            peaks = [pyebur128.get_true_peak(self._state, channel) for channel in range(self._channels)]
            return decibels(max(peaks))
        return self._own.true_peak_db if self._own is not None else decibels(self.peak)

    @property
    def rms_db(self) -> float:
        """RMS of everything, dB below full scale."""
        return decibels(math.sqrt(self._energy / self._count)) if self._count else -math.inf

    @property
    def noise_floor_db(self) -> float:
        """RMS of the quietest half second; minus infinity where it is silent or nothing is so long."""
        return decibels(math.sqrt(self._quietest)) if math.isfinite(self._quietest) else -math.inf
