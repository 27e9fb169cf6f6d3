"""The virtual environment at the repository root: made, filled, repaired and recognised again.

A stamp inside it names what it holds (a digest of the constraints, the project's metadata and this Python,
and the extras), so a second start installs nothing and needs no network. A second file lies there while pip
works: where it is found at the start, an installation was interrupted and is repaired.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path

import system_packages

STAMP = "cosydesk-installed.json"
UNFINISHED = "cosydesk-installing"
LOG = "cosydesk-install.log"
BUILD_TOOLS = "setuptools"  # torch needs it to run, we to install ourselves without a second download
WORTH_SAYING_MB = 8.0


class SetupError(Exception):
    """The environment cannot be made; the message says why and what to do."""


class Environment:
    """The environment of one checkout.

    Attributes: root (the checkout), folder (its `.venv`), python (the interpreter inside).
    """

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self.root = root
        self.folder = folder or root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def prepare(self, extras: Collection[str] = ()) -> None:
        """Make sure that the project with at least these extras is installed. Raises SetupError."""
        installed = self._stamp()[1]
        if self._is_current() and set(extras) <= set(installed):
            return
        wanted = sorted(set(extras) | set(installed))
        started = time.monotonic()
        self._make()
        self._repair()
        self._install(wanted)
        print(f"Ready after {_minutes(time.monotonic() - started)}.", flush=True)

    def digest(self) -> str:
        """What the installation depends on, in 64 hex digits."""
        lump = hashlib.sha256()
        for name in ("packaging/constraints.txt", "pyproject.toml"):
            lump.update((self.root / name).read_bytes())
        lump.update(f"{sys.version_info[:2]} {sys.platform} {self.root}".encode())
        return lump.hexdigest()

    def _stamp(self) -> tuple[str, list[str]]:
        """The digest and the extras of the last finished installation; empty where there was none."""
        try:
            stamp = json.loads((self.folder / STAMP).read_text("utf-8"))
            return str(stamp["digest"]), [str(extra) for extra in stamp["extras"]]
        except (OSError, ValueError, TypeError, KeyError):
            return "", []

    def _is_current(self) -> bool:
        """True when the last installation was finished and is up to date."""
        interrupted = (self.folder / UNFINISHED).exists()
        return not interrupted and self.python.exists() and self._stamp()[0] == self.digest()

    def _make(self) -> None:
        """Create the environment, unless a working one is there."""
        if self.folder.exists():
            if self._works():
                return
            print(
                f"The environment in {self.folder.name} does not work any more; making it anew.", flush=True
            )
            shutil.rmtree(self.folder)
        self._ensure_ensurepip()
        print(f"Making the environment {self.folder.name} with Python {sys.version.split()[0]}.", flush=True)
        answer = _run([sys.executable, "-m", "venv", str(self.folder)])
        if answer.returncode != 0 or not self._works():
            shutil.rmtree(self.folder, ignore_errors=True)
            raise SetupError(f"python -m venv failed:\n{_tail(answer.stdout)}")

    def _works(self) -> bool:
        """True when the environment's Python starts, is this one's version, and has pip."""
        code = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
        try:
            return _run([str(self.python), "-P", "-c", code]).returncode == 0
        except OSError:
            return False

    def _ensure_ensurepip(self) -> None:
        """Debian splits `ensurepip` off Python: install it, or say how."""
        if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
            return
        package = system_packages.venv_package()
        if system_packages.ensure([package], "the Python environment"):
            importlib.invalidate_caches()
        if not importlib.util.find_spec("ensurepip"):
            raise SetupError(f"Python's venv module is incomplete. Install {package}, then start again.")

    def _repair(self) -> None:
        """Remove what an interrupted pip left half there, so that pip installs it again."""
        if not (self.folder / UNFINISHED).exists():
            return
        print("The last installation was interrupted; repairing it.", flush=True)
        for site in self.folder.glob("Lib/site-packages" if os.name == "nt" else "lib/*/site-packages"):
            for leftover in site.glob("~*"):
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
            for metadata in site.glob("*.dist-info"):
                # pip writes these two last
                if not (metadata / "INSTALLER").exists() or not (metadata / "RECORD").exists():
                    shutil.rmtree(metadata)
        if not self._works():
            shutil.rmtree(self.folder)
            self._make()

    def _install(self, extras: Sequence[str]) -> None:
        """Install build tools, then the project (editable) with its extras, under the constraints."""
        (self.folder / UNFINISHED).touch()
        self._fill(extras)
        stamp = {"digest": self.digest(), "extras": list(extras)}
        (self.folder / STAMP).write_text(json.dumps(stamp), "utf-8")
        (self.folder / UNFINISHED).unlink()

    def _fill(self, extras: Sequence[str]) -> None:
        what = ", ".join(("CosyDesk", *extras))
        print(f"Installing {what} into .venv; this takes a few minutes the first time.", flush=True)
        target = str(self.root) + (f"[{','.join(extras)}]" if extras else "")
        self.pip(BUILD_TOOLS)
        self.pip("--no-build-isolation", "--editable", target)

    def pip(self, *arguments: str) -> None:
        """Run `pip install` and tell what takes long in plain lines. Raises SetupError."""
        log = self.folder / LOG
        command = [str(self.python), "-P", "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
        command += ["--disable-pip-version-check", "--log", str(log)]
        command += ["--constraint", str(self.root / "packaging" / "constraints.txt"), *arguments]
        complaints: list[str] = []
        with subprocess.Popen(
            command,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as pip:
            assert pip.stdout is not None
            for line in pip.stdout:
                if line.startswith(("ERROR", "WARNING: Retrying")):
                    complaints.append(line.rstrip())
                elif news := progress_line(line):
                    print(f"  {news}", flush=True)
        if pip.returncode != 0:
            # An index that cannot be reached makes pip complain about conflicts; the last try says why.
            tries = [line for line in complaints if line.startswith("WARNING")]
            errors = [line for line in complaints if line.startswith("ERROR")]
            reason = "\n".join([*tries[-1:], *errors]) or "pip gave no reason"
            raise SetupError(
                f"Installing failed:\n{reason}\n"
                f"Everything pip said is in {log}. Check the network and start again: "
                "what was installed and downloaded is kept."
            )


def progress_line(line: str) -> str | None:
    """What to tell of a line of pip's output: large downloads and the last step, nothing else."""
    words = line.split()
    if words[:1] == ["Downloading"] and len(words) >= 4 and words[-1].rstrip(")") in ("MB", "GB"):
        size = float(words[-2].lstrip("(")) * (1000 if words[-1].startswith("GB") else 1)
        if size >= WORTH_SAYING_MB:
            return f"downloading {words[1].rsplit('/', 1)[-1].split('-')[0]} ({size:.0f} MB)"
    if line.startswith("Installing collected packages:"):
        return f"unpacking {line.count(',') + 1} packages"
    return None


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def _tail(text: str, lines: int = 12) -> str:
    return "\n".join(text.splitlines()[-lines:])


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.1f} minutes"
