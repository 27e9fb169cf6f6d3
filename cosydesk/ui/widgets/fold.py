"""A part of a panel that can be folded away; what it holds stands shortly beside its title."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space

_CHEVRON = 14


class FoldHead(QAbstractButton):
    """Chevron, title, and in muted letters what is folded away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._summary = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_texts(self, title: str, summary: str) -> None:
        self.setAccessibleName(title)
        self.setAccessibleDescription(summary)
        if (title, summary) != (self.text(), self._summary):
            self._summary = summary
            self.setText(title)
            self.update()

    @property
    def summary(self) -> str:
        return self._summary

    def sizeHint(self) -> QSize:
        return QSize(120, self.theme.metrics.compact)

    def event(self, event: QEvent) -> bool:
        return claims_space(event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, m = self.theme, self.theme.metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), m.radius, m.radius)
        name = "chevron-down" if self.isChecked() else "chevron-right"
        icon = theme.pixmap(name, "muted", _CHEVRON, self.devicePixelRatioF())
        painter.drawPixmap(2, (self.height() - _CHEVRON) // 2, icon)
        font = theme.font(theme.type.small)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left = float(_CHEVRON + m.sm)
        painter.setPen(theme.color("text" if self.underMouse() else "muted"))
        painter.drawText(QRectF(left, 0, self.width(), self.height()), _LEFT, self.text())
        if self._summary and not self.isChecked():
            left += metrics.horizontalAdvance(self.text()) + m.md
            room = QRectF(left, 0, self.width() - left - 2, self.height())
            painter.setPen(theme.color("text"))
            shown = metrics.elidedText(self._summary, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _RIGHT, shown)


class Fold(QWidget):
    """A head and a body under it. The person opens and closes it; `open_for` opens it where there is something to see
    and leaves it alone otherwise.

    Attributes: head, body: its parts; lay out the body.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = FoldHead(theme)
        self.body = QWidget()
        self.body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.metrics.xs)
        layout.addWidget(self.head)
        layout.addWidget(self.body)
        self.head.toggled.connect(self.body.setVisible)

    def open_for(self, something: bool) -> None:
        """Open it if there is something in it."""
        if something:
            self.head.setChecked(True)


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
