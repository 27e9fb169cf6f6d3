"""The process that started the engine's, as seen from there: commands come from it, audio and progress go to it.

A reader thread takes commands at any time, so that a Cancel reaches the job that runs. The process ends with its
parent: when the pipe closes, nobody is left to hear it speak.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from multiprocessing.connection import Connection
from typing import NoReturn

from cosydesk.engine.messages import Answer, Ask, Cancel, Command, Speak, Stop

log = logging.getLogger(__name__)

PARENT_GONE = 0


class Parent:
    """The other end of the pipe, with the commands it has sent and those of them it has cancelled."""

    def __init__(self, conn: Connection) -> None:
        """Args:
        conn: duplex pipe for `Command` in and `Answer` out.
        """
        self._conn = conn
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._held: Command | None = None  # taken from them, and not yet given out
        self._cancels: dict[str, threading.Event] = {}  # of jobs and questions that are running or waiting
        self._cancels_lock = threading.Lock()
        self._send_lock = threading.Lock()  # models may report progress from a thread of their own

    def listen(self) -> None:
        """Take commands from now on; the process ends when the pipe closes."""
        threading.Thread(target=self._read, name="reader", daemon=True).start()

    def next(self) -> Command:
        """The command whose turn it is; waits for it."""
        held, self._held = self._held, None
        return held or self._commands.get()

    def company(self, first: Speak, most: int) -> list[Speak]:
        """What waits behind it for the same model, up to the first other command."""
        found: list[Speak] = []
        while len(found) < most and not self._commands.empty():
            self._held = self._commands.get()
            if not (isinstance(self._held, Speak) and self._held.model == first.model):
                break
            found.append(self._held)
            self._held = None
        return found

    @property
    def waiting(self) -> bool:
        """Whether it has sent more than was taken of it."""
        return not self._commands.empty()

    def cancel_of(self, key: str) -> threading.Event:
        """Is set as soon as that job or question is cancelled."""
        with self._cancels_lock:
            return self._cancels[key]

    def forget_cancel(self, key: str) -> None:
        """That job or question is done with."""
        with self._cancels_lock:
            del self._cancels[key]

    def send(self, answer: Answer) -> None:
        """Send it, from any thread; the process ends when nobody is there to take it."""
        try:
            with self._send_lock:
                self._conn.send(answer)
        except (BrokenPipeError, ConnectionError):
            _exit(PARENT_GONE)

    def _read(self) -> None:
        """Take commands until the pipe closes; then the parent is gone and so is the reason to live."""
        while True:
            try:
                command = self._conn.recv()
            except (EOFError, OSError):
                log.info("The window's process is gone")
                _exit(PARENT_GONE)
            except Exception:
                log.exception("A command could not be read")
                _exit(1)
            with self._cancels_lock:
                match command:
                    case Speak(job_id) | Ask(job_id):
                        self._cancels[job_id] = threading.Event()
                    case Cancel(job_id):
                        if event := self._cancels.get(job_id):
                            event.set()
                        continue
                    case Stop():
                        for event in self._cancels.values():
                            event.set()
            self._commands.put(command)


def _exit(code: int) -> NoReturn:
    """End at once, whatever the other thread is stuck in."""
    logging.shutdown()
    os._exit(code)
