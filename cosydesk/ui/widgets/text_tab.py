"""A tab that is only a word: bold when it is on, quiet when it isn't."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space


class TextTab(QAbstractButton):
    """Checkable; the panel that holds several sees to it that one is on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font(on=True))
        return QSize(metrics.horizontalAdvance(self.text()) + 10, self.theme.metrics.control)

    def event(self, event: QEvent) -> bool:
        return claims_space(event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(self.theme.color("accent"), 1))
            radius = self.theme.metrics.radius
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5), radius, radius)
        on = self.isChecked()
        painter.setFont(self._font(on=on))
        painter.setPen(self.theme.color("text" if on or self.underMouse() else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _font(self, *, on: bool) -> QFont:
        weight = QFont.Weight.DemiBold if on else QFont.Weight.Normal
        return self.theme.font(self.theme.type.body, weight, tabular=True)
