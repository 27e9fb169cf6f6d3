"""Brings what is written to the disk within a second, so that a power cut loses no more than a kill would."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from cosydesk.disk import sync_file, sync_folder

DELAY_S = 0.5
"""What is written in this time after a write goes to the disk with it."""


class LogSync:
    """Syncs a write-ahead log from a thread of its own.

    SQLite syncs its log at every transaction (slow: a disk takes longer than a key may) or at checkpoints only (up to
    half a minute may be lost). Every transaction in the log carries a checksum, so syncing the file as it stands in
    between keeps all that it holds.
    """

    def __init__(self, log: Path) -> None:
        self._log = log
        self._due = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def note(self) -> None:
        """Something was written. Any thread."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="log-sync", daemon=True)
                self._thread.start()
        self._due.set()

    def close(self) -> None:
        """End the thread; whoever closes the log syncs the rest."""
        self._ended.set()
        self._due.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        known = False
        while True:
            self._due.wait()
            if self._ended.wait(DELAY_S):
                return
            self._due.clear()
            # A checkpoint may have taken the log away meanwhile; then all of it is in the file itself.
            with contextlib.suppress(OSError):
                sync_file(self._log)
                if not known:  # a new file that its folder doesn't list yet is none after a power cut
                    sync_folder(self._log.parent)
                    known = True
