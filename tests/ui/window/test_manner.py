"""Manners in the panel of the line: presets of the open model, those used lately, several lines at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.manner.manner_menu import MannerMenu
from tests.ui.editor.test_row_cells import actions_of
from tests.ui.window.conftest import ENGLISH, TINY, write

HAPPY = "A happy person with a high tone and quick speech."


@pytest.fixture
def opened(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """With three lines, and no manner used lately."""
    write(opened, "第一句。", "第二句。", "第三句。", voice=TINY)
    qtbot.waitUntil(opened.inspector.line.presets.isEnabled, timeout=30_000)
    opened.manners.recent.clear()
    return opened


def presets(window: MainWindow) -> dict[str, QAction]:
    window.inspector.line.presets.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, MannerMenu)
    menu.hide()
    return actions_of(menu)


def choose(window: MainWindow, name: str) -> None:
    presets(window)[name].trigger()


def test_a_preset_is_chosen_and_remembered(opened: MainWindow) -> None:
    line = opened.document.project.lines[0]
    choose(opened, "Happy")
    line = opened.document.project.line(line.id)
    assert (line.instruct, line.mode) == (HAPPY, "instruct")
    assert opened.inspector.line.manner.toPlainText() == HAPPY
    assert opened.settings.recent_manners == [HAPPY]
    choose(opened, "No manner")
    assert opened.document.project.line(line.id).mode == "sft"
    assert any(text.startswith(HAPPY[:40]) for text in presets(opened))  # among those used lately
    choose(opened, "Forget those used lately")
    assert opened.settings.recent_manners == []


def test_what_was_written_is_remembered_when_one_goes_on(opened: MainWindow, qtbot: QtBot) -> None:
    manner = opened.inspector.line.manner
    manner.setFocus()
    qtbot.keyClicks(manner, "slow and sad")
    opened.editor.edit.setFocus()
    assert opened.settings.recent_manners == ["slow and sad"]


def test_changes_go_to_all_marked_lines(opened: MainWindow, qtbot: QtBot) -> None:
    panel, project = opened.inspector.line, opened.document.project
    assert panel._several.isHidden()
    opened.editor.edit.selectAll()
    assert "3" in panel._several.text()
    assert not panel._several.isHidden()
    choose(opened, "Sad")
    assert len({line.instruct for line in project.lines}) == 1
    panel.speed.setValue(1.2)
    panel.speed.setValue(1.3)
    assert {line.speed for line in project.lines} == {1.3}
    opened.document.undo.undo()  # small steps of the field are one
    assert {line.speed for line in project.lines} == {1.0}
    panel.voice.setCurrentIndex(panel.voice.findData(ENGLISH))
    panel.voice.activated.emit(panel.voice.currentIndex())
    assert {line.voice_id for line in project.lines} == {ENGLISH}
    qtbot.keyClick(opened.editor.edit, Qt.Key.Key_Right)
    assert panel._several.isHidden()


def test_lines_have_their_commands(opened: MainWindow) -> None:
    opened.editor.ask_manner()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    opened.editor.ask_speed()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
