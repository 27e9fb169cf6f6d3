"""From the mixer's frames to the bytes of a device's format; numpy and soxr, no Qt."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import soxr

from cosydesk.studio.mix import Frames


class FrameConverter:
    """Pulls float32 stereo at one rate and gives bytes at another rate, layout and sample format.

    Args:
        pull: gives n frames of shape (n, 2) at `rate_from`.
        rate_to, channels: the device's.
        kind: ``"float32"``, ``"int32"``, ``"int16"`` or ``"uint8"``.
    """

    def __init__(
        self, pull: Callable[[int], Frames], rate_from: int, rate_to: int, channels: int, kind: str
    ) -> None:
        self._pull = pull
        self._channels = channels
        self._kind = kind
        self._ratio = rate_from / rate_to
        self._stream = None
        if rate_from != rate_to:
            self._stream = soxr.ResampleStream(rate_from, rate_to, 2, dtype="float32", quality="HQ")
        self._ready: Frames = np.zeros((0, 2), np.float32)
        self.frame_bytes = channels * np.dtype(kind).itemsize

    def read(self, frames: int) -> bytes:
        """Exactly `frames` frames in the device's format."""
        return self._encoded(self._frames(frames))

    def _frames(self, n: int) -> Frames:
        if self._stream is None:
            return self._pull(n)
        while len(self._ready) < n:
            want = max(64, int((n - len(self._ready)) * self._ratio) + 1)
            chunk = self._stream.resample_chunk(self._pull(want), last=False)
            self._ready = np.concatenate([self._ready, chunk])
        out, self._ready = self._ready[:n], self._ready[n:]
        return out

    def _encoded(self, frames: Frames) -> bytes:
        if self._channels == 1:
            frames = frames.mean(axis=1, keepdims=True, dtype=np.float32)
        elif self._channels > 2:
            frames = np.pad(frames, ((0, 0), (0, self._channels - 2)))
        frames = np.clip(frames, -1.0, 1.0)
        match self._kind:
            case "float32":
                return bytes(frames.astype("=f4").tobytes())
            case "int32":
                return bytes((frames.astype(np.float64) * 2_147_483_647.0).astype("=i4").tobytes())
            case "int16":
                return bytes(np.rint(frames * np.float32(32_767.0)).astype("=i2").tobytes())
            case "uint8":
                return bytes((np.rint(frames * np.float32(127.0)) + 128).astype(np.uint8).tobytes())
        raise ValueError(f"unknown sample format {self._kind}")
