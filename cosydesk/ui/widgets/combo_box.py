"""A combo box whose list looks like the menus."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QListView, QStyledItemDelegate, QWidget


class ComboBox(QComboBox):
    """The style sheet reaches the rows only of a list view with a styled delegate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setView(QListView(self))
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(16)
