"""A frame over the panel that says: it can be dropped here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cosydesk.ui.theme import Theme


class DropMark(QWidget):
    """Hidden but while something is held over its parent."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("accent"), 2))
        painter.setBrush(self.theme.color("accent", 0.08))
        m = self.theme.metrics
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), m.card_radius, m.card_radius)
