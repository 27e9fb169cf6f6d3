"""What shows a clip's shape: fade curves, the gain line, the silence after it, and the handles to change them."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_hit import Part
from cosydesk.ui.timeline.clip_table import ClipEntry, ClipTable
from cosydesk.ui.timeline.colours import TimelineColours
from cosydesk.ui.timeline.geometry import CLIP_HEIGHT, clip_rect, decibels, gain_y
from cosydesk.ui.timeline.raster import Raster
from cosydesk.ui.timeline.sizes import CLIP_INSET, HANDLE_CLIP, ROW_HEIGHT
from cosydesk.ui.timeline.state import TimelineState

_HANDLE = 7.0
_FEWEST_PX = 3.0
"""A narrower fade isn't drawn."""


class ShapeMarks:
    """Paints over one frame of the canvas. Fades are drawn on every clip that is wide enough; the rest on the clip
    under the mouse and on selected ones.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        state: TimelineState,
        table: ClipTable,
        raster: Raster,
        colours: TimelineColours,
        shown: frozenset[str],
        hot: tuple[str, Part],
        height: int,
    ) -> None:
        """`shown`: the clips with handles; `hot`: the part under the mouse, and whose."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = state.view
        for number, row in enumerate(table.rows):
            top = number * ROW_HEIGHT - state.row_scroll
            if top + ROW_HEIGHT <= 0 or top >= height or raster.is_wide(row.clips, view):
                continue
            seen = row.clips.within(view.left, view.right)
            if row.clips.has_fades:
                fades = row.clips.fades[seen].max(axis=1) >= _FEWEST_PX * view.samples_per_pixel
                for nth in np.flatnonzero(fades).tolist():
                    self._fades(painter, state, row.clips.entries[seen.start + nth], number, colours)
            for clip_id in shown:
                index = row.clips.index(clip_id)
                if index is not None and seen.start <= index < seen.stop:
                    entry = row.clips.entries[index]
                    part = hot[1] if hot[0] == clip_id else Part.NOTHING
                    dim = not row.audible
                    self._gap(painter, state, entry, number, part)
                    if entry.length >= HANDLE_CLIP * view.samples_per_pixel:
                        self._gain(painter, state, entry, number, colours, part, dim)
                        self._handles(painter, state, entry, number, colours, part, dim)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _fades(
        self,
        painter: QPainter,
        state: TimelineState,
        entry: ClipEntry,
        row: int,
        colours: TimelineColours,
    ) -> None:
        rect = clip_rect(state.view, state.row_scroll, entry, row)
        for length, from_left in ((entry.fade_in, True), (entry.fade_out, False)):
            width = length / state.view.samples_per_pixel
            if width < _FEWEST_PX:
                continue
            curve = _curve(rect, width, from_left)
            outside = QPainterPath(curve)
            corner = rect.topLeft() if from_left else rect.topRight()
            outside.lineTo(corner)
            outside.closeSubpath()
            painter.fillPath(outside, self._theme.color("bg", 0.62))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.ink(entry.speaker), 1.2))
            painter.drawPath(curve)

    def _gain(
        self,
        painter: QPainter,
        state: TimelineState,
        entry: ClipEntry,
        row: int,
        colours: TimelineColours,
        part: Part,
        dim: bool,
    ) -> None:
        rect = clip_rect(state.view, state.row_scroll, entry, row)
        y = round(rect.top() + gain_y(decibels(entry.gain))) + 0.5
        hot = part is Part.GAIN
        color = self._theme.color("accent") if hot else colours.ink(entry.speaker, dim=dim)
        painter.setPen(QPen(color, 1.6 if hot else 1.0))
        painter.drawLine(QPointF(max(0.0, rect.left() + 1), y), QPointF(rect.right() - 1, y))

    def _handles(
        self,
        painter: QPainter,
        state: TimelineState,
        entry: ClipEntry,
        row: int,
        colours: TimelineColours,
        part: Part,
        dim: bool,
    ) -> None:
        rect = clip_rect(state.view, state.row_scroll, entry, row)
        zoom = state.view.samples_per_pixel
        places = (
            (Part.FADE_IN, max(rect.left() + entry.fade_in / zoom, rect.left() + _HANDLE / 2 + 1)),
            (Part.FADE_OUT, min(rect.right() - entry.fade_out / zoom, rect.right() - _HANDLE / 2 - 1)),
        )
        for which, x in places:
            hot = part is which
            size = _HANDLE + (2 if hot else 0)
            box = QRectF(x - size / 2, rect.top() + 4.5 - size / 2, size, size)
            painter.setPen(
                QPen(self._theme.color("accent") if hot else colours.ink(entry.speaker, dim=dim), 1.2)
            )
            painter.setBrush(self._theme.color("surface"))
            painter.drawRoundedRect(box, 2, 2)
        for which, x in ((Part.START_EDGE, rect.left()), (Part.END_EDGE, rect.right() - 3)):
            if part is which:
                painter.fillRect(QRectF(x, rect.top(), 3, CLIP_HEIGHT), self._theme.color("accent"))

    def _gap(self, painter: QPainter, state: TimelineState, entry: ClipEntry, row: int, part: Part) -> None:
        """A dotted line through the silence, with a bracket at its end that can be dragged."""
        if entry.gap < 0:
            return
        view = state.view
        left, right = view.to_px(entry.end), view.to_px(entry.end + entry.gap)
        if right - left < 3:
            return
        top = row * ROW_HEIGHT - state.row_scroll + CLIP_INSET
        hot = part is Part.GAP_END
        color = self._theme.color("accent") if hot else self._theme.color("muted", 0.8)
        middle = round(top + CLIP_HEIGHT / 2) + 0.5
        painter.setPen(QPen(color, 1, Qt.PenStyle.SolidLine if entry.gap_is_own else Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(left + 2, middle), QPointF(right - 3, middle))
        painter.setPen(QPen(color, 2 if hot else 1))
        at = right - 2.5
        painter.drawLine(QPointF(at, middle - 6), QPointF(at, middle + 6))


def _curve(rect: QRectF, width: float, from_left: bool) -> QPainterPath:
    """The equal-power fade as it sounds, from silence to full, clip height for full scale."""
    steps = max(4, min(64, math.ceil(width / 2)))
    path = QPainterPath()
    for step in range(steps + 1):
        part = step / steps
        x = rect.left() + part * width if from_left else rect.right() - part * width
        point = QPointF(x, rect.bottom() - math.sin(part * math.pi / 2) * rect.height())
        if step:
            path.lineTo(point)
        else:
            path.moveTo(point)
    return path
