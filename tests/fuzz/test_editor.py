"""The editor on a real document: whatever is done to it, text and project agree, and undoing gives each state back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.fuzzing import fuzz

from cosydesk.studio.line import Line, new_id
from cosydesk.studio.project import Project
from tests.ui.editor.desk import ANN, BEN, HEART, Desk

Key = Qt.Key
NONE, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = (
    *((key, NONE) for key in (Key.Key_Return, Key.Key_Backspace, Key.Key_Delete)),
    *((key, CTRL) for key in (Key.Key_Backspace, Key.Key_Delete, Key.Key_A, Key.Key_X, Key.Key_V)),
    *((key, SHIFT) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_End)),
    *((key, ALT) for key in (Key.Key_S, Key.Key_L, Key.Key_B, Key.Key_G)),
    *((key, NONE) for key in (Key.Key_Left, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_Tab)),
)  # fmt: skip
TEXTS = (
    *("", "plain", "a <strong>b</strong> c", "[breath]x", "中文😀", "<laughter>ha <strong>x</strong></laughter>"),
    *("\ufffc", "\u2029", "\u2028\u0085", "\0", "\ud800", "<foo>[pause 0.3]", "e\u0301\u200d👩\u200d👩", "&lt;b>"),
    *("אבג", " "),
)  # fmt: skip
texts = st.sampled_from(TEXTS) | st.text(max_size=8)

number = st.integers(0, 60)
actions = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(["a", "word ", "x.", "<", "[breath]"])),
    st.tuples(st.just("key"), st.sampled_from(range(len(KEYS)))),
    st.tuples(st.just("paste"), st.lists(texts, min_size=1, max_size=4).map("\n".join)),
    st.tuples(st.just("caret"), number, number),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("text"), number, texts),
    st.tuples(st.just("lines"), number, number, st.lists(texts, max_size=3)),
    st.tuples(st.just("move"), number, number),
    st.tuples(st.just("change"), number, st.sampled_from([ANN, BEN, HEART, ""]), st.sampled_from([0.5, 1.0, 2.0])),
)  # fmt: skip


def contents(project: Project) -> list[Line]:
    return list(project.lines)


def act(desk: Desk, kind: str, *how: Any) -> None:
    """One thing, done by hand or from elsewhere."""
    document = desk.document
    project = document.project
    lines = project.lines
    match kind:
        case "type":
            desk.type(how[0])
        case "key":
            desk.key(*KEYS[how[0]])
        case "paste":
            QApplication.clipboard().setText(how[0])
            desk.edit.paste()
        case "caret":
            cursor = desk.edit.textCursor()
            end = desk.edit.document().characterCount() - 1
            cursor.setPosition(between_letters(desk, min(how[0], end)))
            cursor.setPosition(between_letters(desk, min(how[1], end)), cursor.MoveMode.KeepAnchor)
            desk.edit.setTextCursor(cursor)
        case "undo":
            document.undo.undo()
        case "redo":
            document.undo.redo()
        case "text" if lines:
            document.apply(project.edit_text(lines[how[0] % len(lines)].id, how[1]))
        case "lines":
            gone = desk.ids[how[0] : how[0] + how[1] % 3]
            fresh = [Line(new_id(), text, BEN) for text in how[2]]
            document.apply(project.edit_lines(gone, fresh, how[1] % (len(desk.ids) + 1)))
        case "move" if lines:
            document.apply(project.move_lines([lines[how[0] % len(lines)].id], how[1] % (len(lines) + 1)))
        case "change" if lines:
            line = lines[how[0] % len(lines)]
            changes = {"voice_id": how[1], "speed": how[2]} if how[1] else {"speed": how[2]}
            document.apply(project.edit_line(line.id, **changes))


def between_letters(desk: Desk, position: int) -> int:
    """The place itself, or the one before, where it lies within a letter: nobody gets there."""
    block = desk.edit.document().findBlock(position)
    offset = position - block.position()
    while offset and not block.layout().isValidCursorPosition(offset):
        offset -= 1
    return block.position() + offset


def walk(
    step: Callable[[], None], can: Callable[[], bool], desk: Desk, states: dict[int, list[Line]]
) -> None:
    """Undo or redo as far as it goes; each state must be the one that was there before."""
    while can():
        step()
        index = desk.document.undo.index()
        if index in states:
            assert contents(desk.document.project) == states[index]
        assert desk.agree()


@fuzz(20, steps=st.lists(actions, min_size=1, max_size=25), start=st.lists(texts, max_size=4))
def test_undoing_gives_each_state_back(
    desk: Desk,
    steps: list[tuple[Any, ...]],
    start: list[str],
) -> None:
    document = desk.document
    document.set_project(Project())
    desk.fill(*start)
    undo = document.undo
    states = {0: contents(document.project)}
    for step in steps:
        before = undo.index()
        act(desk, *step)
        assert desk.agree()
        # Gone with what could be redone, or changed: the first letter may have merged into the step before.
        changed = range(max(1, before), undo.index())
        states = {at: state for at, state in states.items() if at <= undo.count() and at not in changed}
        states[undo.index()] = contents(document.project)
    walk(undo.redo, undo.canRedo, desk, states)
    end = contents(document.project)
    walk(undo.undo, undo.canUndo, desk, states)
    assert contents(document.project) == states[0]
    walk(undo.redo, undo.canRedo, desk, states)
    assert contents(document.project) == end
