"""Lines fitted to their slots in the window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cosydesk.studio.fit import fit_state
from cosydesk.ui.actions import ActionId as A
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.timeline.number_popover import NumberPopover
from tests.support.studio import RATE
from tests.ui.window.conftest import write


def voice(seconds: float) -> np.ndarray:
    """Half a second of silence on both sides of a sound."""
    t = np.arange(round(seconds * RATE)) / RATE
    quiet = np.zeros(RATE // 2)
    return np.concatenate([quiet, 0.3 * np.sin(2 * np.pi * 150 * t), quiet]).astype(np.float32)


@pytest.fixture
def lines(window: MainWindow) -> list[str]:
    """Three lines one after another with slots of a second; the second is much too long, and none lies at its slot."""
    ids = write(window, "The lamp is lit.", "Nobody came.", "So we left.")
    project = window.document.project
    for nth, (line_id, seconds) in enumerate(zip(ids, (0.8, 2.0, 0.9), strict=True)):
        project.add_take(line_id, project.take_request(project.line(line_id)), voice(seconds), RATE)
        begin = (1 + nth) * RATE
        window.document.apply(project.edit_line(line_id, slot_in=begin, slot_out=begin + RATE))
    return ids


def test_all_lines_are_fitted_in_one_step_and_overflow_is_told(window: MainWindow, lines: list[str]) -> None:
    document = window.document
    before = dict(document.project.clips)
    window.actions_by_id[A.FIT_ALL].trigger()
    states = [fit_state(document.project, document.project.line(line_id)) for line_id in lines]
    assert [state is not None and state.on_time for state in states] == [True] * 3
    assert document.undo.undoText() == "Fit lines"
    assert window.messages.isVisible()
    assert "1 of 3 lines are too long" in window.messages.message
    document.undo.undo()
    assert dict(document.project.clips) == before


def test_one_goes_from_one_line_that_is_too_long_to_the_next(window: MainWindow, lines: list[str]) -> None:
    window.actions_by_id[A.FIT_ALL].trigger()
    window.document.set_current_line(lines[2])
    window.actions_by_id[A.NEXT_OVERFLOW].trigger()
    assert window.document.current_line_id == lines[1]
    window.actions_by_id[A.NEXT_OVERFLOW].trigger()
    assert window.document.current_line_id == lines[1]


def test_the_button_at_the_slot_fits_the_line_and_says_what_was_done(
    window: MainWindow, qtbot: QtBot, lines: list[str]
) -> None:
    window.document.set_current_line(lines[0])
    fold = window.inspector.line.slot
    qtbot.mouseClick(fold.press, Qt.MouseButton.LeftButton)
    assert window.document.undo.undoText() == "Fit line"
    assert fold.fit.text() == "Fits its slot"
    assert "trimmed" in fold.done.text()
    window.document.set_current_line(lines[1])
    window.actions_by_id[A.FIT_LINE].trigger()
    assert fold.fit.text().startswith("Too long by")
    assert fold.fit.property("kind") == "error"
    assert "1.50×" in fold.done.text()


def test_a_free_line_can_not_be_fitted_and_says_why(window: MainWindow) -> None:
    write(window, "The lamp is lit.")
    action = window.actions_by_id[A.FIT_LINE]
    assert not action.isEnabled()
    assert action.property("reason") == "The line's slot has no beginning"


def test_a_tempo_is_asked_for_and_is_a_step(window: MainWindow, qtbot: QtBot, lines: list[str]) -> None:
    document = window.document
    document.set_selected_clips([lines[0]])
    window.timeline.questions.ask_tempo(QPoint(200, 400))
    popover = window.timeline.findChild(NumberPopover)
    popover.number.setValue(1.25)
    qtbot.keyClick(popover, Qt.Key.Key_Return)
    assert document.project.clips[lines[0]].tempo == 1.25
    assert document.undo.undoText() == "Change tempo"
    document.undo.undo()
    assert document.project.clips[lines[0]].tempo == 1.0


def test_the_timeline_shows_slots_and_what_lies_beyond_them(window: MainWindow, lines: list[str]) -> None:
    canvas = window.timeline.canvas
    window.actions_by_id[A.FIT_ALL].trigger()
    window.timeline.zoom_fit()
    shown = canvas.grab().toImage()
    project = window.document.project
    for line_id in lines:
        window.document.apply(project.edit_line(line_id, slot_in=None, slot_out=None))
    assert canvas.grab().toImage() != shown
