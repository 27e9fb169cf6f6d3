"""What the window says of faults, of the end of the last run and of damaged settings, and where its buttons lead."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from cosydesk import crashes
from cosydesk.engine.questions import Transcribe
from cosydesk.settings import SettingsProblem
from cosydesk.studio.errors import StudioError
from cosydesk.ui.faults import Faults
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.run_mark import RunMark
from tests.ui.window.model_hub import PATIENCE_MS, SPEECH, Desk


@pytest.fixture
def faults(window: MainWindow) -> Iterator[Faults]:
    """Watches the window without taking the exceptions of the tests."""
    made = Faults(window.settings)
    made.watch(window)
    yield made
    made.end()
    window.settings.problem = None
    window.messages.hide()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that the file manager was asked to show."""
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(QUrl(url).toLocalFile()))
    return found


def test_exceptions_of_any_thread_are_said_in_the_window(
    window: MainWindow, faults: Faults, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=lambda: faults._caught(ValueError("inside")))
    thread.start()
    thread.join()
    assert not window.messages.isVisible(), "not from a thread that isn't the window's"
    qtbot.waitUntil(window.messages.isVisible)
    assert window.messages.message == "Something went wrong inside CosyDesk."
    assert window.messages.way_out.isHidden()
    (path,) = crashes.reports()
    assert "thread" in path.name
    faults._caught(StudioError("scene.cosydesk is damaged.", "Open a copy.", "damaged"))
    assert window.messages.message == "scene.cosydesk is damaged."


def test_the_report_of_the_last_run_is_a_button_away(
    window: MainWindow, faults: Faults, qtbot: QtBot, opened: list[str]
) -> None:
    faults.mark = RunMark()
    faults.mark.ended_badly = [(4711, "")]
    faults.tell_of_last_time()
    assert window.messages.message == "CosyDesk ended unexpectedly last time. Nothing was lost."
    qtbot.mouseClick(window.messages.way_out, Qt.MouseButton.LeftButton)
    assert opened == [str(crashes.crash_dir())]
    assert window.messages.isVisible()


def test_nothing_of_the_last_time_is_lost(window: MainWindow, faults: Faults, qtbot: QtBot) -> None:
    """The run crashed and the settings were damaged: closing one note shows the other, with its own button."""
    window.settings.problem = SettingsProblem("empty")
    faults.mark = RunMark()
    faults.mark.ended_badly = [(4711, "")]
    faults.tell_of_last_time()
    bar = window.messages
    assert bar.message.startswith("CosyDesk ended unexpectedly")
    assert (bar.way_out.text(), bar.more) == ("Show report", "1 more")
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.message.startswith("The settings file was empty")
    assert bar.way_out.isHidden()
    assert bar.more == ""
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()


@pytest.mark.parametrize(
    ("kind", "words"),
    [("damaged", "已损坏"), ("values", "部分设置"), ("unreadable", "无法读取"), ("empty", "空的")],
)
def test_damaged_settings_are_said_in_the_window_s_language(
    window: MainWindow, faults: Faults, qtbot: QtBot, opened: list[str], tmp_path: Path, kind: str, words: str
) -> None:
    window.translation.choose("zh_CN")
    backup = None if kind == "empty" else tmp_path / "settings.toml.broken"
    window.settings.problem = SettingsProblem(kind, backup)
    faults.tell_of_last_time()
    assert words in window.messages.message
    assert window.messages.way_out.isHidden() is (backup is None)
    if backup is not None:
        qtbot.mouseClick(window.messages.way_out, Qt.MouseButton.LeftButton)
        assert opened == [str(tmp_path)]
    window.messages.show_error("Another thing.")
    assert window.messages.way_out.isHidden(), "it belongs to the note only"


def test_a_fault_inside_the_engine_is_reported_once(window: MainWindow, faults: Faults, qtbot: QtBot) -> None:
    answers: list[object] = []
    for _ in range(3):
        window.queue.questions.ask(Transcribe("no samples", 16_000), answers.append)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(answers) == 3, timeout=PATIENCE_MS)
    (path,) = crashes.reports()
    text = path.read_text("utf-8")
    assert "The engine hit an unexpected fault.\n\nTraceback" in text
    assert "transcribe" in text


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_download_process_that_is_killed_is_reported(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    faults = Faults(window.settings)
    faults.watch(window)
    desk.hold()
    window.stock.download(SPEECH)
    qtbot.waitUntil(desk.repository.held.is_set, timeout=PATIENCE_MS)
    (child,) = [one for one in multiprocessing.active_children() if one.name.startswith("download")]
    assert child.pid is not None
    with qtbot.waitSignal(window.downloads.failed, timeout=PATIENCE_MS):
        os.kill(child.pid, signal.SIGKILL)
    desk.repository.release.set()
    (path,) = crashes.reports()
    assert "download" in path.name
    text = path.read_text("utf-8")
    assert f"The download of {SPEECH} failed." in text
    assert "(exit status -9)" in text
    assert "last lines of download.log" in text


def test_a_crash_of_the_engine_is_reported(window: MainWindow, faults: Faults, qtbot: QtBot) -> None:
    window.queue.engine_state_changed.emit("crashed", "The engine crashed (SIGSEGV).")
    window.queue.engine_state_changed.emit("ready", "")
    (path,) = crashes.reports()
    assert "The engine crashed (SIGSEGV)." in path.read_text("utf-8")
