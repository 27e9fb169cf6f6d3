"""A problem with what to do about it: sign, word and colour say how bad it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cosydesk.doctor.report import Problem
from cosydesk.doctor.words import SEVERITIES
from cosydesk.doctor.writing import message_of
from cosydesk.ui.device.words import translated
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label

_LOOKS = {
    "error": ("circle-x", "error", "error_soft"),
    "warning": ("triangle-alert", "warn", "warn_soft"),
    "hint": ("info", "muted", "raised"),
}


class ProblemCard(QWidget):
    """Attributes:
    problem: what it shows.
    """

    def __init__(self, problem: Problem, theme: Theme) -> None:
        super().__init__()
        self.problem = problem
        self.theme = theme
        m = theme.metrics
        self._icon_name, self._ink, self._ground = _LOOKS[problem.severity]
        self._icon = QLabel()
        self._icon.setFixedSize(m.icon, m.icon)
        severity = translated(SEVERITIES[problem.severity])
        message, remedy = message_of(problem, translated)
        ink = {"error": "error", "warning": "warn"}.get(problem.severity, "muted")
        self._severity = label(ink, severity)
        self._message = label("", message, wrap=True)
        self._remedy = label("muted", remedy, wrap=True)
        for words in (self._message, self._remedy):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(f"{severity}: {message}")
        self.setAccessibleDescription(remedy)
        words_column = QVBoxLayout()
        words_column.setSpacing(2)
        for part in (self._severity, self._message, self._remedy):
            words_column.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.md, m.sm, m.md, m.sm + 2)
        layout.setSpacing(m.sm)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words_column, 1)
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def message(self) -> str:
        return self._message.text()

    @property
    def remedy(self) -> str:
        return self._remedy.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color(self._ink, 0.35), 1))
        painter.setBrush(self.theme.color(self._ground))
        radius = self.theme.metrics.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _refresh(self) -> None:
        size = self.theme.metrics.icon
        self._icon.setPixmap(self.theme.pixmap(self._icon_name, self._ink, size, self.devicePixelRatioF()))
        self.update()
