"""Chunks of samples as bytes: raw PCM as it comes, and whole files."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import soundfile
import soxr

from cosydesk.engine.types import Samples

STREAMED = "pcm"
_OPUS_RATES = (8_000, 12_000, 16_000, 24_000, 48_000)


@dataclass(frozen=True)
class FileFormat:
    """A format that is sent whole: its media type and libsndfile's names for it."""

    media_type: str
    container: str
    subtype: str


FILE_FORMATS = {
    "wav": FileFormat("audio/wav", "WAV", "PCM_16"),
    "flac": FileFormat("audio/flac", "FLAC", "PCM_16"),
    "mp3": FileFormat("audio/mpeg", "MP3", "MPEG_LAYER_III"),
    "opus": FileFormat("audio/ogg", "OGG", "OPUS"),
}


def pcm16(samples: Samples) -> bytes:
    """Signed 16-bit little-endian samples of float32 ones, clipped at full scale."""
    return (np.clip(samples, -1.0, 1.0) * 32767.0).round().astype("<i2").tobytes()


def encode(samples: Samples, sample_rate: int, name: str) -> bytes:
    """A whole mono file in one of `FILE_FORMATS`. Opus is resampled to 48 kHz where it doesn't know the rate."""
    file_format = FILE_FORMATS[name]
    if file_format.subtype == "OPUS" and sample_rate not in _OPUS_RATES:
        samples, sample_rate = soxr.resample(samples, sample_rate, 48_000), 48_000
    buffer = io.BytesIO()
    soundfile.write(
        buffer,
        np.clip(samples, -1.0, 1.0),
        sample_rate,
        format=file_format.container,
        subtype=file_format.subtype,
    )
    return buffer.getvalue()
