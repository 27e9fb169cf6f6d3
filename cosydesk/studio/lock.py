"""One writer per project: a lock of the operating system on a hidden file beside it, gone when its holder
dies.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


class FileLock:
    """Held from `acquire` to `release`, or to the end of the process, kill -9 included.

    A lock on a file beside the project, not on the project itself: SQLite's own locks there would be lost
    with ours. An owner's process id in a row would not survive a crash, a recycled id would.
    """

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor: int | None = descriptor
        self._path = path

    @classmethod
    def acquire(cls, path: Path) -> FileLock | None:
        """Lock for the file `path`; None when another window holds it. Raises `OSError` when none can be
        made.
        """
        lock_path = path.with_name(f".{path.name}.lock")
        while True:
            descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _try_lock(descriptor):
                os.close(descriptor)
                return None
            # The holder before us may have deleted the file between our opening and locking it.
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(descriptor), os.stat(lock_path)):
                    return cls(descriptor, lock_path)
            os.close(descriptor)

    def release(self) -> None:
        """Let go, and take the lock file away."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if sys.platform == "win32":
            os.close(descriptor)
            with contextlib.suppress(OSError):
                os.unlink(self._path)
        else:
            with contextlib.suppress(OSError):
                os.unlink(self._path)
            os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
