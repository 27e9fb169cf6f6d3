"""The peak meter of the status bar."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cosydesk.ui.theme import Theme

_CELLS = 12
_FLOOR_DB = -48.0
_WARN_DB = -6.0
_HOT_DB = -1.0


class LevelMeter(QWidget):
    """Twelve cells from -48 to 0 dBFS; amber from -6, red from -1."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lit = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_CELLS * 8, 10)

    def set_levels(self, left: float, right: float) -> None:
        """Peaks of the last block, linear, 1.0 = full scale."""
        peak = max(left, right)
        level = 20 * math.log10(peak) if peak > 1e-6 else -math.inf
        lit = 0 if level <= _FLOOR_DB else math.ceil((level - _FLOOR_DB) / -_FLOOR_DB * _CELLS)
        if min(lit, _CELLS) != self._lit:
            self._lit = min(lit, _CELLS)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for cell in range(_CELLS):
            level = _FLOOR_DB * (1 - (cell + 1) / _CELLS)
            token = "error" if level > _HOT_DB else "warn" if level > _WARN_DB else "ok"
            painter.setBrush(self.theme.color(token) if cell < self._lit else self.theme.color("pressed"))
            painter.drawRoundedRect(QRectF(cell * 8, (self.height() - 9) / 2, 6, 9), 1.5, 1.5)
