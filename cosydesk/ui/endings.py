"""Signals that ask the program to end, heard while Qt's loop sleeps."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class Endings(QObject):
    """Calls back for SIGINT and SIGTERM, in the window's thread and soon.

    Python runs its handlers only when it runs anything at all; the byte that it writes for each signal wakes Qt.
    """

    def __init__(self, asked: Callable[[int], None], parent: QObject | None = None) -> None:
        """Args: asked: gets the signal's number."""
        super().__init__(parent)
        self._asked = asked
        self._mine, theirs = socket.socketpair()
        self._theirs: socket.socket | None = theirs
        for end in (self._mine, theirs):
            end.setblocking(False)
        self._before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._mine.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)

    def close(self) -> None:
        """Leave the signals alone from now on."""
        if self._theirs is not None:
            self._notifier.setEnabled(False)
            signal.set_wakeup_fd(self._before)
            self._theirs.close()
            self._mine.close()
            self._theirs = None

    def _read(self) -> None:
        with contextlib.suppress(BlockingIOError):
            for number in self._mine.recv(64):
                if number in (signal.SIGINT, signal.SIGTERM):
                    self._asked(number)
