"""The folders that belong to this application; each is created when first asked for.

``COSYDESK_HOME`` puts all of them under one folder: portable installations and tests use it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

HOME_VARIABLE = "COSYDESK_HOME"

_NAME = "CosyDesk" if sys.platform in ("win32", "darwin") else "cosydesk"


def data_dir() -> Path:
    """What the person made and can't be had again: untitled projects, the library."""
    return _made(_home("data") or platformdirs.user_data_path(_NAME, appauthor=False))


def models_dir() -> Path:
    """Models that were downloaded, unless the settings name another folder for them."""
    return _made(data_dir() / "models")


def config_dir() -> Path:
    """The settings."""
    return _made(_home("config") or platformdirs.user_config_path(_NAME, appauthor=False))


def cache_dir() -> Path:
    """What can be made again, and may be deleted at any time."""
    return _made(_home("cache") or platformdirs.user_cache_path(_NAME, appauthor=False))


def log_dir() -> Path:
    """The log files, one per kind of process."""
    return _made(_home("log") or platformdirs.user_log_path(_NAME, appauthor=False))


def _home(kind: str) -> Path | None:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home).expanduser().absolute() / kind if home else None


def _made(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
