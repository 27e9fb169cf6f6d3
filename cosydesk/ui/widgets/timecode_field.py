"""A field for a time, written as the timecode of its frame."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timecode import frame_at, sample_at, sample_of, timecode

_FRAME = 6
"""The field's border and the caret's room."""


class TimecodeField(QLineEdit):
    """Return or leaving it sets the time; what is no timecode gives way to the time before. Up and Down go by frames,
    Escape takes back what was typed.

    Signals:
        chosen: a sample, or None when it was emptied.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: int | None = None
        self._sample_rate = 1
        self._frame_rate = 25.0
        self.setFont(theme.font(theme.type.body, tabular=True))
        widest = QFontMetrics(self.font()).horizontalAdvance("00:00:00.00")
        self.setMinimumWidth(widest + 2 * theme.metrics.sm + _FRAME)
        self.editingFinished.connect(self._take)

    def show_time(self, value: int | None, sample_rate: int, frame_rate: float) -> None:
        """Show a sample; None: nothing."""
        self._value, self._sample_rate, self._frame_rate = value, sample_rate, frame_rate
        self.setText("" if value is None else timecode(value, sample_rate, frame_rate))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._show()
        elif step is not None and self._value is not None:
            frame = frame_at(self._value, self._sample_rate, self._frame_rate) + step
            self.chosen.emit(sample_of(frame, self._sample_rate, self._frame_rate))
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        if not self.isModified():
            return
        text = self.text().strip()
        value = sample_at(text, self._sample_rate, self._frame_rate) if text else None
        self._show()
        if value is not None or not text:
            self.chosen.emit(value)

    def _show(self) -> None:
        self.show_time(self._value, self._sample_rate, self._frame_rate)
