"""Makes the installer for Windows with NSIS, on any system that has makensis."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import reproducible
from environment import SetupError

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "windows" / "cosydesk.nsi"
PROGRAMS = ("CosyDesk.exe", "cosydesk-cli.exe")
MOST_BYTES = 4 * 10**9
"""NSIS holds 2 GB of packed data, which is about this much of libraries."""


def is_for_windows(program: Path) -> bool:
    """Whether a folder holds the program as built on Windows."""
    return all((program / name).is_file() for name in PROGRAMS)


def makensis() -> str | None:
    """The compiler, also where its own installer puts it on Windows; None where there is none."""
    found = shutil.which("makensis")
    if found is not None:
        return found
    for variable in ("ProgramFiles(x86)", "ProgramFiles"):
        path = Path(os.environ.get(variable, "")) / "NSIS" / "makensis.exe"
        if os.environ.get(variable) and path.is_file():
            return str(path)
    return None


def make(program: Path, icons: Path, out: Path, version: str, quick: bool = False) -> Path:
    """Make the installer.

    Args:
        program: the folder that the build made on Windows. icons: what `icon_files` drew. out: where it goes.
        quick: pack lightly, for trying out.

    Raises:
        SetupError: there is no makensis, it fails, or the program is too large for it.
    """
    tool = makensis()
    if tool is None:
        raise SetupError("The installer for Windows needs makensis: install the package nsis.")
    size = sum(path.stat().st_size for path in reproducible.entries(program) if path.is_file())
    if size > MOST_BYTES:
        raise SetupError(
            f"{size / 10**9:.1f} GB are more than an NSIS installer holds. Package the program without the runtime "
            "for NVIDIA's cards."
        )
    result = out / f"CosyDesk-{version}-windows-setup.exe"
    values = {
        "VERSION": version,
        "VERSION4": four_numbers(version),
        "PROGRAM": program,
        "ICONS": icons,
        "LICENSE": ROOT / "LICENSE",
        "OUT": result,
        "SIZE_KIB": size // 1024,
        **({"QUICK": 1} if quick else {}),
    }
    command = [tool, "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in values.items()]
    done = subprocess.run([*command, str(SCRIPT)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetupError(f"makensis failed:\n{done.stdout.strip()}\n{done.stderr.strip()}")
    return result


def four_numbers(version: str) -> str:
    """A version as Windows writes it: 1.2.0rc1 is 1.2.0.0."""
    numbers = re.match(r"\d+(\.\d+)*", version)
    parts = numbers[0].split(".") if numbers is not None else []
    return ".".join([*parts, "0", "0", "0", "0"][:4])
