"""Work that would make the window wait, done in threads; the answer comes back in the window's own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

log = logging.getLogger(__name__)

Progress = Callable[[object], None]
Work = Callable[[Progress], object]
Answer = Callable[[object], None]

_PATIENCE_MS = 5_000


class _Task(QThread):
    """Signals (emitted in this thread): progressed(_Task, anything). ended(_Task, result or exception)."""

    progressed = Signal(object, object)
    ended = Signal(object, object)

    def __init__(self, work: Work, done: Answer, progress: Progress | None, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("background")
        self.done = done
        self.progress = progress
        self._work = work

    def run(self) -> None:
        try:
            result = self._work(lambda step: self.progressed.emit(self, step))
        except Exception as error:
            log.info("work in the background failed", exc_info=True)
            result = error
        self.ended.emit(self, result)


class Background(QObject):
    """Runs functions in threads of their own. Those whose answers nobody needs any more end unheard."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closing = False

    def run(self, work: Work, done: Answer, progress: Progress | None = None) -> None:
        """Run `work(tell)` in a thread; `done` gets its result or exception, and `progress` what it tells, in ours."""
        task = _Task(work, done, progress, self)
        task.progressed.connect(self._progressed)
        task.ended.connect(self._ended)
        task.finished.connect(task.deleteLater)
        task.start(QThread.Priority.LowPriority)

    def shut_down(self) -> None:
        """Wait for what runs, whose answers are dropped."""
        self._closing = True
        for task in self.findChildren(_Task):
            task.wait(_PATIENCE_MS)

    def _progressed(self, task: _Task, step: object) -> None:
        if task.progress is not None and not self._closing:
            task.progress(step)

    def _ended(self, task: _Task, result: object) -> None:
        if not self._closing:
            task.done(result)
