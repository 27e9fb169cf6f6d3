"""Asks for one number: a gap, a gain, a fade."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class NumberPopover(QFrame):
    """Enter or the button takes the number, Escape and a press elsewhere leave everything as it was.

    Signals:
        chosen: the number, as it is shown.
        reset: back to what it is without a hand.
    """

    chosen = Signal(float)
    reset = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        value: float,
        bounds: tuple[float, float],
        *,
        step: float,
        decimals: int,
        suffix: str,
        reset: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`reset`: what its button says; "" leaves it out."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.theme = theme
        self.setObjectName("numberPopover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        m, palette = theme.metrics, theme.palette
        self.setStyleSheet(
            f"QFrame#numberPopover {{ background: {palette.raised}; border: 1px solid {palette.line}; }}"
        )
        self.setAccessibleName(title)
        self.number = QDoubleSpinBox()
        self.number.setRange(*bounds)
        self.number.setDecimals(decimals)
        self.number.setSingleStep(step)
        self.number.setSuffix(suffix)
        self.number.setValue(value)
        self.number.setAccessibleName(title)
        self.number.setMinimumWidth(4 * m.xxl)
        self.take = QPushButton(self.tr("Set"))
        self.take.setProperty("kind", "primary")
        self.take.clicked.connect(self._accept)
        row = QHBoxLayout()
        row.setSpacing(m.sm)
        row.addWidget(self.number, 1)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.md, m.md, m.md, m.md)
        column.setSpacing(m.sm)
        column.addWidget(label("section", title))
        column.addLayout(row)
        self.reset_button: QPushButton | None = None
        if reset:
            self.reset_button = QPushButton(reset)
            self.reset_button.clicked.connect(self._reset)
            column.addWidget(self.reset_button)

    def open_at(self, point: QPoint) -> None:
        """Show with its bottom left at a point of the screen, the number marked."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(point.x(), screen.right() - self.width()))
        top = max(screen.top(), min(point.y() - self.height(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.number.setFocus(Qt.FocusReason.PopupFocusReason)
        self.number.selectAll()

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
        self.number.interpretText()
        value = self.number.value()
        self.close()
        self.chosen.emit(value)

    def _reset(self) -> None:
        self.close()
        self.reset.emit()
