"""The clips: painted from one numpy-filled image, and moved with the mouse."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_hit import Hit, Part
from cosydesk.ui.timeline.clip_table import ClipTable
from cosydesk.ui.timeline.colours import TimelineColours
from cosydesk.ui.timeline.describe import clip_words, part_words
from cosydesk.ui.timeline.gestures import Gestures
from cosydesk.ui.timeline.marks import Marks
from cosydesk.ui.timeline.raster import Grid, Raster
from cosydesk.ui.timeline.shape_marks import ShapeMarks
from cosydesk.ui.timeline.sizes import ROW_HEIGHT, SCROLL_EDGE
from cosydesk.ui.timeline.slot_marks import SlotMarks
from cosydesk.ui.timeline.state import TimelineState

_ZOOM_STEP = 1.25
_SCROLL_STEP = 64
"""Px a wheel notch scrolls."""
_HANDLES_AT_MOST = 64


class Canvas(QWidget):
    """The rows of clips.

    A frame is drawn into an image when something has changed, and the image is shown; moving the playhead over it
    draws nothing anew.

    Signals:
        seek_requested: (sample) the person points at a time.
        play_requested: (sample) and wants to hear it.
        menu_requested: (hit, global position) a context menu for what was hit.
        reset_requested: (hit) a handle was double-clicked: its value goes back to what it is without a hand.
    """

    seek_requested = Signal(int)
    play_requested = Signal(int)
    menu_requested = Signal(object, QPoint)
    reset_requested = Signal(object)

    def __init__(self, state: TimelineState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_canvas")
        self.theme = theme
        self._state = state
        self._raster = Raster(state.bank)
        self._colours = TimelineColours(theme)
        self._marks = Marks(theme)
        self._image = QImage()
        self._pixels: npt.NDArray[np.uint32] = np.zeros((0, 0), np.uint32)
        self._dirty = True
        self._shapes = ShapeMarks(theme)
        self._slots = SlotMarks(theme)
        self.gestures = Gestures(state, self.seek_requested.emit)
        self._ring = False
        self._side_timer = QTimer(self)
        self._side_timer.setInterval(16)
        self._side_timer.timeout.connect(self._scroll_at_side)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._follow_theme)
        state.view_changed.connect(self.redraw)
        state.table_changed.connect(self._follow_table)
        state.peaks_arrived.connect(self.redraw)
        state.loop_changed.connect(self.redraw)
        state.markers_changed.connect(self.redraw)
        state.document.selection_changed.connect(self.redraw)
        state.document.lines_changed.connect(lambda _lines: self.redraw())
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Timeline"))
        self.redraw()

    @property
    def is_dragging(self) -> bool:
        return self.gestures.is_dragging

    def redraw(self) -> None:
        """The next frame is drawn anew."""
        self._dirty = True
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(960, 5 * ROW_HEIGHT)

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._dirty or self._image.devicePixelRatio() != self.devicePixelRatioF():
            self._draw_frame()
        painter = QPainter(self)
        painter.drawImage(QPointF(0, 0), self._image)

    def _draw_frame(self) -> None:
        self._dirty = False
        state = self._state
        self._fit_image()
        ratio = self._image.devicePixelRatio()
        table = self._shown_table()
        grid = Grid(ratio, self.theme.metrics.clip_radius)
        self._raster.paint(self._pixels, table, state.view, self._colours, grid, state.row_scroll)
        seen = [row.clips.slots[row.clips.within(state.view.left, state.view.right)] for row in table.rows]
        if seen:
            state.want_peaks(np.concatenate(seen))
        painter = QPainter(self._image)
        height = self.height()
        selected = state.document.selected_clip_ids
        hot, drag = self.gestures.hot, self.gestures.drag
        # With many clips selected their handles would be noise, and cost frames.
        shown = (selected if len(selected) <= _HANDLES_AT_MOST else frozenset()) | {hot[0]}
        self._marks.paint_markers(painter, state, height)
        self._slots.paint(painter, state, table, self._raster, height)
        self._marks.paint_clips(painter, state, table, self._raster, self._colours, selected, hot[0], height)
        self._shapes.paint(painter, state, table, self._raster, self._colours, shown, hot, height)
        for clip in state.live.values():
            self._marks.paint_live(painter, state, clip, self._colours)
        self._marks.paint_loop(painter, state, height)
        if drag is not None and drag.begun:
            if drag.target is not None:
                self._marks.paint_target(painter, state, drag.target, height)
            if (badge := drag.badge()) is not None:
                self._marks.paint_badge(painter, state, badge)
        if self.gestures.marquee is not None:
            self._marks.paint_marquee(painter, self.gestures.marquee)
        if state.is_empty:
            title = self.tr("Speak a line and it appears here")
            hint = self.tr("Ctrl+Enter speaks the current line")
            self._marks.paint_hint(painter, title, hint, self.width(), height)
        if self._ring:
            painter.setPen(QPen(self.theme.color("accent"), self.theme.metrics.focus_width))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _fit_image(self) -> None:
        ratio = self.devicePixelRatioF()
        width, height = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        if self._image.width() != width or self._image.height() != height:
            self._image = QImage(width, height, QImage.Format.Format_RGB32)
            flat = np.frombuffer(self._image.bits(), np.uint32)
            self._pixels = flat.reshape(height, self._image.bytesPerLine() // 4)[:, :width]
        self._image.setDevicePixelRatio(ratio)

    def _shown_table(self) -> ClipTable:
        table = self._state.table
        drag = self.gestures.drag
        return drag.shown_in(table) if drag is not None and drag.begun else table

    def _follow_theme(self) -> None:
        self._colours = TimelineColours(self.theme)
        self._marks.forget()
        self.redraw()

    def _follow_table(self) -> None:
        if self._raster.bank is not self._state.bank:
            self._raster = Raster(self._state.bank)
            self.cancel_drag()
        elif (drag := self.gestures.drag) is not None and any(
            self._state.table.find(clip_id) is None for clip_id in drag.clip_ids
        ):
            self.cancel_drag()
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._state.set_view(self._state.view.resized(self.width()))
        self._state.set_rows_height(self.height())
        self.redraw()

    # -- mouse -----------------------------------------------------------------------------------------------

    def _hit(self, at: QPointF) -> Hit:
        return self.gestures.hit(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.press(event.position(), event.button(), event.modifiers())
        self._show_gesture()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons():
            self.gestures.move(event.position(), event.modifiers())
            if self.gestures.scrolls_at_side:
                self._side_timer.start()
            self._show_gesture()
        elif self.gestures.hover(event.position()):
            self._show_gesture()
        else:
            self._show_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._side_timer.stop()
        self.gestures.release(event.position(), event.button(), event.modifiers())
        self._show_gesture()

    def cancel_drag(self) -> bool:
        """Put back what is dragged; False when nothing was."""
        self._side_timer.stop()
        was = self.gestures.cancel()
        self._show_gesture()
        return was

    def _show_gesture(self) -> None:
        self._show_cursor()
        self.redraw()

    def _show_cursor(self) -> None:
        if self.gestures.cursor is None:
            self.unsetCursor()
        elif self.gestures.cursor != self.cursor().shape():
            self.setCursor(self.gestures.cursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._hit(event.position())
        if event.button() != Qt.MouseButton.LeftButton or found.entry is None:
            self.mousePressEvent(event)
        elif found.part in (Part.GAIN, Part.FADE_IN, Part.FADE_OUT, Part.GAP_END):
            self.reset_requested.emit(found)
        else:
            self.play_requested.emit(found.entry.start)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            selected = next(iter(self._state.document.selected_clip_ids), None)
            found = self._state.table.find(selected) if selected else None
            if found is not None:
                at = QPointF(self._state.view.to_px(found[1].start) + 8, 0)
                at.setY((found[0] + 0.5) * ROW_HEIGHT - self._state.row_scroll)
                self.menu_requested.emit(self._hit(at), self.mapToGlobal(at.toPoint()))
            return
        self.menu_requested.emit(self._hit(QPointF(event.pos())), event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        state, modifiers = self._state, event.modifiers()
        turned = event.angleDelta()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            factor = _ZOOM_STEP ** ((turned.y() or turned.x()) / 120)
            state.set_view(state.view.zoomed(factor, event.position().x()))
        else:
            pixels = event.pixelDelta()
            step = QPointF(pixels) if not pixels.isNull() else QPointF(turned) * (_SCROLL_STEP / 120)
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                state.set_view(state.view.scrolled(-(step.x() or step.y())))
            elif abs(step.x()) > abs(step.y()):
                state.set_view(state.view.scrolled(-step.x()))
            elif state.row_scroll_range:
                state.set_row_scroll(state.row_scroll - round(step.y()))
            else:
                state.set_view(state.view.scrolled(-step.y()))
        event.accept()

    def _scroll_at_side(self) -> None:
        at = QPointF(self.mapFromGlobal(self.cursor().pos()))
        beyond = min(0.0, at.x() - SCROLL_EDGE) + max(0.0, at.x() - self.width() + SCROLL_EDGE)
        if not beyond or not (QApplication.mouseButtons() & Qt.MouseButton.LeftButton):
            return
        self._state.set_view(self._state.view.scrolled(max(-24.0, min(24.0, beyond / 2))))
        self.gestures.move(at, QApplication.keyboardModifiers())
        self._show_gesture()

    def leaveEvent(self, event: QEvent) -> None:
        if self.gestures.leave():
            self.redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Who comes by keyboard needs to see where the keys go; who clicks knows.
        self._ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.redraw()

    # -- words -----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._hit(QPointF(event.pos()))
            words = part_words(self._state, found)
            if not words and found.entry is not None:
                words = clip_words(self._state, found.entry)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
