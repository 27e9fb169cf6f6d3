"""Where there is speech: Silero's voice activity detector, which comes with faster-whisper (MIT)."""

from __future__ import annotations

import numpy as np

from cosydesk.engine.recognition.clips import LONGEST_S
from cosydesk.engine.recognition.resampling import EAR_RATE
from cosydesk.engine.recognition_types import Speech
from cosydesk.engine.types import Samples

WINDOW = 512
"""Samples that the detector judges at a time."""

OPTIONS = {
    "threshold": 0.5,
    "min_speech_duration_ms": 100,
    "min_silence_duration_ms": 250,  # shorter pauses belong to the speech
    "max_speech_duration_s": LONGEST_S,  # where somebody never pauses, it is cut at the shortest of pauses
    "speech_pad_ms": 40,  # soft beginnings of words lie before the first window that is taken for speech
}


def find_speech(samples: Samples) -> Speech:
    """Find the speech in float32 samples at `EAR_RATE`, shape (n,)."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps, get_vad_model

    if samples.size < WINDOW:
        return Speech((), 0.0)
    found = get_speech_timestamps(samples, VadOptions(**OPTIONS))
    spans = [(int(one["start"]), int(one["end"])) for one in found]
    if not spans:
        return Speech((), 0.0)
    padded = np.pad(samples, (0, -samples.size % WINDOW))
    likely = np.ravel(get_vad_model()(padded))  # (windows,)
    inside = np.zeros(likely.size, bool)
    for start, end in spans:
        inside[start // WINDOW : -(-end // WINDOW)] = True
    # Pauses inside a span say nothing about how clear the speech is.
    voiced = likely[inside & (likely > 1 - OPTIONS["threshold"])]
    return Speech(
        tuple((start / EAR_RATE, end / EAR_RATE) for start, end in spans),
        float(voiced.mean()) if voiced.size else 0.0,
    )


def forget_network() -> None:
    """Give the detector's memory back; the next recording loads it again."""
    from faster_whisper.vad import get_vad_model

    get_vad_model.cache_clear()
