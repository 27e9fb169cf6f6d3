"""Where the files under `resources/` lie: in a checkout, in an installed package, in a frozen application."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


def resource(relative: str) -> Path:
    """The path of a file or folder under `resources/`, e.g. ``resource("starter/voices.json")``.

    The path is not checked: opening it says what is missing.
    """
    return _root() / relative


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's loader
    if frozen is not None:
        return Path(frozen) / "resources"
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
