"""SenseVoice's features: Kaldi's log mel filter bank, seven frames side by side, normalised.

Source: Kaldi's feature-fbank.cc and mel-computations.cc; FunASR's front end with ``lfr_m`` 7 and ``lfr_n`` 6. Written
in numpy, because loading torch for it would take longer than listening. Without dither, so that the same recording
always gives the same text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cosydesk.engine.recognition.resampling import EAR_RATE
from cosydesk.engine.types import Samples

Floats = npt.NDArray[np.float32]

WINDOW, HOP, FFT, BANDS = 400, 160, 512, 80
PREEMPHASIS = 0.97
LOWEST_HZ = 20.0
STACK, STRIDE = 7, 6
FRAME_S = STRIDE * HOP / EAR_RATE
"""Between two frames that SenseVoice reads."""


def filter_bank(samples: Samples) -> Floats:
    """Log mel energies of 16 kHz samples in [-1, 1], shape (n,) to (1 + (n - 400) // 160, 80)."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP].astype(np.float64) * 32768.0
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    shaped = (frames - PREEMPHASIS * before) * np.hamming(WINDOW)
    power = np.abs(np.fft.rfft(shaped, FFT)) ** 2  # (frames, 257)
    energies = power[:, : FFT // 2] @ _mel_filters().T
    return np.log(np.maximum(energies, np.finfo(np.float32).eps)).astype(np.float32)


def stacked(bank: Floats) -> Floats:
    """Seven frames side by side, every sixth frame: (frames, 80) to (ceil(frames / 6), 560).

    Before the beginning stands the first frame, behind the end the last one.
    """
    count = -(-len(bank) // STRIDE)
    left = STACK // 2
    rows = np.arange(count)[:, None] * STRIDE + np.arange(STACK)[None] - left
    return bank[np.clip(rows, 0, len(bank) - 1)].reshape(count, STACK * bank.shape[1])


def read_normalisation(path: Path) -> tuple[Floats, Floats]:
    """What is added to each of the 560 features, and what the sum is multiplied by: Kaldi's ``am.mvn``.

    Raises:
        OSError: it can't be read.
        ValueError: it isn't one.
    """
    text = path.read_text("utf-8", errors="replace")
    shift, scale = (_numbers(text, name) for name in ("AddShift", "Rescale"))
    if not shift.size == scale.size == STACK * BANDS:
        raise ValueError(f"am.mvn is for {shift.size} features")
    return shift, scale


def _numbers(text: str, name: str) -> Floats:
    match = re.search(rf"<{name}>[^\[]*\[([^\]]*)\]", text)
    return np.array(match[1].split() if match else [], np.float32)


@cache
def _mel_filters() -> npt.NDArray[np.float64]:
    """Triangles on the mel scale between 20 Hz and half the rate, shape (80, 256)."""

    def mel(hz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return 1127.0 * np.log(1.0 + hz / 700.0)

    edges = np.linspace(*mel(np.array([LOWEST_HZ, EAR_RATE / 2])), BANDS + 2)
    bins = mel(np.arange(FFT // 2) * EAR_RATE / FFT)
    left, centre, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (bins - left) / (centre - left), (right - bins) / (right - centre)
    return np.maximum(0.0, np.minimum(rising, falling))
