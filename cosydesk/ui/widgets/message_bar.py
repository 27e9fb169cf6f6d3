"""Errors and notes under the top bar: what is wrong, what to do; each stays until it is dismissed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label, set_kind
from cosydesk.ui.widgets.icon_button import IconButton
from cosydesk.ui.words import renewed


@dataclass(frozen=True)
class _Message:
    tone: str
    text: str
    remedy: str
    button: str = ""
    do: Callable[[], object] | None = None

    def anew(self) -> _Message:
        """In the window's language."""
        return replace(
            self, text=renewed(self.text), remedy=renewed(self.remedy), button=renewed(self.button)
        )


class MessageBar(QWidget):
    """Shows the latest; notes that it covers come back when it is dismissed, and notes wait behind an error.

    `Words` follow the window's language. An error takes the place of another that was seen: when every line of a
    script fails, one need be closed.

    Signals:
        details: the person wants to see the log.
    """

    details = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._shown = _Message("error", "", "")
        self._waiting: list[_Message] = []  # the next to show comes last
        self._icon = QLabel()
        self._message = label("section", wrap=True)
        self._remedy = label("muted", wrap=True)
        self._details = QPushButton()
        self._details.setProperty("compact", True)
        self._details.clicked.connect(self.details)
        self._way_out = QPushButton()
        self._way_out.setProperty("compact", True)
        self._way_out.clicked.connect(lambda: self._shown.do() if self._shown.do is not None else None)
        self._more = label("muted")
        self._close = IconButton(theme, "x", size=16, edge=theme.metrics.compact)
        self._close.clicked.connect(self._dismiss)
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
        layout.addWidget(self._more)
        layout.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self._refresh)
        self.retranslate()
        self.hide()

    def show_error(
        self, message: str, remedy: str = "", button: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Args:
        button: what the person can do about it; `do` runs then, and the error stays.
        """
        self._tell(_Message("error", message, remedy, button, do))

    def show_note(
        self, message: str, remedy: str = "", button: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Args:
        button: what the person can do about it; `do` runs then, and the note stays.
        """
        self._tell(_Message("warn", message, remedy, button, do))

    @property
    def message(self) -> str:
        return self._shown.text

    @property
    def way_out(self) -> QPushButton:
        """The button of a note that has one."""
        return self._way_out

    @property
    def close_button(self) -> IconButton:
        """Dismisses what is shown."""
        return self._close

    @property
    def more(self) -> str:
        """How many others wait, in words."""
        return self._more.text()

    def retranslate(self) -> None:
        self._details.setText(self.tr("Details"))
        self._details.setToolTip(self.tr("Open the log"))
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setAccessibleName(self.tr("Dismiss"))
        self._waiting = [message.anew() for message in self._waiting]
        self._write(self._shown.anew())
        self._count()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _tell(self, message: _Message) -> None:
        if self.isHidden():
            self._waiting.clear()
            self._show(message)
            return
        shown = self._shown
        if message in (shown, *self._waiting):
            return
        if message.tone != "error" and shown.tone == "error":
            self._waiting.append(message)
            self._count()
            return
        if shown.tone != "error" or not self.isVisible():
            self._waiting.append(shown)
        self._show(message)

    def _dismiss(self) -> None:
        if self._waiting:
            self._show(self._waiting.pop())
        else:
            self.hide()

    def _show(self, message: _Message) -> None:
        self._write(message)
        self._remedy.setVisible(bool(message.remedy))
        self._details.setVisible(message.tone == "error")
        self._way_out.setVisible(bool(message.button))
        self._count()
        self._refresh()
        self.show()

    def _write(self, message: _Message) -> None:
        self._shown = message
        self._message.setText(message.text)
        self._remedy.setText(message.remedy)
        self._way_out.setText(message.button)

    def _count(self) -> None:
        count = len(self._waiting)
        self._more.setText(self.tr("{n} more").format(n=count) if count else "")
        self._more.setVisible(bool(count))

    def _refresh(self) -> None:
        name = "circle-alert" if self._shown.tone == "error" else "info"
        self._icon.setPixmap(self.theme.pixmap(name, self._shown.tone, 18, self.devicePixelRatioF()))
        self._icon.setFixedSize(QSize(18, 18))
        set_kind(self._message, "section")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(f"{self._shown.tone}_soft"))
        edge = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(edge, self.theme.color("line"))
        painter.fillRect(QRectF(0, 0, 3, self.height()), self.theme.color(self._shown.tone))
        painter.setPen(Qt.PenStyle.NoPen)
