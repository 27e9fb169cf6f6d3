"""A small window that asks for one thing of a line and goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme


class Popover(QFrame):
    """Escape and a press elsewhere close it. What is in it goes into `column`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.theme = theme
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        metrics, palette = theme.metrics, theme.palette
        self.setStyleSheet(
            f"QFrame#popover {{ background: {palette.raised}; border: 1px solid {palette.line}; }}"
        )
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(metrics.md, metrics.md, metrics.md, metrics.md)
        self.column.setSpacing(metrics.sm)

    def open_at(self, point: QPoint, field: QWidget) -> None:
        """Show with its top left at a point of the screen, ready to type into `field`."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(point.x(), screen.right() - self.width()))
        top = max(screen.top(), min(point.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.close()
        super().changeEvent(event)
