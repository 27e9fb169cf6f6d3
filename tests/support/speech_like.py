"""A signal with the levels of speech: voiced syllables in phrases, with pauses between them."""

from __future__ import annotations

import numpy as np


def speech_like(seconds: float, seed: int = 0, rate: int = 24_000) -> np.ndarray:
    """Harmonics of a gliding pitch under syllables of random strength, float32 mono, peak about 0.4.

    Phrases of 1 to 2 s stand between pauses of 0.3 s, over a background 60 dB below.
    """
    rng = np.random.default_rng(seed)
    count = round(seconds * rate)
    t = np.arange(count) / rate
    pitch = 130.0 * (1 + 0.1 * np.sin(2 * np.pi * 0.7 * t + seed))
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    tone = sum(np.sin(k * phase + rng.uniform(0, 6)) / k for k in range(1, 14) if k * 150 < rate / 2)
    envelope = np.zeros(count)
    at = 0.08
    until_pause = at + rng.uniform(1.0, 2.0)
    while at < seconds:
        length = rng.uniform(0.13, 0.24)
        first, last = int(at * rate), min(count, int((at + length) * rate))
        envelope[first:last] = np.sin(np.pi * (np.arange(first, last) / rate - at) / length) * rng.uniform(
            0.6, 1
        )
        at += length
        if at > until_pause:
            at += 0.3
            until_pause = at + rng.uniform(1.0, 2.0)
    samples = 0.16 * envelope * tone + rng.standard_normal(count) * 1e-4
    return samples.astype(np.float32)
