"""What makes two packages of the same program the same bytes: one time for all files, and tidy permissions."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "SOURCE_DATE_EPOCH"
_EARLIEST = 315_619_200  # 1980, which is where archives begin


def epoch() -> int:
    """The time that all files get, in seconds since 1970: what the variable says, else that of the last commit."""
    said = os.environ.get(VARIABLE, "")
    if not said.isdecimal():
        command = ["git", "log", "-1", "--format=%ct"]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            said = done.stdout.strip()
        except OSError:
            said = ""
    return max(int(said) if said.isdecimal() else 0, _EARLIEST)


def day(seconds: int) -> str:
    """The day of a time, as in 2026-11-27."""
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder with its links; nothing of it is shared with the source."""
    shutil.copytree(source, target, symlinks=True, copy_function=shutil.copy2)


def tidy(folder: Path, seconds: int) -> None:
    """Give everything below, the folder too, one time, and permissions that don't depend on who built it."""
    for path in sorted(entries(folder), reverse=True):  # a folder's time comes after what is in it
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def entries(folder: Path) -> Iterator[Path]:
    """The folder, and all files, links and folders below it, in order."""
    yield folder
    yield from sorted(folder.rglob("*"))
