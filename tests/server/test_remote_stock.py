"""CosyVoice's own server as the one that speaks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.golden_models import golden_model
from support.stock_cosyvoice import stock_server

from cosydesk.engine import (
    AudioChunk,
    CancelledError,
    EngineError,
    Mode,
    Notice,
    Progress,
    Prompt,
    Quality,
    Request,
    RequestError,
    open_model,
)
from cosydesk.engine.remote.stock import StockModel
from tests.server.scripted_model import ScriptedModel, tone

FIRST, LATER = 22_050, 24_000
PROMPT = Prompt(np.zeros(LATER, np.float32), "Said.", LATER)


def samples_of(chunks: Iterator[AudioChunk]) -> np.ndarray:
    return np.concatenate([chunk.samples for chunk in chunks])


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel()


@pytest.fixture
def url(model: ScriptedModel) -> Iterator[str]:
    with stock_server(model) as url:
        yield url


def test_it_is_recognised_and_its_rate_tells_what_it_can(url: str) -> None:
    first, later = (open_model(url, sample_rate=rate) for rate in (FIRST, LATER))
    assert isinstance(first, StockModel)
    assert first.capabilities.modes == frozenset(Mode) - {Mode.VC}
    assert [voice.id for voice in first.voices()][:2] == ["中文女", "中文男"]
    assert len(first.voices()) == 7
    assert (first.capabilities.sample_rate, first.capabilities.directs_clones) == (FIRST, False)
    assert later.capabilities.modes == {Mode.ZERO_SHOT, Mode.CROSS_LINGUAL, Mode.INSTRUCT}
    assert later.voices() == []
    assert later.capabilities.directs_clones
    assert open_model(url).capabilities == later.capabilities


def test_a_text_that_arrives_is_sent_sentence_by_sentence(url: str, model: ScriptedModel) -> None:
    bits = iter(["一", "。二。", "三"])
    chunks = list(open_model(url, sample_rate=FIRST).speak(Request(bits, Mode.SFT, "中文女")))
    assert [chunk.utterance for chunk in chunks] == [0, 1, 2]
    assert [request.text for request in model.requests] == ["一。", "二。", "三"]


@pytest.mark.parametrize(
    ("rate", "asked", "got"),
    [
        (FIRST, Request("一。", Mode.SFT, "中文女"), Request("一。", Mode.SFT, "中文女")),
        (
            FIRST,
            Request("一。", Mode.INSTRUCT, "英文男", instruct="Sadly."),
            Request("一。", Mode.INSTRUCT, "英文男", instruct="Sadly."),
        ),
        (LATER, Request("One.", Mode.ZERO_SHOT, prompt=PROMPT), Request("One.", Mode.ZERO_SHOT)),
        (LATER, Request("One.", Mode.CROSS_LINGUAL, prompt=PROMPT), Request("One.", Mode.CROSS_LINGUAL)),
        (
            LATER,
            Request("One.", Mode.INSTRUCT, prompt=PROMPT, instruct="Sadly."),
            Request("One.", Mode.INSTRUCT, instruct="Sadly."),
        ),
    ],
)
def test_every_mode_goes_to_its_route(
    url: str, model: ScriptedModel, rate: int, asked: Request, got: Request
) -> None:
    (chunk,) = open_model(url, sample_rate=rate).speak(asked)
    assert chunk.sample_rate == rate
    assert np.abs(chunk.samples - tone().samples).max() < 2**-15
    (request,) = model.requests
    assert replace(request, prompt=None) == got
    if asked.prompt is not None:
        assert request.prompt is not None
        assert isinstance(request.prompt.audio, bytes)
        assert request.prompt.transcript == ("Said." if asked.mode is Mode.ZERO_SHOT else "")


def test_pauses_are_ours_and_what_it_lacks_is_told(url: str, model: ScriptedModel) -> None:
    seen: list[Progress] = []
    asked = Request(
        'A <strong>b</strong> [breath] &amp; [cough]<break time="500ms"/> c.',
        voice="英文男",
        speed=1.5,
        seed=3,
        quality=Quality.DRAFT,
        on_progress=seen.append,
    )
    chunks = list(open_model(url, sample_rate=FIRST).speak(asked))
    assert [request.text for request in model.requests] == ["A <strong>b</strong> [breath] & ", " c."]
    assert len(chunks[1].samples) == FIRST // 2
    assert not chunks[1].samples.any()
    assert [notice.code for notice in chunks[0].notices] == ["tags_left_out", "server_lacks"]
    assert chunks[0].notices[1] == Notice(
        "server_lacks", "A CosyVoice server can't be told this, so it was left out: speed, seed, draft."
    )
    assert not any(chunk.notices for chunk in chunks[1:])
    fractions = [progress.fraction for progress in seen if progress.stage == "speaking"]
    assert fractions == sorted(fractions)
    assert 0 < fractions[-1] <= 1


def test_a_clone_of_the_golden_model_comes_through_it(golden_dir: Path) -> None:
    near = open_model(golden_model(golden_dir, 1))
    sound = (0.3 * np.random.default_rng(1).standard_normal(4 * LATER)).astype(np.float32)
    asked = Request("Hello there.", Mode.ZERO_SHOT, prompt=Prompt(sound, "What is said.", LATER))
    with stock_server(near) as url:
        far = samples_of(open_model(url, sample_rate=FIRST).speak(asked))
    wanted = samples_of(near.speak(asked))
    near.close()
    assert far.shape == wanted.shape
    assert np.abs(far - np.clip(wanted, -1, 1)).max() < 2**-14


@pytest.mark.parametrize(
    ("rate", "asked", "code"),
    [
        (FIRST, Request("a", Mode.VC, prompt=PROMPT, source=PROMPT), "mode_unknown"),
        (FIRST, Request("a", Mode.INSTRUCT, prompt=PROMPT, instruct="b"), "mode_unknown"),
        (LATER, Request("a", Mode.SFT, "中文女"), "mode_unknown"),
        (FIRST, Request("a", Mode.SFT, "Ann"), "voice_unknown"),
    ],
)
def test_what_it_has_not_is_refused(url: str, rate: int, asked: Request, code: str) -> None:
    with pytest.raises(RequestError) as caught:
        list(open_model(url, sample_rate=rate).speak(asked))
    assert caught.value.code == code


def test_one_that_breaks_off_is_told_from_one_that_is_gone() -> None:
    def script(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        yield tone()
        raise KeyError("no such voice")

    asked = Request("a", voice="中文女")
    with stock_server(ScriptedModel(script)) as url:
        there = open_model(url, sample_rate=FIRST)
        with pytest.raises(EngineError) as cut:
            list(there.speak(asked))
        assert cut.value.code == "server_cut"
    with pytest.raises(EngineError) as gone:
        list(there.speak(asked))
    assert gone.value.code == "server_gone"


def test_cancelling_hangs_up() -> None:
    cancel = threading.Event()
    asked = Request("a", voice="中文女", cancel=cancel)

    def forever(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        while not hung_up.is_set():
            yield tone(1.0)

    hung_up = threading.Event()
    with stock_server(ScriptedModel(forever)) as url:
        speaking = open_model(url, sample_rate=FIRST).speak(asked)
        next(speaking)
        cancel.set()
        with pytest.raises(CancelledError):
            list(speaking)
        hung_up.set()
