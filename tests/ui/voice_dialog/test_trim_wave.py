"""Selecting in the waveform, by mouse and by keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.studio.sound_file import SoundFile
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.sound_loader import look_at
from cosydesk.ui.voice_dialog.trim_wave import TrimWave
from tests.support.speech_like import speech_like

RATE = 24_000
LENGTH = 10 * RATE


@pytest.fixture
def wave(qtbot: QtBot, qapp: QApplication) -> TrimWave:
    made = TrimWave(Theme(qapp, "light"))
    qtbot.addWidget(made)
    made.resize(500, 140)
    made.show_sound(look_at("a.wav", SoundFile(speech_like(10.0), RATE)), 2 * RATE, 6 * RATE)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def drag(qtbot: QtBot, wave: TrimWave, start: float, end: float) -> None:
    qtbot.mousePress(wave, Qt.MouseButton.LeftButton, pos=QPoint(round(start), 60))
    qtbot.mouseMove(wave, QPoint(round(end), 60))
    qtbot.mouseRelease(wave, Qt.MouseButton.LeftButton, pos=QPoint(round(end), 60))


@pytest.mark.parametrize(
    ("key", "held", "seconds"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 0.05),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, -0.05),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 0.5),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, -0.005),
    ],
)
def test_keys_move_an_end(wave: TrimWave, key: Qt.Key, held: Qt.KeyboardModifier, seconds: float) -> None:
    QTest.keyClick(wave.first, key, held)
    assert wave.selection == (2 * RATE + round(seconds * RATE), 6 * RATE)
    QTest.keyClick(wave.last, key, held)
    assert wave.selection[1] == 6 * RATE + round(seconds * RATE)


def test_ends_stop_at_the_sound_and_at_each_other(wave: TrimWave) -> None:
    QTest.keyClick(wave.first, Qt.Key.Key_Home)
    QTest.keyClick(wave.last, Qt.Key.Key_End)
    assert wave.selection == (0, LENGTH)
    QTest.keyClick(wave.first, Qt.Key.Key_Left)
    assert wave.selection == (0, LENGTH)
    QTest.keyClick(wave.first, Qt.Key.Key_End)
    assert wave.selection == (LENGTH - RATE // 10, LENGTH)
    QTest.keyClick(wave.last, Qt.Key.Key_Home)
    assert wave.selection == (LENGTH - RATE // 10, LENGTH)


def test_dragging_over_the_wave_selects_anew_and_a_double_click_selects_all(
    wave: TrimWave, qtbot: QtBot
) -> None:
    drag(qtbot, wave, 300, 400)
    assert wave.selection[0] / LENGTH == pytest.approx(0.6, abs=0.01)
    assert wave.selection[1] / LENGTH == pytest.approx(0.8, abs=0.01)
    drag(qtbot, wave, 400, 250)
    assert wave.selection[0] / LENGTH == pytest.approx(0.5, abs=0.01)
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(450, 60))
    assert wave.selection[0] / LENGTH == pytest.approx(0.5, abs=0.01)
    qtbot.mouseDClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(450, 60))
    assert wave.selection == (0, LENGTH)


def test_escape_puts_a_dragged_end_back(wave: TrimWave, qtbot: QtBot) -> None:
    before = wave.selection
    qtbot.mousePress(wave.last, Qt.MouseButton.LeftButton, pos=QPoint(7, 60))
    qtbot.mouseMove(wave.last, QPoint(-60, 60))
    assert wave.selection != before
    QTest.keyClick(wave.last, Qt.Key.Key_Escape)
    assert wave.selection == before
    qtbot.mouseRelease(wave.last, Qt.MouseButton.LeftButton)


def test_zooming_shows_less_and_an_end_is_followed(wave: TrimWave) -> None:
    at = QPointF(100, 60)
    wheel = QWheelEvent(
        at,
        wave.mapToGlobal(at),
        QPoint(),
        QPoint(0, 1200),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(wave, wheel)
    assert wave.first.isVisible()
    assert not wave.last.isVisible()
    QTest.keyClick(wave.last, Qt.Key.Key_Right)
    assert wave.last.isVisible()
    QTest.keyClick(wave.last, Qt.Key.Key_0)
    assert wave.first.isVisible()
    assert wave.last.isVisible()


def test_where_an_end_is_can_be_read(wave: TrimWave) -> None:
    assert wave.first.accessibleName() == "Start of the selection"
    assert wave.first.accessibleDescription() == "2.00 s"
    QTest.keyClick(wave.first, Qt.Key.Key_Right)
    assert wave.first.accessibleDescription() == "2.05 s"


def test_it_is_painted_with_everything_on_it(wave: TrimWave, qtbot: QtBot) -> None:
    plain = wave.grab().toImage()
    wave.show_playhead(3 * RATE)
    assert wave.grab().toImage() != plain
    loud = np.clip(speech_like(10.0) * 30, -1, 1)
    wave.show_sound(look_at("b.wav", SoundFile(loud, RATE)), 0, LENGTH)
    image = wave.grab().toImage()
    red = wave.theme.color("error").rgb()
    assert any(image.pixel(x, 3) == red for x in range(image.width()))
