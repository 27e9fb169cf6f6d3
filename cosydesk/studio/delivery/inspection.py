"""Looking at a file: what it is, how long and how loud, and whether it carries the label of AI-made content."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cosydesk.studio.delivery.label import KEY, Label, read_label
from cosydesk.studio.delivery.meter import Meter
from cosydesk.studio.delivery.mp4_label import read_mp4_label
from cosydesk.studio.delivery.source import stop_if
from cosydesk.studio.delivery.wave_file import LABEL_CHUNK, find_chunk
from cosydesk.studio.errors import StudioError
from cosydesk.studio.sound import HIGHEST_HZ, LOWEST_HZ
from cosydesk.studio.video_file import picture_of, sound_of

if TYPE_CHECKING:
    import av

MOST_CHANNELS = 2
"""Loudness is measured of the first two channels."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """Attributes:
    container: as FFmpeg calls it. codec: of the sound; empty where there is none. picture: of the video, likewise.
    duration_s: seconds. sample_rate: Hz. channels: of the sound.
    loudness_lufs, true_peak_db, rms_db, noise_floor_db: minus infinity for silence.
    label: None where the file has none. label_text: what stands in its place, also where it can't be understood.
    """

    path: Path
    container: str
    codec: str
    picture: str
    duration_s: float
    sample_rate: int
    channels: int
    loudness_lufs: float
    true_peak_db: float
    rms_db: float
    noise_floor_db: float
    label: Label | None
    label_text: str


def inspect_file(
    path: Path, on_progress: Callable[[float], None] | None = None, cancel: threading.Event | None = None
) -> Inspection:
    """Read a sound or video file through. Any thread.

    Raises:
        StudioError: ``missing``, ``sound_unreadable`` (it is damaged, or no such file), ``cancelled``.
    """
    import av

    if not path.is_file():
        raise StudioError(f"There is no file {path.name}.", "It may have been moved or renamed.", "missing")
    try:
        with av.open(str(path)) as container:
            text = _label_text(path, container)
            sound, picture = sound_of(container), picture_of(container)
            meter, rate, count = None, 0, 0
            if sound is not None:
                meter, rate, count = _measured(container, sound, on_progress, cancel)
            duration = container.duration / av.time_base if container.duration else 0.0
            return Inspection(
                path=path,
                container=container.format.name,
                codec=sound.codec_context.name if sound is not None else "",
                picture=picture.codec_context.name if picture is not None else "",
                duration_s=count / rate if rate and picture is None else duration,
                sample_rate=rate,
                channels=sound.channels if sound is not None else 0,
                loudness_lufs=meter.loudness if meter is not None else -math.inf,
                true_peak_db=meter.true_peak_db if meter is not None else -math.inf,
                rms_db=meter.rms_db if meter is not None else -math.inf,
                noise_floor_db=meter.noise_floor_db if meter is not None else -math.inf,
                label=read_label(text),
                label_text=text,
            )
    except (av.FFmpegError, ValueError, OSError) as error:
        raise StudioError(
            f"{path.name} is damaged, or no sound or video that can be read.",
            "Choose another file, or make it anew.",
            "sound_unreadable",
        ) from error


def _measured(
    container: av.container.InputContainer,
    sound: av.AudioStream,
    on_progress: Callable[[float], None] | None,
    cancel: threading.Event | None,
) -> tuple[Meter, int, int]:
    """(meter, sample rate, number of frames)."""
    import av

    rate, count = int(sound.rate), 0
    if not LOWEST_HZ <= rate <= HIGHEST_HZ or not sound.channels:
        raise ValueError(f"{rate} samples a second in {sound.channels} channels")
    used = min(MOST_CHANNELS, sound.channels)
    meter = Meter(rate, used)
    resampler = av.AudioResampler(format="fltp", rate=rate)
    frames_in_all = (container.duration or 0) / av.time_base * rate
    for frame in container.decode(sound):
        stop_if(cancel)
        for piece in resampler.resample(frame):
            block = np.nan_to_num(np.asarray(piece.to_ndarray().T[:, :used], np.float32))
            meter.add(block)
            count += len(block)
        if on_progress is not None and frames_in_all:
            on_progress(min(1.0, count / frames_in_all))
    if not count:
        raise ValueError("the sound is empty")
    return meter, rate, count


def _label_text(path: Path, container: av.container.InputContainer) -> str:
    """What stands where the label should; empty where nothing does."""
    name = container.format.name
    if name == "wav":
        with path.open("rb") as file:
            return (find_chunk(file, LABEL_CHUNK) or b"").decode("utf-8", "replace")
    if "mp4" in name:
        with path.open("rb") as file:
            return read_mp4_label(file) or ""
    for metadata in (container.metadata, *(stream.metadata for stream in container.streams)):
        for key, value in metadata.items():
            if key.upper() == KEY:
                return value
    return ""
