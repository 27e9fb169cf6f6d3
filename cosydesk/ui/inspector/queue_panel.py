"""The queue: what is being spoken, what waits, what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.queue import JobQueue
from cosydesk.ui.inspector.job_row import JobRow
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.empty_state import EmptyState

_SHOWN = 60


class QueuePanel(QWidget):
    """Running and waiting jobs first, then the ended ones, newest first.

    Signals:
        count_changed: how many jobs run or wait.
    """

    count_changed = Signal(int)

    def __init__(self, queue: JobQueue, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._queue = queue
        self._rows: dict[str, JobRow] = {}
        self._count = 0
        m = theme.metrics
        self._clear = QPushButton()
        self._cancel_all = QPushButton()
        for button in (self._clear, self._cancel_all):
            button.setProperty("compact", True)
        self._clear.clicked.connect(queue.clear_ended)
        self._cancel_all.clicked.connect(queue.cancel_all)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(m.md, m.xs, m.md, m.sm)
        buttons.setSpacing(m.sm)
        buttons.addWidget(self._cancel_all)
        buttons.addWidget(self._clear)
        buttons.addStretch()
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(m.md, 0, m.md, m.md)
        self._list.setSpacing(m.sm)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        content.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(buttons)
        column.addWidget(scroll, 1)
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
        self.retranslate()
        self._refresh()

    def rows(self) -> list[JobRow]:
        return list(self._rows.values())

    def retranslate(self) -> None:
        self._clear.setText(self.tr("Clear ended"))
        self._cancel_all.setText(self.tr("Cancel all"))
        self._empty.set_texts(self.tr("Nothing queued"), self.tr("Lines that are being spoken appear here."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _job_changed(self, job: Job) -> None:
        row = self._rows.get(job.id)
        if row is None or row.job.state is not job.state:
            self._again.start()
        if row is not None:
            row.show_job(job)

    def _refresh(self) -> None:
        jobs = self._queue.jobs()
        active = [job for job in jobs if not job.state.ended]
        ended = [job for job in reversed(jobs) if job.state.ended]
        shown = (active + ended)[:_SHOWN]
        keep = {job.id for job in shown}
        for job_id in [known for known in self._rows if known not in keep]:
            gone = self._rows.pop(job_id)
            gone.hide()
            gone.deleteLater()
        for position, job in enumerate(shown):
            row = self._rows.get(job.id)
            if row is None:
                row = self._rows[job.id] = JobRow(self.theme, job)
                row.cancelled.connect(self._queue.cancel)
                row.retried.connect(self._queue.retry)
                row.advanced.connect(lambda job_id: self._queue.move(job_id, 0))
            row.show_job(job)
            if self._list.indexOf(row) != position:
                self._list.insertWidget(position, row)
        self._stack.setCurrentIndex(0 if shown else 1)
        self._clear.setEnabled(bool(ended))
        self._cancel_all.setEnabled(bool(active))
        count = len(active)
        if count != self._count:
            self._count = count
            self.count_changed.emit(count)

    def failed_count(self) -> int:
        return sum(job.state is JobState.FAILED for job in self._queue.jobs())
