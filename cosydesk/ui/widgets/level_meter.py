"""A peak meter: one row of cells for each channel, with a mark for the greatest level and one for clipping."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cosydesk.studio.loudness import decibels
from cosydesk.ui.theme import Theme

_CELLS = 12
_PITCH = 8
_HEIGHT = 9
_FLOOR_DB = -48.0
_WARN_DB = -6.0
_HOT_DB = -1.0

Row = tuple[int, int, bool]
"""Lit cells, the cell of the mark (0: none), whether it clipped."""


class LevelMeter(QWidget):
    """Twelve cells from -48 to 0 dBFS, amber from -6, red from -1, and after them a cell that clipping turns red."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: list[Row] = [(0, 0, False)]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    @property
    def rows(self) -> list[Row]:
        """What is shown for each channel."""
        return list(self._rows)

    def sizeHint(self) -> QSize:
        return QSize((_CELLS + 1) * _PITCH, _HEIGHT + 1)

    def show_levels(
        self, levels: tuple[float, ...], held: tuple[float, ...], clipped: tuple[bool, ...]
    ) -> None:
        """One of each for a channel; linear, 1.0 = full scale."""
        rows = [
            (_cells(level), _cells(mark), over)
            for level, mark, over in zip(levels, held, clipped, strict=True)
        ]
        if rows != self._rows:
            self._rows = rows
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        count = len(self._rows)
        height = (_HEIGHT - (count - 1)) / count
        top = (self.height() - _HEIGHT) / 2
        for channel, (lit, mark, clipped) in enumerate(self._rows):
            y = top + channel * (height + 1)
            for cell in range(_CELLS):
                on = cell < lit or cell == mark - 1
                painter.setBrush(self.theme.color(_token(cell) if on else "pressed"))
                painter.drawRoundedRect(QRectF(cell * _PITCH, y, 6, height), 1.5, 1.5)
            painter.setBrush(self.theme.color("error" if clipped else "pressed"))
            painter.drawRoundedRect(QRectF(_CELLS * _PITCH + 2, y, 4, height), 1.5, 1.5)


def _cells(amplitude: float) -> int:
    level = decibels(amplitude)
    if level <= _FLOOR_DB:
        return 0
    return min(_CELLS, math.ceil((level - _FLOOR_DB) / -_FLOOR_DB * _CELLS))


def _token(cell: int) -> str:
    level = _FLOOR_DB * (1 - (cell + 1) / _CELLS)
    return "error" if level > _HOT_DB else "warn" if level > _WARN_DB else "ok"
