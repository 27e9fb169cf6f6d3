"""How much memory another process takes."""

from __future__ import annotations


def resident_bytes(pid: int) -> int:
    """Memory of a process; 0 when it is gone or can't be asked."""
    import psutil  # not needed for the first frame

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0
