"""Asks how fast a line shall be spoken."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QPushButton, QSlider, QToolButton, QWidget

from cosydesk.ui.editor.popover import Popover
from cosydesk.ui.theme import Theme

SLOWEST, FASTEST = 0.5, 2.0
_PRESETS = (0.8, 0.9, 1.0, 1.1, 1.25)
_STEP = 0.05


class SpeedPopover(Popover):
    """Enter or the button takes the speed.

    Signals:
        chosen: the speed, 1.0 as the voice speaks.
    """

    chosen = Signal(float)

    def __init__(self, theme: Theme, speed: float, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("Speed"))
        self.speed = QDoubleSpinBox()
        self.speed.setRange(SLOWEST, FASTEST)
        self.speed.setSingleStep(_STEP)
        self.speed.setSuffix("×")
        self.speed.setMinimumWidth(84)
        self.speed.lineEdit().setTextMargins(theme.metrics.sm - 2, 0, 0, 0)
        self.speed.setAccessibleName(self.tr("Speed"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(SLOWEST / _STEP), round(FASTEST / _STEP))
        self.slider.setAccessibleName(self.tr("Speed"))
        self.accept_button = QPushButton(self.tr("Change"))
        self.accept_button.setProperty("kind", "primary")
        self.slider.valueChanged.connect(self._slid)
        self.speed.valueChanged.connect(self._show)
        self.accept_button.clicked.connect(self._accept)
        self.speed.setValue(speed)
        self._show(speed)
        entry = QHBoxLayout()
        entry.setSpacing(theme.metrics.sm)
        entry.addWidget(self.speed, 1)
        entry.addWidget(self.accept_button)
        presets = QHBoxLayout()
        presets.setSpacing(theme.metrics.xs)
        for value in _PRESETS:
            button = QToolButton()
            button.setText(f"{value:g}×")
            button.setProperty("kind", "outlined")
            button.clicked.connect(lambda _on=False, picked=value: self._take(picked))
            presets.addWidget(button)
        self.column.addLayout(entry)
        self.column.addWidget(self.slider)
        self.column.addLayout(presets)

    def open_at(self, point: QPoint, field: QWidget | None = None) -> None:
        super().open_at(point, field or self.speed)
        self.speed.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        else:
            super().keyPressEvent(event)

    def _slid(self, step: int) -> None:
        self.speed.setValue(step * _STEP)

    def _show(self, speed: float) -> None:
        before = self.slider.blockSignals(True)
        self.slider.setValue(round(speed / _STEP))
        self.slider.blockSignals(before)

    def _accept(self) -> None:
        self.speed.interpretText()
        self._take(self.speed.value())

    def _take(self, speed: float) -> None:
        self.close()
        self.chosen.emit(round(speed, 2))
