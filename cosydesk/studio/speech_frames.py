"""Where somebody speaks in a recording, how loud that is, and what lies beneath it: frames of 10 ms, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cosydesk.studio.sound import Samples

FRAME_S = 0.01
QUIETEST_DB = -100.0
"""What digital silence counts as."""

SILENT_PEAK_DB = -60.0
"""A recording whose loudest moment is below this holds nothing."""

_BELOW_SPEECH_DB = 35.0
"""What is softer than the loud parts of the speech by this much is a pause, whatever the noise."""

_SHORTEST_PAUSE_S = 0.15
_SHORTEST_SOUND_S = 0.05

Levels = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Speech:
    """What a stretch of frames holds.

    Attributes:
        speaking: for each frame whether somebody speaks, short gaps between syllables included.
        level_db: RMS of the speech, dBFS; `QUIETEST_DB` where there is none.
        noise_db: RMS of the background, dBFS.
    """

    speaking: Mask
    level_db: float
    noise_db: float

    @property
    def seconds(self) -> float:
        """How long is spoken."""
        return float(self.speaking.sum()) * FRAME_S

    @property
    def snr_db(self) -> float:
        """How far the speech stands above the background; 0 where there is no speech."""
        if not self.speaking.any():
            return 0.0
        excess = 10 ** (self.level_db / 10) - 10 ** (self.noise_db / 10)
        return 10 * float(np.log10(max(excess, 1e-12))) - self.noise_db


def frame_levels(samples: Samples, sample_rate: int) -> Levels:
    """RMS of each whole frame in dBFS, without the frame's own offset; float32, shape (frames,)."""
    size = frame_size(sample_rate)
    count = len(samples) // size
    if not count:
        return np.zeros(0, np.float32)
    frames = samples[: count * size].reshape(count, size)
    power = np.einsum("ij,ij->i", frames, frames) / size
    offset = frames.mean(axis=1)
    floor = np.float32(10 ** (QUIETEST_DB / 10))
    levels: Levels = 10 * np.log10(np.maximum(power - offset * offset, floor))
    return levels.astype(np.float32)


def frame_size(sample_rate: int) -> int:
    """Samples of a frame."""
    return max(1, round(sample_rate * FRAME_S))


def find_speech(levels: Levels) -> Speech:
    """Tell speech from pauses by the two humps that a speaker's levels have; a steady sound is all speech."""
    if not len(levels):
        return Speech(np.zeros(0, np.bool_), QUIETEST_DB, QUIETEST_DB)
    noise, loud = (float(value) for value in np.percentile(levels, (5, 95)))
    if loud < SILENT_PEAK_DB:
        return Speech(np.zeros(len(levels), np.bool_), QUIETEST_DB, noise)
    threshold = max(noise + 0.35 * (loud - noise), loud - _BELOW_SPEECH_DB)
    speaking = _without_short(levels > threshold, value=False, frames=round(_SHORTEST_PAUSE_S / FRAME_S))
    speaking = _without_short(speaking, value=True, frames=round(_SHORTEST_SOUND_S / FRAME_S))
    level = QUIETEST_DB
    if speaking.any():
        level = 10 * float(np.log10(np.mean(10 ** (levels[speaking].astype(np.float64) / 10))))
    pauses = levels[levels <= threshold]
    if len(pauses):
        noise = 10 * float(np.log10(np.mean(10 ** (np.sort(pauses)[: len(pauses) // 2 + 1] / 10.0))))
    return Speech(speaking, level, noise)


def runs(mask: Mask) -> npt.NDArray[np.int64]:
    """First and past-the-last index of each run of True, int64 of shape (runs, 2)."""
    padded = np.zeros(len(mask) + 2, np.int8)
    padded[1:-1] = mask
    edges = np.diff(padded)
    return np.stack([np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)], axis=1)


def _without_short(mask: Mask, *, value: bool, frames: int) -> Mask:
    """The mask with its inner runs of `value` that are shorter than so many frames turned over."""
    out = mask.copy()
    for first, last in runs(mask == value):
        if last - first < frames and first > 0 and last < len(mask):
            out[first:last] = not value
    return out
