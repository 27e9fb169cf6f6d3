"""An error or a note under the top bar: what is wrong, what to do, and it stays until it is dismissed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label, set_kind
from cosydesk.ui.widgets.icon_button import IconButton


class MessageBar(QWidget):
    """Signals:
    details: the person wants to see the log.
    """

    details = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tone = "error"
        self._icon = QLabel()
        self._message = label("section", wrap=True)
        self._remedy = label("muted", wrap=True)
        self._details = QPushButton()
        self._details.setProperty("compact", True)
        self._details.clicked.connect(self.details)
        self._do: Callable[[], object] | None = None
        self._way_out = QPushButton()
        self._way_out.setProperty("compact", True)
        self._way_out.clicked.connect(lambda: self._do() if self._do is not None else None)
        self._close = IconButton(theme, "x", size=16, edge=theme.metrics.compact)
        self._close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._message)
        words.addWidget(self._remedy)
        m = theme.metrics
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.lg, m.sm, m.sm, m.sm)
        layout.setSpacing(m.md)
        layout.addWidget(self._icon)
        layout.addLayout(words, 1)
        layout.addWidget(self._details)
        layout.addWidget(self._way_out)
        layout.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self._refresh)
        self.retranslate()
        self.hide()

    def show_error(self, message: str, remedy: str = "") -> None:
        self._show("error", message, remedy)

    def show_note(
        self, message: str, remedy: str = "", button: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Args:
        button: what the person can do about it; `do` runs then, and the note stays.
        """
        self._do = do
        self._way_out.setText(button)
        self._show("warn", message, remedy)
        self._way_out.setVisible(bool(button))

    @property
    def message(self) -> str:
        return self._message.text()

    @property
    def way_out(self) -> QPushButton:
        """The button of a note that has one."""
        return self._way_out

    def retranslate(self) -> None:
        self._details.setText(self.tr("Details"))
        self._details.setToolTip(self.tr("Open the log"))
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setAccessibleName(self.tr("Dismiss"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self, tone: str, message: str, remedy: str) -> None:
        self._tone = tone
        self._message.setText(message)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._details.setVisible(tone == "error")
        self._way_out.hide()
        self._refresh()
        self.show()

    def _refresh(self) -> None:
        name = "circle-alert" if self._tone == "error" else "info"
        self._icon.setPixmap(self.theme.pixmap(name, self._tone, 18, self.devicePixelRatioF()))
        self._icon.setFixedSize(QSize(18, 18))
        set_kind(self._message, "section")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(f"{self._tone}_soft"))
        edge = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(edge, self.theme.color("line"))
        painter.fillRect(QRectF(0, 0, 3, self.height()), self.theme.color(self._tone))
        painter.setPen(Qt.PenStyle.NoPen)
