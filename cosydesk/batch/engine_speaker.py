"""The speaker of one machine: an engine process, started anew when it dies."""

from __future__ import annotations

import itertools
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any

import numpy as np

from cosydesk.batch.checks import speak_checked
from cosydesk.batch.order import Order, Outcome, Progressing, Spoken
from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import (
    Answer,
    Answered,
    Ask,
    Cancelled,
    Chunk,
    Command,
    Describe,
    Described,
    Failed,
    ModelFailed,
    Place,
    Progressed,
    PromptEncoded,
    Ready,
    Speak,
    Started,
)
from cosydesk.engine.process import EngineProcess, Opener, start_failure
from cosydesk.engine.questions import Question
from cosydesk.engine.types import EncodedPrompt, Samples
from cosydesk.engine.watchdog import PATIENCE_S
from cosydesk.servers import is_url

log = logging.getLogger(__name__)

_LOOK_UP_S = 0.2
"""A wait that lasts longer can't be broken off by Ctrl+C on Windows."""
_PATIENCE_S = 2.0
_LIVES = 2
"""How often an order may find its engine process dead before it is given up."""


class EngineSpeaker:
    """Speaks one order after the other. One thread."""

    def __init__(
        self,
        *,
        threads: int = 0,
        place: Place = Place(),  # noqa: B008 - frozen
        opener: Opener | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Args:
        threads: processor threads; 0 = all cores, since nobody else waits for this machine.
        patience_s: see `Watchdog`.
        opener: opens models; None = the engine's own.
        """
        self._threads = threads or os.cpu_count() or 1
        self._place = place
        self._opener = opener
        self._patience_s = patience_s
        self._process: EngineProcess | None = None
        self._look_at = 0.0  # when the process at work is looked at again
        self._patient = False  # whether it may wait for a server
        self._numbers = itertools.count(1)

    @property
    def pid(self) -> int | None:
        """Of the engine process while there is one."""
        return self._process.pid if self._process is not None else None

    def speak(self, orders: Sequence[Order], progressing: Progressing) -> Iterator[Outcome]:
        """See `Speaker.speak`. Raises `EngineError` (``engine_start``) when no process can be started."""
        for order in orders:
            if order.check is None:
                yield self._outcome(order, progressing)
            else:
                yield speak_checked(
                    order, order.check, lambda one: self._outcome(one, progressing), self._answer
                )

    def describe(self, model: str) -> Described:
        """What a model is. Raises `EngineError` when it can't be opened."""
        described: list[Described] = []

        def take(answer: Answer) -> None:
            match answer:
                case Described():
                    described.append(answer)
                case ModelFailed(_, error):
                    raise error

        self._exchange(Describe(model), take)
        return described[0]

    def close(self) -> None:
        """End the engine process; it is started again when it is needed."""
        if self._process is not None:
            process, self._process = self._process, None
            process.end(_PATIENCE_S)

    def _outcome(self, order: Order, progressing: Progressing) -> Outcome:
        for life in range(1, _LIVES + 1):
            try:
                return Outcome(order, spoken=self._spoken(order, progressing))
            except _EngineDiedError as death:
                log.warning("The engine died over line %d: %s", order.number, death.reason.message)
                if life == _LIVES:
                    return Outcome(order, error=death.reason)
            except EngineError as error:
                if error.code == "engine_start":
                    raise
                return Outcome(order, error=error)
        raise AssertionError("unreachable")

    def _answer(self, question: Question[Any]) -> Any:
        """The answer to a question. Raises `EngineError` where there is none."""
        for life in range(1, _LIVES + 1):
            try:
                return self._asked(question)
            except _EngineDiedError as death:
                log.warning("The engine died over a question: %s", death.reason.message)
                if life == _LIVES:
                    raise death.reason from death
        raise AssertionError("unreachable")

    def _asked(self, question: Question[Any]) -> Any:
        answers: list[Any] = []

        def take(answer: Answer) -> None:
            if isinstance(answer, Answered):
                if isinstance(answer.answer, EngineError):
                    raise answer.answer
                answers.append(answer.answer)

        self._exchange(Ask(f"question-{next(self._numbers)}", question), take)
        return answers[0]

    def _spoken(self, order: Order, progressing: Progressing) -> Spoken:
        chunks: list[Samples] = []
        rates: list[int] = []
        notices: dict[str, None] = {}
        encoded: list[EncodedPrompt] = []
        revisions = [""]

        def take(answer: Answer) -> None:
            match answer:
                case Started(_, revision):
                    revisions.append(revision)
                case Progressed(_, progress):
                    progressing(order, progress.fraction)
                case PromptEncoded(_, form):
                    encoded.append(form)
                case Chunk():
                    chunks.append(answer.samples)
                    rates.append(answer.sample_rate)
                    notices.update(dict.fromkeys(notice.message for notice in answer.notices))
                case Failed(_, error):
                    raise error
                case Cancelled():
                    raise EngineError("It was cancelled.", code="cancelled")

        self._exchange(Speak(f"line-{next(self._numbers)}", order.address, order.request), take)
        return Spoken(np.concatenate(chunks), rates[0], tuple(notices), revisions[-1], tuple(encoded))

    def _exchange(self, command: Command, take: Callable[[Answer], None]) -> None:
        """Have a command done and take its answers; what `take` raises is raised when the engine is done with it.

        Raises:
            _EngineDiedError: the process has ended meanwhile. EngineError: it can't be started.
        """
        process = self._running()
        process.watch.begin()
        self._look_at = time.monotonic() + process.watch.look_s
        self._patient = isinstance(command, Speak | Describe) and is_url(command.model)
        process.send(command)
        error: EngineError | None = None
        while True:
            answer = self._next(process)
            if isinstance(answer, Ready):
                break
            try:
                take(answer)
            except EngineError as raised:
                error = raised
        if error is not None:
            raise error

    def _running(self) -> EngineProcess:
        if self._process is None:
            try:
                self._process = EngineProcess(self._threads, self._opener, self._patience_s)
            except OSError as error:
                raise start_failure(error) from error
            if self._place != Place():
                self._process.send(self._place)
                while not isinstance(self._next(self._process), Ready):
                    pass
        return self._process

    def _next(self, process: EngineProcess) -> Answer:
        while not (ready := wait([process.conn, process.sentinel], _LOOK_UP_S)):
            if time.monotonic() >= self._look_at:
                self._look_at = time.monotonic() + process.watch.look_s
                if process.watch.hangs(patient=self._patient):
                    self._process = None
                    raise _EngineDiedError(process.put_down())
        # What it said before it died comes first.
        answer = process.receive() if process.conn in ready or process.conn.poll() else None
        if answer is None:
            self._process = None
            raise _EngineDiedError(process.bury())
        return answer


class _EngineDiedError(EngineError):
    """The engine process ended by itself."""

    def __init__(self, reason: EngineError) -> None:
        super().__init__(reason.message, reason.remedy, code=reason.code)
        self.reason = reason
