"""Speaking in the real window with the real engine process."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from cosydesk.jobs.job import JobState
from cosydesk.ui.actions import ActionId
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.main_window import MainWindow
from tests.ui.window.conftest import CHINESE, write

LOADING_MS = 120_000

pytestmark = pytest.mark.slow


def test_spoken_line_becomes_a_take_and_a_clip(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "One small step.")
    fractions: list[float] = []
    window.queue.job_changed.connect(lambda job: fractions.append(job.fraction))
    with qtbot.waitSignal(window.speech.finished, timeout=LOADING_MS) as finished:
        qtbot.keyClick(window.editor.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert finished.args == [line_id]
    project = window.document.project
    assert project.line_state(line_id) == "done"
    (placed,) = project.layout()
    assert placed.clip.line_id == line_id
    assert 0.4 < placed.length / project.sample_rate < 4
    assert project.audio(placed.clip.take_id).std() > 0.01
    assert fractions == sorted(fractions)
    (row,) = window.inspector.line.takes.rows()
    assert row.current
    assert window.speech.rtf > 0
    said = window.status.engine_text()
    assert "RTF" in said
    assert "Starter voices · CPU" in said
    assert "GB" in said
    assert not window.document.undo.canUndo() or window.document.undo.undoText() != "New take"


def test_stale_lines_are_counted_and_spoken(window: MainWindow, qtbot: QtBot) -> None:
    ids = write(window, "First.", "Second.")
    assert window.top_bar.speak_stale.isEnabled()
    window.actions_by_id[ActionId.SPEAK_STALE].trigger()
    qtbot.waitUntil(
        lambda: all(window.document.project.line_state(i) == "done" for i in ids), timeout=LOADING_MS
    )
    assert not window.top_bar.speak_stale.isEnabled()
    window.document.apply(window.document.project.edit_line(ids[1], speed=1.2))
    assert window.document.project.line_state(ids[1]) == "stale"
    assert window.top_bar.speak_stale.isEnabled()


def test_escape_cancels_and_the_next_job_works(window: MainWindow, qtbot: QtBot) -> None:
    long_text = "This sentence goes on and on, because somebody must have the time to stop it. " * 8
    (line_id,) = write(window, long_text)
    window.actions_by_id[ActionId.SPEAK_LINE].trigger()

    def speaking() -> bool:
        job = window.document.line_job(line_id)
        return job is not None and job.state is JobState.SPEAKING

    qtbot.waitUntil(speaking, timeout=LOADING_MS)
    with qtbot.waitSignal(window.queue.job_cancelled, timeout=10_000):
        qtbot.keyClick(window.editor.edit, Qt.Key.Key_Escape)
    assert window.document.line_job(line_id) is None
    assert not window.document.project.takes
    (other,) = write(window, "好的。", voice=CHINESE)
    with qtbot.waitSignal(window.speech.finished, timeout=LOADING_MS) as finished:
        window.actions_by_id[ActionId.SPEAK_LINE].trigger()
    assert finished.args == [other]


def test_new_take_keeps_the_old_one_and_choosing_is_undone(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "Again.")
    for _ in range(2):
        with qtbot.waitSignal(window.speech.finished, timeout=LOADING_MS):
            window.actions_by_id[ActionId.NEW_TAKE].trigger()
    first, second = window.document.project.takes_of(line_id)
    assert window.document.line(line_id).take_id == second.id
    window.actions_by_id[ActionId.PREVIOUS_TAKE].trigger()
    assert window.document.line(line_id).take_id == first.id
    assert window.document.undo.undoText() == "Choose take"
    window.actions_by_id[ActionId.UNDO].trigger()
    assert window.document.line(line_id).take_id == second.id


def test_failure_is_told_beside_the_line_with_a_way_out(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "No such voice.", voice="starter:nobody")
    with qtbot.waitSignal(window.speech.failed, timeout=LOADING_MS) as failed:
        window.actions_by_id[ActionId.SPEAK_LINE].trigger()
    assert failed.args[0] == line_id
    assert failed.args[2]
    assert window.messages.isVisible()
    assert window.messages.message.startswith("Line 1: ")
    job = window.document.line_job(line_id)
    assert job is not None
    assert job.state is JobState.FAILED


def test_line_without_words_is_refused_at_once(window: MainWindow) -> None:
    write(window, "…")
    window.actions_by_id[ActionId.SPEAK_LINE].trigger()
    assert not window.queue.busy
    assert "nothing to speak" in window.messages.message


def test_voice_is_heard_once_made_and_then_at_once(window: MainWindow, qtbot: QtBot) -> None:
    playing: list[str] = []
    window.audition.playing_changed.connect(playing.append)
    with qtbot.waitSignal(window.audition.playing_changed, timeout=LOADING_MS):
        window.library.hear(CHINESE)
    assert playing == [CHINESE]
    window.library.hear(CHINESE)
    assert playing[-1] == ""
    jobs = len(window.queue.jobs())
    window.library.hear(CHINESE)
    assert playing[-1] == CHINESE
    assert len(window.queue.jobs()) == jobs
    window.library.hear(CHINESE)


def test_closing_while_speaking_asks_once(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "Somebody should ask before this is lost, at least once. " * 10)
    window.actions_by_id[ActionId.SPEAK_LINE].trigger()
    asked: list[str] = []

    def stay() -> None:
        question = window.findChild(Question)
        assert isinstance(question, Question)
        asked.append(question.windowTitle())
        question.no.click()

    QTimer.singleShot(0, stay)
    assert not window.close()
    assert asked == ["Still speaking"]
    assert window.isVisible()
    job = window.document.line_job(line_id)
    assert job is not None
    assert not job.state.ended
