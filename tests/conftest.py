"""What every test gets: folders of its own, and `tiny_models` importable in engine processes too."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

# An engine process unpickles its opener by module name; it inherits this path.
sys.path.insert(0, str(Path(__file__).parent))

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that stands for the person's own ones; processes started by the test inherit it."""
    path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("COSYDESK_HOME", str(path))
    return path
