"""Encoding a prompt through the queue: answered once, also where the engine fails, dies or is killed."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from cosydesk.engine.errors import EngineError
from cosydesk.engine.questions import Encode
from cosydesk.engine.types import EncodedPrompt, Prompt, Request

from .conftest import MakeQueue, Record


def prompt(words: str) -> Prompt:
    return Prompt(np.zeros(16_000, np.float32), words, 16_000)


def test_each_asker_gets_its_own_answer(record: Record) -> None:
    answers: list[EncodedPrompt | EngineError] = []
    for words in ("one", "refuse", "two"):
        record.queue.ask(Encode("tiny", prompt(words)), answers.append)
    record.queue.ask(Encode("missing", prompt("three")), answers.append)
    record.until(lambda: len(answers) == 4)
    codes = [answer.code if isinstance(answer, EngineError) else answer.data for answer in answers]
    assert codes == [b"one", "refused", b"two", "model_missing"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_crash_is_an_answer(record: Record) -> None:
    answers: list[EncodedPrompt | EngineError] = []
    record.queue.ask(Encode("tiny", prompt("crash")), answers.append)
    record.until(lambda: answers)
    assert isinstance(answers[0], EngineError)
    assert answers[0].code == "engine_crashed"


def test_it_is_asked_again_when_the_engine_is_killed_for_another(make_queue: MakeQueue) -> None:
    record = make_queue(grace_s=0.1)
    answers: list[EncodedPrompt | EngineError] = []
    job = record.queue.submit("tiny", Request("word hang"))
    record.queue.ask(Encode("tiny", prompt("one")), answers.append)
    record.until(lambda: (found := record.queue.job(job)) and found.fraction == 0.5)
    record.queue.cancel(job)
    record.until(lambda: answers)
    assert isinstance(answers[0], EncodedPrompt)
