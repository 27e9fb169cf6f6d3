"""The composite: current line, toolbar, tag bar, pauses, source view, columns."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication

from cosydesk.engine.errors import EngineError
from cosydesk.engine.types import Request
from cosydesk.jobs.job import Job, JobState
from cosydesk.ui.editor.context_menu import ContextMenu
from cosydesk.ui.editor.gutter import Part
from cosydesk.ui.editor.metrics import SCRIPT
from cosydesk.ui.editor.pause_popover import PausePopover
from cosydesk.ui.editor.voice_menu import VoiceMenu
from cosydesk.ui.translation import Translation
from tests.ui.editor.desk import ANN, BEN, HEART, Desk


def job(line_id: str, state: JobState, **more: object) -> Job:
    return Job("job", line_id, "", "model", Request("x"), state=state, **more)  # type: ignore[arg-type]


def test_the_current_line_follows_the_caret_and_the_other_way(desk: Desk) -> None:
    desk.fill("one", "two", "three")
    desk.key(Qt.Key.Key_Down)
    assert desk.document.current_line_id == desk.ids[1]
    desk.document.set_current_line(desk.ids[2])
    desk.qtbot.waitUntil(lambda: desk.caret_at()[0] == 2)
    assert desk.editor.current_line_id == desk.ids[2]
    desk.editor.focus_line(desk.ids[0])
    assert desk.document.current_line_id == desk.ids[0]


def test_a_script_without_words_says_what_to_do(desk: Desk) -> None:
    area = QRect(SCRIPT.left + 20, 60, 400, 40)  # below the first row

    def inked() -> bool:
        shot = desk.edit.viewport().grab(area).toImage()
        return any(shot.pixel(x, y) != shot.pixel(0, 0) for x in range(shot.width()) for y in range(40))

    assert inked()
    desk.type("x")
    assert not inked()
    desk.key(Qt.Key.Key_Backspace)
    assert desk.texts == [""]
    assert inked()


def test_toolbar_buttons(desk: Desk) -> None:
    desk.fill("one two")
    desk.caret(0, 0, to=3)
    bar = desk.editor.toolbar
    desk.qtbot.mouseClick(bar.strong, Qt.MouseButton.LeftButton)
    assert desk.texts == ["<strong>one</strong> two"]
    assert bar.strong.isChecked()
    desk.qtbot.mouseClick(bar.laughter, Qt.MouseButton.LeftButton)
    assert desk.texts == ["<strong><laughter>one</laughter></strong> two"]
    desk.caret(0, 7)
    assert not bar.strong.isChecked()
    desk.qtbot.mouseClick(bar.breath, Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(bar.laugh, Qt.MouseButton.LeftButton)
    assert desk.texts[0].endswith("two[breath][laughter]")
    assert desk.edit.hasFocus()


def test_lines_and_length_are_counted(desk: Desk) -> None:
    desk.fill("one", "two")
    desk.qtbot.waitUntil(lambda: desk.editor.toolbar.count.text() == "2 lines · 00:00")
    project = desk.document.project
    line = project.lines[0]
    project.add_take(line.id, project.take_request(line), np.zeros(17 * 24_000, np.float32), 24_000)
    desk.qtbot.waitUntil(lambda: desk.editor.toolbar.count.text() == "2 lines · 00:17")


def test_a_bar_floats_over_marked_words(desk: Desk) -> None:
    desk.fill("one two")
    bar = desk.editor.tag_bar
    desk.caret(0, 4, to=7)
    desk.qtbot.waitUntil(bar.isVisible)
    desk.qtbot.mouseClick(bar.laughter, Qt.MouseButton.LeftButton)
    assert desk.texts == ["one <laughter>two</laughter>"]
    assert bar.laughter.isChecked()
    desk.caret(0, 0)
    assert not bar.isVisible()


def popover(desk: Desk) -> PausePopover:
    desk.qtbot.waitUntil(lambda: any(p.isVisible() for p in desk.editor.findChildren(PausePopover)))
    return next(p for p in desk.editor.findChildren(PausePopover) if p.isVisible())


def test_a_pause_is_asked_for(desk: Desk) -> None:
    desk.fill("ab")
    desk.caret(0, 1)
    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    asked = popover(desk)
    assert asked.length.value() == 0.3
    asked.length.setValue(0.75)
    desk.qtbot.keyClick(asked.length, Qt.Key.Key_Return)
    assert desk.texts == ['a<break time="750ms"/>b']
    desk.document.undo.undo()
    assert desk.texts == ["ab"]


def test_a_pause_is_not_wanted_after_all(desk: Desk) -> None:
    desk.fill("ab")
    desk.editor.ask_break()
    desk.qtbot.keyClick(popover(desk), Qt.Key.Key_Escape)
    assert desk.texts == ["ab"]


def test_double_click_changes_a_pause(desk: Desk) -> None:
    desk.fill('<break time="300ms"/>b')
    point = desk.row_point(0).toPoint() + QPoint(20, 4)
    desk.qtbot.mouseDClick(desk.edit.viewport(), Qt.MouseButton.LeftButton, pos=point)
    asked = popover(desk)
    assert asked.length.value() == 0.3
    asked.length.setValue(2)
    desk.qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert desk.texts == ['<break time="2000ms"/>b']
    assert desk.document.undo.undoText() == "Change pause"


def test_the_source_view_edits_in_one_step(desk: Desk) -> None:
    desk.fill("one <strong>x</strong>", "two", "three")
    ids = desk.ids
    bar, source = desk.editor.toolbar, desk.editor.source
    desk.qtbot.mouseClick(bar.source, Qt.MouseButton.LeftButton)
    assert desk.editor.shows_source
    assert source.toPlainText() == "one <strong>x</strong>\ntwo\nthree"
    assert not bar.strong.isEnabled()
    source.selectAll()
    source.insertPlainText("zero\none [breath]\nthree\nfour")
    desk.qtbot.mouseClick(bar.source, Qt.MouseButton.LeftButton)
    assert desk.texts == ["zero", "one [breath]", "three", "four"]
    assert desk.ids[2] == ids[2]
    assert desk.document.undo.count() == 1
    assert desk.agree()
    desk.document.undo.undo()
    assert desk.texts == ["one <strong>x</strong>", "two", "three"]
    assert desk.ids == ids
    assert desk.agree()


def test_looking_at_the_source_changes_nothing(desk: Desk) -> None:
    desk.fill("[pause 0.3] <STRONG>x")
    desk.editor.toolbar.source.click()
    desk.editor.toolbar.source.click()
    assert desk.texts == ["[pause 0.3] <STRONG>x"]
    assert desk.document.undo.count() == 0


def test_the_source_follows_the_project(desk: Desk) -> None:
    desk.fill("one")
    desk.editor.toolbar.source.click()
    project = desk.document.project
    desk.document.apply(project.edit_text(desk.ids[0], "other"))
    assert desk.editor.source.toPlainText() == "other"


def test_the_state_column_says_how_far_a_line_is(desk: Desk) -> None:
    desk.fill("one", "")
    rows, (first, second) = desk.edit.rows, desk.ids
    project, document = desk.document.project, desk.document

    def state(line_id: str = first) -> tuple[str, str]:
        row = rows.row(line_id)
        assert row is not None
        return row.state.icon, row.state.text

    assert state() == ("circle-dashed", "")
    assert state(second) == ("", "")
    document.note_job(job(first, JobState.QUEUED))
    assert state() == ("clock", "queued")
    document.note_job(job(first, JobState.SPEAKING, fraction=0.414))
    assert state() == ("loader-circle", "41 %")
    error = EngineError("Out of memory.", "Close something.")
    document.note_job(job(first, JobState.FAILED, error=error))
    assert state() == ("triangle-alert", "failed")
    row = rows.row(first)
    assert row is not None
    assert row.state.reason == "Out of memory. Close something."
    assert (row.below, row.alarm) == ("Out of memory. Close something.", True)
    document.note_job(job(first, JobState.FINISHED), done=True)
    line = project.line(first)
    project.add_take(first, project.take_request(line), np.zeros(57_840, np.float32), 24_000)
    assert state() == ("check", "2.41 s")
    row = rows.row(first)
    assert row is not None
    assert (row.takes, row.speaker, row.below, row.alarm) == ("1/1", "Ann", "Built-in", False)
    desk.caret(0, 3)
    desk.type("!")
    assert state() == ("refresh-cw", "stale")


def test_the_state_column_explains_in_the_language_of_the_window(desk: Desk, qapp: QApplication) -> None:
    desk.fill("one")
    rows, (first,) = desk.edit.rows, desk.ids
    project, document = desk.document.project, desk.document

    def reason() -> str:
        row = rows.row(first)
        assert row is not None
        return row.state.reason

    translation = Translation(qapp, "zh_CN")
    try:
        error = EngineError("The graphics card ran out of memory.", "Close it.", code="out_of_memory")
        document.note_job(job(first, JobState.FAILED, error=error))
        assert reason() == "显存不足。请关闭其他程序，或缩短台词。"
        document.note_job(job(first, JobState.FINISHED), done=True)
        notices = ("The starter voices can't speak [breath]; it was left out.",)
        sound = np.zeros(24_000, np.float32)
        project.add_take(first, project.take_request(project.line(first)), sound, 24_000, notices=notices)
        assert reason() == "入门音色读不出 [breath]，已略过。"
    finally:
        translation.choose("en")


def test_a_press_on_the_state_asks_to_speak(desk: Desk) -> None:
    desk.fill("one", "two")
    point = desk.row_point(1, desk.edit.viewport().width() - 30).toPoint()
    with desk.qtbot.waitSignal(desk.editor.speak_requested) as asked:
        desk.qtbot.mouseClick(desk.edit.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert asked.args == [desk.ids[1]]
    assert desk.document.current_line_id == desk.ids[1]


def test_a_press_on_the_speaker_offers_the_voices(desk: Desk) -> None:
    desk.fill("one", "two")
    desk.qtbot.mouseClick(
        desk.edit.viewport(), Qt.MouseButton.LeftButton, pos=desk.row_point(1, 70).toPoint()
    )
    menu = next(menu for menu in desk.edit.findChildren(VoiceMenu) if menu.isVisible())
    choice = next(action for action in menu.actions() if action.text().startswith("旁白"))
    choice.trigger()
    menu.close()
    assert [line.voice_id for line in desk.document.project.lines] == [ANN, BEN]
    desk.document.undo.undo()
    assert [line.voice_id for line in desk.document.project.lines] == [ANN, ANN]


def test_a_press_on_the_number_marks_the_line(desk: Desk) -> None:
    desk.fill("one", "two")
    desk.qtbot.mouseClick(
        desk.edit.viewport(), Qt.MouseButton.LeftButton, pos=desk.row_point(1, 20).toPoint()
    )
    assert desk.edit.textCursor().selectedText() == "two"


def test_parts_of_a_row(desk: Desk) -> None:
    desk.fill("one")
    width = desk.edit.viewport().width()
    parts = []
    for x in (10.0, 70.0, 200.0, width - 20.0):
        found = desk.edit.rows.place_at(desk.row_point(0, x))
        assert found is not None
        parts.append(found[1])
    assert parts == [Part.NUMBER, Part.SPEAKER, Part.TEXT, Part.STATE]


def test_what_a_voice_leaves_out_is_explained(desk: Desk) -> None:
    desk.fill("[breath] <laughter>words</laughter>", voice=HEART)
    tip = desk.edit.pointer._tip_text
    over_chip = desk.row_point(0)
    over_chip.setX(over_chip.x() + 24)
    line_id = desk.ids[0]
    reason = "Starter voices can’t speak this; it will be left out"
    assert tip(over_chip, line_id, Part.TEXT) == reason
    over_span = desk.row_point(0)
    over_span.setX(over_span.x() + 110)
    assert tip(over_span, line_id, Part.TEXT) == reason
    project = desk.document.project
    desk.document.apply(project.assign_voice([line_id], ANN))
    assert tip(over_chip, line_id, Part.TEXT) == ""
    assert tip(over_span, line_id, Part.TEXT) == ""
    event = QHelpEvent(QEvent.Type.ToolTip, over_chip.toPoint(), QPoint(0, 0))
    QApplication.sendEvent(desk.edit.viewport(), event)


def test_the_context_menu_names_the_step(desk: Desk) -> None:
    desk.fill("one")
    desk.caret(0, 0, to=3)
    desk.key(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    menu = ContextMenu(desk.editor, desk.document)
    texts = [action.text() for action in menu.actions()]
    assert "Undo Strong" in texts
    strong = next(action for action in menu.actions() if action.text() == "Strong")
    strong.trigger()
    assert desk.texts == ["one"]
    menu.deleteLater()


def test_everything_has_an_accessible_name(desk: Desk) -> None:
    bar = desk.editor.toolbar
    widgets = [desk.edit, desk.editor.source, bar.count]
    widgets += [bar.strong, bar.laughter, bar.laugh, bar.breath, bar.pause, bar.source]
    widgets += [bar.sigh, bar.cough, bar.sounds]
    widgets += [desk.editor.tag_bar.strong, desk.editor.tag_bar.laughter]
    assert all(widget.accessibleName() for widget in widgets)
