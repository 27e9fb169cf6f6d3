"""Sound formats, and what writes each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cosydesk.studio.delivery.packed_sound import PackedWriter
from cosydesk.studio.delivery.wave_file import WaveWriter
from cosydesk.studio.mix import Frames


@dataclass(frozen=True, slots=True)
class Format:
    """Attributes:
    suffix: of its files, with the dot.
    lossless: the samples come back as they were, but for rounding.
    rates: Hz that it can have; others become the last.
    quieter_db: by how much its encoder lowers every sound.
    """

    suffix: str
    lossless: bool
    rates: tuple[int, ...] = (24_000, 44_100, 48_000)
    quieter_db: float = 0.0


FORMATS = {
    "wav16": Format(".wav", True),
    "wav24": Format(".wav", True),
    "wavf": Format(".wav", True),
    "flac": Format(".flac", True),
    # At 24 kHz MP3 ends at 160 kbit/s. LAME multiplies by 0.97 of its own accord.
    "mp3": Format(".mp3", False, (44_100, 48_000), 0.265),
    "m4a": Format(".m4a", False),
    "opus": Format(".opus", False, (48_000,)),
}
"""By `Recipe.audio`."""


class Sink(Protocol):
    """What a file is written with, frame by frame."""

    def write(self, frames: Frames) -> None:
        """Add float32 frames of shape (n, channels)."""

    def close(self) -> None:
        """Finish the file."""

    def abandon(self) -> None:
        """Stop; the file is of no use."""


def rate_of(audio: str, wanted: int) -> int:
    """The rate a file of this format gets, Hz."""
    rates = FORMATS[audio].rates
    return wanted if wanted in rates else rates[-1]


def open_sink(
    path: Path, audio: str, sample_rate: int, channels: int, bitrate_kbps: int = 192, label: str = ""
) -> Sink:
    """Begin a file; `label` is the label's JSON, empty for none. Raises `OSError`."""
    if audio.startswith("wav"):
        return WaveWriter(path, audio, sample_rate, channels, label.encode())
    return PackedWriter(path, audio, sample_rate, channels, bitrate_kbps, label)


def video_suffix(video: Path) -> str:
    """That of the dubbed video: the video's own where its container is one we write, else MP4's."""
    suffix = video.suffix.lower()
    return suffix if suffix in (".mov", ".mkv", ".webm") else ".mp4"
