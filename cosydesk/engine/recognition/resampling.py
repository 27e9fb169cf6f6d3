"""Recordings at the rate that a network listens at."""

from __future__ import annotations

import numpy as np
import soxr

from cosydesk.engine.errors import RequestError
from cosydesk.engine.types import Samples

EAR_RATE = 16_000
"""Hz; of every recogniser and of the voice activity detector."""

MAX_SECONDS = 600


def checked(samples: Samples, sample_rate: int) -> Samples:
    """The samples as float32, with what isn't a number taken for silence.

    Raises:
        RequestError: they aren't mono, their rate can't be, or there is more than ten minutes of them.
    """
    if samples.ndim != 1 or not 1_000 <= sample_rate <= 400_000:
        raise RequestError(
            "This is not a mono recording at a usual sample rate.",
            "Convert it to WAV, FLAC or MP3.",
            code="recording",
        )
    if samples.size > MAX_SECONDS * sample_rate:
        raise RequestError(
            "The recording is longer than ten minutes.", "Cut out the part you need.", code="recording_long"
        )
    return np.nan_to_num(samples.astype(np.float32, copy=False), nan=0.0, posinf=0.0, neginf=0.0)


def resampled(samples: Samples, from_rate: int, to_rate: int) -> Samples:
    """Float32 mono, shape (n,) to shape (about n * to_rate / from_rate,)."""
    if from_rate == to_rate or not samples.size:
        return samples
    return np.asarray(soxr.resample(samples, from_rate, to_rate), np.float32)
