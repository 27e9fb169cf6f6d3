"""Video files: which they are, what they hold, and how a project remembers where its own lies."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from cosydesk.studio.errors import StudioError

if TYPE_CHECKING:
    import av

SUFFIXES = (
    *(".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv", ".flv"),
    *(".mpg", ".mpeg", ".ts", ".m2ts", ".mts", ".3gp", ".ogv", ".mxf"),
)
"""What is offered in file dialogs and taken when dropped; reading goes by the content."""


@dataclass(frozen=True)
class VideoFacts:
    """What a file says about itself.

    Attributes:
        start: second of its own clock that is the start of the timeline: where its picture begins.
        duration_s: from there to its end. frame_rate: pictures a second; 0 = unknown.
        width, height: px as shown; 0 without a picture. has_sound: whether it has any.
    """

    start: Fraction
    duration_s: float
    frame_rate: float
    width: int
    height: int
    has_sound: bool


def is_video(path: Path) -> bool:
    """Whether its name looks like a video's."""
    return path.suffix.lower() in SUFFIXES


def picture_of(container: av.container.InputContainer) -> av.VideoStream | None:
    """The film's picture, where it can be decoded; a cover that is shown while music plays is none."""
    import av

    cover = av.stream.Disposition.attached_pic
    pictures = (stream for stream in container.streams.video if not stream.disposition & cover)
    return next((stream for stream in pictures if stream.codec_context is not None), None)


def sound_of(container: av.container.InputContainer) -> av.AudioStream | None:
    """The first sound that can be decoded: a stream of a kind that FFmpeg knows nothing of has no decoder."""
    return next((stream for stream in container.streams.audio if stream.codec_context is not None), None)


def facts_of(container: av.container.InputContainer) -> VideoFacts:
    """What an open file holds."""
    video = picture_of(container)
    start = Fraction(container.start_time or 0, 1_000_000)
    end = start + Fraction(container.duration or 0, 1_000_000)
    rate, width, height = 0.0, 0, 0
    if video is not None:
        if video.start_time is not None and video.time_base is not None:
            start = video.start_time * video.time_base
        if video.duration is not None and video.time_base is not None:
            end = max(end, start + video.duration * video.time_base)
        rate = float(video.average_rate or video.guessed_rate or 0)
        shape = video.sample_aspect_ratio or Fraction(1)
        width, height = round(video.width * shape), video.height
    return VideoFacts(start, float(end - start), rate, width, height, sound_of(container) is not None)


def unreadable(path: Path) -> StudioError:
    """What is said of a file that is no film, or one of a kind that can't be decoded."""
    return StudioError(
        f"{path.name} is not a video that can be shown.",
        "Convert it to MP4, or open another one.",
        "video_unreadable",
    )


def kept_path(video: Path, project: Path | None) -> str:
    """What the settings of a project keep: relative when the video lies in the project's folder, else absolute."""
    video = video.absolute()
    if project is not None and video.is_relative_to(project.parent):
        return video.relative_to(project.parent).as_posix()
    return str(video)


def found_path(kept: str, project: Path | None) -> Path:
    """Where that is now. A video that has moved along with its project is found beside it."""
    path = Path(kept)
    if project is None:
        return path.absolute()
    if not path.is_absolute():
        return project.parent / path
    # A path of another system has other separators.
    beside = project.parent / kept.replace("\\", "/").rpartition("/")[2]
    return beside if not path.is_file() and beside.is_file() else path


def moved_path(kept: str, project: Path | None, to: Path | None) -> str:
    """What is kept when the project goes on in another file."""
    return kept_path(found_path(kept, project), to) if kept else ""
