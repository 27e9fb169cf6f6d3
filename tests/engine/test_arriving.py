"""Text that arrives bit by bit: spoken before it is all there, by every model."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch

from cosydesk.engine import (
    AudioChunk,
    CancelledError,
    Mode,
    Model,
    Prompt,
    Request,
    RequestError,
    open_model,
)
from cosydesk.engine.arriving import sentences
from cosydesk.engine.llm.bistream import Bistream, BistreamPrompt
from cosydesk.engine.llm.qwen_model import QwenSpeechModel
from cosydesk.engine.pipeline import CosyVoiceModel
from cosydesk.engine.randomness import Randomness
from cosydesk.engine.types import Progress

FIRST, SECOND = "今天好。", "再见吧！"


@pytest.fixture(scope="module")
def first(terse_model_dir: Path) -> CosyVoiceModel:
    return cast(CosyVoiceModel, open_model(terse_model_dir, "cpu"))


@pytest.fixture(scope="module")
def later(later_model_dir: Path) -> CosyVoiceModel:
    """One that ends as soon as it may; random weights ramble on."""
    model = cast(CosyVoiceModel, open_model(later_model_dir, "cpu"))
    llm = cast(QwenSpeechModel, model.parts.networks.llm)
    bias = torch.zeros(llm.dims.outputs)
    bias[llm.dims.end_id] = 50.0
    llm.llm_decoder.bias = torch.nn.Parameter(bias, requires_grad=False)
    return model


@pytest.fixture(scope="module")
def starter() -> Model:
    return open_model("starter")


@pytest.fixture
def clone(recording_file: Path) -> Request:
    prompt = Prompt(recording_file, "这是我的声音。")
    return Request("", Mode.CROSS_LINGUAL, prompt=prompt, seed=3, stream=True)


def samples(chunks: list[AudioChunk]) -> np.ndarray:
    return np.concatenate([chunk.samples for chunk in chunks])


def heard_before_all_is_there(model: Model, request: Request, bits: list[str]) -> list[AudioChunk]:
    """What is spoken; the second half is given only to who has heard the first."""
    heard = threading.Event()

    def text() -> Iterator[str]:
        yield from bits[: len(bits) // 2]
        assert heard.is_set(), "more text was asked for before there was any sound"
        yield from bits[len(bits) // 2 :]

    chunks = []
    for chunk in model.speak(replace(request, text=text())):
        chunks.append(chunk)
        heard.set()
    assert len(chunks) > 1
    return chunks


# --- sentences ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        (["Hel", "lo. How a", "re you?", " Fine"], ["Hello. ", "How are you? ", "Fine"]),
        (["It costs 3.", "14 today. ", "Dr. ", "No"], ["It costs 3.14 today. ", "Dr. No"]),
        (["你好。再", "见！", "”"], ["你好。", "再见！", "”"]),
        (["One line\n", "\n", "Another\n"], ["One line\n", "\nAnother\n"]),
        (
            ["<strong>No. ", "Never</str", "ong>. Yes"],
            ["<strong>No. </strong>", "<strong>Never</strong>. ", "Yes"],
        ),
        (["好。[bre", "ath]是。"], ["好。", "[breath]是。"]),
        (["", "  "], []),
    ],
)
def test_sentences_are_cut_as_they_come(bits: list[str], expected: list[str]) -> None:
    assert list(sentences(bits)) == expected
    joined = "".join(bits)
    if "<" not in joined:
        assert "".join(sentences(joined)).strip() == joined.strip(), "letter by letter"


def test_a_sentence_is_given_before_the_next_is_asked_for() -> None:
    asked = 0

    def text() -> Iterator[str]:
        nonlocal asked
        for bit in ("你好。", "再见。"):
            asked += 1
            yield bit

    assert next(sentences(text())) == "你好。"
    assert asked == 1


def test_a_text_without_an_end_is_cut_all_the_same() -> None:
    pieces = list(sentences(["word <break time='1s'/> " * 60] * 3))
    assert len(pieces) > 2
    assert all(piece.count("<") == piece.count(">") for piece in pieces)


# --- every model, sentence by sentence ----------------------------------------------------------------------


def test_the_starter_voices_sound_as_with_the_whole_text(starter: Model) -> None:
    bits = ["Good mor", "ning.\n", "See <strong>you. B", "ye.</strong>"]
    request = Request("", voice=starter.voices()[0].id, speed=1.5)
    chunks = heard_before_all_is_there(starter, request, bits)
    assert np.array_equal(samples(chunks), samples(list(starter.speak(replace(request, text="".join(bits))))))
    assert [chunk.utterance for chunk in chunks if chunk.samples.any()] == [0, 1, 2]


@pytest.mark.parametrize("stream", [False, True])
def test_the_first_generation_speaks_by_sentences(first: CosyVoiceModel, stream: bool) -> None:
    request = Request("", voice="中文女", seed=4, stream=stream)
    bits = heard_before_all_is_there(first, request, [FIRST[:2], FIRST[2:], SECOND[:2], SECOND[2:]])
    split = list(first.speak(replace(request, text=(FIRST, SECOND))))
    assert np.array_equal(samples(bits), samples(split))
    assert [chunk.utterance for chunk in bits] == [chunk.utterance for chunk in split]


def test_what_is_not_streamed_comes_by_sentences_with_later_models_too(
    later: CosyVoiceModel, clone: Request
) -> None:
    request = replace(clone, stream=False, speed=1.2)
    bits, split = (
        list(later.speak(replace(request, text=text))) for text in (iter(FIRST + SECOND), (FIRST, SECOND))
    )
    assert [chunk.utterance for chunk in bits] == [0, 1]
    assert np.array_equal(samples(bits), samples(split))


def test_a_prompt_is_encoded_once_and_given_back(first: CosyVoiceModel, clone: Request) -> None:
    given: list[object] = []
    request = replace(clone, text=iter(FIRST + SECOND), on_encoded=given.append)
    list(first.speak(request))
    assert len(given) == 1


# --- text and speech in turns -------------------------------------------------------------------------------


def test_sound_comes_before_the_sentence_is_there(later: CosyVoiceModel, clone: Request) -> None:
    bits = ["一", "二三", "四", "五", "六", "七"]
    chunks = heard_before_all_is_there(later, clone, bits)
    again = list(later.speak(replace(clone, text=iter(bits))))
    assert np.array_equal(samples(chunks), samples(again)), "the same seed, the same samples"


def test_its_tokens_are_those_of_the_interleaved_decoding(later: CosyVoiceModel, clone: Request) -> None:
    parts, bits = later.parts, ["我们", "再见", "吧。"]
    clone = replace(clone, mode=Mode.ZERO_SHOT)
    conditions = parts.conditioner().of(clone, [])
    ids = parts.frontend.tokenizer.encode(conditions.prompt_text)
    third = later.capabilities.generation == 3
    prefix = len(parts.frontend.tokenizer.encode(parts.family.prompting.prefix)) if third else 0
    prompt = BistreamPrompt(tuple(ids), tuple(conditions.llm_prompt_tokens[0].tolist()), prefix)
    with torch.inference_mode():
        drawn = Bistream(
            cast(QwenSpeechModel, parts.networks.llm),
            prompt,
            parts.sampling,
            Randomness(clone.seed).generator(0, "llm"),
            mix=(5, 15),
        )
        expected = list(drawn.tokens(parts.frontend.tokenizer.encode(bit) for bit in bits))
        silent = parts.networks.llm.dims.silent
    chunks = list(later.speak(replace(clone, text=iter(bits))))
    counted = sum(chunk.speech_tokens for chunk in chunks)
    assert 0 < counted <= len(expected)
    assert silent or counted == len(expected)
    assert samples(chunks).size == 960 * counted


@pytest.mark.parametrize("mode", [Mode.CROSS_LINGUAL, Mode.INSTRUCT])
def test_other_modes_take_it_too(later: CosyVoiceModel, clone: Request, mode: Mode) -> None:
    request = replace(clone, mode=mode, instruct="开心地", text=iter(["再", "见。"]))
    assert samples(list(later.speak(request))).size > 0


def test_the_notice_names_what_was_left_out(later: CosyVoiceModel, clone: Request) -> None:
    text = ["再<odd>", "见。"]
    notices = [one for chunk in later.speak(replace(clone, text=iter(text))) for one in chunk.notices]
    assert [(one.code, "<odd>" in one.message) for one in notices] == [("tags_left_out", True)]


# --- what can go wrong --------------------------------------------------------------------------------------


@pytest.fixture(params=["starter", "first", "later"])
def speak(
    request: pytest.FixtureRequest,
    starter: Model,
    first: CosyVoiceModel,
    later: CosyVoiceModel,
    clone: Request,
) -> Callable[..., Iterator[AudioChunk]]:
    """Speak a text with one of the models."""
    if request.param == "starter":
        return lambda text, **more: starter.speak(Request(text, voice=starter.voices()[0].id, **more))
    if request.param == "first":
        return lambda text, **more: first.speak(Request(text, voice="中文女", **more))
    return lambda text, **more: later.speak(replace(clone, text=text, **more))


def test_nothing_to_say(speak: Callable[..., Iterator[AudioChunk]]) -> None:
    for bits in ([], ["", " "], ["…", "。"]):
        with pytest.raises(RequestError) as refused:
            list(speak(iter(bits)))
        assert refused.value.code == "nothing_to_say"


def test_cancelled_while_it_waits(speak: Callable[..., Iterator[AudioChunk]]) -> None:
    cancel, never = threading.Event(), threading.Event()

    def text() -> Iterator[str]:
        yield "你好，"
        cancel.set()
        never.wait(30)
        yield "再见。"

    with pytest.raises(CancelledError):
        list(speak(text(), cancel=cancel))
    assert not never.is_set()
    never.set()


def test_what_goes_wrong_where_it_comes_from(speak: Callable[..., Iterator[AudioChunk]]) -> None:
    def text() -> Iterator[str]:
        yield "你好，"
        raise OSError("the line is dead")

    for more in ({}, {"cancel": threading.Event()}):
        with pytest.raises(OSError, match="the line is dead"):
            list(speak(text(), **more))


def test_progress_grows_to_the_end(speak: Callable[..., Iterator[AudioChunk]]) -> None:
    told: list[Progress] = []
    list(speak(iter("Ok.\nNo."), on_progress=told.append))
    fractions = [one.fraction for one in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_it_cannot_leave_the_process() -> None:
    with pytest.raises(RequestError) as refused:
        pickle.dumps(Request(iter("你好")))
    assert refused.value.code == "text_arriving"
    assert pickle.loads(pickle.dumps(Request(("你好",)))) == Request(("你好",))
