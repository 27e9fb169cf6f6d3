"""The queue: how far it is, what is being spoken, what waits, what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.outlook import Outlook
from cosydesk.jobs.queue import JobQueue
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.inspector.job_list import JobList
from cosydesk.ui.inspector.job_row import JobRow
from cosydesk.ui.theme import Theme
from cosydesk.ui.time_left import time_left
from cosydesk.ui.widgets.basics import ElidedLabel
from cosydesk.ui.widgets.empty_state import EmptyState
from cosydesk.ui.widgets.icon_button import IconButton


class QueuePanel(QWidget):
    """A summary with the actions on the whole queue, and the list of its jobs.

    Attributes: list: the rows.

    Signals:
        count_changed: how many jobs run or wait.
    """

    count_changed = Signal(int)

    def __init__(self, queue: JobQueue, outlook: Outlook, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._queue = queue
        self._outlook = outlook
        self._count = 0
        m = theme.metrics
        self._summary = ElidedLabel(kind="muted")
        self._summary.setFont(theme.font(theme.type.small, tabular=True))
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self.pause = IconButton(theme, "pause", size=15, edge=m.compact)
        self.retry = IconButton(theme, "rotate-ccw", size=15, edge=m.compact)
        self.cancel = IconButton(theme, "circle-x", size=15, edge=m.compact)
        self.clear = IconButton(theme, "list-x", size=15, edge=m.compact)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._summary, 1)
        for button, action in (
            (self.pause, ActionId.PAUSE_QUEUE),
            (self.retry, ActionId.RETRY_FAILED),
            (self.cancel, ActionId.CANCEL_ALL),
            (self.clear, ActionId.CLEAR_ENDED),
        ):
            button.follow(actions[action])
            head.addWidget(button)
        above = QVBoxLayout()
        above.setContentsMargins(m.md, 0, m.md, m.sm)
        above.setSpacing(m.xs)
        above.addLayout(head)
        above.addWidget(self._bar)
        self.list = JobList(queue, outlook, theme)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        self._empty = EmptyState(theme, "list")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._refresh)
        queue.job_changed.connect(self._job_changed)
        queue.order_changed.connect(self._again.start)
        queue.paused_changed.connect(self._show_paused)
        outlook.changed.connect(self._show_summary)
        self.retranslate()
        self._refresh()

    def rows(self) -> list[JobRow]:
        return self.list.rows()

    def summary_text(self) -> str:
        return self._summary.text()

    def retranslate(self) -> None:
        self._empty.set_texts(self.tr("Nothing queued"), self.tr("Lines that are being spoken appear here."))
        self._show_summary()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _job_changed(self, job: Job) -> None:
        row = self.list.row(job.id)
        if row is None or row.job.state is not job.state:
            self._again.start()
        self.list.show_job(job)

    def _show_paused(self, paused: bool) -> None:
        self.pause.set_icon("play" if paused else "pause")
        self._show_summary()

    def _refresh(self) -> None:
        self.list.refresh()
        jobs = self._queue.jobs()
        self._stack.setCurrentIndex(0 if jobs else 1)
        count = sum(not job.state.ended for job in jobs)
        if count != self._count:
            self._count = count
            self.count_changed.emit(count)
        self._show_summary()

    def _show_summary(self) -> None:
        outlook = self._outlook
        jobs = self._queue.jobs()
        waiting = sum(job.state is JobState.QUEUED for job in jobs)
        failed = sum(job.state is JobState.FAILED for job in jobs)
        running = next((job for job in jobs if job.state.running), None)
        if running is not None:
            self.list.show_job(running)
        if self._queue.paused:
            text = self.tr("Paused · {n} waiting").format(n=waiting)
        elif running is not None or waiting:
            number = min(outlook.done + 1, outlook.total)
            text = self.tr("{n} of {total}").format(n=number, total=outlook.total)
            if left := time_left(outlook.left_s):
                text += f" · {left}"
        elif failed:
            text = self.tr("{n} failed").format(n=failed)
        else:
            text = self.tr("All done")
        self._summary.setText(text)
        self._bar.setVisible(running is not None or waiting > 0)
        self._bar.setValue(round(1000 * outlook.fraction))
