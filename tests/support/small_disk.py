"""Disks that are really full, and folders that really can't be written, for root too: both are mounted."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


class SmallDisk:
    """A file system of its own. Attributes: folder: where it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / ".filler"

    def fill(self) -> None:
        """Leave not a byte."""
        with self._filler.open("ab", buffering=0) as stream, contextlib.suppress(OSError):
            while stream.write(bytes(4096)) == 4096:
                pass

    def clear(self) -> None:
        """Somebody has deleted something else."""
        self._filler.unlink()

    def forbid(self) -> None:
        """Nothing can be written any more."""
        _mount("-o", "remount,ro", str(self.folder))

    def allow(self) -> None:
        _mount("-o", "remount,rw", str(self.folder))


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int = 8) -> Iterator[SmallDisk]:
    """Mount one; the test is skipped where that isn't allowed."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounts a small disk as Linux does")
    folder.mkdir(parents=True)
    try:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "cosydesk-tests", str(folder))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not mount a small disk here")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)
