"""The dialog of the pronunciation dictionary: every change is a step of the history."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cosydesk.studio.dictionary_edits import add_respelling, remove_respellings
from cosydesk.ui.dictionary.dictionary_dialog import DictionaryDialog
from cosydesk.ui.dictionary.dictionary_model import Column, DictionaryModel
from cosydesk.ui.document import Document
from cosydesk.ui.main_window import MainWindow
from tests.ui.window.conftest import CHINESE, write

KEY = Qt.Key


@pytest.fixture
def document(window: MainWindow) -> Document:
    write(window, "A gif and an API")
    return window.document


@pytest.fixture
def dialog(window: MainWindow, document: Document) -> DictionaryDialog:
    return window.dialogs.show_dictionary()


def words(document: Document) -> list[tuple[str, str, str]]:
    return [(entry.word, entry.spoken, entry.language) for entry in document.project.respellings]


def add(dialog: DictionaryDialog, qtbot: QtBot, word: str, spoken: str) -> None:
    dialog.word.setText(word)
    dialog.spoken.setText(spoken)
    qtbot.keyClick(dialog.spoken, KEY.Key_Return)


def test_the_model_keeps_the_rules_of_models(document: Document, window: MainWindow) -> None:
    model = DictionaryModel(document, window.theme)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    project = document.project
    for word in ("gif", "API", "重庆"):
        document.apply(add_respelling(project, word, f"x {word}"))
    assert model.rowCount() == 3
    model.set_search("gi")
    assert [model.entry(row).word for row in range(model.rowCount())] == ["gif"]
    model.set_search("")
    assert model.setData(model.index(model.row_of("gif"), Column.SPOKEN), "jif")
    assert model.setData(
        model.index(0, Column.MATCH_CASE), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    )
    document.undo.undo()
    document.apply(remove_respellings(project, [entry.id for entry in project.respellings]))
    document.undo.undo()
    assert model.rowCount() == 3
    del tester


def test_a_word_is_added_with_enter_and_undone(
    dialog: DictionaryDialog, document: Document, qtbot: QtBot
) -> None:
    assert not dialog.add.isEnabled()
    add(dialog, qtbot, "gif", "jif")
    assert words(document) == [("gif", "jif", "")]
    assert dialog.word.text() == ""
    assert document.undo.undoText() == "Add pronunciation"
    assert document.project.line_state(document.project.lines[0].id) == "new"
    document.undo.undo()
    assert words(document) == []


def test_pinyin_is_told_as_it_will_be_read(dialog: DictionaryDialog) -> None:
    dialog.spoken.setText("chong2 qing4")
    assert dialog._said.text().startswith("Read as ")
    assert dialog._said.text().endswith(", by CosyVoice 3 as [ch][óng][q][ìng]")
    dialog.spoken.setText("jif")
    assert dialog._said.text() == ""


def test_a_word_that_is_there_is_refused_and_said(
    dialog: DictionaryDialog, document: Document, qtbot: QtBot
) -> None:
    add(dialog, qtbot, "gif", "jif")
    add(dialog, qtbot, "GIF", "x")
    assert "already" in dialog._said.text()
    assert len(words(document)) == 1
    dialog.language.setCurrentIndex(dialog.language.findData("zh"))
    add(dialog, qtbot, "GIF", "动图")
    assert len(words(document)) == 2


def test_cells_are_edited_in_place(dialog: DictionaryDialog, document: Document, qtbot: QtBot) -> None:
    add(dialog, qtbot, "gif", "jif")
    table = dialog.table
    index = dialog.model.index(0, Column.SPOKEN)
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    qtbot.keyClick(editor, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "ghif")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: words(document) == [("gif", "ghif", "")])
    box = table.visualRect(dialog.model.index(0, Column.ENABLED))
    point = box.topLeft()
    point.setX(point.x() + 16)
    point.setY(box.center().y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert not document.project.respellings[0].enabled
    assert dialog.model.setData(dialog.model.index(0, Column.LANGUAGE), "en")
    assert words(document) == [("gif", "ghif", "en")]


def test_delete_takes_marked_words_out_as_one_step(
    dialog: DictionaryDialog, document: Document, qtbot: QtBot
) -> None:
    for word in ("a", "b", "c"):
        add(dialog, qtbot, word, f"x{word}")
    dialog.table.clearSelection()
    how = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (0, 2):
        dialog.table.selectionModel().select(dialog.model.index(row, 0), how)
    qtbot.keyClick(dialog.table, KEY.Key_Delete)
    assert [word for word, *_ in words(document)] == ["b"]
    document.undo.undo()
    assert len(words(document)) == 3


def test_tables_are_exchanged(
    dialog: DictionaryDialog, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    add(dialog, qtbot, "重庆", "chong2 qing4")
    path = tmp_path / "words.csv"
    dialog.export_file(path)
    document.undo.undo()
    dialog.import_file(path)
    assert words(document) == [("重庆", "chong2 qing4", "")]
    (tmp_path / "bad.csv").write_bytes("gif,jif\nonly\n".encode("utf-16"))
    dialog.import_file(tmp_path / "bad.csv")
    assert "2" in dialog._said.text()
    assert len(words(document)) == 2
    dialog.import_file(tmp_path / "missing.csv")
    assert "missing.csv" in dialog._said.text()
    dialog.export_file(tmp_path / "no" / "words.csv")
    assert "written" in dialog._said.text()


def test_the_marked_word_is_put_in(window: MainWindow, qtbot: QtBot) -> None:
    write(window, "A <strong>gif</strong> here")
    cursor = window.editor.edit.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    window.editor.edit.setTextCursor(cursor)
    qtbot.keyClick(window.editor.edit, KEY.Key_D, Qt.KeyboardModifier.AltModifier)
    dialog = window.findChild(DictionaryDialog)
    assert isinstance(dialog, DictionaryDialog)
    assert dialog.word.text() == "gif"
    add(dialog, qtbot, "gif", "jif")
    dialog.close()
    again = window.dialogs.show_dictionary("gif")
    assert again.table.currentIndex().data() == "jif"  # it is there already: its row


@pytest.mark.slow
def test_only_what_is_marked_is_heard_and_no_take_made(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "A gif and nothing else.")
    project = window.document.project
    window.document.apply(add_respelling(project, "gif", "jif"))
    cursor = window.editor.edit.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    window.editor.edit.setTextCursor(cursor)
    asked = []
    window.queue.job_changed.connect(lambda job: asked.append(job.request.text))
    with qtbot.waitSignal(window.queue.job_finished, timeout=120_000) as finished:
        qtbot.keyClick(window.editor.edit, KEY.Key_H, Qt.KeyboardModifier.AltModifier)
    assert set(asked) == {"jif"}
    assert finished.args is not None
    assert finished.args[1].size > 1000
    assert window.hearing.busy
    qtbot.waitUntil(lambda: not window.hearing.busy, timeout=20_000)
    assert not project.takes_of(line_id)


def test_the_bar_over_marked_words_hears_and_adds_them(window: MainWindow, qtbot: QtBot) -> None:
    write(window, "A gif here")
    cursor = window.editor.edit.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    window.editor.edit.setTextCursor(cursor)
    bar = window.editor.tag_bar
    qtbot.waitUntil(bar.isVisible)
    qtbot.mouseClick(bar.hear, Qt.MouseButton.LeftButton)
    assert window.hearing.busy
    window.hearing.stop()
    qtbot.mouseClick(bar.word, Qt.MouseButton.LeftButton)
    dialog = window.findChild(DictionaryDialog)
    assert isinstance(dialog, DictionaryDialog)
    assert dialog.word.text() == "gif"


def test_hearing_again_stops_it(window: MainWindow, qtbot: QtBot) -> None:
    write(window, "A gif and nothing else.")
    window.editor.toolbar.hear.click()
    assert window.hearing.busy
    window.editor.toolbar.hear.click()
    assert not window.hearing.busy


def test_chinese_is_heard_as_its_pinyin(window: MainWindow, qtbot: QtBot) -> None:
    write(window, "我在重庆", voice=CHINESE)
    dialog = window.dialogs.show_dictionary("重庆")
    dialog.spoken.setText("chong2 qing4")
    asked = []
    window.queue.job_changed.connect(lambda job: asked.append(job.request.text))
    qtbot.mouseClick(dialog.hear, Qt.MouseButton.LeftButton)
    assert len(asked[0]) == 2
    assert "重" not in asked[0]
    dialog.close()
    assert not window.hearing.busy


@pytest.mark.slow
def test_a_word_makes_the_lines_stale_that_hold_it(window: MainWindow, qtbot: QtBot) -> None:
    gif, other = write(window, "A gif.", "A fox.")
    for line_id in (gif, other):
        with qtbot.waitSignal(window.speech.finished, timeout=120_000):
            window.speech.speak([line_id])
    assert window.stale.count == 0
    window.document.apply(add_respelling(window.document.project, "gif", "jif"))
    assert window.stale.count == 1
    row = window.editor.edit.rows.row(gif)
    assert row is not None
    assert row.state.text == "stale"
    with qtbot.waitSignal(window.speech.finished, timeout=120_000):
        window.speech.speak_stale()
    assert window.stale.count == 0
    take = window.document.project.chosen_take(gif)
    assert take is not None
    assert (take.request.text, take.request.sent) == ("A gif.", "A jif.")
    window.document.undo.undo()
    assert window.stale.count == 1
