"""The engine's end of the queue where a test says what is heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import Answered, Ask, Cancel, Command
from cosydesk.engine.questions import Denoise, FindSpeech, Question, Transcribe
from cosydesk.engine.recognition_types import HeardWord, Sound, Speech, Transcript
from cosydesk.jobs.queue import JobQueue


class Ear:
    """Takes the queue's questions instead of an engine process, and answers on the engine's own way back.

    Attributes: asked: every question, in order.
    """

    def __init__(self, queue: JobQueue) -> None:
        self.asked: list[Question[Any]] = []
        self._waiting: dict[str, Question[Any]] = {}
        self._engine = queue._engine
        self._engine.post = self._take  # type: ignore[method-assign]

    def waiting(self, kind: type[Question[Any]]) -> Any:
        """The question of that kind that isn't answered yet; None where there is none."""
        return next((one for one in self._waiting.values() if isinstance(one, kind)), None)

    def count(self, kind: type[Question[Any]]) -> int:
        """How often that was asked."""
        return sum(isinstance(one, kind) for one in self.asked)

    def answer(self, kind: type[Question[Any]], answer: object) -> None:
        """Answer the question of that kind."""
        key = next(key for key, one in self._waiting.items() if isinstance(one, kind))
        del self._waiting[key]
        self._engine.answered.emit(Answered(key, answer))

    def fail(self, kind: type[Question[Any]], error: EngineError) -> None:
        """It can't be answered."""
        self.answer(kind, error)

    def say(self, text: str, **values: object) -> None:
        """This was heard."""
        self.answer(Transcribe, heard(text, **values))

    def find(self, spans: Sequence[tuple[float, float]], score: float = 0.95) -> None:
        """Speech is there, in seconds."""
        self.answer(FindSpeech, Speech(tuple(spans), score))

    def clean(self, gain: float = 1.0) -> None:
        """Noise is gone: the sound without what is soft in it."""
        question = self.waiting(Denoise)
        samples = np.where(np.abs(question.samples) > 1e-3, question.samples * gain, 0).astype(np.float32)
        self.answer(Denoise, Sound(samples, question.sample_rate))

    def _take(self, command: Command) -> None:
        if isinstance(command, Ask):
            self.asked.append(command.question)
            self._waiting[command.key] = command.question
        elif isinstance(command, Cancel):
            self._waiting.pop(command.job_id, None)


def heard(
    text: str,
    *,
    language: str = "en",
    recogniser: str = "whisper-base",
    confidence: float = 0.9,
    hints: tuple[str, ...] = (),
) -> Transcript:
    """What a recogniser would answer: the words at half a second each."""
    pieces = text.split() if " " in text else list(text)
    words = tuple(HeardWord(one, 0.5 * n, 0.5 * n + 0.4, confidence) for n, one in enumerate(pieces))
    speech = Speech(((0.0, 0.5 * len(words)),) if words else (), 0.95 if words else 0.0)
    return Transcript(text, language, recogniser, confidence, words, hints, speech)
