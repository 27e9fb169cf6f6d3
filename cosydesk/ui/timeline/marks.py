"""What is painted over the raster: numbers, outlines, clips being spoken, the loop range, hints."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_table import ClipColumns, ClipEntry, ClipTable
from cosydesk.ui.timeline.colours import TimelineColours
from cosydesk.ui.timeline.drag import Badge
from cosydesk.ui.timeline.geometry import CLIP_HEIGHT, clip_rect
from cosydesk.ui.timeline.live_clip import LiveClip
from cosydesk.ui.timeline.peak_bank import BASE_BIN, loudest_in
from cosydesk.ui.timeline.raster import QUIET, Raster
from cosydesk.ui.timeline.sizes import (
    BAR_PITCH,
    BAR_WIDTH,
    CLIP_INSET,
    LABEL_CLIP,
    ROW_HEIGHT,
    WAVE_INSET,
)
from cosydesk.ui.timeline.state import TimelineState

_PIN = 7.0
_RINGS_AT_MOST = 64


class Marks:
    """Paints over one frame of the canvas. Keeps the clips' numbers as small pictures between frames."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._labels: dict[tuple[str, int, bool, float], QPixmap] = {}

    def forget(self) -> None:
        """The theme has changed."""
        self._labels.clear()

    def paint_clips(
        self,
        painter: QPainter,
        state: TimelineState,
        table: ClipTable,
        raster: Raster,
        colours: TimelineColours,
        selected: frozenset[str],
        hovered: str,
        height: int,
    ) -> None:
        """Numbers, pins and outlines of the clips in sight."""
        view = state.view
        ratio = painter.device().devicePixelRatioF()
        rings: list[tuple[QRectF, bool]] = []
        for number, row in enumerate(table.rows):
            top = number * ROW_HEIGHT - state.row_scroll
            if top + ROW_HEIGHT <= 0 or top >= height:
                continue
            seen = row.clips.within(view.left, view.right)
            if not raster.is_wide(row.clips, view):
                lengths = row.clips.ends[seen] - row.clips.starts[seen]
                for nth in np.flatnonzero(lengths >= LABEL_CLIP * view.samples_per_pixel).tolist():
                    entry = row.clips.entries[seen.start + nth]
                    rect = clip_rect(view, state.row_scroll, entry, number, ratio)
                    label = self._label(entry.label, entry.speaker, not row.audible, ratio, colours)
                    painter.drawPixmap(rect.topLeft() + QPointF(1, 1), label)
                    if entry.pinned:
                        self._paint_pin(painter, rect, entry, colours, row.audible)
            if seen.stop - seen.start <= len(selected):
                marked = [
                    entry.clip_id
                    for entry in row.clips.entries[seen]
                    if entry.clip_id in selected or entry.clip_id == hovered
                ]
            else:
                marked = list(selected | {hovered})
            if raster.is_wide(row.clips, view) and len(marked) > _RINGS_AT_MOST:
                self._paint_runs(painter, state, row.clips, marked, number)
                continue
            for clip_id in marked:
                index = row.clips.index(clip_id)
                if index is not None and seen.start <= index < seen.stop:
                    rect = clip_rect(view, state.row_scroll, row.clips.entries[index], number, ratio)
                    rings.append((rect, clip_id in selected))
        for rect, is_selected in sorted(rings, key=lambda ring: ring[1]):
            self._paint_ring(painter, rect, is_selected)

    def paint_live(
        self, painter: QPainter, state: TimelineState, clip: LiveClip, colours: TimelineColours
    ) -> None:
        """A clip being spoken: what has arrived, and the outline of what is to come."""
        number = state.live_row(clip.line_id)
        line = state.document.line(clip.line_id)
        if number is None or line is None:
            return
        speaker = state.document.speaker_index(line.voice_id)
        view, radius = state.view, self._theme.metrics.clip_radius
        left = round(view.to_px(clip.start))
        whole = QRectF(left, 0, max(LABEL_CLIP, round(clip.expected / view.samples_per_pixel)), CLIP_HEIGHT)
        whole.moveTop(number * ROW_HEIGHT - state.row_scroll + CLIP_INSET)
        filled = QRectF(whole)
        filled.setWidth(min(whole.width(), max(2, round(clip.received / view.samples_per_pixel))))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg"))
        painter.drawRoundedRect(whole, radius, radius)
        painter.setPen(QPen(colours.edge(speaker), 1))
        painter.setBrush(colours.fill(speaker))
        painter.drawRoundedRect(filled.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_bars(painter, state, clip, filled, colours, speaker)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color("muted"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ratio = painter.device().devicePixelRatioF()
        text = str(state.document.line_number(clip.line_id))
        label = self._label(text, speaker, False, ratio, colours)
        painter.drawPixmap(left + 1, round(whole.top()) + 1, label)

    def paint_loop(self, painter: QPainter, state: TimelineState, height: int) -> None:
        """A light veil over the loop range, with its two ends."""
        if state.loop_in is None and state.loop_out is None:
            return
        left = None if state.loop_in is None else state.view.to_px(state.loop_in)
        right = None if state.loop_out is None else state.view.to_px(state.loop_out)
        if left is not None and right is not None:
            veil = self._theme.color("accent", 0.07)
            painter.fillRect(QRectF(left, 0, right - left, height), veil)
        for edge in (left, right):
            if edge is not None:
                painter.fillRect(QRectF(round(edge), 0, 1, height), self._theme.color("accent", 0.45))

    def paint_markers(self, painter: QPainter, state: TimelineState, height: int) -> None:
        """A line at each marker."""
        for marker in state.markers:
            if state.view.shows(marker.at):
                strong = marker.id == state.selected_marker
                color = self._theme.speaker_color(marker.color, 0.9 if strong else 0.5)
                painter.fillRect(QRectF(round(state.view.to_px(marker.at)), 0, 1, height), color)

    def paint_target(self, painter: QPainter, state: TimelineState, target: int, height: int) -> None:
        """The line that a drag has snapped to."""
        at = round(state.view.to_px(target))
        painter.setPen(QPen(self._theme.color("accent"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(at, 0, at, height)

    def paint_badge(self, painter: QPainter, state: TimelineState, badge: Badge) -> None:
        """A few words beside what is dragged."""
        font = self._theme.font(self._theme.type.tiny, QFont.Weight.Medium, tabular=True)
        box = QFontMetricsF(font).boundingRect(badge.text).adjusted(-6, -2, 6, 2)
        middle = badge.row * ROW_HEIGHT - state.row_scroll + (ROW_HEIGHT - 1) / 2
        at = state.view.to_px(badge.sample)
        left = at - box.width() - 6
        if left < 0:
            left = min(max(at + 6, 0), state.view.width - box.width())
        box.moveTo(round(left), round(middle - box.height() / 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.color("surface"))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, badge.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_marquee(self, painter: QPainter, area: QRectF) -> None:
        """The frame that selects what it touches."""
        painter.setPen(QPen(self._theme.color("accent"), 1))
        painter.setBrush(self._theme.color("accent", 0.10))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))

    def paint_drop(self, painter: QPainter, state: TimelineState, sample: int, row: int, text: str) -> None:
        """Where a dropped file would go."""
        top = row * ROW_HEIGHT - state.row_scroll
        area = QRectF(0, top, state.view.width, ROW_HEIGHT - 1)
        painter.fillRect(area, self._theme.color("accent", 0.10))
        at = round(state.view.to_px(sample))
        painter.fillRect(QRectF(at, top, 2, ROW_HEIGHT - 1), self._theme.color("accent"))
        painter.setFont(self._theme.font(self._theme.type.small, QFont.Weight.Medium))
        painter.setPen(self._theme.color("accent_ink"))
        across = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(at + 8, top, state.view.width, ROW_HEIGHT - 1), across, text)

    def paint_hint(self, painter: QPainter, title: str, text: str, width: int, height: int) -> None:
        """What an empty timeline says."""
        ratio = painter.device().devicePixelRatioF()
        icon = self._theme.pixmap("audio-lines", "faint", 24, ratio)
        middle = height // 2
        painter.drawPixmap((width - 24) // 2, middle - 44, icon)
        painter.setFont(self._theme.font(self._theme.type.body, QFont.Weight.Medium))
        painter.setPen(self._theme.color("text"))
        across = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, middle - 14, width, 20), across, title)
        painter.setFont(self._theme.font(self._theme.type.small))
        painter.setPen(self._theme.color("muted"))
        painter.drawText(QRectF(0, middle + 8, width, 18), across, text)

    def _paint_bars(
        self,
        painter: QPainter,
        state: TimelineState,
        clip: LiveClip,
        filled: QRectF,
        colours: TimelineColours,
        speaker: int,
    ) -> None:
        zoom = state.view.samples_per_pixel
        count = max(0, math.ceil((filled.width() - 2) / BAR_PITCH))
        first = (np.arange(count) * BAR_PITCH * zoom).astype(np.int64)
        loud = loudest_in(clip.levels, float(BASE_BIN), first, BAR_PITCH * zoom) / 255.0
        most = CLIP_HEIGHT / 2 - WAVE_INSET
        ink, middle = colours.ink(speaker), filled.top() + CLIP_HEIGHT / 2
        for nth, half in enumerate(np.maximum(loud**0.8 * most, QUIET).tolist()):
            x = filled.left() + 1 + nth * BAR_PITCH
            painter.fillRect(QRectF(x, middle - half, BAR_WIDTH, 2 * half), ink)

    def _paint_ring(self, painter: QPainter, rect: QRectF, is_selected: bool) -> None:
        radius = self._theme.metrics.clip_radius
        width = self._theme.metrics.focus_width if is_selected else 1
        token = "accent" if is_selected else "muted"
        inset = width / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color(token), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - 0.5, radius - 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_runs(
        self, painter: QPainter, state: TimelineState, clips: ClipColumns, marked: list[str], row: int
    ) -> None:
        """Selected clips that are too narrow for rings: lines over and under the stretches that they fill."""
        places = [place for clip_id in marked if (place := clips.index(clip_id)) is not None]
        view, columns = state.view, np.zeros(state.view.width + 1, np.int64)
        left = (clips.starts[places] - view.left) / view.samples_per_pixel
        right = (clips.ends[places] - view.left) / view.samples_per_pixel
        np.add.at(columns, np.clip(left, 0, view.width).astype(np.int64), 1)
        np.add.at(columns, np.clip(np.ceil(right), 0, view.width).astype(np.int64), -1)
        covered = np.concatenate(([0], np.cumsum(columns)[:-1] > 0, [0])).astype(np.int8)
        edges = np.flatnonzero(np.diff(covered))
        top = row * ROW_HEIGHT - state.row_scroll + CLIP_INSET
        for begin, end in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
            for y in (top, top + CLIP_HEIGHT - 2):
                painter.fillRect(QRectF(begin, y, end - begin, 2), self._theme.color("accent"))

    def _paint_pin(
        self,
        painter: QPainter,
        rect: QRectF,
        entry: ClipEntry,
        colours: TimelineColours,
        audible: bool,
    ) -> None:
        """A folded corner: this clip was placed by hand."""
        right, top = rect.right() - 2, rect.top() + 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.ink(entry.speaker, dim=not audible))
        corner = (QPointF(right - _PIN, top), QPointF(right, top), QPointF(right, top + _PIN))
        painter.drawPolygon(QPolygonF(corner))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _label(self, text: str, speaker: int, dim: bool, ratio: float, colours: TimelineColours) -> QPixmap:
        key = (text, speaker, dim, ratio)
        found = self._labels.get(key)
        if found is None:
            font = self._theme.font(self._theme.type.tiny, QFont.Weight.DemiBold, tabular=True)
            box = QFontMetricsF(font).boundingRect(text)
            width = math.ceil(box.width()) + 7 if text else 1
            found = QPixmap(math.ceil(width * ratio), math.ceil(15 * ratio))
            found.setDevicePixelRatio(ratio)
            # The number stands on its own ground: a loud beginning must not hide it.
            found.fill(colours.fill(speaker, dim=dim))
            painter = QPainter(found)
            painter.setFont(font)
            painter.setPen(colours.ink(speaker, dim=dim))
            painter.drawText(QRectF(1, 1, width - 1, 14), Qt.AlignmentFlag.AlignCenter, text)
            painter.end()
            if len(self._labels) > 4096:
                self._labels.clear()
            self._labels[key] = found
        return found
