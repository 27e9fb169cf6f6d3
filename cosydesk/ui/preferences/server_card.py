"""One server in the preferences: where it is, what it has, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cosydesk.servers import COSYVOICE, Server
from cosydesk.ui import failures, phrases
from cosydesk.ui.servers import Servers
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label, set_kind
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.icon_button import IconButton

LATER_RATE, FIRST_RATE = 24_000, 22_050


class ServerCard(QFrame):
    """Attributes: url, connect_button, remove, rate (for a server that doesn't tell its own).

    Signals:
        removed: the person wants it forgotten.
    """

    removed = Signal()

    def __init__(self, server: Server, servers: Servers, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.url = server.url
        self._servers = servers
        self._server = server
        self.setProperty("kind", "card")
        m = theme.metrics
        self._name = ElidedLabel(kind="section")
        self._address = ElidedLabel(kind="muted")
        self._state = label("muted", wrap=True)
        self.connect_button = QPushButton()
        self.connect_button.setProperty("compact", True)
        self.connect_button.setAutoDefault(False)
        self.remove = IconButton(theme, "trash-2", token="muted", size=16, edge=m.compact)
        self._rate_label = label("muted")
        self.rate = ComboBox()
        self._rate_label.setBuddy(self.rate)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._address)
        head = QHBoxLayout()
        head.setSpacing(m.xs)
        head.addLayout(words, 1)
        for button in (self.connect_button, self.remove):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._choice = QWidget()
        choice = QHBoxLayout(self._choice)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.setSpacing(m.sm)
        choice.addWidget(self._rate_label)
        choice.addWidget(self.rate)
        choice.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.lg, m.md, m.md, m.md)
        layout.setSpacing(m.sm)
        layout.addLayout(head)
        layout.addWidget(self._state)
        layout.addWidget(self._choice)
        self.connect_button.clicked.connect(lambda: servers.connect_to(self.url))
        self.remove.clicked.connect(self.removed)
        self.rate.activated.connect(lambda index: servers.set_rate(self.url, self.rate.itemData(index)))
        self.show_server(server)

    def show_server(self, server: Server) -> None:
        """Show it as it is now, in the present language."""
        self._server = server
        url, asking = server.url, self._servers.asking(server.url)
        self._name.setText(server.label)
        self._address.setText(url)
        self.connect_button.setText(self.tr("Connect"))
        self.connect_button.setAccessibleName(self.tr("Connect: {name}").format(name=server.label))
        self.connect_button.setToolTip(self.tr("Ask the server what it has, and show its voices"))
        self.connect_button.setEnabled(not asking)
        self.remove.setToolTip(self.tr("Remove: {name}").format(name=server.label))
        self.remove.setAccessibleName(self.tr("Remove: {name}").format(name=server.label))
        self.remove.setEnabled(not asking)
        failure = self._servers.failure(url)
        set_kind(self._state, "error" if failure is not None and not asking else "muted")
        self._state.setText(self._words())
        self._choice.setVisible(server.kind == COSYVOICE)
        self._rate_label.setText(self.tr("Its model"))
        self.rate.setAccessibleName(self.tr("Its model: {name}").format(name=server.label))
        self.rate.setToolTip(
            self.tr("The server doesn't tell. With the wrong choice its speech is too fast or too slow.")
        )
        self.rate.clear()
        self.rate.addItem(self.tr("CosyVoice 2 or 3 (24 kHz)"), LATER_RATE)
        self.rate.addItem(self.tr("CosyVoice 300M (22.05 kHz)"), FIRST_RATE)
        self.rate.setCurrentIndex(max(0, self.rate.findData(server.sample_rate)))
        self.rate.setEnabled(not asking)

    def state_text(self) -> str:
        """What it says about the server."""
        return self._state.text()

    def _words(self) -> str:
        if self._servers.asking(self.url):
            return self.tr("Connecting…")
        if (failure := self._servers.failure(self.url)) is not None:
            return phrases.paragraph(*failures.words(failure))
        model = self._servers.model_of(self.url)
        if not model:
            return self.tr("Its voices are not in the library. Connect to see them there.")
        if count := self._servers.voices_of(self.url):
            return self.tr("{model}: {n} voices in the library").format(model=model, n=count)
        return self.tr("{model}: no built-in voices; it clones").format(model=model)
