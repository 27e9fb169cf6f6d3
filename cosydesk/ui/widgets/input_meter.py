"""How loud the microphone is: a wide bar with the range to aim for, and a mark that stays at the peak."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cosydesk.ui.theme import Theme

FLOOR_DB = -60.0
_GOOD_DB = (-24.0, -6.0)
_HOT_DB = -3.0
_FALL_DB = 0.7
_HEIGHT = 22
_BAR = 12


class InputMeter(QWidget):
    """-60 to 0 dBFS; the peak falls slowly."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rms_db = self._peak_db = self._held_db = FLOOR_DB
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def peak_db(self) -> float:
        """The peak that is shown, dBFS."""
        return self._peak_db

    @property
    def hot(self) -> bool:
        """Whether the last seconds were so loud that they may be clipped."""
        return self._held_db > _HOT_DB

    def sizeHint(self) -> QSize:
        return QSize(280, _HEIGHT)

    def set_level(self, peak: float, rms: float) -> None:
        """Of the last block, linear, 1.0 = full scale."""
        self._peak_db, self._rms_db = _decibels(peak), _decibels(rms)
        self._held_db = max(self._peak_db, self._held_db - _FALL_DB)
        self.update()

    def clear(self) -> None:
        self._rms_db = self._peak_db = self._held_db = FLOOR_DB
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        trough = QRectF(0, (self.height() - _BAR) / 2, self.width(), _BAR)
        good = QRectF(self._x(_GOOD_DB[0]), trough.top() - 4, self._x(_GOOD_DB[1]) - self._x(_GOOD_DB[0]), 2)
        painter.fillRect(good, self.theme.color("ok", 0.7))
        painter.setPen(self.theme.color("pressed", 0.0))
        painter.setBrush(self.theme.color("pressed"))
        painter.drawRoundedRect(trough, 3, 3)
        token = "error" if self._peak_db > _HOT_DB else "warn" if self._peak_db > _GOOD_DB[1] else "ok"
        for level, alpha in ((self._peak_db, 0.45), (self._rms_db, 1.0)):
            width = self._x(level)
            if width > 1:
                painter.setBrush(self.theme.color(token, alpha))
                painter.drawRoundedRect(QRectF(0, trough.top(), width, _BAR), 3, 3)
        if self._held_db > FLOOR_DB:
            painter.fillRect(
                QRectF(self._x(self._held_db) - 2, trough.top(), 2, _BAR),
                self.theme.color("error" if self.hot else "text"),
            )

    def _x(self, level_db: float) -> float:
        return self.width() * (level_db - FLOOR_DB) / -FLOOR_DB


def _decibels(level: float) -> float:
    return max(FLOOR_DB, min(0.0, 20 * math.log10(level))) if level > 1e-6 else FLOOR_DB
