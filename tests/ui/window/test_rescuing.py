"""A damaged project: the window says so, saves what can be read of it, and opens that."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cosydesk import app
from cosydesk.settings import Settings
from cosydesk.studio import project_file
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import speak, write_lines


def damaged_project(path: Path) -> bytes:
    """A project of three spoken lines; the page that names its tables, and one take's sound, are broken."""
    project = project_file.create(path)
    for line in write_lines(project, "One.", "Two.", "Three."):
        speak(project, line)
    project_file.close(project)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE take_audio SET flac = x'00' WHERE rowid = 2")
    database.close()
    data = bytearray(path.read_bytes())
    data[100:200] = bytes(100)
    path.write_bytes(data)
    return bytes(data)


def test_what_is_left_is_offered_and_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "scene.cosydesk"
    data = damaged_project(path)
    before = window.document.project.path
    assert not window.files.open(path)
    assert window.document.project.path == before
    assert "scene.cosydesk is damaged" in window.messages.message
    button = window.messages.way_out
    assert button.isVisibleTo(window)
    assert button.text() == "Save what can be read"

    button.click()
    saved = tmp_path / "scene (rescued).cosydesk"
    qtbot.waitUntil(lambda: window.document.project.path == saved)
    project = window.document.project
    assert [line.text for line in project.lines] == ["One.", "Two.", "Three."]
    assert len(project.takes) == 2
    assert (
        window.messages.message
        == "What could be read of scene.cosydesk is saved as scene (rescued).cosydesk."
    )
    told = " ".join(one.text() for one in window.messages.findChildren(QLabel))
    assert "Lost, as far as can be told: 0 lines, 1 takes" in told
    assert path.read_bytes() == data


def test_a_file_of_which_nothing_is_left_says_so(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.cosydesk"
    path.write_bytes(bytes(20_480))
    assert not window.files.open(path)
    window.messages.way_out.click()
    qtbot.waitUntil(lambda: window.messages.message == "Nothing of empty.cosydesk can be read any more.")
    assert not window.messages.way_out.isVisibleTo(window)


def test_the_last_project_is_offered_at_the_start(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "last.cosydesk"
    damaged_project(path)
    settings = Settings.load()
    settings.last_project = str(path)
    window = app.build(qapp, settings)
    try:
        window.messages.way_out.click()
        qtbot.waitUntil(lambda: window.document.project.path == tmp_path / "last (rescued).cosydesk")
    finally:
        window.queue.shutdown()
        window.player.close()
        window.close()
        window.deleteLater()
