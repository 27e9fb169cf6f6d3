"""Sizes and spans as people write them; the same in every language but for the decimals."""

from __future__ import annotations

_MINUTE_S, _HOUR_S = 60, 3600


def memory_words(size: int) -> str:
    """Bytes of memory, by 1024 as memory is sold."""
    return _scaled(size, 1024)


def disk_words(size: int) -> str:
    """Bytes on a disk, by 1000 as disks are sold."""
    return _scaled(size, 1000)


def span_words(seconds: float) -> str:
    """How long, to the second below an hour: ``0:07``, ``12:30``, ``2:05:00``."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, _HOUR_S)
    minutes, left = divmod(rest, _MINUTE_S)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def _scaled(size: int, step: int) -> str:
    if size >= step**3:
        return f"{size / step**3:.1f} GB"
    if size >= step**2:
        return f"{size / step**2:.0f} MB"
    return f"{size / step:.0f} KB"
