"""What ends unexpectedly is really made to: it leaves a report, and the next start says one calm line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cosydesk import crashes
from cosydesk.settings import Settings
from cosydesk.ui.run_mark import RunMark

SCENE = """
import os, signal, sys, threading
from PySide6.QtCore import QThread, QTimer
from cosydesk import app

make = app.build

class Failing(QThread):
    def run(self):
        raise LookupError("in a thread of Qt's")

def fail():
    raise ValueError("in a handler")

def slot(window):
    for _ in range(3):
        QTimer.singleShot(0, fail)
    QTimer.singleShot(50, window.close)

def qthread(window):
    window.failing = Failing()
    window.failing.start()
    window.failing.wait()
    QTimer.singleShot(50, window.close)

def thread(window):
    failing = threading.Thread(target=lambda: [][1])
    failing.start()
    failing.join()
    QTimer.singleShot(50, window.close)

def kill(window):
    os.kill(os.getpid(), signal.SIGKILL)

def segfault(window):
    os.kill(os.getpid(), signal.SIGSEGV)

def term(window):
    os.kill(os.getpid(), signal.SIGTERM)

def engine(window):
    def changed(state, _detail):
        if state == "ready":
            os.kill(window.queue.engine_pid, signal.SIGSEGV)
        elif state == "crashed":
            QTimer.singleShot(0, window.close)
    window.queue.engine_state_changed.connect(changed)
    window.queue.list_devices()

def look(window):
    window.close()

def told(window):
    bar = window.messages
    print("SAID", "" if bar.isHidden() else bar.message, "|", "" if bar.way_out.isHidden() else bar.way_out.text())

def build(*given):
    window = make(*given)
    act = globals()[sys.argv[1]]
    window.shown.connect(lambda: (told(window), QTimer.singleShot(0, lambda: act(window))))
    return window

app.build = build
status = app.main([])
sys.exit(status)
"""


@pytest.fixture(autouse=True)
def settled(home: Path) -> Settings:
    settings = Settings.load()
    settings.first_start_seen = settings.tour_seen = True
    settings.warm_up, settings.language = False, "en"
    settings.save()
    return settings


def run(act: str) -> tuple[int, str]:
    """Start the window, do that, and say how it ended and what its message bar said at the start."""
    done = subprocess.run(
        [sys.executable, "-c", SCENE, act],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    said = [line.removeprefix("SAID ") for line in done.stdout.splitlines() if line.startswith("SAID ")]
    assert said, done.stderr
    return done.returncode, said[0]


def texts() -> list[str]:
    return [path.read_text("utf-8") for path in crashes.reports()]


@pytest.mark.parametrize(
    ("act", "error", "kind"),
    [
        ("slot", "ValueError: in a handler", "window"),
        pytest.param("qthread", "LookupError: in a thread of Qt's", "thread", marks=pytest.mark.slow),
        ("thread", "IndexError: list index out of range", "thread"),
    ],
)
def test_exception_that_nobody_caught_is_reported_once(act: str, error: str, kind: str) -> None:
    assert run(act)[0] == 0
    (path,) = crashes.reports()
    assert kind in path.name
    text = path.read_text("utf-8")
    assert error in text
    assert "Traceback" in text
    assert "last lines of window.log" in text
    assert run("look") == (0, " | "), "the window itself came to its end"


def test_engine_that_crashes_is_reported_with_its_last_words() -> None:
    assert run("engine")[0] == 0
    (text,) = texts()
    assert "The engine crashed (SIGSEGV)." in text
    assert "Fatal Python error: Segmentation fault" in text, "the fault handler's words in the engine's log"
    assert "The engine starts with" in text


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("kill", ""),
        pytest.param("segfault", "Fatal Python error: Segmentation fault", marks=pytest.mark.slow),
    ],
)
def test_window_that_was_cut_off_is_told_of_at_the_next_start_only(act: str, words: str) -> None:
    assert run(act)[0] < 0
    assert texts() == []
    expected = "CosyDesk ended unexpectedly last time. Nothing was lost. | Show report"
    assert run("look") == (0, expected)
    (text,) = texts()
    assert "The window was cut off" in text
    assert words in text
    assert "INFO cosydesk.logs: CosyDesk" in text
    assert run("look") == (0, " | ")


@pytest.mark.slow
def test_no_report_is_kept_where_none_is_wanted(settled: Settings) -> None:
    settled.keep_crash_reports = False
    settled.save()
    run("kill")
    assert run("look") == (0, "CosyDesk ended unexpectedly last time. Nothing was lost. | ")
    assert run("slot")[0] == 0
    assert texts() == []


@pytest.mark.slow
def test_a_wish_to_end_is_no_crash() -> None:
    assert run("term")[0] == 0
    assert run("look") == (0, " | ")


def test_damaged_settings_are_said_once_with_their_backup(settled: Settings) -> None:
    settled.path.write_text(
        'language = "en"\nfirst_start_seen = true\ntour_seen = 1\nwarm_up = false\n', "utf-8"
    )
    assert run("look") == (0, "Some settings were damaged; they are as at the first start. | Show the backup")
    assert settled.path.with_name("settings.toml.broken").exists()
    assert run("look") == (0, " | ")


def test_two_windows_are_told_apart(home: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from cosydesk.ui.run_mark import RunMark; mark = RunMark(); print(flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    ours = RunMark()
    assert ours.ended_badly == [], "the one beside us runs"
    ours.end()
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    later = RunMark()
    assert [pid for pid, _words in later.ended_badly] == [holder.pid]
    later.end()
    later.end()
    assert list((home / "log" / "running").iterdir()) == []
