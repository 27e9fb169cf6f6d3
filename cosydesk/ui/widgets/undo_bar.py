"""What was just done, and the button that takes it back: at the foot of the panel where it was done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.icon_button import IconButton
from cosydesk.ui.words import renewed

_SHOWN_MS = 20_000


class UndoBar(QWidget):
    """Goes by itself unless it is to stay, and not while the pointer is on it.

    Signals:
        undone: the button.
    """

    undone = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        m = theme.metrics
        self._words = ""
        self._text = label("small", wrap=True)
        self.button = QPushButton()
        self.button.setProperty("compact", True)
        self._close = IconButton(theme, "x", token="muted", size=14, edge=m.compact)
        self._close.clicked.connect(self.hide)
        self.button.clicked.connect(self._undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.md, m.sm, m.xs, m.sm)
        layout.setSpacing(m.sm)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._fade)
        theme.changed.connect(self.update)
        self.retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """What is shown; empty when nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, *, stays: bool = False) -> None:
        """Args:
        text: `Words` follow the window's language.
        stays: until it is dismissed.
        """
        self._words = text
        self._text.setText(text)
        self.show()
        if stays:
            self._timer.stop()
        else:
            self._timer.start()

    def retranslate(self) -> None:
        self._words = renewed(self._words)
        self._text.setText(self._words)
        self.button.setText(self.tr("Undo"))
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setAccessibleName(self.tr("Dismiss"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("raised"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), self.theme.color("line"))

    def _undo(self) -> None:
        self.hide()
        self.undone.emit()

    def _fade(self) -> None:
        if not self.underMouse():
            self._timer.stop()
            self.hide()
