"""The keys of finding in the whole window: in the script they find, on the timeline Ctrl+F zooms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from tests.ui.window.conftest import write

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_keys_find_in_the_script_and_zoom_on_the_timeline(window: MainWindow, qtbot: QtBot) -> None:
    write(window, "one fish", "two fish")
    bar = window.editor.finding.bar
    window.timeline.canvas.setFocus()
    qtbot.keyClick(window.timeline.canvas, Qt.Key.Key_F, CTRL)
    assert bar.isHidden()
    window.editor.edit.setFocus()
    qtbot.keyClick(window.editor.edit, Qt.Key.Key_F, CTRL)
    assert bar.isVisible()
    assert bar.template.isHidden()
    bar.field.setText("fish")
    # A busy computer finds in several goes.
    qtbot.waitUntil(
        lambda: bar.count.text() == "2 of 2"
    )  # from the caret, which stands at the first line's end
    qtbot.keyClick(bar.field, Qt.Key.Key_F3, NONE)
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")
    qtbot.keyClick(bar.field, Qt.Key.Key_F3, SHIFT)
    qtbot.waitUntil(lambda: bar.count.text() == "2 of 2")
    qtbot.keyClick(bar.field, Qt.Key.Key_H, CTRL)
    assert bar.template.isVisible()
    bar.closed.emit()


def test_buttons_tell_the_keys_that_count(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "word")
    keymap, bar = window.keymap, window.editor.toolbar
    assert "Alt S" in bar.strong.toolTip()
    keymap.set_keys(ActionId.STRONG.name, ("Ctrl+Shift+B",))
    try:
        assert "Ctrl Shift B" in bar.strong.toolTip()
        assert "Ctrl Shift B" in window.editor.tag_bar.strong.toolTip()
        window.editor.edit.setFocus()
        qtbot.keyClick(window.editor.edit, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
        assert window.document.project.line(line_id).text == "word"
        qtbot.keyClick(window.editor.edit, Qt.Key.Key_B, CTRL | SHIFT)
        assert window.document.project.line(line_id).text == "<strong>word</strong>"
    finally:
        keymap.reset(ActionId.STRONG.name)


def test_keys_can_be_changed(window: MainWindow, qtbot: QtBot) -> None:
    keymap = window.keymap
    keymap.set_keys(ActionId.FIND.name, ("Ctrl+Shift+F",))
    try:
        window.editor.edit.setFocus()
        qtbot.keyClick(window.editor.edit, Qt.Key.Key_F, CTRL)
        assert window.editor.finding.bar.isHidden()
        qtbot.keyClick(window.editor.edit, Qt.Key.Key_F, CTRL | SHIFT)
        assert window.editor.finding.bar.isVisible()
    finally:
        keymap.reset(ActionId.FIND.name)
        window.editor.finding.close()
