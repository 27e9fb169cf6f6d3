"""The queue in the window: what is shown of it, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tiny_models import open_tiny

from cosydesk.engine.types import Request
from cosydesk.jobs.job import JobState
from cosydesk.jobs.outlook import Outlook
from cosydesk.jobs.queue import JobQueue
from cosydesk.settings import Settings
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.inspector.job_row import JobRow
from cosydesk.ui.inspector.queue_panel import QueuePanel
from cosydesk.ui.keymap import Keymap
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.theme import Theme
from cosydesk.ui.time_left import time_left
from tests.ui.window.conftest import write

PATIENCE_MS = 60_000
LOADING_MS = 120_000


class Desk:
    """A panel over a queue whose engine process speaks with the tiny model."""

    def __init__(self, qtbot: QtBot, application: QApplication) -> None:
        self.qtbot = qtbot
        self.queue = JobQueue(threads=1, opener=open_tiny)
        theme = Theme(application, "light")
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.actions = Actions(self.host, theme, Keymap(Settings()))
        self.outlook = Outlook(self.queue)
        self.panel = QueuePanel(self.queue, self.outlook, self.actions, theme)
        self.actions.connect_all({ActionId.CANCEL_ALL: self.queue.cancel_all})
        qtbot.addWidget(self.panel)
        self.panel.resize(280, 600)
        self.panel.show()
        qtbot.waitExposed(self.panel)

    def submit(self, *texts: str) -> list[str]:
        ids = [self.queue.submit("tiny", Request(text), label=text) for text in texts]
        self.settle()
        return ids

    def settle(self) -> None:
        """The rows are in the order of the queue."""

        def same() -> bool:
            jobs = self.queue.jobs()
            wanted = [job.id for job in jobs if not job.state.ended]
            wanted += [job.id for job in reversed(jobs) if job.state.ended]
            return [row.job.id for row in self.panel.rows()] == wanted

        self.qtbot.waitUntil(same, timeout=PATIENCE_MS)
        QApplication.processEvents()

    def row(self, job_id: str) -> JobRow:
        row = self.panel.list.row(job_id)
        assert row is not None
        return row

    def waiting(self) -> list[str]:
        return [job.label for job in self.queue.jobs() if job.state is JobState.QUEUED]

    def drag(self, job_id: str, y: int, *, drop: bool = True) -> None:
        """Drag a row until the pointer is at `y` of the list."""
        row = self.row(job_id)
        middle = row.rect().center()
        QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=middle)
        for step in (0.3, 1.0):
            end = row.mapFrom(self.panel.list.widget(), QPoint(middle.x(), y))
            QTest.mouseMove(row, middle + (end - middle) * step)
            QApplication.processEvents()
        if drop:
            QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=end)
            self.settle()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    desk = Desk(qtbot, qapp)
    yield desk
    desk.queue.shutdown()


def test_a_row_tells_how_far_it_is(desk: Desk, qtbot: QtBot) -> None:
    (job_id, other) = desk.submit("one two wait", "later")
    row = desk.row(job_id)
    qtbot.waitUntil(lambda: "67 %" in row.state_text(), timeout=PATIENCE_MS)
    assert "4 tokens · 0.2 s of speech · RTF" in row.figures_text()
    assert desk.row(other).state_text() == "Waiting"
    qtbot.waitUntil(lambda: row.left_text().endswith("left"), timeout=PATIENCE_MS)
    assert desk.panel.summary_text().startswith("1 of 2 · ")
    assert "67 %" in row.accessibleDescription()
    desk.queue.cancel(job_id)
    qtbot.waitUntil(lambda: not desk.queue.busy, timeout=PATIENCE_MS)
    assert desk.row(job_id).state_text() == "Cancelled"
    assert desk.row(other).state_text() == "Done · 0.10 s"
    assert "2 tokens · RTF" in desk.row(other).figures_text()
    assert desk.panel.summary_text() == "All done"


def test_waiting_lines_are_dragged_into_another_order(desk: Desk) -> None:
    ids = desk.submit("wait", "a", "b", "c", "d")
    desk.drag(ids[4], desk.row(ids[1]).y() + 2)
    assert desk.waiting() == ["d", "a", "b", "c"]
    desk.drag(ids[4], desk.row(ids[3]).geometry().bottom() - 2)
    assert desk.waiting() == ["a", "b", "c", "d"]
    desk.drag(ids[1], desk.row(ids[3]).y() - 3)
    assert desk.waiting() == ["b", "a", "c", "d"]
    running = desk.row(ids[0])
    QTest.mousePress(running, Qt.MouseButton.LeftButton)
    QTest.mouseMove(running, QPoint(20, 200))
    QTest.mouseRelease(running, Qt.MouseButton.LeftButton, pos=QPoint(20, 200))
    assert desk.waiting() == ["b", "a", "c", "d"]


def test_escape_leaves_a_drag(desk: Desk) -> None:
    ids = desk.submit("wait", "a", "b", "c")
    row = desk.row(ids[3])
    row.setFocus()
    desk.drag(ids[3], desk.row(ids[1]).y() + 2, drop=False)
    mark = desk.panel.list._mark
    assert mark.isVisible()
    QTest.keyClick(row, Qt.Key.Key_Escape)
    assert not mark.isVisible()
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton)
    assert desk.waiting() == ["a", "b", "c"]


def test_the_keyboard_does_it_too(desk: Desk, qtbot: QtBot) -> None:
    ids = desk.submit("wait", "a", "b", "c")
    row = desk.row(ids[3])
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.waiting() == ["a", "c", "b"]
    for _ in range(5):
        QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.waiting() == ["a", "b", "c"]
    assert row.hasFocus()
    QTest.keyClick(row, Qt.Key.Key_Up)
    assert desk.row(ids[2]).hasFocus()
    QTest.keyClick(desk.row(ids[2]), Qt.Key.Key_Delete)
    desk.settle()
    assert desk.waiting() == ["a", "c"]
    assert desk.row(ids[3]).hasFocus()
    ended = desk.row(ids[2])
    QTest.keyClick(ended, Qt.Key.Key_Return)
    desk.settle()
    assert desk.waiting() == ["a", "c", "b"]


def test_many_lines_are_counted_where_they_have_no_row(desk: Desk) -> None:
    for number in range(70):
        desk.queue.submit("tiny", Request("wait"), label=f"Line {number}")
    desk.qtbot.waitUntil(lambda: len(desk.panel.rows()) == 60, timeout=PATIENCE_MS)
    assert desk.panel.list._more.text() == "and 10 more"
    desk.actions[ActionId.CANCEL_ALL].trigger()
    assert not desk.queue.busy


def test_times_left_are_coarser_the_further_off() -> None:
    assert [time_left(seconds) for seconds in (None, 0.0, 1.2)] == ["", "a moment left", "a moment left"]
    assert [time_left(seconds) for seconds in (7.4, 43.0)] == ["7 s left", "45 s left"]
    assert [time_left(seconds) for seconds in (83.0, 3_729.0)] == ["1:20 left", "1:02:00 left"]


@pytest.mark.slow
def test_a_failed_line_says_why_and_the_others_go_on(window: MainWindow, qtbot: QtBot) -> None:
    ids = write(window, "Good.", "Bad.", "Good again.")
    project = window.document.project
    window.document.apply(project.edit_line(ids[1], voice_id="starter:nobody"))
    window.queue.clear_ended()
    window.actions_by_id[ActionId.SPEAK_STALE].trigger()
    assert " % · " in window.windowTitle()
    qtbot.waitUntil(lambda: not window.queue.busy, timeout=LOADING_MS)
    assert [project.line_state(line_id) for line_id in (ids[0], ids[2])] == ["done", "done"]
    panel = window.inspector.queue
    qtbot.waitUntil(lambda: panel.summary_text() == "1 failed")
    (failed,) = [row for row in panel.rows() if row.job.state is JobState.FAILED]
    assert len(failed.state_text()) > 20
    assert " % · " not in window.windowTitle()
    window.actions_by_id[ActionId.RETRY_FAILED].trigger()
    assert window.queue.busy
    qtbot.waitUntil(lambda: not window.queue.busy, timeout=LOADING_MS)
    window.actions_by_id[ActionId.CLEAR_ENDED].trigger()
    assert window.queue.jobs() == []
    assert not window.actions_by_id[ActionId.RETRY_FAILED].isEnabled()
    assert not window.actions_by_id[ActionId.CLEAR_ENDED].isEnabled()


@pytest.mark.slow
def test_a_paused_queue_waits_and_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    ids = write(window, "One.", "Two.")
    window.actions_by_id[ActionId.PAUSE_QUEUE].trigger()
    assert window.queue.paused
    window.actions_by_id[ActionId.SPEAK_STALE].trigger()
    assert window.inspector.queue.summary_text() == "Paused · 2 waiting"
    assert all(job.state is JobState.QUEUED for job in window.queue.jobs() if not job.state.ended)
    window.inspector.show_tab(1)
    rows = [row.job.id for row in window.inspector.queue.rows()]
    window.inspector.show_tab(0)
    window.inspector.show_tab(1)
    assert [row.job.id for row in window.inspector.queue.rows()] == rows
    window.inspector.queue.pause.click()
    assert not window.queue.paused
    assert not window.actions_by_id[ActionId.PAUSE_QUEUE].isChecked()
    qtbot.waitUntil(
        lambda: all(window.document.project.line_state(line_id) == "done" for line_id in ids),
        timeout=LOADING_MS,
    )
    window.inspector.show_tab(0)
