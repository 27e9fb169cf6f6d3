"""The count beside "Speak stale" is right after everything that can change it, and costs little."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cosydesk.studio.project import Project
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import tone
from tests.ui.window.conftest import CHINESE, write


def agrees(window: MainWindow) -> int:
    count = len(window.document.project.stale_lines())
    assert window.stale.count == count
    assert window.top_bar.speak_stale.isEnabled() == bool(count)
    return count


def test_it_follows_every_kind_of_edit(window: MainWindow, qtbot: QtBot) -> None:
    ids = write(window, "One.", "Two.", "", "Four.")
    project = window.document.project
    assert agrees(window) == 3
    take = project.add_take(ids[0], project.take_request(project.line(ids[0])), tone(0.2), 24_000)
    assert agrees(window) == 2
    window.document.apply(project.edit_text(ids[0], "One and a half."))
    assert agrees(window) == 3
    window.document.undo.undo()
    assert agrees(window) == 2
    window.document.apply(project.assign_voice([ids[1]], ""))
    assert agrees(window) == 1
    window.document.apply(project.assign_voice(ids[:2], CHINESE))
    assert agrees(window) == 3
    window.document.undo.undo()
    window.document.apply(project.delete_take(take.id))
    assert agrees(window) == 2
    window.document.apply(project.edit_lines(ids[2:], [project.new_line("Five.", CHINESE)], 2))
    assert agrees(window) == 2
    while window.document.undo.canUndo():
        window.document.undo.undo()
        agrees(window)
    while window.document.undo.canRedo():
        window.document.undo.redo()
        agrees(window)
    window.files.new()
    assert agrees(window) == 0


def test_a_letter_looks_at_one_line_only(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = write(window, *[f"Line {number}." for number in range(50)])
    project = window.document.project
    asked: list[str] = []
    line_state = Project.line_state

    def counting(self: Project, line_id: str) -> str:
        asked.append(line_id)
        return line_state(self, line_id)

    monkeypatch.setattr(Project, "line_state", counting)
    window.document.apply(project.edit_text(ids[7], "Another text."))
    assert asked.count(ids[7]) >= 1
    assert set(asked) == {ids[7]}
