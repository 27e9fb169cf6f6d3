"""Progress in the task bar: told once for each step, and heard on a real bus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tiny_models import open_tiny

from cosydesk.engine.types import Request
from cosydesk.jobs.outlook import Outlook
from cosydesk.jobs.queue import JobQueue
from cosydesk.ui.taskbar import NoBar, TaskbarProgress, bar_of

SENDS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from cosydesk.ui.taskbar import LauncherBar, bar_of

application = QCoreApplication([])
bar = bar_of(None)
assert isinstance(bar, LauncherBar)
bar.show(0.25, 3)
bar.show(None, 0)
QTimer.singleShot(200, application.quit)
application.exec()
"""


class Noted:
    def __init__(self) -> None:
        self.shown: list[tuple[float | None, int]] = []

    def show(self, fraction: float | None, count: int) -> None:
        self.shown.append((fraction, count))


@pytest.fixture
def queue(qtbot: QtBot) -> Iterator[JobQueue]:
    queue = JobQueue(threads=1, opener=open_tiny)
    yield queue
    queue.shutdown()


def test_it_follows_the_queue_and_goes_with_it(qtbot: QtBot, queue: JobQueue) -> None:
    window, bar = QWidget(), Noted()
    qtbot.addWidget(window)
    progress = TaskbarProgress(Outlook(queue), window, bar)
    assert progress is not None
    for _ in range(2):
        queue.submit("tiny", Request("word"))
    qtbot.waitUntil(lambda: not queue.busy, timeout=60_000)
    fractions = [fraction for fraction, _ in bar.shown]
    assert fractions[0] == 0.0
    assert 0.5 in fractions
    assert bar.shown[-1] == (None, 0)
    assert len(bar.shown) == len(set(bar.shown)), "the same is said once"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    if sys.platform != "linux" or not (shutil.which("dbus-daemon") and shutil.which("dbus-monitor")):
        pytest.skip("needs dbus-daemon and dbus-monitor")
    process = subprocess.Popen(
        [
            "dbus-daemon",
            "--session",
            "--nofork",
            "--print-address",
            f"--address=unix:path={tmp_path / 'bus'}",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_the_launcher_entry_is_heard_on_a_bus(bus: str) -> None:
    monitor = subprocess.Popen(
        ["dbus-monitor", "--address", bus, "interface='com.canonical.Unity.LauncherEntry'"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert monitor.stdout is not None
    monitor.stdout.readline()  # it listens from its first line on
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus}
    subprocess.run([sys.executable, "-c", SENDS], env=environment, check=True, timeout=60)
    heard = []
    for row in monitor.stdout:
        heard.append(row.strip())
        if "boolean false" in row:
            break
    monitor.terminate()
    monitor.wait(10)
    monitor.stdout.close()
    text = "\n".join(heard)
    assert "path=/com/canonical/unity/launcherentry/cosydesk" in text
    assert "member=Update" in text
    assert json.dumps("application://cosydesk.desktop") in text
    assert "double 0.25" in text
    assert text.index("boolean true") < text.index("boolean false")


def test_no_bus_is_started_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    window = QWidget()
    bar = bar_of(window)
    assert isinstance(bar, NoBar)
    bar.show(0.5, 1)


@pytest.mark.skipif(sys.platform != "win32", reason="Windows' own task bar")
def test_windows_takes_it(qtbot: QtBot) -> None:
    from cosydesk.ui.taskbar_windows import WindowsBar

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    bar = WindowsBar(int(window.winId()))
    bar.show(0.5, 1)
    bar.show(None, 0)
