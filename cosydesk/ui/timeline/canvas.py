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

from cosydesk.markup import Text, parse
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_hit import Hit, hit, row_at
from cosydesk.ui.timeline.clip_table import ClipEntry, ClipTable
from cosydesk.ui.timeline.colours import TimelineColours
from cosydesk.ui.timeline.drag import ClipDrag
from cosydesk.ui.timeline.marks import Marks
from cosydesk.ui.timeline.raster import Grid, Raster
from cosydesk.ui.timeline.ruler import moment
from cosydesk.ui.timeline.sizes import PLAYHEAD_GRIP, ROW_HEIGHT, SCROLL_EDGE
from cosydesk.ui.timeline.state import TimelineState

_ZOOM_STEP = 1.25
_SCROLL_STEP = 64
"""Px a wheel notch scrolls."""


class Canvas(QWidget):
    """The rows of clips.

    A frame is drawn into an image when something has changed, and the image is shown; moving the playhead over it
    draws nothing anew.

    Signals:
        seek_requested: (sample) the person points at a time.
        play_requested: (sample) and wants to hear it.
        menu_requested: (hit, global position) a context menu for what was hit.
    """

    seek_requested = Signal(int)
    play_requested = Signal(int)
    menu_requested = Signal(object, QPoint)

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
        self._drag: ClipDrag | None = None
        self._press = QPointF()
        self._scrubbing = False
        self._panned_from: tuple[QPointF, int] | None = None
        self._hovered = ""
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
        state.document.selection_changed.connect(self.redraw)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Timeline"))
        self.redraw()

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None or self._scrubbing

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
        self._marks.paint_clips(
            painter, state, table, self._raster, self._colours, selected, self._hovered, height
        )
        for clip in state.live.values():
            self._marks.paint_live(painter, state, clip, self._colours)
        self._marks.paint_loop(painter, state, height)
        if self._drag is not None and self._drag.begun:
            self._marks.paint_drag(painter, state, self._drag, height)
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
        return self._drag.shown_in(table) if self._drag is not None else table

    def _follow_theme(self) -> None:
        self._colours = TimelineColours(self.theme)
        self._marks.forget()
        self.redraw()

    def _follow_table(self) -> None:
        if self._raster.bank is not self._state.bank:
            self._raster = Raster(self._state.bank)
            self.cancel_drag()
        elif self._drag is not None and self._state.table.find(self._drag.entry.clip_id) is None:
            self.cancel_drag()
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._state.set_view(self._state.view.resized(self.width()))
        self._state.set_rows_height(self.height())
        self.redraw()

    # -- mouse -----------------------------------------------------------------------------------------------

    def _hit(self, at: QPointF) -> Hit:
        return hit(self._state.table, self._state.view, at.x(), at.y(), self._state.row_scroll)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned_from = (event.position(), self._state.view.scroll_value)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        found = self._hit(event.position())
        if event.button() == Qt.MouseButton.RightButton:
            if found.entry is not None:
                self._select(found.entry)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if found.entry is not None and found.row is not None:
            self._select(found.entry)
            if not self._state.document.project.read_only:
                self._begin_drag(found.entry, found.row)
            return
        self._scrubbing = True
        at_playhead = (
            abs(self._state.view.to_px(self._state.playhead) - event.position().x()) <= PLAYHEAD_GRIP
        )
        if not at_playhead:
            self._state.document.set_selected_clips(())
            self.seek_requested.emit(found.sample)

    def _begin_drag(self, entry: ClipEntry, row: int) -> None:
        state = self._state
        marks = [state.playhead, *(edge for edge in (state.loop_in, state.loop_out) if edge is not None)]
        targets = np.unique(np.concatenate((state.table.edges(without=entry.clip_id), marks)))
        grab = state.view.left + self._press.x() * state.view.samples_per_pixel
        self._drag = ClipDrag(entry, row, grab, targets)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._panned_from is not None:
            start, value = self._panned_from
            self._state.set_view(self._state.view.at_scroll_value(value - round(at.x() - start.x())))
        elif self._drag is not None:
            far = (at - self._press).manhattanLength() >= QApplication.startDragDistance()
            if self._drag.begun or far:
                self._move_drag(at, event.modifiers())
                self._side_timer.start()
        elif self._scrubbing:
            self.seek_requested.emit(self._state.view.to_sample(at.x()))
            self._side_timer.start()
        else:
            self._hover(at)

    def _move_drag(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._drag is None:
            return
        snapping = not modifiers & Qt.KeyboardModifier.ShiftModifier
        row = row_at(self._state.table, at.y(), self._state.row_scroll)
        if row is not None and self._state.table.rows[row].track_id is None:
            row = None
        self._drag.move(self._state.view, at.x(), row, snapping=snapping)
        # A clip may be carried past the end of everything: the view must be able to follow.
        self._state.reach(self._drag.start + self._drag.entry.length)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned_from = None
            self._hover(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, self._drag = self._drag, None
        self._scrubbing = False
        self._side_timer.stop()
        self._state.reach(0)
        if drag is not None and drag.is_elsewhere:
            track_id = self._state.table.rows[drag.to_row].track_id if drag.to_row != drag.row else None
            document = self._state.document
            document.apply(document.project.place_clip(drag.entry.clip_id, drag.start, track_id))
        self._hover(event.position())
        self.redraw()

    def cancel_drag(self) -> bool:
        """Put a dragged clip back; False when nothing was dragged."""
        was = self._drag is not None
        self._drag = None
        self._state.reach(0)
        self._scrubbing = False
        self._side_timer.stop()
        self.unsetCursor()
        self.redraw()
        return was

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._hit(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found.entry is not None:
            self.play_requested.emit(found.entry.start)
        else:
            self.mousePressEvent(event)

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
        if self._drag is not None:
            self._move_drag(at, QApplication.keyboardModifiers())
        elif self._scrubbing:
            self.seek_requested.emit(self._state.view.to_sample(at.x()))

    def _select(self, entry: ClipEntry) -> None:
        document = self._state.document
        if entry.line_id is not None:
            document.set_current_line(entry.line_id)
        document.set_selected_clips((entry.clip_id,))

    def _hover(self, at: QPointF) -> None:
        found = self._hit(at)
        near = abs(self._state.view.to_px(self._state.playhead) - at.x()) <= PLAYHEAD_GRIP
        if found.entry is not None:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif near:
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.unsetCursor()
        hovered = found.entry.clip_id if found.entry is not None else ""
        if hovered != self._hovered:
            self._hovered = hovered
            self.redraw()

    def leaveEvent(self, event: QEvent) -> None:
        if self._hovered:
            self._hovered = ""
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
            QToolTip.showText(event.globalPos(), self.describe(found.entry) if found.entry else "", self)
            return True
        return super().event(event)

    def describe(self, entry: ClipEntry) -> str:
        """A clip in words, for the tooltip and for screen readers."""
        rate = self._state.sample_rate
        line = self._state.document.line(entry.line_id or "")
        parts = [self.tr("Line {0}").format(entry.label) if entry.label else self.tr("Clip")]
        if line is not None:
            parts.append(self._state.document.voices.name(line.voice_id))
        parts.append(moment(entry.start, rate, self._state.unit))
        parts.append(self.tr("{0} s").format(f"{entry.length / rate:.2f}"))
        if entry.pinned:
            parts.append(self.tr("placed by hand"))
        described = " · ".join(part for part in parts if part)
        if line is not None:
            words = "".join(node.text for node in parse(line.text) if isinstance(node, Text)).strip()
            described += "\n" + (words if len(words) <= 80 else words[:79] + "…")
        return described
