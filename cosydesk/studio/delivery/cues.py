"""What is heard before or after AI-made sound, so that ears know too: a spoken sentence, or "AI" in Morse code
(GB 45438-2025 has both).
"""

from __future__ import annotations

import numpy as np

from cosydesk.studio.sound import resampled
from cosydesk.studio.store import Samples

SENTENCES = {"en": "AI generated.", "zh": "人工智能合成。"}
"""What the spoken cue says, by language."""
CUE_PAUSE_S = 0.5
"""Silence between a cue and the mix."""

_DOT_S = 0.08
_TONE_HZ = 750.0
_AMPLITUDE = 0.25
_RAMP_S = 0.006
_MORSE = (".-", "..")  # A I


def cue(kind: str, sample_rate: int, spoken: Samples | None, spoken_rate: int) -> Samples:
    """The sound of a cue of `recipe.CUES`, float32 mono; empty for none. `spoken`: the sentence, at its own rate."""
    if kind == "morse":
        return morse(sample_rate)
    if kind == "spoken" and spoken is not None:
        return resampled(np.asarray(spoken, np.float32), spoken_rate, sample_rate)
    return np.zeros(0, np.float32)


def morse(sample_rate: int) -> Samples:
    """ "AI": tones of one and of three dots, a dot apart, the letters three."""
    parts: list[Samples] = []
    for index, letter in enumerate(_MORSE):
        if index:
            parts.append(_pause(3, sample_rate))
        for place, sign in enumerate(letter):
            if place:
                parts.append(_pause(1, sample_rate))
            parts.append(_tone(1 if sign == "." else 3, sample_rate))
    return np.concatenate(parts)


def _pause(dots: int, sample_rate: int) -> Samples:
    return np.zeros(round(dots * _DOT_S * sample_rate), np.float32)


def _tone(dots: int, sample_rate: int) -> Samples:
    count = round(dots * _DOT_S * sample_rate)
    at = np.arange(count) / sample_rate
    ramp = np.minimum(1.0, np.minimum(at, at[::-1]) / _RAMP_S)
    shape = 0.5 - 0.5 * np.cos(np.pi * ramp)
    tone: Samples = (_AMPLITUDE * shape * np.sin(2.0 * np.pi * _TONE_HZ * at)).astype(np.float32)
    return tone
