"""The door of a running window: where a later start of the program hands in the files that it was given.

Each window listens under a name of its own and keeps a file of that name in `windows_dir`, whose time is that of the
window's last use. One line of JSON comes in, ``{"files": [...], "token": "..."}``, and one goes out, the list of files
that are taken.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from cosydesk.paths import cache_dir

log = logging.getLogger(__name__)

MOST_BYTES = 1_000_000
_ACTIVATION = "XDG_ACTIVATION_TOKEN"


def windows_dir() -> Path:
    """One file for each window that listens; those of windows that died are cleared away by who finds them."""
    path = cache_dir() / "windows"
    path.mkdir(parents=True, exist_ok=True)
    return path


def process_of(name: str) -> int:
    """The process whose window listens under this name."""
    number = name.split("-")[1] if name.count("-") == 2 else ""
    return int(number) if number.isdecimal() else 0


class Reception(QObject):
    """Answers later starts for one window.

    Attributes: name: what it listens under; empty where it can't.
    """

    def __init__(
        self,
        window: QWidget,
        wanted: Callable[[Sequence[Path]], list[Path]],
        take: Callable[[Sequence[Path]], None],
    ) -> None:
        """Args:
        wanted: which of the files this window is the one to open.
        take: opens them, some time soon; gets none when the window is only to come to the front.
        """
        super().__init__(window)
        self._window = window
        self._wanted = wanted
        self._take = take
        self.name = f"cosydesk-{os.getpid()}-{secrets.token_hex(8)}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        try:
            if not self._server.listen(self.name):
                raise OSError(self._server.errorString())
            self._entry = windows_dir() / self.name
            self._entry.touch()
        except OSError as error:
            # Then later starts open windows of their own.
            log.warning("This window can't be handed files: %s", error)
            self.close()
            return
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._note_use)

    def close(self) -> None:
        """Take nothing more."""
        if self.name:
            self._server.close()
            try:
                (windows_dir() / self.name).unlink(missing_ok=True)
            except OSError as error:
                log.warning("The window's name can't be taken off the list: %s", error)
            self.name = ""

    def _note_use(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self.name:
            try:
                os.utime(self._entry)
            except OSError:
                log.debug("%s is gone", self._entry)

    def _greet(self) -> None:
        while (guest := self._server.nextPendingConnection()) is not None:
            guest.readyRead.connect(self._listen)
            guest.disconnected.connect(guest.deleteLater)
            if guest.canReadLine():
                self._hear(guest)

    def _listen(self) -> None:
        guest = self.sender()
        if isinstance(guest, QLocalSocket):
            self._hear(guest)

    def _hear(self, guest: QLocalSocket) -> None:
        if not guest.canReadLine():
            if guest.bytesAvailable() > MOST_BYTES:
                guest.abort()
            return
        try:
            asked = json.loads(bytes(guest.readLine(MOST_BYTES).data()))
            files, token = [Path(name) for name in asked["files"]], str(asked.get("token", ""))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            log.warning("What was handed in can't be understood")
            guest.abort()
            return
        taken = self._wanted(files)
        guest.write(json.dumps([str(path) for path in taken]).encode() + b"\n")
        guest.flush()
        # Who has gone meanwhile has opened them in a window of its own.
        if taken and guest.state() is QLocalSocket.LocalSocketState.ConnectedState:
            self._come_forward(token)
            self._take(taken)
        guest.disconnectFromServer()

    def _come_forward(self, token: str) -> None:
        window = self._window
        if token and sys.platform.startswith("linux"):
            os.environ[_ACTIVATION] = (
                token  # Qt shows it to the compositor with the wish below, and forgets it
            )
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()
