"""Requests spoken at the same time: each as if it were alone, and none hurt by another."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from cosydesk.engine import AudioChunk, CancelledError, EngineError, Mode, Model, Prompt, Request, open_model
from cosydesk.engine.llm.generate import Row
from cosydesk.engine.llm.shared_decoding import ROWS_AT_ONCE
from cosydesk.engine.messages import Answer, Chunk, Describe, Finished, Ready, Speak, Started
from cosydesk.engine.pipeline import CosyVoiceModel
from cosydesk.engine.types import Sampling
from cosydesk.engine.worker import worker_main

TEXTS = ("你好，今天天气不错。", "We will be there at nine.", "好的。", "一二三四五六七八九十，再来一次。")
Heard = list[AudioChunk | EngineError]


@pytest.fixture(scope="module")
def model(tiny_model_dir: Path) -> CosyVoiceModel:
    return cast(CosyVoiceModel, open_model(tiny_model_dir, device="cpu"))


@pytest.fixture(scope="module")
def terse(terse_model_dir: Path) -> CosyVoiceModel:
    return cast(CosyVoiceModel, open_model(terse_model_dir, device="cpu"))


def heard_together(model: CosyVoiceModel, requests: Sequence[Request]) -> list[Heard]:
    heard: list[Heard] = [[] for _ in requests]
    ended = [False] * len(requests)
    for index, said in model.speak_together(requests):
        assert not ended[index]
        ended[index] = not isinstance(said, AudioChunk)
        if said is not None:
            heard[index].append(said)
    assert all(ended)
    return heard


def samples_of(heard: Heard) -> np.ndarray:
    return np.concatenate([chunk.samples for chunk in heard if isinstance(chunk, AudioChunk)])


def assert_as_alone(model: CosyVoiceModel, requests: Sequence[Request]) -> None:
    for request, together in zip(requests, heard_together(model, requests), strict=True):
        alone: Heard = list(model.speak(request))
        assert [chunk.speech_tokens for chunk in alone] == [chunk.speech_tokens for chunk in together]
        assert [chunk.utterance for chunk in alone] == [chunk.utterance for chunk in together]
        np.testing.assert_allclose(samples_of(together), samples_of(alone), atol=2e-3)


def requests_of(prompt: Prompt) -> list[Request]:
    return [
        Request(TEXTS[0], voice="中文女", seed=1),
        Request(TEXTS[1], Mode.CROSS_LINGUAL, prompt=prompt, seed=2, stream=True),
        Request(TEXTS[2], Mode.ZERO_SHOT, prompt=replace(prompt, transcript="希望你好。"), seed=3, speed=1.2),
        Request("", Mode.VC, prompt=prompt, source=prompt, seed=4),
        Request(TEXTS, voice="英文男", seed=5),
        Request(TEXTS[3], voice="中文女", seed=6, stream=True, sampling=Sampling(top_k=10)),
    ]


@pytest.mark.slow
def test_each_is_spoken_as_if_alone(model: CosyVoiceModel, recording_file: Path) -> None:
    assert_as_alone(model, requests_of(Prompt(recording_file)))


def test_later_generations_too(later_model_dir: Path, recording_file: Path) -> None:
    model = cast(CosyVoiceModel, open_model(later_model_dir, device="cpu"))
    prompt = Prompt(recording_file, "希望你好。")
    assert_as_alone(
        model,
        [
            Request(TEXTS[0], Mode.ZERO_SHOT, prompt=prompt, seed=1),
            Request(TEXTS[2], Mode.CROSS_LINGUAL, prompt=prompt, seed=2, stream=True),
        ],
    )


def test_their_rows_are_decoded_in_one_batch(terse: CosyVoiceModel, monkeypatch: pytest.MonkeyPatch) -> None:
    waves: list[int] = []
    generate = CosyVoiceModel._generate

    def counting(self: CosyVoiceModel, rows: list[Row], *rest: object) -> object:
        waves.append(len(rows))
        return generate(self, rows, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(CosyVoiceModel, "_generate", counting)
    texts = [Request(text, voice="中文女", stream=True) for text in TEXTS]
    heard_together(terse, texts)
    assert waves == [4]
    waves.clear()
    heard_together(terse, [Request(TEXTS * 2, voice="中文女"), Request(TEXTS * 2, voice="英文男")])
    assert waves == [ROWS_AT_ONCE] * 2


def test_a_short_one_does_not_wait_for_a_long_one(terse: CosyVoiceModel) -> None:
    long, short = Request(TEXTS * 4, voice="中文女"), Request(TEXTS[2], voice="中文女")
    order = [index for index, said in terse.speak_together([long, short]) if said is None]
    assert order == [1, 0]


def test_one_that_cannot_be_spoken_ends_no_other(model: CosyVoiceModel) -> None:
    good = Request(TEXTS[0], voice="中文女")
    wrong, right = heard_together(model, [Request("Hello", voice="nobody"), good])
    assert [type(item) for item in wrong] != [AudioChunk]
    assert isinstance(wrong[-1], EngineError)
    np.testing.assert_allclose(samples_of(right), samples_of(list(model.speak(good))), atol=2e-3)


def test_a_cancelled_one_leaves_and_the_others_go_on(model: CosyVoiceModel) -> None:
    cancel = threading.Event()
    going, other = Request(TEXTS, voice="中文女", cancel=cancel), Request(TEXTS, voice="英文男")
    heard: list[Heard] = [[], []]
    for index, said in model.speak_together([going, other]):
        cancel.set()
        if said is not None:
            heard[index].append(said)
    assert isinstance(heard[0][-1], CancelledError)
    assert len(heard[1]) == len(TEXTS)
    np.testing.assert_allclose(samples_of(heard[1]), samples_of(list(model.speak(other))), atol=2e-3)


def test_when_all_are_cancelled_it_stops(model: CosyVoiceModel) -> None:
    cancel = threading.Event()
    cancel.set()
    requests = [Request(text, voice="中文女", cancel=cancel) for text in TEXTS]
    assert [[type(item) for item in heard] for heard in heard_together(model, requests)] == [
        [CancelledError]
    ] * 4


def test_the_engine_process_speaks_what_waits_together(tiny_model_dir: Path) -> None:
    context = multiprocessing.get_context("spawn")
    conn, theirs = context.Pipe()
    process = context.Process(target=worker_main, args=(theirs, 1), daemon=True)
    process.start()
    theirs.close()
    model = str(tiny_model_dir)
    jobs = ("a", "b", "c")
    # All lie in the pipe before the process reads the first of them.
    conn.send(Describe(model))
    for job in jobs:
        conn.send(Speak(job, model, Request(TEXTS[0], voice="中文女", seed=ord(job))))
    conn.send(Describe(model))
    answers: list[Answer] = []
    while sum(isinstance(answer, Ready) for answer in answers) < 5:
        assert conn.poll(60)
        answers.append(conn.recv())
    process.kill()
    process.join()
    conn.close()
    order = [type(answer) for answer in answers if isinstance(answer, Started | Finished)]
    assert order == [Started] * 3 + [Finished] * 3
    spoken = {job: [a.samples for a in answers if isinstance(a, Chunk) and a.job_id == job] for job in jobs}
    assert all(len(chunks) == 1 for chunks in spoken.values())
    opened: Model = open_model(model, device="cpu")
    alone = next(iter(opened.speak(Request(TEXTS[0], voice="中文女", seed=ord("b")))))
    np.testing.assert_allclose(spoken["b"][0], alone.samples, atol=2e-3)
