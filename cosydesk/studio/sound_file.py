"""Any sound file, or the sound of a film, as mono samples: libsndfile first, FFmpeg (PyAV) for the rest."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import soundfile

from cosydesk.studio.errors import StudioError
from cosydesk.studio.sound import HIGHEST_HZ, Samples
from cosydesk.studio.video_file import sound_of

if TYPE_CHECKING:
    import av

_log = logging.getLogger(__name__)

LONGEST_S = 3600
_BLOCK = 1 << 18
_MOST_VALUES = LONGEST_S * 48_000 * 8
"""An hour of a film in 7.1: silence at any rate and in any number of channels packs to nearly nothing."""

SUFFIXES = (
    *(".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac", ".aiff", ".aif", ".wma", ".caf"),
    *(".amr", ".mp4", ".mov", ".mkv", ".webm", ".mka"),
)
"""What is offered in file dialogs and taken when dropped; reading goes by the content."""

Frames = npt.NDArray[np.float32]


@dataclass(frozen=True)
class SoundFile:
    """What was read.

    Attributes:
        samples: float32 mono, shape (n,), finite. sample_rate: Hz.
        channels: of the file. mixed_away_db: how much softer the mix is than its channels; great where they
            cancel each other out.
    """

    samples: Samples
    sample_rate: int
    channels: int = 1
    mixed_away_db: float = 0.0


def is_sound(path: Path) -> bool:
    """Whether its name looks like a sound file's."""
    return path.suffix.lower() in SUFFIXES


def read_sound(path: Path, cancel: threading.Event | None = None) -> SoundFile:
    """Read and mix to mono; any thread.

    Raises:
        StudioError: ``missing``, ``sound_unreadable``, ``sound_empty``, ``sound_long`` (over an hour), ``cancelled``.
    """
    if not path.is_file():
        raise StudioError(f"There is no file {path.name}.", "It may have been moved or renamed.", "missing")
    try:
        frames, rate = _by_libsndfile(path, cancel)
    except (soundfile.SoundFileError, OSError, RuntimeError) as error:
        _log.info("libsndfile can't read %s (%s), trying FFmpeg", path.name, error)
        frames, rate = _by_ffmpeg(path, cancel)
    if rate > HIGHEST_HZ:
        raise _unreadable(path)
    if not len(frames) or rate <= 0:
        raise StudioError(f"{path.name} has no sound in it.", "Choose another file.", "sound_empty")
    frames = np.nan_to_num(frames, nan=0.0, posinf=1.0, neginf=-1.0)
    samples = frames[:, 0] if frames.shape[1] == 1 else frames.mean(axis=1, dtype=np.float32)
    samples = np.ascontiguousarray(samples, np.float32)
    return SoundFile(samples, rate, frames.shape[1], _mixed_away(frames, samples))


def _mixed_away(frames: Frames, mixed: Samples) -> float:
    if frames.shape[1] == 1:
        return 0.0
    parts = float(np.mean([np.dot(channel, channel) for channel in frames.T]))
    whole = float(np.dot(mixed, mixed))
    return 10 * float(np.log10(max(parts, 1e-12) / max(whole, 1e-12)))


def _by_libsndfile(path: Path, cancel: threading.Event | None) -> tuple[Frames, int]:
    with soundfile.SoundFile(path) as file:
        rate = int(file.samplerate)
        if file.frames > LONGEST_S * rate or file.frames * file.channels > _MOST_VALUES:
            raise _too_long(path)
        blocks: list[Frames] = []
        while len(block := file.read(_BLOCK, dtype="float32", always_2d=True)):
            _look_at(cancel)
            blocks.append(block)
        return (np.concatenate(blocks) if blocks else np.zeros((0, 1), np.float32)), rate


def _by_ffmpeg(path: Path, cancel: threading.Event | None) -> tuple[Frames, int]:
    import av  # here: it takes a fifth of a second, which the start of the window hasn't

    try:
        with av.open(str(path)) as container:
            stream = sound_of(container)
            if stream is None:
                raise StudioError(f"{path.name} has no sound in it.", "Choose another file.", "sound_empty")
            rate = int(stream.rate or 0)
            resampler = av.AudioResampler(format="fltp", rate=rate or None)
            blocks: list[Frames] = []
            count = 0
            for frame in container.decode(stream):
                _look_at(cancel)
                for piece in resampler.resample(frame):
                    blocks.append(_frames(piece))
                    count += blocks[-1].size
                if blocks and count > min(LONGEST_S * rate * blocks[-1].shape[1], _MOST_VALUES):
                    raise _too_long(path)
            blocks += [_frames(piece) for piece in resampler.resample(None)]
    except (av.FFmpegError, ValueError, OSError) as error:
        raise _unreadable(path) from error
    return (np.concatenate(blocks) if blocks else np.zeros((0, 1), np.float32)), rate


def _frames(piece: av.AudioFrame) -> Frames:
    """Of shape (n, channels)."""
    return np.asarray(piece.to_ndarray().T, np.float32)


def _look_at(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise StudioError("Reading was cancelled.", code="cancelled")


def _unreadable(path: Path) -> StudioError:
    return StudioError(
        f"{path.name} is not a sound file that can be read.",
        "Convert it to WAV, FLAC or MP3.",
        "sound_unreadable",
    )


def _too_long(path: Path) -> StudioError:
    return StudioError(f"{path.name} is longer than an hour.", "Cut out the part you need.", "sound_long")
