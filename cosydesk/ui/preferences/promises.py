"""What happens to what a person makes here, in plain words."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label

_ICON = 16


class Promises(QWidget):
    """A card at the head of the page; a test holds the program to what it says."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        m = theme.metrics
        self._title = label("section", wrap=True)
        self._points = [label("", wrap=True) for _ in range(4)]
        self._ticks = [QLabel() for _ in self._points]
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(m.lg, m.md, m.lg, m.md)
        inside.setSpacing(m.sm)
        inside.addWidget(self._title)
        for tick, words in zip(self._ticks, self._points, strict=True):
            line = QHBoxLayout()
            line.setSpacing(m.sm)
            tick.setFixedWidth(_ICON)
            column = QVBoxLayout()
            column.addWidget(tick)
            column.addStretch(1)
            line.addLayout(column)
            line.addWidget(words, 1)
            inside.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(m.sm, 0, m.sm, m.sm)
        outer.addWidget(card)
        theme.changed.connect(self._refresh)
        self._refresh()
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("What you write, record and make stays on this computer."))
        points = (
            self.tr("All speech is made here, and all listening is done here. No account, no cloud."),
            self.tr("No statistics, no usage reports, no search for updates."),
            self.tr("The network is used for one thing: to download a model when you ask for it."),
            self.tr(
                "The service for other programs answers this computer only, unless you start it otherwise."
            ),
        )
        for words, text in zip(self._points, points, strict=True):
            words.setText(text)

    def _refresh(self) -> None:
        for tick in self._ticks:
            tick.setPixmap(self.theme.pixmap("check", "ok", _ICON, self.devicePixelRatioF()))
