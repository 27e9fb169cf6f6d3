"""A question to the engine, of which only the last one counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from cosydesk.engine.errors import EngineError
from cosydesk.engine.questions import Question
from cosydesk.jobs.queue import JobQueue


class Inquiry(QObject):
    """Asking again makes the engine forget what was asked before.

    Signals:
        answered: what the question's type promises. failed: an `EngineError`. changed: `busy` is another.
    """

    answered = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._key = ""

    @property
    def busy(self) -> bool:
        """Whether an answer is waited for."""
        return bool(self._key)

    @property
    def waiting(self) -> bool:
        """Whether the engine speaks lines first."""
        return self.busy and self._queue.busy

    def ask(self, question: Question[Any]) -> None:
        """Ask this, and nothing else any more."""
        self._forget()
        # An answer can't come before the key is known: the queue gives answers from the event loop.
        self._key = key = self._queue.questions.ask(question, lambda result: self._take_in(key, result))
        self.changed.emit()

    def forget(self) -> None:
        """Ask no more."""
        if self.busy:
            self._forget()
            self.changed.emit()

    def _forget(self) -> None:
        if self._key:
            self._queue.questions.forget(self._key)
        self._key = ""

    def _take_in(self, key: str, result: object) -> None:
        if key != self._key:
            return
        self._key = ""
        if isinstance(result, EngineError):
            self.failed.emit(result)
        else:
            self.answered.emit(result)
        self.changed.emit()
