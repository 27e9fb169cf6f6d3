"""Finds a Python that CosyDesk can use when dev.py was started with one that it cannot.

Kept readable for Python 3.7 and up: this is the one module that unsupported Pythons run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run_with_another_python(minimum: tuple[int, int], beyond: tuple[int, int]) -> int:
    """Start this command line again with a fitting Python; say what to install when there is none."""
    versions = [(major, minor) for major, minor in _between(minimum, beyond)]
    mine = "{}.{}".format(*sys.version_info[:2])
    for command in candidates(versions):
        if works(command, minimum, beyond):
            print(
                "Python {} is not supported here; going on with {}".format(mine, " ".join(command)),
                flush=True,
            )
            return subprocess.call([*command, *sys.argv])
    names = " or ".join("{}.{}".format(*version) for version in versions)
    print(
        f"CosyDesk needs Python {names}; this is Python {mine}, and no other was found.",
        file=sys.stderr,
    )
    print(advice(versions[-1]), file=sys.stderr)
    return 1


def candidates(versions: list[tuple[int, int]]) -> list[list[str]]:
    """Command lines that might start a fitting Python, the newest version first."""
    found: list[list[str]] = []
    home = Path.home()
    for major, minor in reversed(versions):
        name = f"{major}.{minor}"
        if os.name == "nt":
            found.append(["py", "-" + name])
            continue
        found.append(["python" + name])
        for folder in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
            found.append([f"{folder}/python{name}"])
        found.append([f"/Library/Frameworks/Python.framework/Versions/{name}/bin/python{name}"])
        for pattern in (".pyenv/versions/{}*/bin/python", ".local/share/uv/python/cpython-{}*/bin/python"):
            found.extend([str(path)] for path in sorted(home.glob(pattern.format(name)), reverse=True))
    return found


def works(command: list[str], minimum: tuple[int, int], beyond: tuple[int, int]) -> bool:
    """True when `command` starts a Python in the range (a shim may exist and still start nothing)."""
    code = f"import sys; sys.exit(not {minimum} <= sys.version_info[:2] < {beyond})"
    try:
        quiet = subprocess.DEVNULL
        return subprocess.call([*command, "-c", code], stdin=quiet, stdout=quiet, stderr=quiet) == 0
    except OSError:
        return False


def advice(version: tuple[int, int]) -> str:
    """One sentence on how to get Python on this machine."""
    name = "{}.{}".format(*version)
    if sys.platform == "darwin":
        return f"Install it with `brew install python@{name}` or from python.org."
    if os.name == "nt":
        return f"Install it with `winget install Python.Python.{name}` or from python.org."
    return f"Install it with your package manager (for instance python{name} and python{name}-venv) or pyenv."


def _between(minimum: tuple[int, int], beyond: tuple[int, int]) -> list[tuple[int, int]]:
    return [(minimum[0], minor) for minor in range(minimum[1], beyond[1])]
