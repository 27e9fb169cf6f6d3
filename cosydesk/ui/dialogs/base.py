"""What all dialogs share: title, content, a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import hairline, label


class Dialog(QDialog):
    """A modal dialog in the window's look. Subclasses fill `content` and `buttons`, and `retranslate`."""

    def __init__(self, theme: Theme, parent: QWidget | None, width: int = 420) -> None:
        super().__init__(parent)
        self.theme = theme
        m = theme.metrics
        self.setMinimumWidth(width)
        self.heading = label("title")
        self.content = QVBoxLayout()
        self.content.setContentsMargins(m.xl, 0, m.xl, m.xl)
        self.content.setSpacing(m.sm)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(m.xl, m.md, m.xl, m.md)
        self.buttons.setSpacing(m.sm)
        self.buttons.addStretch(1)
        self._head = QVBoxLayout()
        self._head.setContentsMargins(m.xl, m.xl - 4, m.xl, m.lg)
        self._head.addWidget(self.heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head)
        layout.addLayout(self.content, 1)
        layout.addWidget(hairline())
        layout.addLayout(self.buttons)

    def use_whole(self, body: QLayout) -> None:
        """Fill everything above the buttons, instead of heading and margins."""
        self.heading.hide()
        for layout in (self._head, self.content):
            layout.setContentsMargins(0, 0, 0, 0)
        self.content.addLayout(body)

    def add_button(self, *, primary: bool = False) -> QPushButton:
        made = QPushButton()
        if primary:
            made.setProperty("kind", "primary")
            made.setDefault(True)
        made.setAutoDefault(primary)
        made.setMinimumWidth(80)
        self.buttons.addWidget(made, 0, Qt.AlignmentFlag.AlignRight)
        return made

    def retranslate(self) -> None:
        """Give every text anew."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
