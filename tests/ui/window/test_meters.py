"""Meters and sound output in the status bar."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import tone
from tests.ui.window.conftest import write


@pytest.fixture
def spoken(window: MainWindow) -> MainWindow:
    """A line of two seconds, a sine of -23 LUFS."""
    (line_id,) = write(window, "A tone.")
    project = window.document.project
    sound = tone(2.0, 997.0) / np.abs(tone(2.0, 997.0)).max() * 10 ** (-19.99 / 20)
    project.add_take(line_id, project.take_request(project.line(line_id)), sound.astype(np.float32), 24_000)
    return window


@pytest.mark.slow
def test_what_is_heard_is_measured_and_a_click_measures_anew(spoken: MainWindow, qtbot: QtBot) -> None:
    window, view = spoken, spoken.status.meter
    window.player.seek(0)
    with qtbot.waitSignal(window.player.playing_changed):
        window.actions_by_id[ActionId.PLAY].trigger()
    qtbot.waitUntil(lambda: any(lit for lit, _, _ in view.meter.rows), timeout=20_000)
    qtbot.waitUntil(lambda: not window.player.playing, timeout=20_000)
    qtbot.waitUntil(lambda: not any(lit for lit, _, _ in view.meter.rows), timeout=20_000)
    assert view.text_shown in ("−23.0 LUFS", "−23.1 LUFS", "−22.9 LUFS")
    assert "Integrated loudness" in view.accessibleDescription()
    assert "Peak: −20.0 dBFS" in view.accessibleDescription()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    assert view.text_shown == "−∞ LUFS"


def test_the_width_stays_whatever_is_measured(spoken: MainWindow, qtbot: QtBot) -> None:
    window, view = spoken, spoken.status.meter
    empty = view.sizeHint()
    square = 0.5 * np.sign(np.sin(np.arange(24_000)))
    window.player.meters.add(square.astype(np.float32)[:, None])
    window.player.meters.rest()
    window.player.metered.emit()
    assert view.text_shown != "−∞ LUFS"
    assert view.sizeHint() == empty
    window.actions_by_id[ActionId.RESET_METERS].trigger()
    assert view.text_shown == "−∞ LUFS"


def test_clipping_stays_marked_until_it_is_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    view = window.status.meter
    window.player.meters.add(np.full((100, 1), 1.3, np.float32))
    window.player.meters.rest()
    window.player.metered.emit()
    assert view.meter.rows == [(0, 0, True)]
    assert "cut off" in view.accessibleDescription()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.meter.rows == [(0, 0, False)]


def test_which_loudness_is_shown_is_chosen_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    view = window.status.meter
    menu = view.menu()
    chosen = [action for action in menu.actions() if action.isChecked()]
    assert [action.text() for action in chosen] == ["Integrated loudness (since play)"]
    menu.actions()[0].trigger()
    assert window.settings.loudness_shown == "momentary"
    assert [action.isChecked() for action in view.menu().actions()[:3]] == [True, False, False]
    window.settings.reset("loudness_shown")


def test_the_sound_device_is_chosen_at_the_meter(window: MainWindow, qtbot: QtBot) -> None:
    button = window.status.output
    button.fill()
    names = [action.text() for action in button.devices.actions() if not action.isSeparator()]
    if not window.player.devices():
        assert names == ["No sound device found"]
        pytest.skip("there is no sound device")
    assert names[0].startswith("System default (")
    assert names[1:] == window.player.devices()
    button.devices.actions()[-1].trigger()
    assert window.settings.audio_output == names[-1]
    window.settings.audio_output = "Unplugged"
    button.fill()
    last = button.devices.actions()[-1]
    assert (last.text(), last.isEnabled(), last.isChecked()) == ("Unplugged (not connected)", False, True)
    button.devices.actions()[0].trigger()
    assert window.settings.audio_output == ""


def test_the_status_bar_keeps_its_places(window: MainWindow, qtbot: QtBot) -> None:
    status = window.status

    def places() -> list[int]:
        return [part.x() for part in (status._engine, status._saved, status.meter, status.output)]

    window.document.saved.emit("")
    status._engine_changed("ready", "")
    before = places()
    for state in ("speaking", "loading", "ready"):
        status._engine_changed(state, "")
        window.document.saved.emit("12:34:56")
        qtbot.wait(0)
        assert places() == before
