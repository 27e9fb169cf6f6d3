"""Playing in the window: keys, speed, direction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cosydesk.playback.player import SPEEDS
from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import export_mix, tone
from tests.ui.window.conftest import write


@pytest.fixture
def spoken(window: MainWindow) -> Iterator[MainWindow]:
    """A line of eight seconds, with the keyboard on the timeline."""
    (line_id,) = write(window, "A long tone.")
    project = window.document.project
    project.add_take(line_id, project.take_request(project.line(line_id)), tone(8.0), 24_000)
    window.player.seek(0)
    window.activateWindow()
    window.timeline.setFocus()
    yield window
    window.player.stop()
    window.player.set_speed(1.0)


def press(window: MainWindow, key: Qt.Key, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def test_j_k_l_from_the_timeline(spoken: MainWindow, qtbot: QtBot) -> None:
    window, player = spoken, spoken.player
    press(window, Qt.Key.Key_L)
    assert (player.playing, player.rate) == (True, 1.0)
    press(window, Qt.Key.Key_L)
    assert window.top_bar.transport.speed.text() == "2×"
    qtbot.waitUntil(lambda: player.position > 12_000, timeout=20_000)
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_J)
    assert window.top_bar.transport.speed.text() == "◂ 2×"
    turned = player.position
    qtbot.waitUntil(lambda: player.position < turned, timeout=20_000)
    press(window, Qt.Key.Key_K)
    assert (player.playing, player.rate) == (False, 1.0)
    assert window.top_bar.transport.speed.text() == "1×"


def test_the_same_letters_are_typed_in_the_script(spoken: MainWindow, qtbot: QtBot) -> None:
    window = spoken
    window.editor.edit.setFocus()
    QTest.keyClicks(window.editor.edit, "jkl")
    assert not window.player.playing
    assert "jkl" in window.document.project.lines[0].text


def test_the_speed_is_chosen_by_keys_and_menu_and_the_export_stays(
    spoken: MainWindow, qtbot: QtBot, tmp_path
) -> None:
    window, button = spoken, spoken.top_bar.transport.speed
    width = button.width()
    before = export_mix(window.document.project, tmp_path / "before.wav").read_bytes()
    press(window, Qt.Key.Key_L, shift=True)
    assert (window.player.speed, button.text()) == (1.25, "1.25×")
    press(window, Qt.Key.Key_J, shift=True)
    press(window, Qt.Key.Key_J, shift=True)
    assert button.text() == "0.75×"
    (half,) = [action for action in button.speeds.actions() if action.data() == 0.5]
    half.trigger()
    assert [action.text() for action in button.speeds.actions() if action.isChecked()] == ["0.5×"]
    assert button.accessibleName() == "Speed: 0.5×"
    assert button.width() == width
    assert export_mix(window.document.project, tmp_path / "after.wav").read_bytes() == before
    window.actions_by_id[ActionId.SPEED_NORMAL].trigger()
    assert button.text() == "1×"


def test_every_speed_has_its_room(spoken: MainWindow, qtbot: QtBot) -> None:
    window, button = spoken, spoken.top_bar.transport.speed
    for speed in SPEEDS:
        window.player.set_speed(speed)
        qtbot.wait(0)
        assert button.text() == f"{speed:g}×"
        assert button.fontMetrics().horizontalAdvance(button.text()) + 14 <= button.width()
        assert button.size() == button.sizeHint()
    window.player.seek(100_000)
    for _ in range(4):
        window.player.shuttle(-1)
    assert button.text() == "◂ 8×"
    assert button.fontMetrics().horizontalAdvance(button.text()) + 14 <= button.width()


def test_space_stops_whatever_runs(spoken: MainWindow, qtbot: QtBot) -> None:
    window = spoken
    window.player.seek(48_000)
    press(window, Qt.Key.Key_J)
    assert window.player.rate == -1.0
    press(window, Qt.Key.Key_Space)
    assert not window.player.playing
    press(window, Qt.Key.Key_Space)
    assert (window.player.playing, window.player.rate) == (True, 1.0)
