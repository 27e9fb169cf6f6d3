"""A scroll area for dialogs: it asks for all the room that its content needs, and scrolls only on small screens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST_HEIGHT = 160


class FittingScroll(QScrollArea):
    """As high as its content where the screen has the room, whatever appears in it later."""

    def __init__(self, content: QWidget, spare: int, parent: QWidget | None = None) -> None:
        """Args:
        spare: height that the rest of the dialog and the window's frame take.
        """
        super().__init__(parent)
        self._spare = spare
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        inner = self._content.minimumSizeHint()
        height = inner.height()
        layout = self._content.layout()
        if layout is not None and layout.hasHeightForWidth():
            height = max(height, layout.totalMinimumHeightForWidth(max(self.width(), inner.width())))
        room = self.screen().availableGeometry().height() - self._spare
        return QSize(inner.width(), min(height, max(_LEAST_HEIGHT, room)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
