"""On or off, as a switch that is thrown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space

_TRACK = QSize(36, 20)
_RING = 2


class Switch(QCheckBox):
    """A check box in another look, so that screen readers and keys find what they know. It has no text of its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_TRACK.width() + 2 * _RING + 2, self.theme.metrics.compact)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def event(self, event: QEvent) -> bool:
        return claims_space(event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(_RING + 1, (self.height() - _TRACK.height()) / 2, _TRACK.width(), _TRACK.height())
        on, over = self.isChecked(), self.underMouse() and self.isEnabled()
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            ring = track.adjusted(-_RING, -_RING, _RING, _RING)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        if not self.isEnabled():
            ground, edge, knob = "pressed", "line", "faint"
        elif on:
            ground = edge = "accent_hover" if over else "accent_fill"
            knob = "on_accent"
        else:
            ground, edge, knob = ("hover" if over else "field"), "line_strong", "muted"
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), track.height() / 2, track.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(knob))
        radius = track.height() / 2 - 4
        x = track.right() - radius - 4 if on else track.left() + radius + 4
        painter.drawEllipse(QPointF(x, track.center().y()), radius, radius)
