"""What a list shows when it is empty: why, and the button that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class EmptyState(QWidget):
    """Icon, title, one sentence, and perhaps a button.

    Signals:
        clicked: the button.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("section")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label("muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = QPushButton()
        self._button.clicked.connect(self.clicked)
        self._button.hide()
        layout = QVBoxLayout(self)
        m = theme.metrics
        layout.setContentsMargins(m.xl, m.xl, m.xl, m.xl)
        layout.setSpacing(m.sm)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(m.xs)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        theme.changed.connect(self._refresh)
        self._refresh()

    def set_texts(self, title: str, text: str, button: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def _refresh(self) -> None:
        self._icon.setPixmap(self.theme.pixmap(self._name, "faint", 28, self.devicePixelRatioF()))
