"""The ruler over the canvas: marks of time, the loop range, and where the playhead is pointed to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.ruler import ticks
from cosydesk.ui.timeline.sizes import RULER_HEIGHT
from cosydesk.ui.timeline.state import TimelineState

_LABEL_WIDTH = 110
_BIG = 18
_SMALL = 5
_LOOP_BAND = 4


class RulerBar(QWidget):
    """Shows `ruler.ticks`.

    Signals:
        seek_requested: (sample) pressed or dragged there.
        menu_requested: (sample, global position).
        wheel_turned: the canvas answers to the wheel here too.
    """

    seek_requested = Signal(int)
    menu_requested = Signal(int, QPoint)
    wheel_turned = Signal(QWheelEvent)

    def __init__(self, state: TimelineState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_ruler")
        self.theme = theme
        self._state = state
        self.setFixedHeight(RULER_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        state.view_changed.connect(self.update)
        state.table_changed.connect(self.update)
        state.loop_changed.connect(self.update)
        theme.changed.connect(self.update)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Ruler"))
        self.setToolTip(self.tr("Click to move the playhead"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dirty = event.rect()
        painter.fillRect(dirty, self.theme.color("bg"))
        self._paint_loop(painter)
        line, bottom = self.theme.color("line"), self.height() - 1
        painter.fillRect(dirty.left(), bottom, dirty.width(), 1, line)
        painter.setFont(self.theme.font(self.theme.type.tiny, tabular=True))
        painter.setPen(self.theme.color("muted"))
        small = self.theme.color("line_strong")
        for tick in ticks(self._state.view, self._state.unit):
            x = round(tick.px)
            if x > dirty.right() or x + _LABEL_WIDTH < dirty.left():
                continue
            if not tick.label:
                painter.fillRect(x, bottom - _SMALL, 1, _SMALL, line)
                continue
            painter.fillRect(x, bottom - _BIG, 1, _BIG, small)
            box = QRectF(x + 5, 0, _LABEL_WIDTH, bottom)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, tick.label)

    def _paint_loop(self, painter: QPainter) -> None:
        view, loop_in, loop_out = self._state.view, self._state.loop_in, self._state.loop_out
        left = None if loop_in is None else view.to_px(loop_in)
        right = None if loop_out is None else view.to_px(loop_out)
        if left is not None and right is not None:
            painter.fillRect(QRectF(left, 0, right - left, self.height()), self.theme.color("accent_soft"))
            painter.fillRect(QRectF(left, 0, right - left, _LOOP_BAND), self.theme.color("accent_line"))
        for edge, side in ((left, 0), (right, -_LOOP_BAND)):
            if edge is not None:
                accent = self.theme.color("accent")
                painter.fillRect(QRectF(round(edge), 0, 1, self.height()), accent)
                painter.fillRect(QRectF(round(edge) + side, 0, _LOOP_BAND, _LOOP_BAND), accent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.seek_requested.emit(self._state.view.to_sample(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.seek_requested.emit(self._state.view.to_sample(event.position().x()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(self._state.view.to_sample(event.pos().x()), event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
