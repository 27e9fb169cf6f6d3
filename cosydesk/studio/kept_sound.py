"""Sound kept in a file, any part of which is read at once: however long it is, it takes no memory."""

from __future__ import annotations

import math
import os
import threading
import weakref
from functools import lru_cache
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from cosydesk.studio.errors import StudioError

Frames = npt.NDArray[np.float32]
"""Audio, float32, shape (n, channels)."""

_CROSSINGS = 32
"""Zero crossings of the sinc on either side: as many leave a step of 15 % of the band between heard and not."""
_CUTOFF = 0.925
"""Where it lies, of the lower Nyquist frequency."""
_BETA = 8.0
_MOST = 8_192


class KeptSound:
    """Frames of float32 in a file, which is open as long as this lives, so that it may be removed meanwhile where the
    system allows. Any thread.

    Attributes:
        sample_rate: Hz. channels: 1 or 2.
    """

    def __init__(self, file: BinaryIO, sample_rate: int, channels: int) -> None:
        """`file`: little-endian float32, channels interleaved, nothing else; closed with this."""
        self.sample_rate = sample_rate
        self.channels = channels
        self._file = file
        self._lock = threading.Lock()
        self._length = file.seek(0, os.SEEK_END) // (4 * channels)
        weakref.finalize(self, file.close)

    def __len__(self) -> int:
        """Frames in all."""
        return self._length

    def read(self, start: int, n: int) -> Frames:
        """The frames of [start, start + n), float32 of shape (n, channels); silence outside.

        Raises:
            StudioError: ``audio``: the file can't be read any more.
        """
        out = np.zeros((n, self.channels), np.float32)
        first, last = max(0, start), min(start + n, self._length)
        if last > first:
            wanted = 4 * self.channels * (last - first)
            try:
                with self._lock:
                    self._file.seek(4 * self.channels * first)
                    data = self._file.read(wanted)
            except OSError as error:
                raise _unread(error.strerror or str(error)) from error
            if len(data) != wanted:
                raise _unread("it ends too early")
            out[first - start : last - start] = np.frombuffer(data, "<f4").reshape(-1, self.channels)
        return out

    def read_at(self, sample_rate: int, start: int, n: int) -> Frames:
        """As `read`, but at another rate, in whose samples `start` and `n` count. Each sample follows from its place
        alone: it is the same in whatever pieces one asks, forwards or backwards. For listening; for files soxr is
        finer still.
        """
        if sample_rate == self.sample_rate:
            return self.read(start, n)
        common = math.gcd(sample_rate, self.sample_rate)
        up, down = sample_rate // common, self.sample_rate // common
        weights = _weights(up, down)
        taps = weights.shape[1]
        out = np.empty((n, self.channels), np.float32)
        for begin in range(0, n, _MOST):
            places = (start + np.arange(begin, min(n, begin + _MOST), dtype=np.int64)) * down
            whole, phase = places // up, places % up
            first = int(whole[0]) - taps // 2 + 1
            tape = self.read(first, int(whole[-1]) - int(whole[0]) + taps)
            around = np.lib.stride_tricks.sliding_window_view(tape, taps, axis=0)[whole - whole[0]]
            np.einsum("nct,nt->nc", around, weights[phase], out=out[begin : begin + len(places)])
        return out


def _unread(why: str) -> StudioError:
    return StudioError(
        f"The sound of the video can't be read any more: {why}", "Open the video again.", "audio"
    )


@lru_cache(maxsize=8)
def _weights(up: int, down: int) -> Frames:
    """For each of the `up` places that a sample of the other rate may have behind one of the file's: what the frames
    around it count, shape (up, taps). A Kaiser-windowed sinc.
    """
    cutoff = _CUTOFF * min(1.0, up / down)
    half = math.ceil(_CROSSINGS / cutoff)
    away = np.arange(1 - half, half + 1)[None, :] - (np.arange(up) / up)[:, None]
    window = np.i0(_BETA * np.sqrt(np.clip(1.0 - (away / half) ** 2, 0.0, 1.0))) / np.i0(_BETA)
    weights = np.sinc(cutoff * away) * window
    weights /= weights.sum(axis=1, keepdims=True)  # so that a level stays that level
    return np.ascontiguousarray(weights, np.float32)
