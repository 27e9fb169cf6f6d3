"""Real speech: sentences that the starter voices speak, each once in a run of the tests."""

from __future__ import annotations

from functools import cache

import numpy as np

from cosydesk.engine import Model, Request, open_model

RATE = 24_000

SENTENCES = {
    "en": (
        "af_heart",
        "The museum opens at nine fifteen every morning except Monday, and the tickets are free.",
    ),
    "zh": ("zf_xiaoxiao", "这条路两边种满了银杏树，秋天的时候叶子会变成金黄色。"),
}


@cache
def starter_speech(language: str) -> np.ndarray:
    """About five seconds of `SENTENCES`, float32 mono at `RATE`; not to be altered."""
    voice, text = SENTENCES[language]
    chunks = [chunk.samples for chunk in _model().speak(Request(text=text, voice=voice))]
    samples = np.concatenate(chunks)
    samples.flags.writeable = False
    return samples


@cache
def _model() -> Model:
    return open_model("starter")
