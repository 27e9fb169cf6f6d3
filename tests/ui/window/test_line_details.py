"""Slot, notes and seed lock of a line, in the panel, by keys and on the ruler."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import RATE, tone
from tests.ui.window.conftest import write

A = ActionId
CTRL = Qt.KeyboardModifier.ControlModifier


def slot(window: MainWindow, line_id: str) -> tuple[int | None, int | None]:
    line = window.document.project.line(line_id)
    return line.slot_in, line.slot_out


def test_f11_and_f12_set_the_slot_to_the_playhead(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "The lamp is lit.")
    fold = window.inspector.line.slot
    window.inspector.show_tab(0)
    assert not fold.body.isVisible()
    assert not window.actions_by_id[A.CLEAR_SLOT].isEnabled()
    window.timeline.seek(2 * RATE)
    qtbot.keyClick(window.editor.edit, Qt.Key.Key_F11)
    assert slot(window, line_id) == (2 * RATE, None)
    assert fold.body.isVisible()
    assert fold.begin.text() == "00:00:02.00"
    window.timeline.seek(3 * RATE + RATE // 2)
    qtbot.keyClick(window.timeline.canvas, Qt.Key.Key_F12)
    assert slot(window, line_id) == (2 * RATE, 3 * RATE + RATE // 2)
    assert fold.end.text() == "00:00:03.12"
    assert window.document.undo.undoText() == "Change slot"
    begin, end = window.timeline.ruler.slot_edges()
    view = window.timeline.state.view
    assert (begin, end) == (view.to_px(2 * RATE), view.to_px(3 * RATE + RATE // 2))
    window.actions_by_id[A.UNDO].trigger()
    assert slot(window, line_id) == (2 * RATE, None)
    window.actions_by_id[A.REDO].trigger()
    window.actions_by_id[A.CLEAR_SLOT].trigger()
    assert slot(window, line_id) == (None, None)
    assert window.timeline.ruler.slot_edges() == (None, None)


def test_the_bracket_is_drawn_for_the_current_line_only(window: MainWindow) -> None:
    first, second = write(window, "The lamp is lit.", "Nobody came.")
    ruler = window.timeline.ruler
    bare = ruler.grab().toImage()
    window.document.apply(window.document.project.edit_line(first, slot_in=RATE, slot_out=2 * RATE))
    assert ruler.grab().toImage() != bare
    window.document.set_current_line(second)
    assert ruler.grab().toImage() == bare


def test_the_view_reaches_a_slot_behind_the_last_clip_and_drags_snap_to_it(window: MainWindow) -> None:
    first, second = write(window, "The lamp is lit.", "Nobody came.")
    state, document = window.timeline.state, window.document
    assert state.content_end < 900 * RATE
    document.apply(document.project.edit_line(first, slot_in=880 * RATE, slot_out=900 * RATE))
    assert state.content_end == 900 * RATE
    window.timeline.seek(890 * RATE)
    assert state.view.shows(890 * RATE)
    assert {880 * RATE, 900 * RATE} <= set(state.snap_targets().edges.tolist())
    document.set_current_line(second)
    assert 900 * RATE not in state.snap_targets().edges.tolist()


def test_a_slot_is_typed_as_timecode(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "The lamp is lit.")
    fold = window.inspector.line.slot
    fold.head.click()
    begin, end = fold.begin, fold.end
    for field, text in ((begin, "1.12"), (end, "0:04")):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert slot(window, line_id) == (RATE + 12 * RATE // 25, 4 * RATE)
    assert (begin.text(), end.text()) == ("00:00:01.12", "00:00:04.00")
    qtbot.keyClick(end, Qt.Key.Key_Up)
    assert slot(window, line_id)[1] == 4 * RATE + RATE // 25
    # Nonsense gives way, an empty field frees that side.
    begin.selectAll()
    qtbot.keyClicks(begin, "soon")
    qtbot.keyClick(begin, Qt.Key.Key_Return)
    assert begin.text() == "00:00:01.12"
    begin.selectAll()
    qtbot.keyClick(begin, Qt.Key.Key_Delete)
    qtbot.keyClick(begin, Qt.Key.Key_Return)
    assert slot(window, line_id)[0] is None


def test_the_take_is_measured_against_the_slot(window: MainWindow) -> None:
    (line_id,) = write(window, "The lamp is lit.")
    project, fit = window.document.project, window.inspector.line.slot.fit
    window.document.apply(project.edit_line(line_id, slot_in=0, slot_out=2 * RATE))
    assert fit.isHidden()
    project.add_take(line_id, project.take_request(project.line(line_id)), tone(2.4), RATE)
    done = window.inspector.line.slot.done
    assert fit.text() == "Fits its slot"
    assert done.text() == "borrowed 0.40 s"
    window.document.apply(project.edit_line(line_id, slot_out=RATE // 2))
    assert fit.text() == "Too long by 0.90 s"
    assert fit.property("kind") == "error"
    window.document.apply(project.edit_line(line_id, slot_out=3 * RATE))
    assert fit.text() == "Fits its slot"
    assert done.isHidden()
    window.document.apply(project.place_clip(line_id, RATE))
    assert fit.text() == "Fits, 0.60 s to spare"


def test_notes_are_kept_with_the_line_and_undone_with_everything_else(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = write(window, "The lamp is lit.", "Nobody came.")
    notes = window.inspector.line.notes
    assert not notes.body.isVisible()
    qtbot.keyClick(notes.head, Qt.Key.Key_Space)
    assert notes.body.isVisible()
    notes.field.setFocus()
    qtbot.keyClicks(notes.field, "louder please?")
    assert window.document.project.line(first).notes == "louder please?"
    assert window.document.undo.undoText() == "Change notes"
    window.document.set_current_line(second)
    assert notes.field.toPlainText() == ""
    assert not notes.body.isVisible()
    window.document.set_current_line(first)
    assert notes.body.isVisible()
    assert notes.head.summary == "louder please?"
    # Undo in the field is the window's undo, word by word.
    notes.field.setFocus()
    qtbot.waitUntil(notes.field.hasFocus)
    qtbot.keyClick(notes.field, Qt.Key.Key_Z, CTRL)
    assert window.document.project.line(first).notes == "louder "
    assert notes.field.toPlainText() == "louder "
    qtbot.keyClick(notes.field, Qt.Key.Key_Z, CTRL)
    assert notes.field.toPlainText() == ""
    qtbot.keyClick(notes.field, Qt.Key.Key_Y, CTRL)
    qtbot.keyClick(notes.field, Qt.Key.Key_Y, CTRL)
    assert notes.field.toPlainText() == "louder please?"


def test_the_seed_can_be_locked_and_unlocked(window: MainWindow) -> None:
    (line_id,) = write(window, "The lamp is lit.")
    panel, project = window.inspector.line, window.document.project
    panel.seed.setValue(77)
    assert project.line(line_id).seed_locked
    assert panel.lock.isChecked()
    panel.seed.setEnabled(True)  # the starter voices have none
    panel.lock.setEnabled(True)
    panel.lock.click()
    assert (project.line(line_id).seed, project.line(line_id).seed_locked) == (77, False)
    assert not panel.lock.isChecked()
    window.actions_by_id[A.UNDO].trigger()
    assert panel.lock.isChecked()
