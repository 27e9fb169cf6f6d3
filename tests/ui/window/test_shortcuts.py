"""Keys are changed, taken over and reset, and everything that shows them follows at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from cosydesk.settings import Settings
from cosydesk.ui.actions import ActionId
from cosydesk.ui.keymap import Keymap
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.preferences.preferences_dialog import PreferencesDialog
from cosydesk.ui.timeline.keys import Command
from cosydesk.ui.timeline_commands import WORDS
from tests.ui.window.conftest import write

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[PreferencesDialog]:
    write(window, "Hello.")
    shown = window.dialogs.show_preferences()
    shown.show_keys()
    qtbot.waitUntil(lambda: shown.keys.isVisible())
    yield shown
    window.keymap.reset_all()


def press(dialog: PreferencesDialog, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    dialog.keys.add.listen()
    assert dialog.keys.add.listening
    qtbot.keyClick(dialog.keys.add, key, modifiers)


def test_new_key_counts_at_once_and_is_shown_everywhere(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.keys.choose(ActionId.SPEAK_LINE)
    window.keymap.set_keys("SPEAK_LINE", ())
    assert window.actions_by_id[ActionId.SPEAK_LINE].shortcuts() == []
    press(dialog, qtbot, Qt.Key.Key_J, ALT)
    action = window.actions_by_id[ActionId.SPEAK_LINE]
    assert action.shortcut() == QKeySequence("Alt+J")
    assert "Alt J" in action.toolTip()
    assert "Alt J" in window.top_bar.speak.toolTip()
    assert Settings.load(window.settings.path).shortcuts == ["SPEAK_LINE=Alt+J"]
    again = Keymap(Settings.load(window.settings.path))
    again.register("SPEAK_LINE", ("Ctrl+Return",))
    assert again.keys("SPEAK_LINE") == ("Alt+J",)


def test_taken_key_is_asked_about_and_taken_over(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.keys.choose(ActionId.ABOUT)
    press(dialog, qtbot, Qt.Key.Key_R, CTRL)
    assert "New take" in dialog.keys.message
    assert window.keymap.keys("ABOUT") == ()
    qtbot.mouseClick(dialog.keys.take_over, Qt.MouseButton.LeftButton)
    assert window.keymap.keys("ABOUT") == ("Ctrl+R",)
    assert window.keymap.keys("NEW_TAKE") == ()
    assert dialog.keys.message == ""
    dialog.keys.choose(ActionId.NEW_TAKE)
    qtbot.mouseClick(dialog.keys.reset, Qt.MouseButton.LeftButton)
    assert window.keymap.keys("NEW_TAKE") == ("Ctrl+R",)
    assert window.keymap.keys("ABOUT") == ()
    assert Settings.load(window.settings.path).shortcuts == []


def test_reset_all_gives_every_key_back(window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot) -> None:
    before = {name: window.keymap.keys(name) for name in window.keymap.names()}
    assert not dialog.keys.reset_all.isEnabled()
    window.keymap.set_keys("UNDO", ("F7",))
    window.keymap.set_keys("PLAY", ())
    qtbot.mouseClick(dialog.keys.reset_all, Qt.MouseButton.LeftButton)
    assert {name: window.keymap.keys(name) for name in window.keymap.names()} == before
    assert window.actions_by_id[ActionId.UNDO].shortcut() == QKeySequence("Ctrl+Z")


def test_escape_ends_the_listening_and_keeps_the_dialog(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.keys.choose(ActionId.ABOUT)
    press(dialog, qtbot, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not dialog.keys.add.listening
    assert dialog.isVisible()
    assert window.keymap.keys("ABOUT") == ()
    dialog.keys.add.listen()
    qtbot.keyPress(dialog.keys.add, Qt.Key.Key_Control, CTRL)
    assert dialog.keys.add.listening  # a modifier alone is not a key yet


def test_search_finds_by_name_and_by_key(dialog: PreferencesDialog) -> None:
    dialog.keys.search.setText("Ctrl+Shift+P")
    names = [dialog.keys.list.entries.entry(row).name for row in range(dialog.keys.list.entries.rowCount())]
    assert names == ["PALETTE"]


def test_keys_of_the_timeline_are_changed_like_the_others(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    row = dialog.keys.list.entries.row_of("timeline.SET_IN")
    dialog.keys.list.choose(row)
    press(dialog, qtbot, Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier)
    assert "Loop ends here" in dialog.keys.message
    qtbot.mouseClick(dialog.keys.take_over, Qt.MouseButton.LeftButton)
    window.timeline.seek(6_000)
    qtbot.keyClick(window.timeline.canvas, Qt.Key.Key_O)
    assert window.timeline.state.loop_in == 6_000
    dialog.keys.reset_all.click()
    window.timeline.clear_loop()
    qtbot.keyClick(window.timeline.canvas, Qt.Key.Key_I)
    assert window.timeline.state.loop_in == 6_000
    window.timeline.clear_loop()


def test_every_command_of_the_timeline_has_words() -> None:
    assert set(WORDS) == set(Command)


def test_damaged_settings_are_left_out() -> None:
    settings = Settings.load()
    settings.shortcuts = ["nonsense", "UNDO=Ctrl+J Hyper+Nothing", "GONE=F9"]
    keymap = Keymap(settings)
    keymap.register("UNDO", ("Ctrl+Z",))
    assert "Ctrl+J" in keymap.keys("UNDO")
    assert keymap.owner("Ctrl+J", "UNDO") is None
