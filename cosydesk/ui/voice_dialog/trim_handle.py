"""One end of the selection in a waveform: dragged, or moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space

WIDTH = 14
_STEP_S = 0.05
_FINE_S = 0.005
_COARSE_S = 0.5
_LINE = 2


class TrimHandle(QWidget):
    """Left and Right move it by 50 ms, with Shift by half a second, with Ctrl by 5 ms; Home and End to the ends.

    Signals:
        stepped: seconds to move by. dragged: x in the parent. grabbed, dropped: a drag begins, ends.
        cancelled: Escape during a drag. jumped: -1 to the beginning of all, 1 to its end.
        heard: Space. zoomed: 1 in, -1 out, 0 all.
    """

    stepped = Signal(float)
    dragged = Signal(float)
    grabbed = Signal()
    dropped = Signal()
    cancelled = Signal()
    jumped = Signal(int)
    heard = Signal()
    zoomed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._held = False
        self._line_x = WIDTH / 2
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        theme.changed.connect(self.update)

    def place(self, x: float, height: int) -> None:
        """Stand at x of the parent; at the parent's edges the grip stays within."""
        parent = self.parentWidget()
        width = parent.width() if parent is not None else WIDTH
        left = round(min(max(x - WIDTH / 2, 0.0), width - WIDTH))
        self._line_x = min(max(x - left, _LINE / 2), WIDTH - _LINE / 2)
        self.setGeometry(left, 0, WIDTH, height)
        self.update()

    def event(self, event: QEvent) -> bool:
        return claims_space(event) or super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self.grabbed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.dragged.emit(self.mapToParent(event.position()).x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}.get(Qt.Key(event.key()))
        zoom = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if direction is not None:
            held = event.modifiers()
            fine = bool(held & Qt.KeyboardModifier.ControlModifier)
            coarse = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(direction * (_FINE_S if fine else _COARSE_S if coarse else _STEP_S))
        elif event.key() == Qt.Key.Key_Home:
            self.jumped.emit(-1)
        elif event.key() == Qt.Key.Key_End:
            self.jumped.emit(1)
        elif event.key() == Qt.Key.Key_Space:
            self.heard.emit()
        elif event.key() == Qt.Key.Key_Escape and self._held:
            self._held = False
            self.cancelled.emit()
        elif event.key() in zoom:
            self.zoomed.emit(zoom[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.raise_()
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.theme.color("accent")
        middle = min(max(self._line_x, 5.0), WIDTH - 5.0)
        painter.fillRect(QRectF(self._line_x - _LINE / 2, 0, _LINE, self.height()), accent)
        grip = QRectF(0, 0, 8, 26)
        grip.moveCenter(QPointF(middle, self.height() / 2))
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            painter.setBrush(self.theme.color("text"))
            ring = self.theme.metrics.focus_width
            painter.drawRoundedRect(grip.adjusted(-ring, -ring, ring, ring), 6, 6)
        painter.setBrush(accent)
        painter.drawRoundedRect(grip, 4, 4)
        painter.setBrush(self.theme.color("on_accent"))
        for y in (-5, 0, 5):
            painter.drawEllipse(QPointF(middle, self.height() / 2 + y), 1.1, 1.1)
