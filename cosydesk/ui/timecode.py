"""Times as people in the cutting room write them."""

from __future__ import annotations

FRAMES_PER_S = 25


def timecode(samples: int, sample_rate: int) -> str:
    """``HH:MM:SS.ff`` with 25 frames a second."""
    frames = max(0, samples) * FRAMES_PER_S // sample_rate
    seconds, frame = divmod(frames, FRAMES_PER_S)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}.{frame:02d}"


def short_time(seconds: float) -> str:
    """``M:SS`` or ``H:MM:SS``, for totals."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
