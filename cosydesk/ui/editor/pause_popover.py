"""Asks how long a pause shall be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from cosydesk.markup import MAX_BREAK_S
from cosydesk.ui.editor.popover import Popover
from cosydesk.ui.theme import Theme

DEFAULT_S = 0.3
_PRESETS_S = (0.2, 0.3, 0.5, 1.0, 2.0)


class PausePopover(Popover):
    """Enter or the button takes the length, Escape and a press elsewhere leave everything as it was.

    Signals:
        chosen: seconds.
    """

    chosen = Signal(float)

    def __init__(self, theme: Theme, seconds: float | None, parent: QWidget | None = None) -> None:
        """`seconds` of the pause to change, None for a new one."""
        super().__init__(theme, parent)
        metrics = theme.metrics
        self.setAccessibleName(self.tr("Length of the pause"))
        self.length = QDoubleSpinBox()
        self.length.setRange(0.05, MAX_BREAK_S)
        self.length.setDecimals(2)
        self.length.setSingleStep(0.1)
        self.length.setSuffix(self.tr(" s"))
        self.length.setValue(DEFAULT_S if seconds is None else seconds)
        self.length.setAccessibleName(self.tr("Length of the pause"))
        self.length.setMinimumWidth(96)
        self.length.lineEdit().setTextMargins(metrics.sm - 2, 0, 0, 0)
        self.accept_button = QPushButton(self.tr("Insert pause") if seconds is None else self.tr("Change"))
        self.accept_button.setProperty("kind", "primary")
        self.accept_button.clicked.connect(self._accept)
        presets = QHBoxLayout()
        presets.setSpacing(metrics.xs)
        for value in _PRESETS_S:
            button = QToolButton()
            button.setText(self.tr("{seconds} s").format(seconds=f"{value:g}"))
            button.setProperty("kind", "outlined")
            button.clicked.connect(lambda _on=False, picked=value: self._take(picked))
            presets.addWidget(button)
        entry = QHBoxLayout()
        entry.setSpacing(metrics.sm)
        entry.addWidget(self.length, 1)
        entry.addWidget(self.accept_button)
        self.column.addLayout(entry)
        self.column.addLayout(presets)

    def open_at(self, point: QPoint, field: QWidget | None = None) -> None:
        super().open_at(point, field or self.length)
        self.length.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        self.length.interpretText()
        self._take(self.length.value())

    def _take(self, seconds: float) -> None:
        self.close()
        self.chosen.emit(round(seconds, 3))
