"""What went wrong, beside what it concerns, with what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class FailureCard(QWidget):
    """Signals:
    retry: the person wants another try.
    """

    retry = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        m = theme.metrics
        self._icon = QLabel()
        self._message = label("error", wrap=True)
        self._remedy = label("muted", wrap=True)
        self._retry = QPushButton()
        self._retry.setProperty("compact", True)
        self._retry.clicked.connect(self.retry)
        words = QVBoxLayout()
        words.setSpacing(m.xs)
        words.addWidget(self._message)
        words.addWidget(self._remedy)
        words.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.sm + 2, m.sm, m.sm, m.sm)
        layout.setSpacing(m.sm)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        theme.changed.connect(self._refresh)
        self._refresh()
        self.retranslate()
        self.hide()

    def show_error(self, message: str, remedy: str) -> None:
        self._message.setText(message)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.show()

    @property
    def message(self) -> str:
        return self._message.text()

    def retranslate(self) -> None:
        self._retry.setText(self.tr("Try again"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("error", 0.35), 1))
        painter.setBrush(self.theme.color("error_soft"))
        radius = self.theme.metrics.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _refresh(self) -> None:
        self._icon.setPixmap(self.theme.pixmap("circle-alert", "error", 16, self.devicePixelRatioF()))
        self.update()
