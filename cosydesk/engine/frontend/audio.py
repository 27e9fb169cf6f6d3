"""Any sound file to mono samples at a wanted rate. Source: spec cosyvoice1.md section 4.1."""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import torch
from torch import Tensor

from cosydesk.engine.errors import PromptError
from cosydesk.engine.types import Prompt

log = logging.getLogger(__name__)

LOWEST_RATE_HZ = 16_000
LONGEST_FILE_S = 3600
_MOST_VALUES = LONGEST_FILE_S * 48_000 * 2
"""An hour in stereo: silence at any rate and in any number of channels packs to nearly nothing."""


@dataclass(frozen=True)
class Recording:
    """Mono samples, (n,) float32 within [-1, 1], and their rate in Hz."""

    samples: Tensor
    sample_rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.sample_rate

    @property
    def hash(self) -> str:
        """Of what is heard, hexadecimal: SHA-256 of the samples as little-endian float32, then of the rate's digits."""
        digest = hashlib.sha256(self.samples.numpy().astype("<f4", copy=False).tobytes())
        digest.update(str(self.sample_rate).encode())
        return digest.hexdigest()

    def at(self, sample_rate: int) -> Tensor:
        """The samples resampled (windowed sinc), (n,) float32."""
        if sample_rate == self.sample_rate:
            return self.samples
        from cosydesk.engine.frontend.torchaudio_import import torchaudio

        # The transform computes its kernel in double, the function only in the waveform's precision, and the
        # difference shows in the logarithm of quiet frames.
        resampled: Tensor = torchaudio.transforms.Resample(self.sample_rate, sample_rate)(self.samples)
        return resampled


def read_recording(prompt: Prompt) -> Recording:
    """Read a prompt's audio: libsndfile first, FFmpeg (PyAV) for what it can't read.

    Raises:
        PromptError: unreadable, without sound, or recorded below 16 kHz.
    """
    if isinstance(prompt.audio, Path | str):
        path = Path(prompt.audio)
        samples, rate = _read_file(path)
        name = path.name
    elif isinstance(prompt.audio, bytes):
        name = "The prompt"
        samples, rate = _read_bytes(prompt.audio)
    else:
        if not prompt.sample_rate:
            raise PromptError("The sample rate of the prompt is not given.", code="prompt_rate")
        samples, rate, name = np.asarray(prompt.audio, dtype=np.float32), prompt.sample_rate, "The prompt"
    holds_sound = len(samples) > 0 and bool(np.isfinite(samples).all())
    if samples.ndim == 2 and holds_sound:
        samples = samples.mean(axis=1)
    samples = np.ascontiguousarray(samples, dtype=np.float32)
    if not holds_sound or not np.isfinite(samples).all():
        raise PromptError(f"{name} holds no sound.", "Choose another recording.", code="prompt_empty")
    if rate < LOWEST_RATE_HZ:
        raise PromptError(
            f"{name} was recorded at {rate} Hz, which is too coarse to clone a voice from.",
            "Choose a recording of 16 kHz or more.",
            code="prompt_rate",
        )
    return Recording(torch.from_numpy(samples), rate)


def _read_file(path: Path) -> tuple[np.ndarray, int]:
    if not path.is_file():
        raise PromptError(f"There is no file {path.name}.", "Check the path.", code="prompt_missing")
    try:
        return _read(path, path.name)
    except (soundfile.SoundFileError, OSError, RuntimeError):
        log.info("libsndfile can't read %s, trying FFmpeg", path.name)
        return _decode(str(path), path.name)


def _read_bytes(data: bytes) -> tuple[np.ndarray, int]:
    try:
        if container := _browsers_container(data):
            return _decode(io.BytesIO(data), "The recording", container)
        return _read(io.BytesIO(data), "The recording")
    except (soundfile.SoundFileError, RuntimeError) as error:
        raise PromptError(
            "The recording of the voice is damaged.", "Record or import it again.", code="prompt_unreadable"
        ) from error


def _read(source: Path | io.BytesIO, name: str) -> tuple[np.ndarray, int]:
    """Its samples, (n, channels), unless they are far too many for what a small file can unpack to."""
    with soundfile.SoundFile(source) as file:
        if file.frames > LONGEST_FILE_S * file.samplerate or file.frames * file.channels > _MOST_VALUES:
            raise PromptError(
                f"{name} is longer than an hour.", "Cut out the part you need.", code="prompt_long"
            )
        samples: np.ndarray = file.read(dtype="float32", always_2d=True)
        return samples, int(file.samplerate)


def _browsers_container(data: bytes) -> str:
    """FFmpeg's name of the container in which browsers record, if it is one.

    Bytes come from anywhere, and among what FFmpeg reads are playlists that name other files: it gets no choice.
    """
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    return "mov" if data[4:8] == b"ftyp" else ""


def _decode(
    source: str | io.BytesIO, name: str, container_format: str | None = None
) -> tuple[np.ndarray, int]:
    import av

    unreadable = PromptError(
        f"{name} is not a sound file that can be read.",
        "Convert it to WAV, FLAC or MP3.",
        code="prompt_unreadable",
    )
    try:
        with av.open(source, "r", format=container_format) as container:
            # A stream of a kind that FFmpeg knows nothing of has no decoder.
            stream = next((one for one in container.streams.audio if one.codec_context is not None), None)
            if stream is None:
                raise PromptError(f"{name} has no sound in it.", "Choose another file.", code="prompt_empty")
            rate = int(stream.rate or 0)
            resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
            pieces = []
            for frame in container.decode(stream):
                pieces += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
                if sum(map(len, pieces[-1:])) and len(pieces) * len(pieces[-1]) > LONGEST_FILE_S * rate * 2:
                    break
            pieces += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    except (av.FFmpegError, ValueError, OSError) as error:
        raise unreadable from error
    if not pieces:
        raise unreadable
    return np.concatenate(pieces), rate
