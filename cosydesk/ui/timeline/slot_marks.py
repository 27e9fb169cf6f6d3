"""The slots of lines, drawn as bands behind their clips, and what is said of clips that don't lie well in them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QRegion

from cosydesk.studio.fit import FitState, fit_states
from cosydesk.studio.line import Line
from cosydesk.ui.fit_words import badge
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_table import ClipEntry, ClipTable
from cosydesk.ui.timeline.geometry import clip_rect
from cosydesk.ui.timeline.raster import Raster
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.timeline.state import TimelineState

_BAND = 0.14
_EDGE = 0.6
_OVER = 0.55
_BADGE_HEIGHT = 14
_NARROWEST = 3
"""Bands and clips narrower than this many px are left out."""


class SlotMarks:
    """Paints over the raster's frame. Keeps the fits of the clips that were in sight until something changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._known: tuple[object, object, dict[str, FitState | None]] = (None, None, {})

    def paint(
        self, painter: QPainter, state: TimelineState, table: ClipTable, raster: Raster, height: int
    ) -> None:
        """The slots and badges in sight."""
        lines = [line for line in state.document.project.lines if line.slot_in is not None]
        if not lines:
            return
        view = state.view
        rows = self._rows(state, table)
        shown = [
            line
            for line in lines
            if line.id in rows
            and line.slot_in is not None
            and line.slot_in < view.right
            and (line.slot_out or line.slot_in) > view.left
        ]
        for line in shown:
            self._paint_slot(painter, state, table, line, rows[line.id], height)
        for number, row in enumerate(table.rows):
            if raster.is_wide(row.clips, view):
                continue
            seen = [
                entry for entry in row.clips.entries[row.clips.within(view.left, view.right)] if entry.line_id
            ]
            fits = self._fits(state, [entry.line_id or "" for entry in seen])
            for entry in seen:
                found = fits.get(entry.line_id or "")
                if found is not None:
                    self._paint_fit(painter, state, entry, number, found)

    def _rows(self, state: TimelineState, table: ClipTable) -> dict[str, int]:
        """The row of each line's slot: its clip's, else its speaker's."""
        voices: dict[str, int] = {}
        rows: dict[str, int] = {}
        for number, row in enumerate(table.rows):
            if row.voice_id is not None:
                voices.setdefault(row.voice_id, number)
            rows.update((entry.line_id, number) for entry in row.clips.entries if entry.line_id is not None)
        for line in state.document.project.lines:
            if line.id not in rows and line.voice_id in voices:
                rows[line.id] = voices[line.voice_id]
        return rows

    def _fits(self, state: TimelineState, line_ids: list[str]) -> dict[str, FitState | None]:
        project = state.document.project
        if self._known[0] is not state.table or self._known[1] is not project.lines:
            self._known = (state.table, project.lines, {})
        known = self._known[2]
        if not known.keys() >= set(line_ids):
            lines = [line for line_id in line_ids if (line := state.document.line(line_id)) is not None]
            known.update(dict.fromkeys(line_ids))
            known.update(fit_states(project, lines))
        return known

    def _paint_slot(
        self, painter: QPainter, state: TimelineState, table: ClipTable, line: Line, row: int, height: int
    ) -> None:
        view, top = state.view, row * ROW_HEIGHT - state.row_scroll
        if top + ROW_HEIGHT <= 0 or top >= height or line.slot_in is None:
            return
        left = round(view.to_px(line.slot_in))
        right = left + 1 if line.slot_out is None else round(view.to_px(line.slot_out))
        if right - left < _NARROWEST and line.slot_out is not None:
            return
        hue = state.document.speaker_index(line.voice_id)
        band = QRect(max(left, -2), top + 1, min(right, view.width + 2) - max(left, -2), ROW_HEIGHT - 3)
        clips = table.rows[row].clips
        region = QRegion(band)
        for entry in clips.entries[clips.within(line.slot_in, line.slot_out or line.slot_in + 1)]:
            region -= QRegion(clip_rect(view, state.row_scroll, entry, row).toAlignedRect())
        painter.save()
        painter.setClipRegion(region)
        if line.slot_out is not None:
            painter.fillRect(band, self._theme.speaker_color(hue, _BAND))
        for edge in (left, right - 1):
            painter.fillRect(edge, band.top(), 1, band.height(), self._theme.speaker_color(hue, _EDGE))
        painter.restore()

    def _paint_fit(
        self, painter: QPainter, state: TimelineState, entry: ClipEntry, row: int, fit: FitState
    ) -> None:
        rect = clip_rect(state.view, state.row_scroll, entry, row)
        if fit.overflow_s > 0:
            over = QRectF(rect)
            beyond = fit.overflow_s * state.sample_rate / state.view.samples_per_pixel
            over.setLeft(max(rect.left(), rect.right() - beyond))
            painter.fillRect(over, QBrush(self._theme.color("error", _OVER), Qt.BrushStyle.BDiagPattern))
            painter.fillRect(
                QRectF(over.right() - 2, over.top(), 2, over.height()), self._theme.color("error")
            )
        token, words = badge(fit)
        if words:
            self._paint_badge(painter, rect, token, words)

    def _paint_badge(self, painter: QPainter, rect: QRectF, token: str, words: str) -> None:
        font = self._theme.font(self._theme.type.tiny, QFont.Weight.DemiBold, tabular=True)
        width = QFontMetricsF(font).horizontalAdvance(words) + 8
        if width + 4 > rect.width():
            return
        box = QRectF(rect.right() - width - 3, rect.bottom() - _BADGE_HEIGHT - 2, width, _BADGE_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color(token), 1))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
