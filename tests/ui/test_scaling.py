"""The size of everything: set before the application exists, said when it comes later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cosydesk.settings import Settings
from cosydesk.ui.scaling import Scaling, running_percent

PROBE = """
import sys
from PySide6.QtWidgets import QApplication
from cosydesk.ui.scaling import Scaling, running_percent
scaling = Scaling(int(sys.argv[1]))
application = QApplication([])
scaling.tell(application)
print(application.primaryScreen().devicePixelRatio(), running_percent())
"""


def ratio(percent: int, **environment: str) -> tuple[float, int]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(percent)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    factor, running = done.stdout.split()
    return float(factor), int(running)


@pytest.mark.parametrize("percent", Settings.scale.choices)
def test_everything_is_as_large_as_chosen(percent: int) -> None:
    assert ratio(percent) == (percent / 100, percent)


def test_factor_of_the_environment_is_multiplied() -> None:
    assert ratio(150, QT_SCALE_FACTOR="2") == (3.0, 150)
    assert ratio(100, QT_SCALE_FACTOR="2") == (2.0, 100)
    assert ratio(125, QT_SCALE_FACTOR="large") == (1.25, 125)


def test_starting_anew_hands_the_first_environment_on(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda _command, env, **_more: started.append(env))
    monkeypatch.setenv("QT_SCALE_FACTOR", "2")
    Scaling(150).start_anew()
    assert started[0]["QT_SCALE_FACTOR"] == "2"
    monkeypatch.delenv("QT_SCALE_FACTOR")
    Scaling(150).start_anew()
    assert "QT_SCALE_FACTOR" not in started[1]
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
    monkeypatch.delenv("QT_SCALE_FACTOR")


def test_size_is_remembered_within_its_choices(qapp: QApplication, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.toml")
    settings.scale = 150
    settings.save()
    assert Settings.load(tmp_path / "settings.toml").scale == 150
    with pytest.raises(ValueError, match="scale is one of"):
        settings.scale = 130
    assert running_percent() == 100
