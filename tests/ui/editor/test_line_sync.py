"""Script and text stay the same, whatever happens on either side."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cosydesk.studio.edit import Edit
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.project import Project
from tests.ui.editor.desk import ANN, BEN, Desk

KEYS = [
    Qt.Key.Key_Return,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
]
TEXTS = [
    "",
    "plain",
    "a <strong>b</strong> c",
    "[breath]x",
    "中文😀",
    "<laughter>ha <strong>x</strong></laughter>",
]


def act(desk: Desk, chance: random.Random) -> None:
    """One thing, done by hand or from elsewhere."""
    project, document = desk.document.project, desk.document
    shift = Qt.KeyboardModifier.ShiftModifier
    alt = Qt.KeyboardModifier.AltModifier
    kind = chance.randrange(12)
    if kind <= 2:
        desk.type(chance.choice(["a", "word ", "x.", "<", "[breath]"]))
    elif kind <= 4:
        desk.key(chance.choice(KEYS))
    elif kind == 5:
        for _ in range(chance.randrange(5)):
            desk.key(chance.choice(KEYS[3:]), shift)
    elif kind == 6:
        desk.key(chance.choice([Qt.Key.Key_S, Qt.Key.Key_L, Qt.Key.Key_B, Qt.Key.Key_G]), alt)
    elif kind == 7:
        QApplication.clipboard().setText(chance.choice(["one", "a\nb [breath]\n中", "<strong>s</strong>\nt"]))
        desk.edit.paste()
    elif kind == 8:
        document.undo.undo()
    elif kind == 9:
        document.undo.redo()
    elif kind == 10 and project.lines:
        line = chance.choice(project.lines)
        document.apply(project.edit_text(line.id, chance.choice(TEXTS)))
    elif kind == 11:
        gone = chance.sample(desk.ids, min(len(desk.ids), chance.randrange(3)))
        fresh = [Line(new_id(), chance.choice(TEXTS), BEN) for _ in range(chance.randrange(3))]
        document.apply(project.edit_lines(gone, fresh, chance.randrange(len(desk.ids) + 1)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_text_and_project_agree_after_anything(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    desk.fill(*TEXTS)
    start = desk.texts
    for _ in range(120):
        act(desk, chance)
        assert desk.agree()
    while desk.document.undo.canRedo():
        desk.document.undo.redo()
    end = desk.texts
    while desk.document.undo.canUndo():
        desk.document.undo.undo()
        assert desk.agree()
    assert desk.texts == start
    while desk.document.undo.canRedo():
        desk.document.undo.redo()
    assert desk.texts == end
    assert desk.agree()


def test_only_blocks_that_changed_are_touched(desk: Desk) -> None:
    desk.fill("one", "two", "three")
    seen: list[tuple[int, int, int]] = []
    desk.edit.document().contentsChange.connect(lambda *change: seen.append(change))
    project = desk.document.project
    desk.document.apply(project.edit_text(desk.ids[1], "two!"))
    assert seen == [(7, 0, 1)]
    assert desk.agree()


def test_moved_lines(desk: Desk) -> None:
    desk.fill("one", "two", "three", "four")
    project = desk.document.project
    desk.document.apply(project.move_lines([desk.ids[3]], 1))
    assert desk.blocks == ["one", "four", "two", "three"]
    assert desk.agree()


def test_markup_of_another_hand_is_left_as_written(desk: Desk) -> None:
    desk.fill("[pause 0.3] <STRONG>x", "y")
    desk.caret(1, 1)
    desk.type("!")
    assert desk.texts == ["[pause 0.3] <STRONG>x", "y!"]


def test_another_project_is_shown(desk: Desk) -> None:
    desk.fill("old")
    other = Project()
    other.apply(other.edit_lines([], [Line(new_id(), "new", ANN), Line(new_id(), "lines", ANN)], 0))
    desk.document.set_project(other)
    assert desk.blocks == ["new", "lines"]
    assert desk.agree()
    assert desk.caret_at() == (0, 0)
    desk.document.set_project(Project())
    assert desk.agree()
    assert desk.edit.sync.is_blank


class Refusing(Project):
    """A project that can't be changed any more, as when its file has become read-only."""

    def apply(self, edit: Edit) -> Edit:
        if self.lines:
            raise StudioError("No.", code="read_only")
        return super().apply(edit)


def test_a_refused_edit_is_taken_back(desk: Desk) -> None:
    project = Refusing()
    project.apply(project.edit_lines([], [Line(new_id(), "stays", ANN)], 0))
    desk.document.set_project(project)
    desk.edit.moveCursor(desk.edit.textCursor().MoveOperation.End)
    with desk.qtbot.captureExceptions() as raised:
        desk.type("x")
    assert [error[0] for error in raised] == [StudioError]
    assert desk.texts == ["stays"]
    assert desk.agree()
