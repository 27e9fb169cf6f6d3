"""What a person is told about the project's file: recovered, read-only, not saved, copied, left untitled."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cosydesk import app
from cosydesk.settings import Settings
from cosydesk.studio import project_file
from cosydesk.studio.sqlite_store import SqliteStore
from cosydesk.ui.actions import ActionId
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import write_lines
from tests.ui.window.conftest import write

A = ActionId


def fill_disk(window: MainWindow) -> SqliteStore:
    """From now on the file can't grow, as on a full disk."""
    store = window.document.project.store
    assert isinstance(store, SqliteStore)
    assert store._writer is not None
    store._writer.execute("PRAGMA query_only = ON")
    return store


def free_disk(store: SqliteStore) -> None:
    assert store._writer is not None
    store._writer.execute("PRAGMA query_only = OFF")


def answer(qtbot: QtBot, window: MainWindow, button: str, seen: list[str]) -> None:
    """Press a button of the question that will be asked."""
    from PySide6.QtCore import QTimer

    def press() -> None:
        for dialog in window.findChildren(Question):
            if dialog.isVisible():
                seen.append(dialog.windowTitle())
                next(one for one in dialog.findChildren(QPushButton) if one.text() == button).click()
                return
        QTimer.singleShot(10, window, press)

    QTimer.singleShot(0, window, press)


def test_a_recovered_project_says_so(window: MainWindow, tmp_path: Path) -> None:
    write(window, "The lamp is lit.")
    path = tmp_path / "lamp.cosydesk"
    assert window.files.save_to(path)
    # As after a power cut: the file as it is in the middle of the session, with its log.
    for name in (path.name, f"{path.name}-wal"):
        (tmp_path / name.replace("lamp", "cut")).write_bytes((tmp_path / name).read_bytes())
    assert window.files.open(tmp_path / "cut.cosydesk")
    assert window.messages.message == "Recovered cut."
    assert window.document.project.lines[0].text == "The lamp is lit."
    window.messages.hide()
    window.files.new()
    assert window.files.open(tmp_path / "cut.cosydesk")
    assert not window.messages.isVisible()


def test_the_start_after_a_power_cut_says_what_was_recovered(qapp: QApplication, window: MainWindow) -> None:
    project = project_file.create()
    write_lines(project, "Keep me.")
    path = project.path
    assert path is not None
    names = (path.name, f"{path.name}-wal")
    cut = {name: path.with_name(name).read_bytes() for name in names}
    project_file.close(project)
    for name, data in cut.items():
        path.with_name(name).write_bytes(data)
    settings = Settings.load()
    settings.language = "en"
    settings.last_project = str(path)
    started = app.build(qapp, settings)
    try:
        assert started.document.project.lines[0].text == "Keep me."
        assert started.messages.message == "Recovered Untitled."
        assert not started.messages.isHidden()
    finally:
        started.queue.shutdown()
        started.player.close()
        started.close()
        started.deleteLater()


def test_a_new_name_is_known_before_the_old_file_goes(window: MainWindow, tmp_path: Path) -> None:
    """A program that ends while it saves under a name must come back with the project, not with the scene."""
    write(window, "The lamp is lit.")
    path = tmp_path / "lamp.cosydesk"
    known: list[str] = []
    window.document.title_changed.connect(
        lambda: known.append(Settings.load(window.settings.path).last_project)
    )
    assert window.files.save_to(path)
    assert set(known) == {str(path)}
    assert not window.files.save_to(tmp_path / "no such folder" / "lamp.cosydesk")
    assert Settings.load(window.settings.path).last_project == str(path)


def test_a_second_window_looks_only_and_keeps_saying_so(window: MainWindow, tmp_path: Path) -> None:
    write(window, "The lamp is lit.")
    path = tmp_path / "lamp.cosydesk"
    assert window.files.save_to(path)
    assert window.files.new()
    other = project_file.open(path)
    try:
        assert window.files.open(path)
        assert "another window has it" in window.messages.message
        assert window.windowTitle() == "lamp (read-only) — CosyDesk"
        assert window.status.saved_text() == "Read-only"
        dialog = window.dialogs.show_clean_takes()
        assert not dialog.go.isEnabled()
        assert not dialog.bits.isEnabled()
    finally:
        project_file.close(other)
    assert window.files.save_to(tmp_path / "mine.cosydesk")
    assert window.windowTitle() == "mine — CosyDesk"
    assert window.status.saved_text().startswith("Autosaved")


