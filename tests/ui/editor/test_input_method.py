"""Chinese typed through an input method."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.ui.editor.desk import Desk


def compose(desk: Desk, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(desk.edit, event)


def test_a_composition_is_no_edit_until_it_is_committed(desk: Desk) -> None:
    desk.fill("你")
    desk.caret(0, 1)
    for preedit in ("h", "ha", "hao"):
        compose(desk, preedit)
        assert desk.texts == ["你"]
        assert desk.document.undo.count() == 0
    compose(desk, "", "好")
    assert desk.texts == ["你好"]
    assert desk.document.undo.count() == 1
    assert desk.agree()
    desk.document.undo.undo()
    assert desk.texts == ["你"]


def test_a_cancelled_composition_changes_nothing(desk: Desk) -> None:
    desk.fill("你")
    desk.caret(0, 1)
    compose(desk, "hao")
    compose(desk, "")
    assert desk.texts == ["你"]
    assert desk.document.undo.count() == 0


def test_composing_over_a_selection_is_one_step(desk: Desk) -> None:
    desk.fill("你们好", "第二")
    desk.caret(0, 1, to=3)
    compose(desk, "hao")
    assert desk.texts == ["你们好", "第二"]
    compose(desk, "", "好")
    assert desk.texts == ["你好", "第二"]
    assert desk.document.undo.count() == 1
    desk.document.undo.undo()
    assert desk.texts == ["你们好", "第二"]
    assert desk.agree()


def test_the_project_changing_does_not_disturb_a_composition(desk: Desk) -> None:
    desk.fill("你", "别处")
    project = desk.document.project
    desk.caret(0, 1)
    compose(desk, "hao")
    desk.document.apply(project.edit_text(desk.ids[1], "改了"))
    desk.document.apply(project.edit_lines([], [project.new_line("新的")], 0))
    assert desk.edit.textCursor().block().layout().preeditAreaText() == "hao"
    assert desk.blocks == ["你", "别处"]
    compose(desk, "", "好")
    assert desk.texts == ["新的", "你好", "改了"]
    assert desk.agree()


def test_composing_in_an_empty_script(desk: Desk) -> None:
    compose(desk, "ni")
    assert desk.texts == []
    compose(desk, "", "你")
    assert desk.texts == ["你"]
    assert desk.agree()


def test_a_commit_at_the_end_of_a_span_stands_outside(desk: Desk) -> None:
    desk.fill("<strong>勇气</strong>")
    desk.caret(0, 2)
    compose(desk, "yu")
    compose(desk, "", "与")
    assert desk.texts == ["<strong>勇气</strong>与"]


def test_typing_goes_on_after_a_commit(desk: Desk) -> None:
    desk.fill("")
    compose(desk, "hao")
    compose(desk, "", "好")
    desk.qtbot.keyClick(desk.edit, Qt.Key.Key_Return)
    desk.type("ok")
    assert desk.texts == ["好", "ok"]
