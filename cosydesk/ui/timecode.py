"""Times as people in the cutting room write them, at any frame rate.

23.976, 29.97, 47.952 and 59.94 stand for 24000/1001 and so on. Where 30 or 60 frames are counted a second but a little
fewer pass (29.97, 59.94), numbers are dropped by SMPTE 12M: the first two (four) of each minute, except each tenth.
"""

from __future__ import annotations

import re

from cosydesk.studio.frame_rate import counted, drops, exact_rate, number_of

FRAMES_PER_S = 25

FRAME_RATES: tuple[float, ...] = (23.976, 24.0, 25.0, 29.97, 30.0, 48.0, 50.0, 59.94, 60.0)
"""What a project can count in; the two that are short of 30 and 60 with dropped numbers."""


def frame_at(sample: int, sample_rate: int, frame_rate: float = FRAMES_PER_S) -> int:
    """The frame that shows at a sample."""
    return int(max(0, sample) * exact_rate(frame_rate) // sample_rate)


def sample_of(frame: int, sample_rate: int, frame_rate: float = FRAMES_PER_S) -> int:
    """The first sample of a frame."""
    return int(-(-max(0, frame) * sample_rate // exact_rate(frame_rate)))


def frame_of_second(second: int, frame_rate: float) -> int:
    """The first frame whose timecode names this second."""
    minutes, dropped = second // 60, drops(frame_rate)
    begins = dropped if second % 60 == 0 and minutes % 10 else 0
    return second * counted(frame_rate) - dropped * (minutes - minutes // 10) + begins


def frame_code(frame: int, frame_rate: float = FRAMES_PER_S) -> str:
    """``HH:MM:SS.ff`` of a frame; ``HH:MM:SS;ff`` where numbers are dropped."""
    base, dropped = counted(frame_rate), drops(frame_rate)
    seconds, frame = divmod(number_of(frame, frame_rate), base)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}{';' if dropped else '.'}{frame:02d}"


def timecode(samples: int, sample_rate: int, frame_rate: float = FRAMES_PER_S) -> str:
    """``HH:MM:SS.ff`` of the frame that shows at a sample."""
    return frame_code(frame_at(samples, sample_rate, frame_rate), frame_rate)


_WRITTEN = re.compile(r"(?:(?:(\d+)[:：])?(\d+)[:：])?(\d+)(?:[.,;:](\d{1,2}))?")


def sample_at(text: str, sample_rate: int, frame_rate: float = FRAMES_PER_S) -> int | None:
    """The sample that a timecode names: ``HH:MM:SS.ff``, where hours, minutes and frames may be left out. A number that
    the timecode drops stands for the next one there is. None: it is no timecode.
    """
    found = _WRITTEN.fullmatch("".join(text.split()))
    if found is None:
        return None
    hours, minutes, seconds, frames = (int(part or 0) for part in found.groups())
    base, dropped = counted(frame_rate), drops(frame_rate)
    if frames >= base:
        return None
    total = 3600 * hours + 60 * minutes + seconds
    minutes = total // 60
    if total % 60 == 0 and minutes % 10:
        frames = max(frames, dropped)
    frame = total * base + frames - dropped * (minutes - minutes // 10)
    return sample_of(frame, sample_rate, frame_rate)


def short_time(seconds: float) -> str:
    """``M:SS`` or ``H:MM:SS``, for totals."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
