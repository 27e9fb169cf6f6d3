"""The servers that speak for this computer: added, asked what they have, removed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from cosydesk import servers
from cosydesk.engine.errors import EngineError
from cosydesk.jobs.background import Background
from cosydesk.jobs.server_look import ServerSeen, look_at
from cosydesk.servers import Server
from cosydesk.ui.model_shelf import ModelShelf

log = logging.getLogger(__name__)

Then = Callable[[EngineError | None], None]


class Servers(QObject):
    """Keeps the list of servers and, for those that answer, their voices in the library.

    Signals:
        changed(str): something about the server with this address.
        added(object): the `EngineError` that kept the last one from being added, or None.
    """

    changed = Signal(str)
    added = Signal(object)

    def __init__(self, shelf: ModelShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = Background(self)
        self._asking: set[str] = set()
        self._failures: dict[str, EngineError] = {}

    def all(self) -> list[Server]:
        """In the order in which they were added."""
        return servers.servers()

    def asking(self, url: str) -> bool:
        """Whether it is being asked just now."""
        return url in self._asking

    def failure(self, url: str) -> EngineError | None:
        """Why the last try to reach it failed; None where that went well or there was none."""
        return self._failures.get(url)

    def model_of(self, url: str) -> str:
        """Id of its model, if that is in the library; else empty."""
        entry = self._shelf.models.on(url)
        return entry.id if entry is not None else ""

    def voices_of(self, url: str) -> int:
        """How many built-in voices it has, as far as that is known."""
        entry = self._shelf.models.on(url)
        return len(entry.voices) if entry is not None else 0

    def add(self, address: str, name: str, token: str) -> None:
        """Ask a server, and keep it if it answers; one that is known gets the new name and token. `added` follows.

        Args:
            address: as the person wrote it.
        """
        try:
            url = servers.clean_url(address)
        except ValueError:
            wrong = "This is no address of a server."
            self.added.emit(EngineError(wrong, "Write it as http://studio-pc:50000.", code="server_address"))
            return
        known = next((server for server in self.all() if server.url == url), Server(url))
        self._ask(replace(known, name=name.strip(), token=token.strip()), self.added.emit)

    def connect_to(self, url: str) -> None:
        """Ask a server that is kept what it has now; `changed` follows, and `failure` has why it didn't work."""
        for server in self.all():
            if server.url == url:
                self._ask(server, partial(self._note, url))

    def set_rate(self, url: str, sample_rate: int) -> None:
        """Choose the rate of a server that doesn't tell it, and with it the generation of its model."""
        for server in self.all():
            if server.url == url:
                self._ask(replace(server, sample_rate=sample_rate), partial(self._note, url))

    def remove(self, url: str) -> EngineError | None:
        """Forget a server, its token and its voices. Returns why that isn't possible."""
        try:
            servers.forget(url)
        except OSError as error:
            return _not_written(error)
        self._failures.pop(url, None)
        if model_id := self.model_of(url):
            self._shelf.close(model_id)
        self.changed.emit(url)
        return None

    def shut_down(self) -> None:
        """Wait for what is being asked; nobody hears the answers."""
        self._work.shut_down()

    def _ask(self, server: Server, then: Then) -> None:
        self._asking.add(server.url)
        self.changed.emit(server.url)
        self._work.run(lambda _tell: look_at(server), lambda answer: self._take(server, answer, then))

    def _take(self, server: Server, answer: object, then: Then) -> None:
        self._asking.discard(server.url)
        failure: EngineError | None = None
        if isinstance(answer, ServerSeen):
            try:
                generation = answer.capabilities.generation
                servers.keep(replace(server, kind=answer.kind, generation=generation))
                self._failures.pop(server.url, None)
                self._shelf.add_server(server.url, answer)
            except OSError as error:
                failure = _not_written(error)
        elif isinstance(answer, EngineError):
            failure = answer
        else:
            log.error("A server can't be asked", exc_info=answer if isinstance(answer, Exception) else None)
            failure = EngineError(
                "The server can't be asked.", "Details are in the log.", code="server_unknown"
            )
        then(failure)
        self.changed.emit(server.url)

    def _note(self, url: str, failure: EngineError | None) -> None:
        if failure is not None:
            self._failures[url] = failure


def _not_written(error: OSError) -> EngineError:
    log.warning("The list of servers can't be written: %s", error)
    return EngineError(
        "The list of servers can't be written.", "Free some space on the disk.", code="servers_write"
    )
