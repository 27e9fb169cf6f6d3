"""Samples as whole numbers, with the dither that 16 bits need."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cosydesk.studio.mix import Frames


class Dither:
    """Makes 16-bit samples. Triangular noise of two steps' width makes the rounding error independent of the sound;
    it is the same noise in each run. Exact silence stays exact silence.
    """

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)

    def pcm16(self, frames: Frames) -> npt.NDArray[np.int16]:
        """Of the same shape; what lies beyond full scale is clipped."""
        noise = self._random.random(frames.shape, np.float32) - self._random.random(frames.shape, np.float32)
        noise[frames == 0.0] = 0.0
        whole = np.rint(frames * np.float32(32_768.0) + noise)
        return np.clip(whole, -32_768, 32_767).astype(np.int16)


def pcm24(frames: Frames) -> npt.NDArray[np.int32]:
    """24-bit samples in the lower bits, of the same shape; what lies beyond full scale is clipped."""
    whole = np.rint(frames.astype(np.float64) * 8_388_608.0)
    return np.clip(whole, -8_388_608, 8_388_607).astype(np.int32)
