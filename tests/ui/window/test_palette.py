"""The command palette over the real window, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import SPECS, ActionId
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.palette.palette import CommandPalette
from tests.ui.window.conftest import write


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> CommandPalette:
    window.settings.recent_actions = []
    write(window, "Hello.")
    window.activateWindow()
    window.editor.edit.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is window.editor.edit)
    window.actions_by_id[ActionId.PALETTE].trigger()
    found = window.dialogs.palette
    assert found.isVisible()
    return found


def shown(palette: CommandPalette) -> list[str]:
    entries = palette.list.entries
    return [entries.entry(row).name for row in range(entries.rowCount())]


def test_all_actions_are_there_with_keys_and_reasons(window: MainWindow, palette: CommandPalette) -> None:
    names = shown(palette)
    actions = {action_id.name for action_id in SPECS} - {"PALETTE"}
    assert actions <= set(names)
    assert "timeline.SET_IN" in names
    assert "timeline.ZOOM_IN" not in names  # the window has an action of that name
    entries = palette.list.entries
    undo = entries.entry(entries.row_of("NEW"))
    assert undo.keys == ("Ctrl N",)
    export = entries.entry(entries.row_of("EXPORT"))
    assert not export.enabled
    assert "speak a line first" in export.reason
    for row in range(entries.rowCount()):
        entry = entries.entry(row)
        assert entry.enabled or entry.reason, entry.name


def test_typed_letters_find_it_in_both_languages_and_enter_does_it(
    window: MainWindow, palette: CommandPalette, qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.field, "dark")
    assert shown(palette)[0] == "THEME_DARK"
    palette.field.setText("深色")
    assert shown(palette)[0] == "THEME_DARK"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.theme.is_dark
    assert window.focusWidget() is window.editor.edit


def test_chinese_window_is_searched_in_english_too(window: MainWindow, palette: CommandPalette) -> None:
    window.translation.choose("zh_CN")
    palette.field.setText("zoom fit")
    assert shown(palette)[0] == "ZOOM_FIT"
    palette.field.setText("全部")
    assert shown(palette)


def test_what_was_chosen_lately_stands_first(
    window: MainWindow, palette: CommandPalette, qtbot: QtBot
) -> None:
    for query in ("theme light", "zoom in"):
        palette.open()
        palette.field.setText(query if query != "theme light" else "light")
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    palette.open()
    assert shown(palette)[:2] == ["ZOOM_IN", "THEME_LIGHT"]
    assert window.settings.recent_actions == ["ZOOM_IN", "THEME_LIGHT"]


def test_disabled_ones_are_shown_and_do_nothing(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.field.setText("export")
    assert shown(palette)[0] == "EXPORT"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_arrows_go_round_and_a_click_beside_it_closes(palette: CommandPalette, qtbot: QtBot) -> None:
    last = palette.list.entries.rowCount() - 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == last
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(5, palette.height() - 5))
    assert not palette.isVisible()


def test_commands_of_the_timeline_are_done_too(
    window: MainWindow, palette: CommandPalette, qtbot: QtBot
) -> None:
    window.timeline.seek(12_000)
    palette.field.setText("loop begins")
    assert shown(palette)[0] == "timeline.SET_IN"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.timeline.state.loop_in == 12_000
    window.timeline.clear_loop()


def test_nothing_that_fits_says_so(palette: CommandPalette) -> None:
    palette.field.setText("qqqqq")
    assert shown(palette) == []
    assert not palette.list.isVisible()
