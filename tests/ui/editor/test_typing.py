"""Keys in the script: words, lines, tags, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.editor.desk import ANN, Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def test_the_first_letter_makes_the_first_line(desk: Desk) -> None:
    assert desk.edit.sync.is_blank
    desk.type("Hi")
    assert desk.texts == ["Hi"]
    assert desk.agree()
    assert desk.document.current_line_id == desk.ids[0]
    desk.document.undo.undo()
    assert desk.texts == []
    assert desk.agree()
    assert desk.edit.sync.is_blank


def test_enter_in_an_empty_script_makes_two_lines(desk: Desk) -> None:
    desk.key(Key.Key_Return)
    assert desk.texts == ["", ""]
    assert desk.agree()


def test_typing_merges_by_word(desk: Desk) -> None:
    desk.fill("")
    desk.type("two words")
    assert desk.texts == ["two words"]
    desk.document.undo.undo()
    assert desk.texts == ["two "]
    assert desk.caret_at() == (0, 4)
    desk.document.undo.undo()
    assert desk.texts == [""]
    desk.document.undo.redo()
    desk.document.undo.redo()
    assert desk.texts == ["two words"]
    assert desk.caret_at() == (0, 9)


def test_enter_splits_with_the_same_voice(desk: Desk) -> None:
    desk.fill("hello world")
    first = desk.ids[0]
    project = desk.document.project
    project.apply(project.edit_line(first, mode="instruct", instruct="calm", speed=1.2))
    desk.caret(0, 6)
    desk.key(Key.Key_Return)
    assert desk.texts == ["hello ", "world"]
    assert desk.ids[0] == first
    second = project.lines[1]
    assert (second.voice_id, second.mode, second.instruct, second.speed) == (ANN, "instruct", "calm", 1.2)
    assert desk.document.current_line_id == second.id
    assert desk.caret_at() == (1, 0)
    desk.document.undo.undo()
    assert desk.texts == ["hello world"]
    assert desk.caret_at() == (0, 6)


def test_enter_at_the_start_leaves_the_takes_with_the_words(desk: Desk) -> None:
    desk.fill("hello")
    first = desk.ids[0]
    desk.caret(0, 0)
    desk.key(Key.Key_Return)
    assert desk.texts == ["", "hello"]
    assert desk.ids[1] == first


def test_shift_enter_makes_a_line_too(desk: Desk) -> None:
    desk.fill("ab")
    desk.caret(0, 1)
    desk.key(Key.Key_Enter, SHIFT)
    assert desk.texts == ["a", "b"]


def test_backspace_at_the_start_joins(desk: Desk) -> None:
    desk.fill("one", "two")
    first = desk.ids[0]
    desk.caret(1, 0)
    desk.key(Key.Key_Backspace)
    assert desk.texts == ["onetwo"]
    assert desk.ids == [first]
    assert desk.document.current_line_id == first
    assert desk.agree()
    desk.document.undo.undo()
    assert desk.texts == ["one", "two"]
    assert desk.caret_at() == (1, 0)
    assert desk.agree()


def test_delete_at_the_end_joins(desk: Desk) -> None:
    desk.fill("one", "two")
    desk.caret(0, 3)
    desk.key(Key.Key_Delete)
    assert desk.texts == ["onetwo"]


def test_deleting_everything_leaves_one_empty_line(desk: Desk) -> None:
    desk.fill("one", "two", "three")
    desk.edit.selectAll()
    desk.key(Key.Key_Delete)
    assert desk.texts == [""]
    assert desk.agree()
    desk.document.undo.undo()
    assert desk.texts == ["one", "two", "three"]
    assert desk.agree()


def test_typing_over_several_lines(desk: Desk) -> None:
    desk.fill("one", "two", "three")
    cursor = desk.edit.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(9, cursor.MoveMode.KeepAnchor)
    desk.edit.setTextCursor(cursor)
    desk.type("X")
    assert desk.texts == ["oXhree"]
    assert desk.agree()


def test_window_keys_are_left_to_the_window(desk: Desk) -> None:
    desk.fill("one")
    desk.caret(0, 3)
    desk.key(Key.Key_Return, CTRL)
    desk.key(Key.Key_Return, CTRL | SHIFT)
    desk.key(Key.Key_Escape)
    desk.key(Key.Key_R, CTRL)
    assert desk.texts == ["one"]


def test_undo_and_redo_by_keys(desk: Desk) -> None:
    desk.fill("one")
    desk.caret(0, 3)
    desk.type("!")
    desk.key(Key.Key_Z, CTRL)
    assert desk.texts == ["one"]
    desk.key(Key.Key_Y, CTRL)
    assert desk.texts == ["one!"]
    desk.key(Key.Key_Z, CTRL)
    desk.key(Key.Key_Z, CTRL | SHIFT)
    assert desk.texts == ["one!"]


def test_strong_on_a_selection_and_back(desk: Desk) -> None:
    desk.fill("a quiet street")
    desk.caret(0, 2, to=7)
    desk.key(Key.Key_S, ALT)
    assert desk.texts == ["a <strong>quiet</strong> street"]
    assert desk.editor.toolbar.strong.isChecked()
    assert desk.document.undo.undoText() == "Strong"
    desk.key(Key.Key_S, ALT)
    assert desk.texts == ["a quiet street"]
    assert not desk.editor.toolbar.strong.isChecked()
    desk.document.undo.undo()
    assert desk.texts == ["a <strong>quiet</strong> street"]
    cursor = desk.edit.textCursor()
    assert (cursor.selectionStart(), cursor.selectionEnd()) == (2, 7)


def test_a_span_leaves_blanks_at_the_ends_out(desk: Desk) -> None:
    desk.fill("a quiet street")
    desk.caret(0, 1, to=8)
    desk.key(Key.Key_L, ALT)
    assert desk.texts == ["a <laughter>quiet</laughter> street"]


def test_strong_on_the_word_at_the_caret(desk: Desk) -> None:
    desk.fill("a quiet street")
    desk.caret(0, 4)
    desk.key(Key.Key_S, ALT)
    assert desk.texts == ["a <strong>quiet</strong> street"]
    desk.key(Key.Key_L, ALT)
    assert desk.texts == ["a <strong><laughter>quiet</laughter></strong> street"]
    desk.key(Key.Key_S, ALT)
    assert desk.texts == ["a <laughter>quiet</laughter> street"]


def test_strong_over_lines_and_chips(desk: Desk) -> None:
    desk.fill("one [breath] two", "three")
    desk.edit.selectAll()
    desk.key(Key.Key_S, ALT)
    assert desk.texts == ["<strong>one [breath] two</strong>", "<strong>three</strong>"]
    assert desk.document.undo.count() == 1
    desk.document.undo.undo()
    assert desk.texts == ["one [breath] two", "three"]


def test_strong_without_a_word_is_for_what_is_typed_next(desk: Desk) -> None:
    desk.fill("")
    desk.key(Key.Key_S, ALT)
    assert desk.editor.toolbar.strong.isChecked()
    desk.type("be bold")
    desk.key(Key.Key_S, ALT)
    desk.type(" now")
    assert desk.texts == ["<strong>be bold</strong> now"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("er", "<strong>quieter</strong>"),  # the word goes on
        (" x", "<strong>quiet</strong> x"),
        (".", "<strong>quiet</strong>."),
    ],
)
def test_typing_at_the_end_of_a_span(desk: Desk, typed: str, expected: str) -> None:
    desk.fill("<strong>quiet</strong>")
    desk.caret(0, 5)
    desk.type(typed)
    assert desk.texts == [expected]


def test_typing_inside_a_span_belongs_to_it(desk: Desk) -> None:
    desk.fill("<strong>quiet</strong>")
    desk.caret(0, 2)
    desk.type(" ,")
    assert desk.texts == ["<strong>qu ,iet</strong>"]


def test_chips_by_key_are_deleted_as_one(desk: Desk) -> None:
    desk.fill("ab")
    desk.caret(0, 1)
    desk.key(Key.Key_B, ALT)
    desk.key(Key.Key_G, ALT)
    assert desk.texts == ["a[breath][laughter]b"]
    desk.type("x")
    assert desk.texts == ["a[breath][laughter]xb"]
    desk.key(Key.Key_Backspace)
    desk.key(Key.Key_Backspace)
    assert desk.texts == ["a[breath]b"]
    desk.key(Key.Key_Left)
    desk.key(Key.Key_Delete)
    assert desk.texts == ["ab"]
    desk.document.undo.undo()
    assert desk.texts == ["a[breath]b"]
    assert desk.agree()


def test_a_chip_inside_a_span_does_not_tear_it(desk: Desk) -> None:
    desk.fill("<strong>ab</strong>")
    desk.caret(0, 1)
    desk.editor.insert_break(0.6)
    assert desk.texts == ['<strong>a<break time="600ms"/>b</strong>']


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("so [breath] it", "so [breath] it"),
        ("a[pause 0.5]b", 'a<break time="500ms"/>b'),
        ('a<break time="2s"/>', 'a<break time="2000ms"/>'),
        ("x <strong>y</strong> z", "x <strong>y</strong> z"),
        ("a < b > c [sic] <b>", "a < b > c [sic] &lt;b>"),
    ],
)
def test_a_typed_tag_is_turned_when_it_is_complete(desk: Desk, typed: str, expected: str) -> None:
    desk.fill("")
    desk.type(typed)
    assert desk.texts == [expected]
    assert desk.agree()


def test_undo_gives_the_letters_of_a_typed_tag_back(desk: Desk) -> None:
    desk.fill("")
    desk.type("[breath]")
    assert desk.blocks == ["[breath]"]
    desk.document.undo.undo()
    assert desk.edit.toPlainText() == "[breath]"
    assert desk.texts == ["&#91;breath]"]


def test_a_surrogate_pair_is_one_letter(desk: Desk) -> None:
    desk.fill("a😀b")
    desk.caret(0, 3)
    desk.key(Key.Key_Backspace)
    assert desk.texts == ["ab"]


def test_a_read_only_project_stays_as_it_is(desk: Desk) -> None:
    desk.fill("one")
    desk.edit.setReadOnly(True)
    desk.type("x")
    desk.key(Key.Key_Return)
    desk.key(Key.Key_S, ALT)
    desk.editor.insert_event("breath")
    assert desk.texts == ["one"]
