"""Takes in the window: heard, compared, starred, deleted, told apart, cleaned up; by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cosydesk.studio import project_file
from cosydesk.studio.dictionary_edits import add_respelling, remove_respellings
from cosydesk.studio.mix import render_speech
from cosydesk.studio.take import Take
from cosydesk.ui.actions import ActionId
from cosydesk.ui.inspector.take_row import TakeRow
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import RATE, tone
from tests.ui.window.conftest import CHINESE, write

A = ActionId


def add(window: MainWindow, line_id: str, hz: float = 220.0, seconds: float = 2.0) -> Take:
    project = window.document.project
    request = project.new_take_request(project.line(line_id))
    return project.add_take(line_id, request, tone(seconds, hz), RATE)


def rows(window: MainWindow) -> list[TakeRow]:
    return window.inspector.line.takes.rows()


def press(window: MainWindow, action_id: ActionId) -> None:
    window.actions_by_id[action_id].trigger()


@pytest.fixture
def line_id(window: MainWindow) -> str:
    (made,) = write(window, "The lamp is lit.")
    window.inspector.show_tab(0)
    return made


def test_rows_go_from_the_oldest_and_the_chosen_one_is_marked(window: MainWindow, line_id: str) -> None:
    takes = [add(window, line_id, hz) for hz in (200, 300, 400)]
    assert [row.take.id for row in rows(window)] == [take.id for take in takes]
    assert [row.current for row in rows(window)] == [False, False, True]
    assert rows(window)[2].accessibleName() == "Take 3, 2.00 s, in use"
    press(window, A.PREVIOUS_TAKE)
    assert [row.current for row in rows(window)] == [False, True, False]
    assert window.inspector.line.takes.usage.text().startswith("3 · ")


def test_the_keyboard_does_all_of_it(window: MainWindow, line_id: str, qtbot: QtBot) -> None:
    first, second, third = (add(window, line_id, hz) for hz in (200, 300, 400))
    document = window.document
    rows(window)[2].setFocus()
    qtbot.keyClick(rows(window)[2], Qt.Key.Key_Up)
    qtbot.waitUntil(rows(window)[1].hasFocus)
    qtbot.keyClick(rows(window)[1], Qt.Key.Key_Return)
    assert document.line(line_id).take_id == second.id
    qtbot.keyClick(rows(window)[1], Qt.Key.Key_S)
    assert document.project.takes[second.id].starred
    assert rows(window)[1].accessibleName() == "Take 2, 2.00 s, in use, starred"
    qtbot.keyClick(rows(window)[1], Qt.Key.Key_Space)
    assert window.inspector.line.takes.listening.playing == second.id
    qtbot.keyClick(rows(window)[1], Qt.Key.Key_Space)
    assert window.inspector.line.takes.listening.playing == ""
    # Deleting leaves the keyboard on the neighbour, and undo brings the take back with its star and its choice.
    qtbot.keyClick(rows(window)[1], Qt.Key.Key_Delete)
    assert [row.take.id for row in rows(window)] == [first.id, third.id]
    qtbot.waitUntil(rows(window)[1].hasFocus)
    assert document.undo.undoText() == "Delete take"
    press(window, A.UNDO)
    assert [row.take.id for row in rows(window)] == [first.id, second.id, third.id]
    assert document.project.takes[second.id].starred
    assert document.line(line_id).take_id == second.id
    press(window, A.STAR_TAKE)
    assert not document.project.takes[second.id].starred
    press(window, A.DELETE_TAKE)
    press(window, A.DELETE_TAKE)
    press(window, A.DELETE_TAKE)
    assert rows(window) == []
    assert not window.actions_by_id[A.STAR_TAKE].isEnabled()
    assert "no take" in window.actions_by_id[A.STAR_TAKE].toolTip()


def test_one_key_goes_between_two_takes_at_the_same_place(
    window: MainWindow, line_id: str, qtbot: QtBot
) -> None:
    compare, listening = window.actions_by_id[A.COMPARE_TAKES], window.inspector.line.takes.listening
    first = add(window, line_id, 200)
    assert not compare.isEnabled()
    assert "two takes" in compare.toolTip()
    second = add(window, line_id, 300)
    assert compare.isEnabled()
    assert listening.pair == (second.id, first.id)
    before = window.document.undo.count()
    window.editor.edit.setFocus()
    qtbot.keyClick(window.editor.edit, Qt.Key.Key_Backslash, Qt.KeyboardModifier.ControlModifier)
    assert listening.playing == second.id
    assert [row.letter for row in rows(window)] == ["B", "A"]
    live = window.player.mixer._live["once"]
    qtbot.waitUntil(lambda: live.played > 2_000, timeout=10_000)
    compare.trigger()
    assert listening.playing == first.id
    # It goes on where it was, with the other take's own samples.
    (rest,) = live.parts
    done = 2 * RATE - len(rest)
    assert done > 2_000
    np.testing.assert_array_equal(rest, window.document.project.audio(first.id)[done:])
    compare.trigger()
    assert listening.playing == second.id
    window.player.stop_once()
    assert listening.playing == ""
    compare.trigger()
    assert listening.playing == first.id
    assert window.document.undo.count() == before
    window.player.stop_once()


def test_on_the_timeline_the_line_is_exchanged_where_it_sounds(
    window: MainWindow, line_id: str, qtbot: QtBot
) -> None:
    second_line = write(window, "The lamp is lit.", "Nobody came.")
    line_id = second_line[0]
    old = add(window, line_id, 200, seconds=3.0)
    new = add(window, line_id, 300)
    add(window, second_line[1], 500)
    player, listening = window.player, window.inspector.line.takes.listening
    project, layout = window.document.project, window.document.project.layout()
    player.seek(RATE // 2)
    player.play()
    press(window, A.COMPARE_TAKES)
    assert player.playing
    assert listening.heard == old.id
    plan = player.mixer._plan
    heard = render_speech(plan, RATE, RATE)
    np.testing.assert_allclose(heard, project.audio(old.id)[RATE : 2 * RATE], atol=1e-6)
    assert project.layout() == layout
    assert window.document.line(line_id).take_id == new.id
    press(window, A.COMPARE_TAKES)
    assert listening.heard == new.id
    np.testing.assert_allclose(
        render_speech(player.mixer._plan, RATE, RATE // 2),
        project.audio(new.id)[RATE : RATE * 3 // 2],
        atol=1e-6,
    )
    press(window, A.COMPARE_TAKES)
    player.stop()
    qtbot.waitUntil(lambda: player.mixer._plan.clips[0].take_id == new.id)
    # Choosing ends it too.
    player.seek(RATE // 2)
    player.play()
    press(window, A.COMPARE_TAKES)
    press(window, A.PREVIOUS_TAKE)
    assert window.document.line(line_id).take_id == old.id
    qtbot.waitUntil(lambda: player.mixer._plan.clips[0].take_id == old.id)
    player.stop()


def test_any_take_can_be_the_one_that_is_compared(window: MainWindow, line_id: str, qtbot: QtBot) -> None:
    takes = [add(window, line_id, hz) for hz in (200, 300, 400)]
    listening = window.inspector.line.takes.listening
    assert listening.pair == (takes[2].id, takes[1].id)
    rows(window)[0].setFocus()
    qtbot.keyClick(rows(window)[0], Qt.Key.Key_B)
    assert listening.pair == (takes[2].id, takes[0].id)
    assert [row.letter for row in rows(window)] == ["B", "", "A"]
    qtbot.keyClick(rows(window)[2], Qt.Key.Key_B)
    assert listening.pair == (takes[2].id, takes[0].id)
    write(window, "Another line.")
    assert listening.pair is None


def test_a_take_tells_how_it_differs_from_its_line(window: MainWindow, line_id: str, qtbot: QtBot) -> None:
    add(window, line_id)
    (row,) = rows(window)
    height = row.height()
    assert (row.words.short, row.words.rich) == ("", "")
    document = window.document
    document.apply(document.project.edit_text(line_id, "The lamp was <strong>lit</strong>."))
    qtbot.waitUntil(lambda: row.words.short != "")
    assert row.words.short == "“The lamp is lit.”"
    assert "The lamp <s>is</s><b><u>was</u></b> <b><u>&lt;strong&gt;</u></b>lit" in row.words.rich
    assert "<s>is</s>" in row._tip("row")
    assert row.height() > height
    assert row.accessibleName().endswith("“The lamp is lit.”")
    document.apply(document.project.edit_text(line_id, "The lamp is lit."))
    document.apply(document.project.edit_line(line_id, speed=1.2))
    document.apply(document.project.assign_voice([line_id], CHINESE))
    qtbot.waitUntil(lambda: row.words.short == "Voice: Heart · Speed 1.00×")
    row.grab()


def test_what_the_dictionary_changes_is_told_too(window: MainWindow, line_id: str) -> None:
    add(window, line_id)
    (row,) = rows(window)
    document = window.document
    document.apply(add_respelling(document.project, "lamp", "lomp"))
    assert row.words.short == "“The lamp is lit.”"
    assert "<s>lamp</s><b><u>lomp</u></b>" in row.words.rich
    document.apply(remove_respellings(document.project, [entry.id for entry in document.project.respellings]))
    assert row.words.short == ""


def test_a_seed_tells_takes_apart_only_where_it_is_locked(
    window: MainWindow, line_id: str, qtbot: QtBot
) -> None:
    add(window, line_id)
    add(window, line_id)
    assert [row.words.short for row in rows(window)] == ["", ""]
    document = window.document
    document.apply(document.project.edit_line(line_id, seed=5, seed_locked=True))
    qtbot.waitUntil(lambda: [row.words.short for row in rows(window)] == ["Seed 0", "Seed 1"])


def test_cleaning_up_keeps_what_is_used_and_frees_the_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = write(window, "The lamp is lit.", "Nobody came.")
    path = tmp_path / "clean.cosydesk"
    window.files.save_to(path)
    project = window.document.project
    random = np.random.default_rng(1)
    for line_id, count in ((first, 4), (second, 2)):
        for _ in range(count):
            sound = random.uniform(-0.5, 0.5, RATE).astype(np.float32)
            project.add_take(line_id, project.new_take_request(project.line(line_id)), sound, RATE)
    starred = project.takes_of(first)[0].id
    window.document.apply(project.star_take(starred, True))
    window.document.set_current_line(first)
    window.inspector.line.takes.clean.click()
    dialog = window.dialogs._window.findChildren(type(window.dialogs.show_clean_takes()))[-1]
    items = [dialog.lines.topLevelItem(row) for row in range(dialog.lines.topLevelItemCount())]
    assert [(item.text(0), item.text(1)) for item in items] == [
        ("1  The lamp is lit.", "2"),
        ("2  Nobody came.", "1"),
    ]
    assert items[0].text(2).endswith("kB")
    assert dialog.go.text() == "Delete takes (3)"
    assert "smaller" in dialog.freed_text
    items[1].setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.every.checkState() is Qt.CheckState.PartiallyChecked
    assert dialog.go.text() == "Delete takes (2)"
    dialog.every.click()
    assert dialog.go.text() == "Delete takes (3)"
    before = window.document.undo.count()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert window.document.undo.count() == before + 1
    assert window.document.undo.undoText() == "Clean up takes"
    assert len(project.takes_of(first)) == 2
    assert starred in project.takes
    press(window, A.UNDO)
    assert len(project.takes_of(first)) == 4
    press(window, A.REDO)
    project_file.save(project)
    full = path.stat().st_size
    assert window.files.new()
    assert path.stat().st_size < 0.65 * full


def test_nothing_to_clean_up_says_so_and_the_bits_are_the_projects(window: MainWindow, line_id: str) -> None:
    add(window, line_id)
    dialog = window.dialogs.show_clean_takes()
    assert "nothing to clean up" in dialog._kept.text()
    assert not dialog.go.isEnabled()
    assert not dialog.lines.isVisible()
    dialog.bits._choose(1)
    assert window.document.project.settings.take_bits == 16
    assert window.document.undo.undoText() == "Change project"
    press(window, A.UNDO)
    assert window.document.project.settings.take_bits == 24


def test_a_row_can_be_used_by_mouse(window: MainWindow, line_id: str, qtbot: QtBot) -> None:
    first = add(window, line_id, 200)
    add(window, line_id, 300)
    row = rows(window)[0]
    row.grab()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 12, 18))
    assert window.document.project.takes[first.id].starred
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(80, 18))
    assert window.document.line(line_id).take_id == first.id
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(12, 18))
    assert window.inspector.line.takes.listening.playing == first.id
    window.player.stop_once()
