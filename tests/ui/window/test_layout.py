"""What the window remembers from one session to the next, and how it is brought back to order."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.preferences.controls import ChoiceControl
from cosydesk.ui.theme import METRICS
from cosydesk.ui.window_layout import WindowLayout
from tests.ui.window.conftest import write


def test_reset_gives_every_panel_its_place_back(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1440, 860)
    for action in (ActionId.SHOW_LIBRARY, ActionId.SHOW_TIMELINE):
        window.actions_by_id[action].trigger()
    window.arrangement.columns.setSizes([400, 500, 400])
    window.actions_by_id[ActionId.RESET_LAYOUT].trigger()
    for panel in (window.library, window.inspector, window.timeline):
        assert not panel.isHidden()
    assert window.actions_by_id[ActionId.SHOW_LIBRARY].isChecked()
    qtbot.waitUntil(lambda: abs(window.arrangement.columns.sizes()[0] - METRICS.library_width) <= 2)
    assert abs(window.arrangement.columns.sizes()[2] - METRICS.inspector_width) <= 2


def test_sizes_of_the_panels_come_back(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1440, 860)
    window.arrangement.columns.setSizes([320, 760, 360])
    window.arrangement.rows.setSizes([500, 300])
    QApplication.processEvents()
    columns, rows = window.arrangement.columns.sizes(), window.arrangement.rows.sizes()
    window.arrangement.keep(window.settings)
    window.actions_by_id[ActionId.RESET_LAYOUT].trigger()
    assert window.arrangement.columns.sizes()[0] < columns[0]
    window.arrangement.restore(window.settings)
    QApplication.processEvents()
    assert window.arrangement.columns.sizes() == pytest.approx(columns, abs=4)
    assert window.arrangement.rows.sizes() == pytest.approx(rows, abs=4)


def test_window_left_on_a_screen_that_is_gone_comes_back(window: MainWindow) -> None:
    window.move(QPoint(40_000, 30_000))
    window.arrangement._onto_a_screen()
    middle = window.frameGeometry().topLeft() + QPoint(100, 10)
    assert any(screen.geometry().contains(middle) for screen in QApplication.screens())


def test_damaged_layout_is_left_out(window: MainWindow, caplog: pytest.LogCaptureFixture) -> None:
    window.settings.window_state = '["not", "a", "layout"]'
    window.arrangement.restore(window.settings)
    assert "can't be read" in caplog.text
    assert not window.library.isHidden()


def recent(window: MainWindow) -> list[QAction]:
    window.menus.recent.aboutToShow.emit()
    return window.menus.recent.actions()


def test_recent_files_are_offered_greyed_when_gone_and_cleared(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write(window, "Mine.")
    here, gone = tmp_path / "he&re.cosydesk", tmp_path / "gone.cosydesk"
    assert window.files.save_to(here)
    window.settings.recent_files = [str(here), str(gone)]
    window.files.new()
    first, second, *_ = recent(window)
    assert first.isEnabled()
    assert not second.isEnabled()
    assert "not there" in second.toolTip()
    first.trigger()
    assert window.document.project.path == here
    recent(window)[-1].trigger()
    assert window.settings.recent_files == []
    (empty,) = recent(window)
    assert not empty.isEnabled()
    assert here.exists()
    window.files.new()


def test_other_size_is_kept_and_said_to_come_with_the_next_start(window: MainWindow, qtbot: QtBot) -> None:
    dialog = window.dialogs.show_preferences()
    dialog.go_to("general")
    row = dialog.row("scale")
    assert isinstance(row.control, ChoiceControl)
    assert not row.restart.isVisible()
    row.control.box.setCurrentIndex(row.control.box.findText("150 %"))
    row.control.box.activated.emit(row.control.box.currentIndex())
    assert window.settings.scale == 150
    assert row.restart.isVisible()
    with qtbot.waitSignal(window.dialogs.restart_wanted):
        row.restart.click()
    row.reset.click()
    assert window.settings.scale == 100
    assert not row.restart.isVisible()


def test_a_window_that_begins_narrow_gets_its_designed_widths_with_more_room(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    library, script, inspector = QWidget(), QWidget(), QWidget()
    for panel, least in ((library, 200), (script, 400), (inspector, 240)):
        panel.setMinimumWidth(least)
    arrangement = WindowLayout(window, library, script, inspector, QWidget())
    columns = arrangement.columns
    window.setCentralWidget(arrangement.rows)
    window.resize(900, 600)
    window.show()
    arrangement.fit()
    assert columns.sizes()[0] == 200
    window.resize(1440, 860)
    qtbot.waitUntil(lambda: columns.width() > 1400)
    arrangement.fit()
    assert columns.sizes()[0] == pytest.approx(METRICS.library_width, abs=2)
    assert columns.sizes()[2] == pytest.approx(METRICS.inspector_width, abs=2)
    columns.setSizes([320, 760, 360])
    columns.splitterMoved.emit(320, 1)
    kept = columns.sizes()
    for width in (900, 1440):
        window.resize(width, 600)
        qtbot.waitUntil(lambda wanted=width: abs(columns.width() - wanted) < 20)
        arrangement.fit()
    assert columns.sizes() == pytest.approx(kept, abs=4)
