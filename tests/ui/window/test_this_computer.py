"""The page about this computer, and unloading the models, with the real engine process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cosydesk.doctor.words import SECTIONS
from cosydesk.engine.fact_types import EngineFacts
from cosydesk.jobs.job import JobState
from cosydesk.settings import Settings
from cosydesk.ui.actions import ActionId
from cosydesk.ui.device.device_dialog import DeviceDialog
from cosydesk.ui.main_window import MainWindow

from .conftest import TINY, write

PATIENCE_MS = 30_000


@pytest.fixture(autouse=True)
def _settings_back(window: MainWindow) -> Iterator[None]:
    kept = dict(window.settings.values)
    yield
    window.settings.values = kept
    window.queue.set_idle_s(window.settings.idle_unload_s)


def opened_page(window: MainWindow, qtbot: QtBot) -> DeviceDialog:
    window.actions_by_id[ActionId.THIS_COMPUTER].trigger()
    (dialog,) = window.findChildren(DeviceDialog)
    qtbot.waitUntil(lambda: not dialog.examination.busy, timeout=PATIENCE_MS)
    return dialog


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def speak(window: MainWindow, qtbot: QtBot, *texts: str) -> list[str]:
    ids = write(window, *texts)
    window.speech.speak(ids)
    until_spoken(window, qtbot)
    return ids


def until_spoken(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.queue.busy, timeout=PATIENCE_MS)


def engine_of(window: MainWindow) -> psutil.Process:
    pid = window.queue.engine_pid
    assert pid is not None
    return psutil.Process(pid)


def until_gone(window: MainWindow, qtbot: QtBot, process: psutil.Process) -> None:
    gone = lambda: window.queue.engine_pid is None and not process.is_running()  # noqa: E731
    qtbot.waitUntil(gone, timeout=PATIENCE_MS)


def failed(window: MainWindow) -> list[str]:
    return [str(job.error) for job in window.queue.jobs() if job.state is JobState.FAILED]


@pytest.mark.slow
def test_the_page_tells_everything(window: MainWindow, qtbot: QtBot) -> None:
    speak(window, qtbot, "Hello.")
    dialog = opened_page(window, qtbot)
    report = dialog.examination.report
    assert report is not None
    assert [section.key for section in report.sections] == list(SECTIONS)
    assert [table.accessibleName() for table in dialog.tables] == list(SECTIONS.values())
    rows = dict(row for table in dialog.tables for row in table.rows)
    assert rows["Engine process"] == "works"
    assert rows["Qt platform"].startswith(QGuiApplication.platformName())
    assert rows["PyTorch"]
    assert [card.problem for card in dialog.cards] == list(report.problems)
    assert "Starter voices" in dialog.engine.models_text
    assert dialog.engine.memory_text.endswith(("MB", "GB"))


def test_the_report_is_read_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened_page(window, qtbot)
    bar = dialog.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=PATIENCE_MS)
    dialog.page.setFocus()
    qtbot.keyClick(dialog.page, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_opening_it_again_shows_the_same_one_and_closing_ends_it(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened_page(window, qtbot)
    window.actions_by_id[ActionId.THIS_COMPUTER].trigger()
    assert window.findChildren(DeviceDialog) == [dialog]
    with qtbot.waitSignal(dialog.destroyed, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.findChildren(DeviceDialog) == []
    assert opened_page(window, qtbot).isVisible()


def test_problems_come_with_their_remedy_and_go_with_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    missing = tmp_path / "unplugged"
    window.settings.more_model_folders = [str(missing)]
    dialog = opened_page(window, qtbot)
    (card,) = [card for card in dialog.cards if card.problem.code == "models_absent"]
    assert str(missing) in card.message
    assert card.remedy == "Plug in its disk, or take it out of Preferences."
    assert card.accessibleName().startswith("Works less well: ")
    missing.mkdir()
    click(qtbot, dialog.again)
    assert not dialog.again.isEnabled()
    qtbot.waitUntil(lambda: not dialog.examination.busy, timeout=PATIENCE_MS)
    assert "models_absent" not in [card.problem.code for card in dialog.cards]
    assert dialog.again.isEnabled()


def test_the_copied_report_has_no_personal_paths(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "mariechen"
    (home / "models").mkdir(parents=True)
    window.settings.models_folder = str(home / "models")
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setenv("USER", "mariechen")
    dialog = opened_page(window, qtbot)
    with qtbot.waitSignal(dialog.said) as said:
        click(qtbot, dialog.copy)
    text = QGuiApplication.clipboard().text()
    assert "Computer\n" in text
    assert "~/models" in text.replace("\\", "/")
    assert "mariechen" not in text
    assert said.args == ["The report is copied, without personal paths."]


def test_it_speaks_chinese(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened_page(window, qtbot)
    window.translation.choose("zh_CN")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "这台电脑", timeout=PATIENCE_MS)
    assert "版本" in [table.accessibleName() for table in dialog.tables]
    assert dialog.engine.idle.accessibleName() == "自动卸载模型"


@pytest.mark.slow
def test_unloading_gives_the_memory_back_and_the_next_line_is_spoken(
    window: MainWindow, qtbot: QtBot
) -> None:
    speak(window, qtbot, "One.")
    process = engine_of(window)
    dialog = opened_page(window, qtbot)
    click(qtbot, dialog.engine.unload)
    until_gone(window, qtbot, process)
    qtbot.waitUntil(lambda: window.status.state == "off", timeout=PATIENCE_MS)
    assert window.status.engine_text().startswith("Models unloaded")
    assert "GB" not in window.status.engine_text()
    assert "asleep" in dialog.engine.memory_text
    assert dialog.engine.models_text == "none"
    assert not dialog.engine.unload.isEnabled()
    assert not window.actions_by_id[ActionId.UNLOAD].isEnabled()
    speak(window, qtbot, "Two.")
    assert engine_of(window).pid != process.pid
    assert failed(window) == []
    assert window.isVisible()
    assert window.actions_by_id[ActionId.UNLOAD].isEnabled()
    # What the new engine has open is asked for by itself.
    qtbot.waitUntil(lambda: "Starter voices" in dialog.engine.models_text, timeout=PATIENCE_MS)


@pytest.mark.slow
def test_unloading_while_lines_wait_loses_none(window: MainWindow, qtbot: QtBot) -> None:
    ids = write(window, "One, two, three, four, five, six, seven.", "Eight.", "Nine.")
    window.speech.speak(ids)
    qtbot.waitUntil(
        lambda: any(job.state is JobState.SPEAKING for job in window.queue.jobs()), timeout=PATIENCE_MS
    )
    process = engine_of(window)
    window.actions_by_id[ActionId.UNLOAD].trigger()
    assert window.queue.unload_due
    assert "unloaded when done" in window.status.engine_text()
    until_gone(window, qtbot, process)
    assert all(window.document.project.takes_of(line_id) for line_id in ids)
    assert failed(window) == []


@pytest.mark.slow
def test_the_idle_time_counts_at_once_and_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    speak(window, qtbot, "One.")
    process = engine_of(window)
    dialog = opened_page(window, qtbot)
    box = dialog.engine.idle
    assert box.currentData() == window.settings.idle_unload_s
    box.setCurrentIndex(box.findData(60))
    box.activated.emit(box.currentIndex())
    assert Settings.load(window.settings.path).idle_unload_s == 60
    assert window.queue._engine._idle_s == 60
    window.commands.choose_idle(0)
    dialog.engine.refresh()
    assert box.currentText() == "Never", "also what is chosen elsewhere is shown"
    assert process.is_running()
    window.queue.set_idle_s(0.01)
    until_gone(window, qtbot, process)
    qtbot.waitUntil(lambda: window.status.state == "off", timeout=PATIENCE_MS)
    assert window.status.engine_text().startswith("Models unloaded")
    assert "GB" not in window.status.engine_text()


@pytest.mark.slow
def test_switching_models_keeps_the_window_and_the_process(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    handle = window.winId()
    (starter,) = speak(window, qtbot, "Hello.")
    process = engine_of(window)
    document, project = window.document, window.document.project
    document.apply(project.edit_line(starter, voice_id=TINY))
    window.speech.speak([starter])
    until_spoken(window, qtbot)
    document.apply(project.edit_line(starter, voice_id="starter:af_heart"))
    window.speech.speak([starter], anew=True)
    until_spoken(window, qtbot)
    assert failed(window) == []
    assert len(project.takes_of(starter)) == 3
    assert engine_of(window).pid == process.pid
    assert window.winId() == handle
    assert window.isVisible()
    dialog = opened_page(window, qtbot)
    facts = dialog.examination.engine
    assert isinstance(facts, EngineFacts)
    assert {Path(model.model).name for model in facts.models} == {"starter", "Tiny"}
    tiny = next(model for model in facts.models if model.model != "starter")
    assert (tiny.device, tiny.precision) == ("cpu", "float32")
