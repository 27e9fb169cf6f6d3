"""Checking models: their files against the release, in a thread, then what is in them, in the engine's process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from cosydesk.engine.errors import EngineError
from cosydesk.engine.model_fault import ModelFault
from cosydesk.engine.questions import CheckModel
from cosydesk.jobs.background import Background
from cosydesk.jobs.queue import JobQueue
from cosydesk.ui.models.damage import damage_of
from cosydesk.weights import Checked, DownloadProgress, WeightsError, verify
from cosydesk.weights.recognise import WEIGHTS
from cosydesk.weights.stock import InStock

log = logging.getLogger(__name__)


@dataclass
class _Check:
    here: InStock
    progress: DownloadProgress
    stop: threading.Event = field(default_factory=threading.Event)
    checked: Checked | None = None
    question: str = ""
    """Key of what the engine was asked; "" before."""


class ModelChecks(QObject):
    """One check at a time of each model. One that is stopped ends without a result.

    Signals:
        changed(str): model id; its check began, went on or ended.
        ended(str, object): model id, and its `Damage`s (a tuple, empty where all is right), or the `WeightsError`
            or `EngineError` that prevented the check.
    """

    changed = Signal(str)
    ended = Signal(str, object)

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._work = Background(self)
        self._running: dict[str, _Check] = {}

    def progress(self, model_id: str) -> DownloadProgress | None:
        """How far the check is, None when there is none; bytes of 0 where nobody can tell."""
        check = self._running.get(model_id)
        return check.progress if check is not None else None

    def verify(self, here: InStock, *, inside: bool) -> None:
        """Read a model's files through and compare them with the release; `inside`: then as `look_inside` does."""
        model_id = here.model.id
        if model_id in self._running:
            return
        check = self._running[model_id] = _Check(here, DownloadProgress("verifying", 0, here.size_bytes))

        def work(tell: Callable[[object], None]) -> Checked:
            return verify(
                here.model,
                here.folder,
                on_progress=lambda _path, done, total: tell(DownloadProgress("verifying", done, total)),
                cancel=check.stop,
            )

        def progressed(step: object) -> None:
            if isinstance(step, DownloadProgress):
                check.progress = step
                self.changed.emit(model_id)

        self._work.run(work, lambda result: self._take_files(check, result, inside), progressed)
        self.changed.emit(model_id)

    def look_inside(self, here: InStock) -> None:
        """See whether the engine could open a model whose files were compared already."""
        if here.model.id not in self._running:
            check = self._running[here.model.id] = _Check(here, DownloadProgress("inside"))
            self._ask_engine(check, contents=False)

    def stop(self, model_id: str) -> None:
        """End a check without a result."""
        check = self._running.get(model_id)
        if check is None:
            return
        check.stop.set()
        if check.question:
            self._queue.questions.forget(check.question)
            self._forget(check)

    def shut_down(self) -> None:
        """Stop all checks, and wait for what touches files."""
        for model_id in list(self._running):
            self.stop(model_id)
        self._work.shut_down()

    def _take_files(self, check: _Check, result: object, inside: bool) -> None:
        if check.stop.is_set():
            self._forget(check)
        elif not isinstance(result, Checked):
            self._end(check, result)
        elif inside:
            check.checked = result
            # What the release's checksums vouch for needn't be read a second time.
            self._ask_engine(check, contents=not set(WEIGHTS) <= set(result.hashed))
        else:
            self._end(check, damage_of(result, ()))

    def _ask_engine(self, check: _Check, *, contents: bool) -> None:
        check.progress = DownloadProgress("inside")
        question = CheckModel(str(check.here.folder.resolve()), contents)
        check.question = self._queue.questions.ask(question, lambda answer: self._take_inside(check, answer))
        self.changed.emit(check.here.model.id)

    def _take_inside(self, check: _Check, answer: tuple[ModelFault, ...] | EngineError) -> None:
        if isinstance(answer, EngineError):
            self._end(check, answer)
            return
        for fault in answer:
            log.warning("%s: %s", check.here.folder, fault)
        self._end(check, damage_of(check.checked, answer))

    def _end(self, check: _Check, result: object) -> None:
        model_id = check.here.model.id
        del self._running[model_id]
        if isinstance(result, tuple | WeightsError | EngineError):
            self.ended.emit(model_id, result)
        self.changed.emit(model_id)

    def _forget(self, check: _Check) -> None:
        del self._running[check.here.model.id]
        self.changed.emit(check.here.model.id)
