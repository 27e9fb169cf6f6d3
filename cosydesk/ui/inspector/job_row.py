"""One job in the queue."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from cosydesk.jobs.job import Job, JobState
from cosydesk.ui import failures, phrases
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label, set_kind
from cosydesk.ui.widgets.icon_button import IconButton


class JobRow(QFrame):
    """Name, state, progress, and what can be done with it.

    Signals:
        cancelled, retried, advanced: id of the job; `advanced` moves it to be the next.
    """

    cancelled = Signal(str)
    retried = Signal(str)
    advanced = Signal(str)

    def __init__(self, theme: Theme, job: Job) -> None:
        super().__init__()
        self.theme = theme
        self.job = job
        self.setProperty("kind", "card")
        m = theme.metrics
        self._name = ElidedLabel()
        self._state = label("muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._up = IconButton(theme, "arrow-up", token="muted", size=15, edge=m.compact)
        self._retry = IconButton(theme, "rotate-ccw", token="muted", size=15, edge=m.compact)
        self._cancel = IconButton(theme, "x", token="muted", size=15, edge=m.compact)
        self._up.clicked.connect(lambda: self.advanced.emit(self.job.id))
        self._retry.clicked.connect(lambda: self.retried.emit(self.job.id))
        self._cancel.clicked.connect(lambda: self.cancelled.emit(self.job.id))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._state)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addLayout(words, 1)
        for button in (self._up, self._retry, self._cancel):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.md, m.sm, m.xs, m.sm)
        layout.setSpacing(m.xs + 2)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        self.retranslate()

    def show_job(self, job: Job) -> None:
        if job != self.job:
            self.job = job
            self._show()

    def state_text(self) -> str:
        return self._state.text()

    def retranslate(self) -> None:
        self._up.setToolTip(self.tr("Speak this next"))
        self._retry.setToolTip(self.tr("Try again"))
        self._cancel.setToolTip(self.tr("Cancel"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self) -> None:
        job = self.job
        self._name.setText(job.label)
        kind, text = "muted", ""
        match job.state:
            case JobState.QUEUED:
                text = self.tr("Waiting")
            case JobState.LOADING:
                text = self.tr("Getting ready…")
            case JobState.SPEAKING:
                text = self.tr("Speaking · {percent} %").format(percent=round(100 * job.fraction))
            case JobState.FINISHED:
                kind = "ok"
                text = self.tr("Done · {seconds} s").format(seconds=f"{job.seconds_done:.2f}")
            case JobState.CANCELLED:
                text = self.tr("Cancelled")
            case JobState.FAILED if job.error is not None:
                kind = "error"
                text = phrases.paragraph(*failures.words(job.error))
        set_kind(self._state, kind)
        self._state.setText(text)
        self._bar.setVisible(job.state.running)
        self._bar.setValue(round(1000 * job.fraction))
        self._up.setVisible(job.state is JobState.QUEUED)
        self._retry.setVisible(job.state in (JobState.FAILED, JobState.CANCELLED))
        self._cancel.setVisible(not job.state.ended)
