"""Where torch lies: the installed program keeps it in a folder of its own beside it, see `engine.runtime`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

FOLDER = "runtime"


def runtime_folder() -> Path | None:
    """The folder of the installed program; None where there is none, as in a checkout."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).resolve().parent
    # A Mac's application keeps programs in Contents/MacOS and everything else in Contents/Resources.
    for folder in (program / FOLDER, program.parent / "Resources" / FOLDER):
        if folder.is_dir():
            return folder
    return None


def torch_folder() -> Path | None:
    """The package's folder, found without importing it and without making it findable; None where there is none."""
    runtime = runtime_folder()
    if runtime is not None:
        return runtime / "torch" if (runtime / "torch").is_dir() else None
    try:
        found = importlib.util.find_spec("torch")
    except (ImportError, ValueError):
        return None
    return Path(found.origin).parent if found is not None and found.origin is not None else None
