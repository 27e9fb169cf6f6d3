"""Whether the windows of earlier runs came to a proper end."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import re
from pathlib import Path
from typing import IO

from cosydesk.paths import log_dir
from cosydesk.studio.lock import FileLock

log = logging.getLogger(__name__)

_MARK = re.compile(r"\.(\d+)\.lock")


class RunMark:
    """A locked file for as long as this process runs. One that nobody holds is of a run that was cut off.

    The lock goes with its process, kill -9 included, so that windows beside this one are not taken for dead.

    Attributes:
        ended_badly: process and last words (of Python's fault handler, perhaps none) of the runs that were cut off.
    """

    def __init__(self) -> None:
        """Look at the marks of other runs, taking those away that are left over, and set our own.

        Raises:
            OSError: the log folder can't be written.
        """
        self._folder = log_dir() / "running"
        self._folder.mkdir(parents=True, exist_ok=True)
        self.ended_badly = self._left_over()
        self._own = FileLock.acquire(self._folder / str(os.getpid()))
        self._words: IO[str] | None = self._words_of(os.getpid()).open("w", encoding="utf-8")
        faulthandler.enable(self._words)

    def end(self) -> None:
        """This run ends as it should; may be called again."""
        if self._words is not None:
            faulthandler.disable()
            self._words.close()
            self._words = None
            self._words_of(os.getpid()).unlink(missing_ok=True)
        if self._own is not None:
            self._own.release()
            self._own = None

    def _left_over(self) -> list[tuple[int, str]]:
        found = []
        for path in sorted(self._folder.iterdir()):
            if (mark := _MARK.fullmatch(path.name)) is None:
                continue
            pid = int(mark[1])
            lock = FileLock.acquire(self._folder / mark[1])
            if lock is not None:
                words = self._words_of(pid)
                said = ""
                with contextlib.suppress(OSError):
                    said = words.read_text(encoding="utf-8", errors="replace")
                words.unlink(missing_ok=True)
                lock.release()
                log.warning("The window of process %d was cut off", pid)
                found.append((pid, said))
        return found

    def _words_of(self, pid: int) -> Path:
        return self._folder / f"{pid}.words"
