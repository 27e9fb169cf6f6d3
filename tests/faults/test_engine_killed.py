"""The engine process is killed, as the system does when memory runs out: in mid-sentence, idle, while it loads."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot
from support.fault_table import Fault
from support.studio import contents

from cosydesk.engine.types import Request
from cosydesk.jobs.job import JobState
from cosydesk.ui.main_window import MainWindow
from tests.faults.conftest import tell_engine
from tests.jobs.conftest import MakeQueue, Record
from tests.ui.window.conftest import write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

LONG = "The quick brown fox jumps over the lazy dog, and nobody minds. " * 40
LOADING_MS = 120_000


@pytest.fixture
def tiny(make_queue: MakeQueue) -> Record:
    return make_queue()


@pytest.mark.slow
def test_window_whose_engine_is_killed_in_mid_sentence(
    window: MainWindow, qtbot: QtBot, fault: Fault
) -> None:
    """The starter voices in the window: nothing but the take is lost, and the next line is spoken."""
    count = fault("the engine process is killed in mid-sentence, in the window")
    document, queue = window.document, window.queue
    first, second = write(window, LONG, "Hello.")
    document.apply(document.project.edit_line(first, speed=1.1))
    for _ in range(count.tries(2, at_most=20)):
        window.editor.focus_line(first)
        window.editor.edit.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
        window.editor.edit.moveCursor(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        selected = window.editor.edit.textCursor().selectedText()
        assert selected
        before, undo = contents(document.project), document.undo.undoText()
        with qtbot.waitSignal(queue.chunk_ready, timeout=LOADING_MS):
            window.commands.speak([first])
        with qtbot.waitSignal(queue.job_failed, timeout=LOADING_MS):
            os.kill(queue.engine_pid or 0, signal.SIGKILL)
        job = document.line_job(first)
        assert job is not None
        assert job.state is JobState.FAILED
        assert window.messages.message.startswith("Line 1: The engine was ended by the system")
        assert not window.inspector.line._failure._retry.isHidden()
        assert (contents(document.project), document.undo.undoText()) == (before, undo)
        assert document.current_line_id == first
        assert window.editor.edit.textCursor().selectedText() == selected
        with qtbot.waitSignal(window.speech.finished, timeout=LOADING_MS) as finished:
            window.commands.speak([second], anew=True)
        assert finished.args == [second]
        with qtbot.waitSignal(queue.chunk_ready, timeout=LOADING_MS):
            qtbot.mouseClick(window.inspector.line._failure._retry, Qt.MouseButton.LeftButton)
        queue.cancel_all()
        document.undo.undo()
        assert contents(document.project) != before, "edits are taken back as before"
        document.undo.redo()
        count.survived()
    count.lost("the take that was being made; a click on Retry makes it anew")


def test_twice_in_a_row_in_mid_sentence(tiny: Record, fault: Fault) -> None:
    count = fault("the engine process is killed in mid-sentence, twice in a row")
    queue = tiny.queue
    for nth in range(count.tries(1)):
        job_id = queue.submit("tiny", Request("word wait"))
        for _ in range(2):
            tiny.until(lambda job_id=job_id: (job := queue.job(job_id)) and job.seconds_done)
            failed = len(tiny.failed)
            tell_engine(tiny, signal.SIGKILL)
            tiny.until(lambda failed=failed: len(tiny.failed) > failed)
            job = tiny.failed[-1]
            assert (job.id, job.error and job.error.code) == (job_id, "engine_killed")
            queue.retry(job_id)
        tiny.until(lambda job_id=job_id: (job := queue.job(job_id)) and job.seconds_done)
        queue.cancel(job_id)
        queue.submit("tiny", Request("word"))
        tiny.until(lambda nth=nth: len(tiny.finished) > nth)
        count.survived()
    count.lost("the take that was being made; Retry makes it anew")


def test_idle(tiny: Record, fault: Fault) -> None:
    count = fault("the engine process is killed while it has nothing to do")
    for nth in range(count.tries(2)):
        tiny.queue.submit("tiny", Request("word"))
        tiny.until(lambda nth=nth: len(tiny.finished) > nth and tiny.engine[-1][0] == "ready")
        tell_engine(tiny, signal.SIGKILL)
        tiny.until(lambda: tiny.engine[-1][0] == "crashed")
        assert tiny.failed == []
        count.survived()
    count.lost("nothing")


@pytest.mark.slow
def test_loading(make_queue: MakeQueue, fault: Fault) -> None:
    """The starter voices are being opened."""
    record = make_queue(opener=None)
    count = fault("the engine process is killed while it loads a model")
    for nth in range(count.tries(1, at_most=10)):
        job_id = record.queue.submit("starter", Request("Hello."))
        record.until(lambda: record.engine[-1:] == [("loading", "starter")])
        tell_engine(record, signal.SIGKILL)
        record.until(lambda nth=nth: len(record.failed) > nth)
        assert record.failed[-1].error.code == "engine_killed"
        record.queue.retry(job_id)
        record.until(lambda nth=nth: len(record.finished) > nth)
        record.queue.unload()
        record.until(lambda: record.engine[-1][0] == "off")
        count.survived()
    count.lost("nothing; the line is spoken when it is tried again")
