"""The ruler over the canvas: marks of time, the loop range, and where the playhead is pointed to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.loop_drag import LoopDrag, LoopPart, loop_part
from cosydesk.ui.timeline.ruler import ticks
from cosydesk.ui.timeline.sizes import LOOP_ZONE, RULER_HEIGHT
from cosydesk.ui.timeline.state import TimelineState

_LABEL_WIDTH = 110
_BIG = 18
_SMALL = 5
_LOOP_BAND = 5
_SLOT_BAR = 2
_SLOT_FOOT = 8
_SLOT_OPEN = 12


class RulerBar(QWidget):
    """Shows `ruler.ticks`. In the zone along its upper edge the loop range is drawn, moved and taken at its ends;
    everywhere else the mouse points at a time.

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
        self._drag: LoopDrag | None = None
        self._press_x = 0.0
        self._seeking = False
        self.setFixedHeight(RULER_HEIGHT)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        state.view_changed.connect(self.update)
        state.table_changed.connect(self.update)
        state.loop_changed.connect(self.update)
        state.document.current_line_changed.connect(lambda _line: self.update())
        state.document.lines_changed.connect(self._follow_lines)
        theme.changed.connect(self.update)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Ruler"))

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
        for tick in ticks(self._state.view, self._state.unit, self._state.frame_rate):
            x = round(tick.px)
            if x > dirty.right() or x + _LABEL_WIDTH < dirty.left():
                continue
            if not tick.label:
                painter.fillRect(x, bottom - _SMALL, 1, _SMALL, line)
                continue
            painter.fillRect(x, bottom - _BIG, 1, _BIG, small)
            box = QRectF(x + 5, 0, _LABEL_WIDTH, bottom)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, tick.label)
        self._paint_slot(painter)

    def _paint_loop(self, painter: QPainter) -> None:
        zone = self.theme.color("hover")
        painter.fillRect(0, 0, self.width(), LOOP_ZONE - 2, zone)
        view, loop_in, loop_out = self._state.view, self._state.loop_in, self._state.loop_out
        left = None if loop_in is None else view.to_px(loop_in)
        right = None if loop_out is None else view.to_px(loop_out)
        if left is not None and right is not None:
            painter.fillRect(QRectF(left, 0, right - left, self.height()), self.theme.color("accent_soft"))
            painter.fillRect(QRectF(left, 0, right - left, LOOP_ZONE - 2), self.theme.color("accent_line"))
        for edge, side in ((left, 0), (right, 1 - _LOOP_BAND)):
            if edge is not None:
                accent = self.theme.color("accent")
                painter.fillRect(QRectF(round(edge), 0, 1, self.height()), accent)
                painter.fillRect(QRectF(round(edge) + side, 0, _LOOP_BAND, LOOP_ZONE), accent)

    def slot_edges(self) -> tuple[float | None, float | None]:
        """Where the slot of the current line begins and ends, px; None on a side where it is free."""
        line = self._state.document.current_line()
        if line is None:
            return None, None
        view = self._state.view
        begin, end = line.slot_in, line.slot_out
        return (
            None if begin is None else view.to_px(begin),
            None if end is None else view.to_px(end),
        )

    def _paint_slot(self, painter: QPainter) -> None:
        """A bracket along the lower edge, in the hue of the line's speaker; open where the slot is free."""
        begin, end = self.slot_edges()
        if begin is None and end is None:
            return
        line = self._state.document.current_line()
        hue = self._state.document.speaker_index(line.voice_id if line is not None else "")
        color = self.theme.speaker_color(hue)
        bottom = self.height() - 1
        left = max(-_SLOT_FOOT, round(begin)) if begin is not None else round(end or 0) - _SLOT_OPEN
        right = (
            min(self.width() + _SLOT_FOOT, round(end)) if end is not None else round(begin or 0) + _SLOT_OPEN
        )
        if right < 0 or left > self.width():
            return
        painter.fillRect(left, bottom - _SLOT_BAR, right - left, _SLOT_BAR, color)
        for edge, side in ((begin, 0), (end, -_SLOT_BAR)):
            if edge is not None:
                painter.fillRect(round(edge) + side, bottom - _SLOT_FOOT, _SLOT_BAR, _SLOT_FOOT, color)

    def _follow_lines(self, changed: frozenset[str] | None) -> None:
        if changed is None or self._state.document.current_line_id in changed:
            self.update()

    # -- mouse -----------------------------------------------------------------------------------------------

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None or self._seeking

    def cancel_drag(self) -> bool:
        """Put a dragged loop range back; False when nothing was held."""
        was = self.is_dragging
        drag, self._drag = self._drag, None
        self._seeking = False
        if drag is not None and drag.begun:
            self._state.set_loop(*drag.was, keep=False)
        return was

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        view = self._state.view
        self._press_x = event.position().x()
        part = self._part(event)
        if part is LoopPart.NOTHING:
            self._seeking = True
            self.seek_requested.emit(view.to_sample(self._press_x))
            return
        state = self._state
        grab = view.left + self._press_x * view.samples_per_pixel
        self._drag = LoopDrag(part, (state.loop_in, state.loop_out), grab, state.snap_targets())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_cursor(self._part(event))
        elif self._seeking:
            self.seek_requested.emit(self._state.view.to_sample(event.position().x()))
        elif self._drag is not None:
            far = abs(event.position().x() - self._press_x) >= QApplication.startDragDistance()
            if self._drag.begun or far:
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                snapping = self._state.snapping != shift
                self._drag.move(self._state.view, event.position().x(), snapping=snapping)
                self._state.set_loop(*self._drag.now, keep=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, self._drag = self._drag, None
        self._seeking = False
        if drag is None:
            return
        if drag.begun:
            self._state.set_loop(*drag.now)
        else:
            self.seek_requested.emit(self._state.view.to_sample(event.position().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._part(event) is LoopPart.BODY:
            self._drag = None
            self._state.set_loop(None, None)
        else:
            self.mousePressEvent(event)

    def _part(self, event: QMouseEvent) -> LoopPart:
        loop = (self._state.loop_in, self._state.loop_out)
        return loop_part(self._state.view, loop, event.position().x(), event.position().y())

    def _show_cursor(self, part: LoopPart) -> None:
        shapes = {
            LoopPart.IN: Qt.CursorShape.SizeHorCursor,
            LoopPart.OUT: Qt.CursorShape.SizeHorCursor,
            LoopPart.BODY: Qt.CursorShape.OpenHandCursor,
            LoopPart.EMPTY: Qt.CursorShape.CrossCursor,
        }
        self.setCursor(shapes.get(part, Qt.CursorShape.ArrowCursor))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            loop = (self._state.loop_in, self._state.loop_out)
            words = {
                LoopPart.IN: self.tr("Drag to change where the loop begins (I)"),
                LoopPart.OUT: self.tr("Drag to change where the loop ends (O)"),
                LoopPart.BODY: self.tr("Drag to move the loop range, double-click to clear it"),
                LoopPart.EMPTY: self.tr("Drag to draw a loop range"),
                LoopPart.NOTHING: self.tr("Click to move the playhead"),
            }
            part = loop_part(self._state.view, loop, event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), words[part], self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(self._state.view.to_sample(event.pos().x()), event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
