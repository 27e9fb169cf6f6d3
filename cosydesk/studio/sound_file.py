"""Any sound file, or the sound of a film, as mono samples: libsndfile first, FFmpeg (PyAV) for the rest."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from cosydesk.studio.errors import StudioError
from cosydesk.studio.sound import HIGHEST_HZ, Samples
from cosydesk.studio.video_file import sound_of

_log = logging.getLogger(__name__)

LONGEST_S = 3600
_BLOCK = 1 << 18
_MOST_SAMPLES = LONGEST_S * 96_000
"""1.4 GB: silence packs to nearly nothing, and a file may claim any rate."""

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
        StudioError: ``missing``, ``sound_unreadable``, ``sound_empty``, ``cancelled``, ``sound_long`` (over an hour, or
            over what an hour at 96 kHz takes).
    """
    if not path.is_file():
        raise StudioError(f"There is no file {path.name}.", "It may have been moved or renamed.", "missing")
    try:
        mix = _by_libsndfile(path, cancel)
    except (soundfile.SoundFileError, OSError, RuntimeError) as error:
        _log.info("libsndfile can't read %s (%s), trying FFmpeg", path.name, error)
        mix = _by_ffmpeg(path, cancel)
    if mix.rate > HIGHEST_HZ:
        raise _unreadable(path)
    samples = mix.samples()
    if not len(samples) or mix.rate <= 0:
        raise StudioError(f"{path.name} has no sound in it.", "Choose another file.", "sound_empty")
    return SoundFile(samples, mix.rate, mix.channels, mix.mixed_away_db())


class _Mix:
    """Sound that is mixed to mono as it comes: of many channels only one is ever kept.

    Attributes:
        channels: of the blocks so far, the most. length: samples so far.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.channels = 1
        self.length = 0
        self._blocks: list[Samples] = []
        self._parts = 0.0
        self._whole = 0.0

    def add(self, frames: Frames) -> None:
        """Take in a block, (n, channels)."""
        frames = np.nan_to_num(frames, nan=0.0, posinf=1.0, neginf=-1.0)
        mono = np.ascontiguousarray(frames.mean(axis=1, dtype=np.float32))
        self.channels = max(self.channels, frames.shape[1])
        self.length += len(mono)
        self._blocks.append(mono)
        self._parts += float(np.vdot(frames, frames)) / frames.shape[1]
        self._whole += float(np.vdot(mono, mono))

    def samples(self) -> Samples:
        """All of it; to be asked once, since the blocks are let go."""
        blocks, self._blocks = self._blocks, []
        return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)

    def mixed_away_db(self) -> float:
        if self.channels == 1:
            return 0.0
        return 10 * float(np.log10(max(self._parts, 1e-12) / max(self._whole, 1e-12)))


def _by_libsndfile(path: Path, cancel: threading.Event | None) -> _Mix:
    with soundfile.SoundFile(path) as file:
        mix = _Mix(int(file.samplerate))
        if file.frames > _most(mix.rate):  # as it says itself, which may be less than there is
            raise _too_long(path)
        block = max(_BLOCK // file.channels, 1)
        while len(frames := file.read(block, dtype="float32", always_2d=True)):
            _look_at(cancel)
            mix.add(frames)
            if mix.length > _most(mix.rate):
                raise _too_long(path)
        return mix


def _by_ffmpeg(path: Path, cancel: threading.Event | None) -> _Mix:
    import av  # here: it takes a fifth of a second, which the start of the window hasn't

    try:
        with av.open(str(path)) as container:
            stream = sound_of(container)
            if stream is None:
                raise StudioError(f"{path.name} has no sound in it.", "Choose another file.", "sound_empty")
            if not stream.rate:
                raise _unreadable(path)
            mix = _Mix(int(stream.rate))
            resampler = av.AudioResampler(format="fltp", rate=mix.rate)
            for frame in chain(container.decode(stream), [None]):
                _look_at(cancel)
                for piece in resampler.resample(frame):
                    mix.add(np.asarray(piece.to_ndarray().T, np.float32))
                if mix.length > _most(mix.rate):
                    raise _too_long(path)
    except (av.FFmpegError, ValueError, OSError) as error:
        raise _unreadable(path) from error
    return mix


def _most(rate: int) -> int:
    """Samples at this rate that are read at most."""
    return min(LONGEST_S * rate, _MOST_SAMPLES)


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
