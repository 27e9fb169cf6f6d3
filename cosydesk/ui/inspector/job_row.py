"""One job in the queue."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from cosydesk.jobs.job import Job, JobState
from cosydesk.ui import failures, phrases
from cosydesk.ui.theme import Theme
from cosydesk.ui.time_left import time_left
from cosydesk.ui.widgets.basics import ElidedLabel, label, set_kind
from cosydesk.ui.widgets.icon_button import IconButton


class JobRow(QFrame):
    """Name, state, figures, and what can be done with it. A waiting one is dragged, or moved with Alt and the arrows;
    Delete cancels, Return tries a failed one again.

    Signals:
        cancelled, retried, advanced: id of the job; `advanced` moves it to be the next.
        shifted: (id, -1 or 1) moves it among those that wait.
        stepped: (id, -1 or 1) the keyboard goes to the row above or below.
        dragged: (id, where the pointer is, in global coordinates). dropped: id. drag_left: the drag is off.
    """

    cancelled = Signal(str)
    retried = Signal(str)
    advanced = Signal(str)
    shifted = Signal(str, int)
    stepped = Signal(str, int)
    dragged = Signal(str, QPoint)
    dropped = Signal(str)
    drag_left = Signal()

    def __init__(self, theme: Theme, job: Job) -> None:
        super().__init__()
        self.theme = theme
        self.job = job
        self._left_s: float | None = None
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        m = theme.metrics
        tabular = theme.font(theme.type.small, tabular=True)
        self._grip = QLabel()
        self._name = ElidedLabel()
        self._state = label("muted", wrap=True)
        self._left = label("muted")
        self._figures = label("muted")
        for words in (self._state, self._left, self._figures):
            words.setFont(tabular)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._up = IconButton(theme, "arrow-up", token="muted", size=15, edge=m.compact)
        self._retry = IconButton(theme, "rotate-ccw", token="muted", size=15, edge=m.compact)
        self._cancel = IconButton(theme, "x", token="muted", size=15, edge=m.compact)
        self._up.clicked.connect(lambda: self.advanced.emit(self.job.id))
        self._retry.clicked.connect(lambda: self.retried.emit(self.job.id))
        self._cancel.clicked.connect(lambda: self.cancelled.emit(self.job.id))
        told = QHBoxLayout()
        told.setSpacing(m.sm)
        told.addWidget(self._state, 1)
        told.addWidget(self._left)
        words_column = QVBoxLayout()
        words_column.setSpacing(2)
        words_column.addWidget(self._name)
        words_column.addLayout(told)
        words_column.addWidget(self._figures)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._grip)
        head.addLayout(words_column, 1)
        for button in (self._up, self._retry, self._cancel):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.md, m.sm, m.sm, m.sm)
        layout.setSpacing(m.xs + 2)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        theme.changed.connect(self._show_grip)
        self._show_grip()
        self.retranslate()

    def show_job(self, job: Job, left_s: float | None = None) -> None:
        """Show how the job stands; `left_s` seconds to go, where that is known."""
        if job != self.job or left_s != self._left_s:
            self.job, self._left_s = job, left_s
            self._show()

    def state_text(self) -> str:
        return self._state.text()

    def left_text(self) -> str:
        return self._left.text()

    def figures_text(self) -> str:
        return self._figures.text()

    def retranslate(self) -> None:
        self._up.setToolTip(self.tr("Speak this next"))
        self._retry.setToolTip(self.tr("Try again"))
        self._cancel.setToolTip(self.tr("Cancel"))
        for button in (self._up, self._retry, self._cancel):
            button.setAccessibleName(button.toolTip())
        self._figures.setToolTip(self.tr("RTF: seconds of computing per second of speech, lower is better"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # -- mouse and keyboard ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() in _KEYS or (self._dragging and event.key() == Qt.Key.Key_Escape))
        ):
            event.accept()  # ours, before any shortcut of the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._leave_drag()
        elif step is not None:
            moves = event.modifiers() & Qt.KeyboardModifier.AltModifier
            (self.shifted if moves else self.stepped).emit(self.job.id, step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.job.state.ended:
            self.cancelled.emit(self.job.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._may_retry():
            self.retried.emit(self.job.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.job.state is JobState.QUEUED:
            self._pressed_at = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        at = event.globalPosition().toPoint()
        if (
            not self._dragging
            and (at - self._pressed_at).manhattanLength() < QApplication.startDragDistance()
        ):
            return
        if not self._dragging:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.dragged.emit(self.job.id, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            self.dropped.emit(self.job.id)
            self._leave_drag()
        self._pressed_at = None

    def _leave_drag(self) -> None:
        self._dragging = False
        self._pressed_at = None
        self._show_cursor()
        self.drag_left.emit()

    # -- showing ---------------------------------------------------------------------------------------------

    def _may_retry(self) -> bool:
        return self.job.state in (JobState.FAILED, JobState.CANCELLED)

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
        if job.tries is not None and job.error is None:
            attempt = self.tr("attempt {n} of {total}").format(n=job.tries[0], total=job.tries[1])
            text = f"{text} · {attempt}"
        set_kind(self._state, kind)
        self._state.setText(text)
        self._left.setText(time_left(self._left_s) if job.state is JobState.SPEAKING else "")
        self._left.setVisible(bool(self._left.text()))
        self._figures.setText(self._figures_of(job))
        self._figures.setVisible(bool(self._figures.text()))
        self._bar.setVisible(job.state.running)
        self._bar.setValue(round(1000 * job.fraction))
        waits = job.state is JobState.QUEUED
        self._grip.setVisible(waits)
        self._up.setVisible(waits)
        self._retry.setVisible(self._may_retry())
        self._cancel.setVisible(not job.state.ended)
        self.setAccessibleName(job.label)
        self.setAccessibleDescription(
            " · ".join(filter(None, (text, self._left.text(), self._figures.text())))
        )
        if not self._dragging:
            self._show_cursor()

    def _figures_of(self, job: Job) -> str:
        if job.state not in (JobState.SPEAKING, JobState.FINISHED):
            return ""
        parts = []
        if job.tokens:
            parts.append(self.tr("{n} tokens").format(n=job.tokens))
        if job.seconds_done and job.state is JobState.SPEAKING:
            parts.append(self.tr("{seconds} s of speech").format(seconds=f"{job.seconds_done:.1f}"))
        if job.rtf:
            parts.append(f"RTF {job.rtf:.2f}")
        return " · ".join(parts)

    def _show_cursor(self) -> None:
        if self.job.state is JobState.QUEUED:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def _show_grip(self) -> None:
        m = self.theme.metrics
        self._grip.setPixmap(self.theme.pixmap("grip-vertical", "faint", m.icon, self.devicePixelRatioF()))
        self._grip.setContentsMargins(0, 0, m.xs, 0)


_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)
