"""The built program, put where people might put it, and started as theirs: an empty home, no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "COSYDESK_PROGRAM"
"""Names the folder of the program; else the one in build/ is taken, built first."""

PATIENCE_S = 300.0
NOWHERE = "http://127.0.0.1:9"


class BuiltProgram:
    """A copy of the program.

    Attributes:
        folder: of the copy.
        offline: words before a command that keep it off the network; empty where that can't be done here.
        isolation: how the network is kept away, in words.
    """

    def __init__(self, built: Path, folder: Path) -> None:
        self.folder = folder / built.name
        _copy(built, self.folder)
        self.offline: tuple[str, ...] = ()
        self.isolation = "proxies that lead nowhere"
        for words in (("unshare", "-n"), ("unshare", "-rn")):
            if shutil.which("unshare") and subprocess.call([*words, "true"], stderr=subprocess.DEVNULL) == 0:
                self.offline, self.isolation = words, " ".join(words)
                break

    @property
    def window(self) -> tuple[str, ...]:
        """The command that opens the window."""
        return (*self.offline, str(self.folder / "CosyDesk"))

    @property
    def command(self) -> tuple[str, ...]:
        """The command line of the program."""
        return (*self.offline, str(self.folder / "cosydesk-cli"))

    def surroundings(self, home: Path, further: Mapping[str, str]) -> dict[str, str]:
        """The environment of a person with that home: nothing of ours, no Python."""
        proxies = {name: NOWHERE for name in ("http_proxy", "https_proxy", "all_proxy")}
        own = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8"}
        return {**own, **({} if self.offline else proxies), **further}

    def run(self, home: Path, *arguments: str, status: int = 0) -> str:
        """Run the command line to its end; returns what it printed."""
        done = subprocess.run(
            [*self.command, *arguments],
            cwd=home,
            env=self.surroundings(home, {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout if status == 0 else done.stderr

    def first_frame_ms(self, home: Path, further: Mapping[str, str]) -> int:
        """Milliseconds from the start of the process to the window's first frame, by its own account."""
        done = subprocess.run(
            [*self.window, "--quit-after-first-frame"],
            cwd=home,
            env=self.surroundings(home, further),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        assert not found["torch_loaded"]
        return int(found["first_frame_ms"])

    def forget(self) -> None:
        """Let the system forget its files, so that the next start reads them from the disk."""
        os.sync()
        for path in self.files():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink())

    def state(self) -> dict[str, tuple[int, int]]:
        """What lies in it: sizes and times of its files by name."""
        return {
            str(path.relative_to(self.folder)): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in self.files()
        }

    def megabytes(self, part: str = "") -> float:
        whole = self.folder / part
        return sum(path.stat().st_size for path in self.files() if path.is_relative_to(whole)) / 1e6


def built() -> Path:
    """The folder of the program; built now, which takes minutes, unless the caller has."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    command: Sequence[str] = [sys.executable, str(ROOT / "packaging" / "dev.py"), "build"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return ROOT / "build" / "program" / "CosyDesk"


def _copy(source: Path, target: Path) -> None:
    """Copy a folder: by links where it stays on the same disk, as nobody writes into it."""
    try:
        shutil.copytree(source, target, symlinks=True, copy_function=os.link)
    except (shutil.Error, OSError):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, symlinks=True)
