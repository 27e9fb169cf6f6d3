"""What makes two packages of the same program the same bytes: one time for all files, and tidy permissions."""

from __future__ import annotations

import hashlib
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
            if path.suffix == ".pyc":
                settle(path)
            path.chmod(0o755 if path.is_dir() or is_started(path) else 0o644)
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def is_started(path: Path) -> bool:
    """Whether a file is a program or a shell script, and meant to be started; libraries and modules often look so."""
    if not path.stat().st_mode & stat.S_IXUSR or path.suffix == ".py" or ".so" in path.suffixes:
        return False
    with path.open("rb") as file:
        start = file.read(4)
    return start == b"\x7fELF" or start[:2] == b"#!"


def settle(path: Path) -> None:
    """Let compiled Python hold whatever time its source has: by that, Python would think it out of date.

    The header is that of PEP 552: the marker of the version, flags, then time and size, or a hash nobody checks.
    """
    content = path.read_bytes()
    if len(content) >= 16 and content[4:8] == bytes(4):
        path.write_bytes(content[:4] + b"\1\0\0\0" + hashlib.sha256(content[16:]).digest()[:8] + content[16:])


def entries(folder: Path) -> Iterator[Path]:
    """The folder, and all files, links and folders below it, in order."""
    yield folder
    yield from sorted(folder.rglob("*"))
