"""The history panel: names, places, the way there and back, what is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from cosydesk.ui.actions import ActionId
from cosydesk.ui.inspector.history_model import HistoryRole
from cosydesk.ui.inspector.history_panel import HistoryPanel
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import RATE, tone
from tests.ui.window.conftest import CHINESE, write

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def panel(window: MainWindow) -> HistoryPanel:
    window.actions_by_id[ActionId.SHOW_HISTORY].trigger()
    found = window.inspector.history
    assert found.isVisible()
    assert window.inspector.history_tab.isChecked()
    return found


def names(panel: HistoryPanel) -> list[str]:
    return [str(panel.model.index(row).data()) for row in range(panel.model.rowCount())]


def where(panel: HistoryPanel, role: HistoryRole) -> list[int]:
    return [row for row in range(panel.model.rowCount()) if panel.model.index(row).data(role)]


def test_steps_of_script_and_timeline_stand_in_one_list(
    window: MainWindow, panel: HistoryPanel, qtbot: QtBot
) -> None:
    tester = QAbstractItemModelTester(panel.model, FATAL)
    assert names(panel) == ["As it was opened"]
    assert panel._stack.currentIndex() == 1
    first, second = write(window, "The lamp is lit.", "Nobody came.")
    assert panel._stack.currentIndex() == 0
    project = window.document.project
    for line_id in (first, second):
        project.add_take(line_id, project.take_request(project.line(line_id)), tone(), RATE)
    window.document.set_current_line(second)
    window.library.assign(CHINESE)
    window.document.apply(project.place_clip(second, 5 * RATE))
    assert names(panel)[-2:] == ["Change voice", "Move clip"]
    last = panel.model.rowCount() - 1
    assert panel.model.index(last).data(HistoryRole.DETAIL) == "Nobody came."
    assert where(panel, HistoryRole.CURRENT) == [last]
    assert panel.view.currentIndex().row() == last

    qtbot.mouseClick(
        panel.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=panel.view.visualRect(panel.model.index(last - 2)).center(),
    )
    assert project.clips[second].start is None
    assert project.line(second).voice_id != CHINESE
    assert where(panel, HistoryRole.CURRENT) == [last - 2]
    assert where(panel, HistoryRole.UNDONE) == [last - 1, last]
    panel.view.setCurrentIndex(panel.model.index(last))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert project.clips[second].start == 5 * RATE
    panel.grab()
    # A new edit from the middle of the history drops what was undone.
    window.document.undo.setIndex(last - 2)
    window.document.apply(project.edit_line(first, speed=1.1))
    assert names(panel)[last - 1 :] == ["Change line"]
    delete(tester)


def test_typing_merges_by_word(window: MainWindow, panel: HistoryPanel, qtbot: QtBot) -> None:
    edit = window.editor.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "The lamp is")
    assert names(panel)[1:] == ["Typing", "Typing", "Typing"]
    details = [panel.model.index(row).data(HistoryRole.DETAIL) for row in range(1, 4)]
    assert details == ["The", "The lamp", "The lamp is"]
    window.actions_by_id[ActionId.UNDO].trigger()
    assert window.document.project.lines[0].text == "The lamp "
    assert where(panel, HistoryRole.UNDONE) == [3]


def test_where_it_was_saved_is_marked(window: MainWindow, panel: HistoryPanel, tmp_path: Path) -> None:
    assert where(panel, HistoryRole.SAVED) == []
    (line_id,) = write(window, "The lamp is lit.")
    assert window.files.save_to(tmp_path / "marked.cosydesk")
    here = panel.model.rowCount() - 1
    assert where(panel, HistoryRole.SAVED) == [here]
    window.document.apply(window.document.project.edit_line(line_id, speed=1.2))
    assert where(panel, HistoryRole.SAVED) == [here]
    assert "saved" in str(panel.model.index(here).data(Qt.ItemDataRole.AccessibleTextRole))
    window.actions_by_id[ActionId.SAVE].trigger()
    assert where(panel, HistoryRole.SAVED) == [here + 1]
    assert window.files.open(tmp_path / "marked.cosydesk")
    window.files.new()
    assert window.files.open(tmp_path / "marked.cosydesk")
    assert names(panel) == ["As it was opened"]
    assert where(panel, HistoryRole.SAVED) == [0]


def test_steps_are_named_in_the_windows_language(window: MainWindow, panel: HistoryPanel) -> None:
    write(window, "The lamp is lit.")
    window.library.assign(CHINESE)
    assert names(panel)[-1] == "Change voice"
    window.translation.choose("zh_CN")
    assert names(panel)[-1] == "更换音色"
    assert window.document.undo.undoText() == "更换音色"
    window.translation.choose("en")
    assert names(panel)[-1] == "Change voice"


def test_a_full_history_forgets_its_beginning(window: MainWindow, panel: HistoryPanel) -> None:
    (line_id,) = write(window, "The lamp is lit.")
    project, undo = window.document.project, window.document.undo
    for step in range(undo.undoLimit() - 5):
        window.document.apply(project.edit_line(line_id, seed=step + 1))
    tester = QAbstractItemModelTester(panel.model, FATAL)  # it looks at every row at every step
    for step in range(undo.undoLimit() - 5, undo.undoLimit() + 5):
        window.document.apply(project.edit_line(line_id, seed=step + 1))
    delete(tester)
    assert panel.model.rowCount() == undo.undoLimit() + 1
    assert names(panel)[0] == f"Before the last {undo.undoLimit()} steps"
    assert where(panel, HistoryRole.CURRENT) == [undo.undoLimit()]
