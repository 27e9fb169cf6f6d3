"""The page of the preferences where other computers are named that speak for this one."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cosydesk.engine.errors import EngineError
from cosydesk.ui import failures, phrases
from cosydesk.ui.preferences.server_card import ServerCard
from cosydesk.ui.servers import Servers
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label, set_kind


class ServersView(QWidget):
    """Attributes:
    cards: one for each server. address, name, token: fields of the one to add. add: its button.
    """

    def __init__(self, servers: Servers, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._servers = servers
        self.theme = theme
        m = theme.metrics
        self.cards: list[ServerCard] = []
        self._intro = label("muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(m.sm)
        self._title = label("section")
        self.address, self.name, self.token = QLineEdit(), QLineEdit(), QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self._labels = [label("") for _ in range(3)]
        self.add = QPushButton()
        self.add.setAutoDefault(False)
        self._note = label("muted", wrap=True)
        self._failure: EngineError | None = None
        self._adding = False
        form = QGridLayout()
        form.setHorizontalSpacing(m.md)
        form.setVerticalSpacing(m.sm)
        form.setColumnStretch(1, 1)
        fields = (self.address, self.name, self.token)
        for row_number, (words, field) in enumerate(zip(self._labels, fields, strict=True)):
            words.setBuddy(field)
            form.addWidget(words, row_number, 0)
            form.addWidget(field, row_number, 1)
            field.returnPressed.connect(self.add.click)
        row = QHBoxLayout()
        row.setSpacing(m.md)
        row.addWidget(self._note, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.sm, 0, m.sm, 0)
        column.setSpacing(m.md)
        column.addWidget(self._intro)
        column.addLayout(self._list)
        column.addSpacing(m.sm)
        column.addWidget(self._title)
        column.addLayout(form)
        column.addLayout(row)
        self.address.textChanged.connect(lambda _text: self._show_form())
        self.add.clicked.connect(self._add)
        servers.changed.connect(self._changed)
        servers.added.connect(self._added)
        self.retranslate()

    def renew(self) -> None:
        """Show the servers as they are now."""
        known = self._servers.all()
        if [server.url for server in known] != [card.url for card in self.cards]:
            for card in self.cards:
                self._list.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.cards = [ServerCard(server, self._servers, self.theme) for server in known]
            for card in self.cards:
                card.removed.connect(lambda url=card.url: self._remove(url))
                self._list.addWidget(card)
        for card, server in zip(self.cards, known, strict=True):
            card.show_server(server)

    def note_text(self) -> str:
        """What is said of the one to add."""
        return self._note.text()

    def retranslate(self) -> None:
        self._intro.setText(
            self.tr(
                "Another computer can speak for this one, for instance one with a fast graphics card. Start CosyDesk "
                "there with “cosydesk serve --host 0.0.0.0 --token …”, and add it here. The server that comes with "
                "CosyVoice works as well."
            )
        )
        self._title.setText(self.tr("Add a server"))
        for words, field, text in zip(
            self._labels,
            (self.address, self.name, self.token),
            (self.tr("Address"), self.tr("Name"), self.tr("Token")),
            strict=True,
        ):
            words.setText(text)
            field.setAccessibleName(text)
        self.address.setPlaceholderText("studio-pc:50000")
        self.name.setPlaceholderText(self.tr("As the address, if empty"))
        self.token.setPlaceholderText(self.tr("If the server wants one"))
        self.add.setText(self.tr("Add"))
        self._show_form()
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _add(self) -> None:
        if not self.add.isEnabled():
            return
        self._adding, self._failure = True, None
        self._show_form()
        self._servers.add(self.address.text(), self.name.text(), self.token.text())

    def _changed(self, _url: str) -> None:
        self.renew()

    def _added(self, failure: EngineError | None) -> None:
        self._adding, self._failure = False, failure
        if failure is None:
            for field in (self.address, self.name, self.token):
                field.clear()
        self._show_form()

    def _remove(self, url: str) -> None:
        self._failure = self._servers.remove(url)
        self._show_form()

    def _show_form(self) -> None:
        self.add.setEnabled(not self._adding and bool(self.address.text().strip()))
        set_kind(self._note, "error" if self._failure is not None else "muted")
        if self._adding:
            self._note.setText(self.tr("Connecting…"))
        elif self._failure is not None:
            self._note.setText(phrases.paragraph(*failures.words(self._failure)))
        else:
            self._note.setText(self.tr("The token is kept in a file that only you can read."))
