"""Times as subtitles and tables write them."""

from __future__ import annotations

import re
import unicodedata

MAX_HOURS = 1000

_CLOCK = re.compile(
    r"(?:(?P<hours>\d{1,4})\s*:\s*)?(?P<minutes>\d{1,4})\s*:\s*(?P<seconds>\d{1,2})"
    r"(?:\s*[.,]\s*(?P<fraction>\d{1,9})|\s*[:;]\s*(?P<frames>\d{1,3}))?",
    re.ASCII,
)
_SECONDS = re.compile(r"(\d{1,7})(?:[.,](\d{1,9}))?\s*s?", re.ASCII | re.IGNORECASE)

CLOCK = r"(?:\d{1,4}\s*:\s*)?\d{1,4}\s*:\s*\d{1,2}(?:\s*[.,:;]\s*\d{1,9})?"
"""A pattern for what `clock_s` reads."""


def clock_s(text: str, frame_rate: float = 25.0) -> float | None:
    """Seconds of ``1:02:03,456``, ``02:03.4`` or ``01:02:03:12`` (frames); None: it is no time."""
    match = _CLOCK.fullmatch(_plain(text))
    if match is None:
        return None
    hours, minutes, seconds = (int(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    if hours >= MAX_HOURS or seconds > 59 or (match["hours"] is not None and minutes > 59):
        return None
    whole = hours * 3600 + minutes * 60 + seconds
    if match["frames"]:
        # Subtitles of careless hands write 00:00:01:500: what can't be frames is milliseconds.
        count = int(match["frames"])
        return whole + (count / frame_rate if len(match["frames"]) < 3 else count / 1000)
    return whole + (float("0." + match["fraction"]) if match["fraction"] else 0.0)


def time_s(text: str) -> float | None:
    """Seconds of a clock's time, or of plain seconds such as ``12.5``; None: it is no time."""
    plain = _plain(text)
    if match := _SECONDS.fullmatch(plain):
        seconds = float(f"{match[1]}.{match[2] or 0}")
        return seconds if seconds < MAX_HOURS * 3600 else None
    return clock_s(plain)


def _plain(text: str) -> str:
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()