def test_a_full_disk_is_told_and_the_session_goes_on(window: MainWindow, tmp_path: Path) -> None:
    (line_id,) = write(window, "The lamp is lit.")
    path = tmp_path / "lamp.cosydesk"
    assert window.files.save_to(path)
    store = fill_disk(window)
    document = window.document
    document.apply(document.project.edit_text(line_id, "The lamp is out."))
    assert "can't be written" in window.messages.message
    assert window.status.saved_text() == "Not saved"
    document.apply(document.project.edit_text(line_id, "The lamp is out!"))
    assert document.line(line_id).text == "The lamp is out!"
    window.messages.hide()
    window.actions_by_id[A.SAVE].trigger()
    assert window.messages.isVisible()
    before = project_file.open(path, read_only=True)
    assert before.lines[0].text == "The lamp is lit."
    project_file.close(before)
    free_disk(store)
    window.actions_by_id[A.SAVE].trigger()
    assert window.status.saved_text().startswith("Autosaved")
    after = project_file.open(path, read_only=True)
    assert after.lines[0].text == "The lamp is out!"
    project_file.close(after)


def test_what_is_in_memory_only_is_not_left_behind_unasked(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line_id,) = write(window, "The lamp is lit.")
    path = tmp_path / "lamp.cosydesk"
    assert window.files.save_to(path)
    fill_disk(window)
    window.document.apply(window.document.project.edit_text(line_id, "The lamp is out."))
    seen: list[str] = []
    answer(qtbot, window, "Stay", seen)
    window.actions_by_id[A.NEW].trigger()
    assert seen == ["Your last changes are not saved"]
    assert window.document.project.path == path
    # Saved under another name, everything is there, and the window goes on to the new project.
    rescued = tmp_path / "rescued.cosydesk"
    monkeypatch.setattr(window.files, "_ask_where", lambda title, name: rescued)
    answer(qtbot, window, "Save as…", seen)
    window.actions_by_id[A.NEW].trigger()
    assert window.document.title == "Untitled"
    found = project_file.open(rescued)
    assert found.lines[0].text == "The lamp is out."
    project_file.close(found)
    # Given up, the file stays as it was, and nothing holds it any more.
    assert window.files.open(rescued)
    fill_disk(window)
    window.document.apply(window.document.project.edit_text(line_id, "Nothing."))
    answer(qtbot, window, "Lose the changes", seen)
    window.actions_by_id[A.NEW].trigger()
    found = project_file.open(rescued)
    assert (found.read_only, found.lines[0].text) == (False, "The lamp is out.")
    project_file.close(found)
    QApplication.processEvents()


def test_a_copy_is_written_and_the_window_stays_where_it_is(window: MainWindow, tmp_path: Path) -> None:
    (line_id,) = write(window, "The lamp is lit.")
    path = tmp_path / "lamp.cosydesk"
    assert window.files.save_to(path)
    assert window.files.copy_to(tmp_path / "copy")
    assert window.document.project.path == path
    window.document.apply(window.document.project.edit_text(line_id, "Changed."))
    copy = project_file.open(tmp_path / "copy.cosydesk")
    assert (copy.lines[0].text, copy.recovered) == ("The lamp is lit.", False)
    project_file.close(copy)
    window.messages.hide()
    assert not window.files.copy_to(path)
    assert "another name" in window.messages.message
    assert window.document.project.lines[0].text == "Changed."


def test_untitled_projects_are_found_again_in_the_menu(window: MainWindow) -> None:
    window.files.forget_all()
    write(window, "Keep me.")
    path = window.document.project.path
    assert window.files.new()
    window.menus.recent.aboutToShow.emit()
    texts = [action.text() for action in window.menus.recent.actions()]
    assert any(text.startswith("Untitled, ") for text in texts)
    assert "No projects yet" not in texts
    index = window.files.untitled().index(path)
    window.menus.recent.actions()[index].trigger()
    assert window.document.project.path == path
    assert window.document.project.lines[0].text == "Keep me."
    assert str(path) not in window.settings.recent_files
