"""Brings what is written to the disk within a second, so that a power cut loses no more than a kill would."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

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

    def note(self) -> None:
        """Something was written."""
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
        while True:
            self._due.wait()
            if self._ended.wait(DELAY_S):
                return
            self._due.clear()
            # A checkpoint may have taken the log away meanwhile; then all of it is in the file itself.
            with contextlib.suppress(OSError):
                sync_file(self._log)


def sync_file(path: Path) -> None:
    """Bring a file to the disk. Raises `OSError`."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Bring a folder's list of files to the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
