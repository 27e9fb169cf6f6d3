"""The window and its engine at work for a while: what they hold stays as it is."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.fault_table import Fault
from support.soaking import REPORT, Soak, report, verdicts

from cosydesk.ui.main_window import MainWindow

pytestmark = pytest.mark.slow

SHORT_MINUTES = 0.5
LONG_MINUTES = 10.0


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process and those that it starts keep what they need for a moment."""
    path = tmp_path / "tmp"
    path.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(path))
    monkeypatch.setenv("TMPDIR", str(path))
    return path


def test_nothing_grows(
    temporary: Path, window: MainWindow, qtbot: QtBot, fault: Fault, pytestconfig: pytest.Config
) -> None:
    factor: int = pytestconfig.getoption("--fault-factor")
    minutes = pytestconfig.getoption("--soak-minutes") or min(LONG_MINUTES, SHORT_MINUTES * factor)
    span = f"{minutes * 60:.0f} seconds"
    count = fault(f"lines are spoken, cancelled, edited, deleted, undone and redone at random for {span}")
    assert count.tries(1, at_most=1)
    soak = Soak(window, qtbot, temporary)
    soak.write(pytestconfig.getoption("--soak-lines"))
    soak.run(60 * minutes)
    pytestconfig.stash[REPORT] = report(soak)
    assert soak.done["spoken"] >= 3 * minutes
    assert not soak.done["failed"]
    grown = [str(verdict) for verdict in verdicts(soak.samples) if not verdict.flat]
    assert not grown, report(soak)
    count.survived()
    held = {verdict.name: verdict.late - verdict.early for verdict in verdicts(soak.samples)}
    count.lost(
        f"nothing; the window grew by {held['window_mb']:.0f} MB, its engine by {held['engine_mb']:.0f} MB"
    )
