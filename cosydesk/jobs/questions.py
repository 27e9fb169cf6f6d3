"""What the engine is asked besides speaking: each question keeps its callback until it is answered."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import Answered, Ask, Cancel, Describe, Described, ModelFailed
from cosydesk.engine.questions import Question, Result
from cosydesk.jobs.engine_thread import EngineThread

DescribeCallback = Callable[[Described | EngineError], None]


class Questions:
    """Asks the engine and hands its answers to those who want them."""

    def __init__(self, engine: EngineThread) -> None:
        self._engine = engine
        self._numbers = itertools.count(1)
        self._asked: dict[str, Callable[[Any], None]] = {}
        self._describing: dict[str, list[DescribeCallback]] = {}

    def describe(self, model: str, callback: DescribeCallback) -> None:
        """Ask what a model is; `callback` gets a `Described`, or the `EngineError` that prevents it."""
        self._describing.setdefault(model, []).append(callback)
        if len(self._describing[model]) == 1:
            self._engine.post(Describe(model))

    def ask(self, question: Question[Result], callback: Callable[[Result | EngineError], None]) -> str:
        """Ask the engine something, after what it has to do already.

        Args:
            question: see `cosydesk.engine.questions`.
            callback: gets the answer that the question's type promises, or the `EngineError` that prevents it; exactly
                once unless the question is forgotten before.

        Returns:
            The key by which it can be forgotten.
        """
        key = f"question-{next(self._numbers)}"
        self._asked[key] = callback
        self._engine.post(Ask(key, question))
        return key

    def forget(self, key: str) -> None:
        """Ask no more: the callback isn't called, and the engine stops working on it; nothing if it was answered."""
        if self._asked.pop(key, None):
            self._engine.post(Cancel(key))

    def take(self, answer: Answered | Described | ModelFailed) -> None:
        """Hand an answer to who asked; nothing if nobody does any more."""
        match answer:
            case Answered(key, result):
                if callback := self._asked.pop(key, None):
                    callback(result)
            case Described(model):
                self._tell(model, answer)
            case ModelFailed(model, error):
                self._tell(model, error)

    def _tell(self, model: str, result: Described | EngineError) -> None:
        for callback in self._describing.pop(model, []):
            callback(result)
