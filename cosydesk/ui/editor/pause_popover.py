"""Asks how long a pause shall be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cosydesk.markup import MAX_BREAK_S
from cosydesk.ui.theme import Theme

DEFAULT_S = 0.3
_PRESETS_S = (0.2, 0.3, 0.5, 1.0, 2.0)


class PausePopover(QFrame):
    """Enter or the button takes the length, Escape and a press elsewhere leave everything as it was.

    Signals:
        chosen: seconds.
    """

    chosen = Signal(float)

    def __init__(self, theme: Theme, seconds: float | None, parent: QWidget | None = None) -> None:
        """`seconds` of the pause to change, None for a new one."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.theme = theme
        self.setObjectName("pausePopover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        metrics, palette = theme.metrics, theme.palette
        self.setStyleSheet(
            f"QFrame#pausePopover {{ background: {palette.raised}; border: 1px solid {palette.line}; }}"
        )
        self.setAccessibleName(self.tr("Length of the pause"))
        self.length = QDoubleSpinBox()
        self.length.setRange(0.05, MAX_BREAK_S)
        self.length.setDecimals(2)
        self.length.setSingleStep(0.1)
        self.length.setSuffix(self.tr(" s"))
        self.length.setValue(DEFAULT_S if seconds is None else seconds)
        self.length.setAccessibleName(self.tr("Length of the pause"))
        self.length.setMinimumWidth(96)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.md, metrics.md, metrics.md, metrics.md)
        column.setSpacing(metrics.sm)
        column.addLayout(entry)
        column.addLayout(presets)

    def open_at(self, point: QPoint) -> None:
        """Show with its top left at a point of the screen, the number marked."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(point.x(), screen.right() - self.width()))
        top = max(screen.top(), min(point.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.length.setFocus(Qt.FocusReason.PopupFocusReason)
        self.length.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.close()
        super().changeEvent(event)

    def _accept(self) -> None:
        self.length.interpretText()
        self._take(self.length.value())

    def _take(self, seconds: float) -> None:
        self.close()
        self.chosen.emit(round(seconds, 3))
