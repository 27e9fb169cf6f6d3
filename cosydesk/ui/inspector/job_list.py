"""The rows of the queue: what runs, what waits, what has ended, and the order of what waits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.outlook import Outlook
from cosydesk.jobs.queue import JobQueue
from cosydesk.ui.inspector.job_row import JobRow
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label

_SHOWN = 60


class JobList(QScrollArea):
    """Running and waiting jobs first, then the ended ones, newest first; of many only the first ones have a row."""

    def __init__(self, queue: JobQueue, outlook: Outlook, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._queue = queue
        self._outlook = outlook
        self._rows: dict[str, JobRow] = {}
        self._gap: int | None = None  # where a dragged job would go among those that wait
        self._hidden = 0
        m = theme.metrics
        self._content = QWidget()
        self._layout = QVBoxLayout(self._content)
        self._layout.setContentsMargins(m.md, 0, m.md, m.md)
        self._layout.setSpacing(m.sm)
        self._more = label("muted")
        self._more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout.addWidget(self._more)
        self._layout.addStretch(1)
        self._mark = QFrame(self._content)
        self._mark.setProperty("kind", "drop-mark")
        self._mark.setFixedHeight(2)
        self._mark.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def rows(self) -> list[JobRow]:
        """From the top."""
        return sorted(self._rows.values(), key=self._layout.indexOf)

    def row(self, job_id: str) -> JobRow | None:
        return self._rows.get(job_id)

    def show_job(self, job: Job) -> None:
        """Bring the job's row up to date, if it has one."""
        if (row := self._rows.get(job.id)) is not None:
            row.show_job(job, self._outlook.job_left_s(job))

    def refresh(self) -> None:
        """Show the jobs that are there now, in their order."""
        jobs = self._queue.jobs()
        active = [job for job in jobs if not job.state.ended]
        wanted = active + [job for job in reversed(jobs) if job.state.ended]
        shown = wanted[:_SHOWN]
        keep = {job.id for job in shown}
        for job_id in [known for known in self._rows if known not in keep]:
            gone = self._rows.pop(job_id)
            gone.hide()
            gone.deleteLater()
        for position, job in enumerate(shown):
            row = self._rows.get(job.id) or self._new_row(job)
            row.show_job(job, self._outlook.job_left_s(job))
            if self._layout.indexOf(row) != position:
                self._layout.insertWidget(position, row)
        self._hidden = len(wanted) - len(shown)
        self._show_more()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_more()

    def _show_more(self) -> None:
        self._more.setVisible(self._hidden > 0)
        self._more.setText(self.tr("and {n} more").format(n=self._hidden))

    def _new_row(self, job: Job) -> JobRow:
        row = self._rows[job.id] = JobRow(self.theme, job)
        row.cancelled.connect(self._cancel)
        row.retried.connect(self._queue.retry)
        row.advanced.connect(lambda job_id: self._queue.move(job_id, 0))
        row.shifted.connect(self._shift)
        row.stepped.connect(self._step)
        row.dragged.connect(self._drag)
        row.dropped.connect(self._drop)
        row.drag_left.connect(self._leave_drag)
        return row

    def _cancel(self, job_id: str) -> None:
        row = self._rows.get(job_id)
        if row is not None and row.hasFocus():
            self._step(job_id, 1)
        self._queue.cancel(job_id)

    def _step(self, job_id: str, step: int) -> None:
        rows = self.rows()
        at = next(index for index, row in enumerate(rows) if row.job.id == job_id) + step
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(rows[at])

    def _shift(self, job_id: str, step: int) -> None:
        waiting = [job.id for job in self._queue.jobs() if job.state is JobState.QUEUED]
        if job_id in waiting:
            self._queue.move(job_id, min(max(waiting.index(job_id) + step, 0), len(waiting) - 1))
            self.ensureWidgetVisible(self._rows[job_id])

    # -- dragging --------------------------------------------------------------------------------------------

    def _drag(self, job_id: str, pointer: QPoint) -> None:
        at = self._content.mapFromGlobal(pointer)
        self.ensureVisible(0, at.y(), 0, self.theme.metrics.xl)
        others = [row for row in self.rows() if row.job.state is JobState.QUEUED and row.job.id != job_id]
        self._gap = sum(row.geometry().center().y() < at.y() for row in others)
        if not others:
            return
        spacing = self._layout.spacing()
        if self._gap < len(others):
            y = others[self._gap].y() - spacing // 2 - 1
        else:
            y = others[-1].geometry().bottom() + spacing // 2
        margins = self._layout.contentsMargins()
        self._mark.setGeometry(
            margins.left(), y, self._content.width() - margins.left() - margins.right(), self._mark.height()
        )
        self._mark.show()
        self._mark.raise_()

    def _drop(self, job_id: str) -> None:
        if self._gap is not None:
            self._queue.move(job_id, self._gap)

    def _leave_drag(self) -> None:
        self._gap = None
        self._mark.hide()
