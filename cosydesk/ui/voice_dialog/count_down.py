"""3, 2, 1 before a recording, and a red dot while it runs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cosydesk.ui.theme import Theme

_EDGE = 56
_DOT = 18


class CountDown(QWidget):
    """A disc with a number, or with a dot."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._number = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def number(self) -> int:
        """What is shown; 0 for the dot."""
        return self._number

    def show_number(self, number: int) -> None:
        self._number = number
        self.setAccessibleName(str(number))
        self.update()

    def show_recording(self) -> None:
        self.show_number(0)

    def sizeHint(self) -> QSize:
        return QSize(_EDGE, _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        token = "accent" if self._number else "error"
        painter.setPen(QPen(self.theme.color(f"{token}_line" if self._number else token, 0.6), 1.5))
        painter.setBrush(self.theme.color(f"{token}_soft"))
        painter.drawEllipse(disc)
        if self._number:
            painter.setPen(self.theme.color("accent_ink"))
            size = round(self.theme.type.title * 1.5)
            painter.setFont(self.theme.font(size, QFont.Weight.DemiBold, tabular=True))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))
            return
        dot = QRectF(0, 0, _DOT, _DOT)
        dot.moveCenter(disc.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("error"))
        painter.drawEllipse(dot)
