"""A line edit with a lens and a clear button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cosydesk.ui.theme import Theme


class SearchField(QLineEdit):
    """Escape empties it, and only then goes on to whoever else wants it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lens = QAction(self)
        self._clear = QAction(self)
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        theme.changed.connect(self._refresh)
        self._refresh()

    def setPlaceholderText(self, text: str) -> None:
        """What is looked for is the field's name too: it has no label."""
        super().setPlaceholderText(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _refresh(self) -> None:
        self._lens.setIcon(self.theme.icon("search", "muted"))
        self._clear.setIcon(self.theme.icon("x", "muted"))
