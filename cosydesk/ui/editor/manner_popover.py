"""Asks in which manner a line shall be spoken."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from cosydesk.ui.editor.popover import Popover
from cosydesk.ui.manner.manner_menu import MannerMenu
from cosydesk.ui.theme import Theme

_WIDTH = 340
_HEIGHT = 76


class MannerPopover(Popover):
    """Ctrl+Enter or the button takes the words; a preset is taken at once.

    Signals:
        chosen: text of the manner, "" for none.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, manner: str, menu: MannerMenu, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("Manner"))
        self.field = QPlainTextEdit(manner)
        self.field.setFixedSize(_WIDTH, _HEIGHT)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(self.tr("Manner"))
        self.field.setPlaceholderText(self.tr("For example: calm, close to the microphone"))
        self.presets = QPushButton(self.tr("Presets"))
        self.presets.setIcon(theme.icon("chevron-down"))
        self.menu = menu
        menu.setParent(self, menu.windowFlags())
        self.menu.chosen.connect(self._take)
        self.presets.setMenu(self.menu)
        self.accept_button = QPushButton(self.tr("Change"))
        self.accept_button.setProperty("kind", "primary")
        self.accept_button.clicked.connect(lambda: self._take(self.field.toPlainText()))
        row = QHBoxLayout()
        row.setSpacing(theme.metrics.sm)
        row.addWidget(self.presets)
        row.addStretch(1)
        row.addWidget(self.accept_button)
        self.column.addWidget(self.field)
        self.column.addLayout(row)

    def open_at(self, point: QPoint, field: QWidget | None = None) -> None:
        super().open_at(point, field or self.field)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and ctrl:
            self._take(self.field.toPlainText())
        else:
            super().keyPressEvent(event)

    def _take(self, manner: str) -> None:
        self.close()
        self.chosen.emit(" ".join(manner.split()))
