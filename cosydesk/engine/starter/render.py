"""The audio of one piece of phonemes: the network's answer, trimmed, with emphasis and soft ends."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cosydesk.engine.starter.graph import FRAME_SAMPLES
from cosydesk.engine.starter.phonemes import symbols
from cosydesk.engine.starter.voices import gain, style
from cosydesk.engine.starter.weights import Network
from cosydesk.engine.types import Samples

SAMPLE_RATE = 24_000
STRONG_SPEED = 0.78
"""Strong words are spoken at this part of the speed …"""
STRONG_GAIN_DB = 2.5
"""… and louder by this much."""

_WINDOW = 120  # 5 ms
_FLOOR = 0.0025  # RMS, -52 dBFS
_LEAD = 960  # 40 ms
_TAIL = 1920  # 80 ms
_FADE_IN = 120
_FADE_OUT = 720
_RAMP = 480  # 20 ms
_CEILING = 0.985


def render(network: Network, voice: str, text: str, strong: list[bool], speed: float) -> Samples:
    """Speak phonemes.

    Args:
        text: phonemes, at most 510 symbols.
        strong: one flag per symbol.
        speed: of the whole, 0.5 to 2.

    Returns:
        float32 (n,) at 24 kHz, silence at both ends cut to 40 and 80 ms.
    """
    table = symbols()
    ids = [table[symbol] for symbol in text]
    speeds = np.where(strong, speed * STRONG_SPEED, speed).astype(np.float32)
    audio, frames = network.run(ids, style(voice, len(ids)), speeds)
    if any(strong):
        audio = audio * _gain(strong, frames, len(audio))
    return _soft_ends(_trimmed(audio) * np.float32(gain(voice)))


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)


def _gain(strong: list[bool], frames: npt.NDArray[np.int64], size: int) -> Samples:
    """Gain per sample, float32 (size,), with ramps where strong words begin and end."""
    flags = np.concatenate([[False], np.asarray(strong, dtype=bool), [False]])
    per_sample = np.repeat(np.where(flags, 10 ** (STRONG_GAIN_DB / 20), 1.0), frames * FRAME_SAMPLES)
    per_sample = np.pad(per_sample, (0, max(0, size - len(per_sample))), mode="edge")[:size]
    kernel = np.hanning(_RAMP + 2)[1:-1]
    padded = np.pad(per_sample, (_RAMP // 2, _RAMP - _RAMP // 2 - 1), mode="edge")
    return np.convolve(padded, kernel / kernel.sum(), mode="valid").astype(np.float32)


def _trimmed(audio: Samples) -> Samples:
    count = len(audio) // _WINDOW
    if not count:
        return audio
    power = np.square(audio[: count * _WINDOW].reshape(count, _WINDOW)).mean(axis=1)
    loud = np.flatnonzero(power > _FLOOR**2)
    if not len(loud):
        return audio[:0]
    return audio[max(0, int(loud[0]) * _WINDOW - _LEAD) : (int(loud[-1]) + 1) * _WINDOW + _TAIL]


def _soft_ends(audio: Samples) -> Samples:
    if not len(audio):
        return audio
    out = audio.astype(np.float32, copy=True)
    peak = float(np.abs(out).max())
    if peak > _CEILING:
        out *= _CEILING / peak
    head = min(_FADE_IN, len(out) // 2)
    tail = min(_FADE_OUT, len(out) // 2)
    if head:
        out[:head] *= np.linspace(0.0, 1.0, head, dtype=np.float32)
    if tail:
        out[len(out) - tail :] *= np.linspace(1.0, 0.0, tail, dtype=np.float32)
    return out
