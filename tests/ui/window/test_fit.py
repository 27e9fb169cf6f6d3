"""Lines fitted to their slots in the window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cosydesk.studio import arrange
from cosydesk.studio.fit import fit_state, respeak_speed
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


def test_all_lines_are_fitted_in_one_step_and_overflow_is_told(
    window: MainWindow, qtbot: QtBot, lines: list[str]
) -> None:
    document = window.document
    before = dict(document.project.clips)
    window.actions_by_id[A.FIT_ALL].trigger()
    states = [fit_state(document.project, document.project.line(line_id)) for line_id in lines]
    assert [state is not None and state.on_time for state in states] == [True] * 3
    assert document.undo.undoText() == "Fit lines"
    assert window.fit_bar.text == "1 of 3 lines are too long for their slots."
    window.translation.choose("zh_CN")
    qtbot.waitUntil(lambda: "slots" not in window.fit_bar.text and window.fit_bar.text != "")
    qtbot.mouseClick(window.fit_bar.button, Qt.MouseButton.LeftButton)
    assert dict(document.project.clips) == before
    assert not window.fit_bar.isVisible()


def test_the_summary_leads_to_the_next_line_and_undoes_nothing_but_the_fitting(
    window: MainWindow, qtbot: QtBot, lines: list[str]
) -> None:
    document = window.document
    window.actions_by_id[A.FIT_ALL].trigger()
    window.document.set_current_line(lines[2])
    qtbot.mouseClick(window.fit_bar.next, Qt.MouseButton.LeftButton)
    assert document.current_line_id == lines[1]
    assert window.fit_bar.button.isVisible()
    document.apply(document.project.edit_line(lines[1], slot_out=None))
    assert not window.fit_bar.button.isVisible()
    assert window.fit_bar.next.isVisible()
    window.actions_by_id[A.FIT_ALL].trigger()
    assert window.fit_bar.text == "3 lines lie in their slots."
    assert not window.fit_bar.next.isVisible()
    document.undo.undo()
    assert not window.fit_bar.isVisible(), "what it told is no longer so"
    window.actions_by_id[A.FIT_ALL].trigger()
    window.actions_by_id[A.FIT_ALL].trigger()
    assert not window.fit_bar.button.isVisible(), "nothing was changed the second time"
    assert window.files.new()
    assert not window.fit_bar.isVisible()


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
    window.timeline.zoom.fit()
    shown = canvas.grab().toImage()
    project = window.document.project
    for line_id in lines:
        window.document.apply(project.edit_line(line_id, slot_in=None, slot_out=None))
    assert canvas.grab().toImage() != shown


def test_the_tempo_of_a_clip_is_shown_changed_and_taken_back(
    window: MainWindow, qtbot: QtBot, lines: list[str]
) -> None:
    document, row = window.document, window.inspector.line.tempo
    document.set_current_line(lines[0])
    assert (row.field.text(), row.reset.isEnabled()) == ("1.00×", False)
    row.field.selectAll()
    qtbot.keyClicks(row.field, "1.12")
    qtbot.keyClick(row.field, Qt.Key.Key_Return)
    assert document.project.clips[lines[0]].tempo == 1.12
    assert (document.undo.undoText(), row.field.text()) == ("Change tempo", "1.12×")
    count = document.undo.count()
    qtbot.keyClick(row.field, Qt.Key.Key_Up)
    qtbot.keyClick(row.field, Qt.Key.Key_Up)
    assert document.project.clips[lines[0]].tempo == 1.14
    assert document.undo.count() == count, "steps one after another are one"
    qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert (document.project.clips[lines[0]].tempo, row.reset.isEnabled()) == (1.0, False)
    document.undo.undo()
    assert row.field.text() == "1.00×"


def test_a_line_without_a_clip_has_no_tempo_and_marked_lines_share_theirs(
    window: MainWindow, qtbot: QtBot, lines: list[str]
) -> None:
    document, row = window.document, window.inspector.line.tempo
    document.apply(document.project.edit_lines([], [document.project.new_line("Not spoken.")], 3))
    document.set_current_line(document.project.lines[3].id)
    assert not row.isVisible()
    document.set_current_line(lines[0])
    assert row.isVisible()
    window.editor.edit.selectAll()
    row.field.setValue(1.2)
    assert [document.project.clips[line_id].tempo for line_id in lines] == [1.2] * 3
    assert document.undo.undoText() == "Change tempo"


def test_a_fitted_tempo_that_is_finer_than_the_field_stays_as_it_is(
    window: MainWindow, qtbot: QtBot, lines: list[str]
) -> None:
    document, row = window.document, window.inspector.line.tempo
    document.apply(arrange.change_tempo(document.project, [lines[0]], 1.123))
    document.set_current_line(lines[0])
    assert row.field.text() == "1.12×"
    row.field.setFocus()
    qtbot.keyClick(row.field, Qt.Key.Key_Return)
    window.inspector.line.speed.setFocus()
    assert document.project.clips[lines[0]].tempo == 1.123


@pytest.mark.slow
def test_a_line_is_spoken_as_much_faster_as_its_slot_asks_and_fitted_when_it_is_there(
    window: MainWindow, qtbot: QtBot, lines: list[str]
) -> None:
    document = window.document
    long = lines[1]
    document.set_current_line(long)
    action = window.actions_by_id[A.SPEAK_TO_FIT]
    assert action.isEnabled()
    wanted = respeak_speed(document.project, document.project.line(long))
    with qtbot.waitSignal(window.speech.finished, timeout=60_000):
        action.trigger()
    line = document.project.line(long)
    takes = document.project.takes_of(long)
    assert (line.speed, takes[-1].request.speed, line.take_id) == (wanted, wanted, takes[-1].id)
    state = fit_state(document.project, line)
    assert state is not None
    assert state.on_time
    assert document.undo.undoText() == "Change line"


def test_a_line_that_fits_is_not_spoken_faster(window: MainWindow, lines: list[str]) -> None:
    window.document.set_current_line(lines[0])
    count = window.document.undo.count()
    window.actions_by_id[A.SPEAK_TO_FIT].trigger()
    assert window.toast.isVisible()
    assert window.document.undo.count() == count
    assert not window.queue.busy
