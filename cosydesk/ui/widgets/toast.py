"""A short word that floats over the window and goes by itself, for what may be missed."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QLabel, QStyle, QWidget

from cosydesk.ui.theme import Theme

_SHOWN_MS = 3200


class Toast(QWidget):
    """One per window; a new word replaces the old one."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme = theme
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        m = theme.metrics
        layout.setContentsMargins(m.lg, m.sm, m.lg, m.sm)
        layout.addWidget(self._label)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        animated = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        self._fade.setDuration(min(m.motion_ms, animated))  # 0 where the person wants no motion
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.finished.connect(self._faded)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(lambda: self._run(0.0))
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str) -> None:
        ink = self.theme.palette.surface
        self._label.setText(text)
        self._label.setStyleSheet(f"color: {ink};")
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._run(1.0)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.palette.text))
        painter.drawRoundedRect(QRectF(self.rect()), self.theme.metrics.radius, self.theme.metrics.radius)

    def _place(self) -> None:
        m = self.theme.metrics
        self.move(
            (self._window.width() - self.width()) // 2,
            self._window.height() - self.height() - m.status_bar - m.lg,
        )

    def _run(self, to: float) -> None:
        self._fade.stop()
        self._fade.setStartValue(self._effect.opacity() if self.isVisible() and to == 0.0 else 0.0)
        self._fade.setEndValue(to)
        self._fade.start()

    def _faded(self) -> None:
        if self._effect.opacity() == 0.0:
            self.hide()
