from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from cosydesk.ui.timeline.keys import KEYS, Command

from .conftest import RATE, Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FRAME = RATE // 25


def test_arrows_step_frames_and_seconds(desk: Desk) -> None:
    desk.view.seek(RATE + 100)
    desk.key(Qt.Key.Key_Right)
    assert desk.player.position == RATE + FRAME, "onto the grid of frames"
    desk.key(Qt.Key.Key_Left)
    assert desk.player.position == RATE
    desk.key(Qt.Key.Key_Right, SHIFT)
    assert desk.player.position == 2 * RATE
    for _ in range(3):
        desk.key(Qt.Key.Key_Left, SHIFT)
    assert desk.player.position == 0


def test_ctrl_arrows_visit_clip_edges(desk: Desk) -> None:
    edges = []
    for _ in range(5):
        desk.key(Qt.Key.Key_Right, CTRL)
        edges.append(desk.player.position)
    starts = [desk.start_of(line_id) for line_id in ("one", "two", "three")]
    assert edges == [2 * RATE, starts[1], starts[1] + 2 * RATE, starts[2], starts[2] + 2 * RATE]
    desk.key(Qt.Key.Key_Right, CTRL)
    assert desk.player.position == edges[-1], "there is nothing after the last"
    desk.key(Qt.Key.Key_Left, CTRL)
    assert desk.player.position == edges[-2]


def test_home_and_end(desk: Desk) -> None:
    desk.key(Qt.Key.Key_End)
    assert desk.player.position == desk.project.length()
    desk.key(Qt.Key.Key_Home)
    assert desk.player.position == 0


def test_i_and_o_set_the_loop_of_the_player(desk: Desk, qtbot: QtBot) -> None:
    desk.view.seek(RATE)
    desk.key(Qt.Key.Key_I)
    assert desk.player.loop is None, "half a range loops nothing"
    desk.view.seek(3 * RATE)
    with qtbot.waitSignal(desk.view.loop_changed) as caught:
        desk.key(Qt.Key.Key_O)
    assert caught.args == [RATE, 3 * RATE]
    assert desk.player.loop == (RATE, 3 * RATE)
    desk.view.seek(5 * RATE)
    desk.key(Qt.Key.Key_I)
    assert (desk.view.state.loop_in, desk.view.state.loop_out) == (5 * RATE, None)
    assert desk.player.loop is None
    desk.key(Qt.Key.Key_X, ALT)
    assert desk.view.state.loop_in is None


def test_the_loop_is_shown_on_ruler_and_canvas(desk: Desk) -> None:
    at = desk.point(9 * RATE)
    plain = (
        desk.view.ruler.grab().toImage().pixel(at.x(), 8),
        desk.view.canvas.grab().toImage().pixel(at.x(), 150),
    )
    desk.view.set_in(8 * RATE)
    desk.view.set_out(10 * RATE)
    shown = (
        desk.view.ruler.grab().toImage().pixel(at.x(), 8),
        desk.view.canvas.grab().toImage().pixel(at.x(), 150),
    )
    assert plain[0] != shown[0]
    assert plain[1] != shown[1]


def test_zoom_keys(desk: Desk) -> None:
    state = desk.view.state
    normal = state.view.samples_per_pixel
    desk.key(Qt.Key.Key_1, CTRL)
    assert state.view.samples_per_pixel < normal
    desk.key(Qt.Key.Key_2, CTRL)
    assert state.view.samples_per_pixel == pytest.approx(normal)
    desk.key(Qt.Key.Key_3, CTRL)
    assert state.view.samples_per_pixel > normal
    desk.key(Qt.Key.Key_F, CTRL)
    assert state.view.to_px(desk.project.length()) == pytest.approx(state.view.width - 24)
    desk.document.set_current_line("two")
    desk.key(Qt.Key.Key_E, CTRL)
    assert state.view.to_px(desk.start_of("two")) == pytest.approx(24)
    assert state.view.to_px(desk.start_of("two") + 2 * RATE) == pytest.approx(state.view.width - 24)


def test_up_and_down_select_clips_and_enter_plays(desk: Desk) -> None:
    chosen = []
    for _ in range(4):
        desk.key(Qt.Key.Key_Down)
        chosen.append(desk.document.current_line_id)
    assert chosen == ["two", "three", "three", "three"], "line one was current before"
    desk.key(Qt.Key.Key_Up)
    assert desk.document.selected_clip_ids == {desk.clip_of("two")}


def test_alt_arrows_nudge_in_one_step_of_the_history(desk: Desk) -> None:
    start = desk.start_of("two")
    desk.document.set_current_line("two")
    for _ in range(3):
        desk.key(Qt.Key.Key_Right, ALT)
    assert desk.start_of("two") == start + 3 * FRAME
    assert desk.document.undo.count() == 1
    desk.document.undo.undo()
    assert desk.start_of("two") == start
    assert desk.project.clips_of("two")[0].start is None


def test_its_keys_come_before_the_windows_while_it_has_the_focus(desk: Desk, qtbot: QtBot) -> None:
    """Ctrl+F searches the script, but zooms to fit here."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(desk.view)
    find = QAction(window)
    find.setShortcut(QKeySequence("Ctrl+F"))
    pressed: list[str] = []
    find.triggered.connect(lambda: pressed.append("find"))
    window.addAction(find)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    desk.view.setFocus()
    qtbot.waitUntil(lambda: desk.view.canvas.hasFocus())
    before = desk.view.state.view
    desk.key(Qt.Key.Key_F, CTRL)
    assert pressed == []
    assert desk.view.state.view != before
    window.takeCentralWidget()


@pytest.mark.qt_log_ignore("pipewire")
def test_every_command_has_a_key_and_does_something(desk: Desk) -> None:
    assert set(KEYS.values()) == set(Command)
    for command in Command:
        desk.view.run(command)
    desk.player.stop()
