"""Sound as the studio keeps it: FLAC in and out of bytes, and sample rates."""

from __future__ import annotations

import io
from typing import cast

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from cosydesk.studio.errors import StudioError

Samples = npt.NDArray[np.float32]
"""Mono audio, float32, shape (n,)."""


LOWEST_HZ, HIGHEST_HZ = 1_000, 768_000
"""Sample rates between which a file can be meant."""

LONGEST = 4 * 3600 * 48_000
"""Samples that one take may have: four hours at 48 kHz."""


def to_flac(samples: Samples, sample_rate: int, bits: int = 24) -> bytes:
    """Samples as a FLAC file of 16 or 24 bits; what lies outside [-1, 1] is clipped, as the format can't hold it."""
    buffer = io.BytesIO()
    soundfile.write(buffer, np.clip(samples, -1.0, 1.0), sample_rate, format="FLAC", subtype=f"PCM_{bits}")
    return buffer.getvalue()


def from_flac(data: bytes, length: int | None = None) -> Samples:
    """Samples of a FLAC file, float32 mono; so many, where that is known.

    Raises:
        StudioError: ``audio``: it is damaged, or of another length, whatever that is.
    """
    damaged = StudioError("The sound of this take is damaged.", "Speak the line again.", "audio")
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            # Silence packs to nearly nothing: a few bytes that say so would be unpacked to any size.
            wanted = min(file.frames, LONGEST) if length is None else length
            if (file.format, file.channels, file.frames) != ("FLAC", 1, wanted):
                raise damaged
            samples = cast(Samples, file.read(dtype="float32"))
    except (soundfile.SoundFileError, RuntimeError) as error:
        raise damaged from error
    if len(samples) != wanted:
        raise damaged
    samples.flags.writeable = False
    return samples


def rate_of(flac: bytes) -> int:
    """The rate of a FLAC file that `from_flac` can read, Hz."""
    return int(soundfile.info(io.BytesIO(flac)).samplerate)


def resampled(samples: Samples, rate_from: int, rate_to: int) -> Samples:
    """Samples at another rate (Hz), exactly ``round(n * to / from)`` long; the same array when rates
    agree.
    """
    if rate_from == rate_to:
        return samples
    wanted = (len(samples) * rate_to + rate_from // 2) // rate_from
    out = cast(Samples, soxr.resample(samples, rate_from, rate_to, quality="HQ")) if len(samples) else samples
    out = out[:wanted] if len(out) >= wanted else np.pad(out, (0, wanted - len(out)))
    out.flags.writeable = False
    return out
