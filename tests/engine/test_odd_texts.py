"""Texts nobody expects, in every mode, whole and streamed: speech or a clear sentence, nothing from inside."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from cosydesk.engine import AudioChunk, Mode, Model, Prompt, Request, RequestError, open_model

READING = [Mode.SFT, Mode.ZERO_SHOT, Mode.CROSS_LINGUAL, Mode.INSTRUCT]

UNSPEAKABLE = {
    "empty": "",
    "spaces": " \t\n\u3000\ufeff",
    "punctuation": "。，！？…—— ,.;:!?\"'()[]",
    "tags": "<strong></strong><laughter></laughter></strong>",
    "emoji": "😀🎉👩‍👩‍👧‍👦🏳️‍🌈",
    "control characters": "\x00\x01\x07\x1b\x7f\u202e\u200b",
    "a language only": "<|zh|>",
    "entities": "&lt;&gt;&amp;",
}

SPEAKABLE = {
    "one letter": "a",
    "one character": "好",
    "emoji between": "好😀的🎉吧",
    "scripts": "你好 hello こんにちは 안녕하세요 привет مرحبا नमस्ते ไทย",
    "control characters": "a\x00b\x1b[31mc\u202ed 好\x07",
    "half a surrogate": "\ud800好",
    "combining": "a" + "\u0301" * 40,
    "tags that don't fit": "</strong>好<strong>的<laughter>吧",
    "nested tags": "<strong>" * 200 + "好",
    "events only": "[breath][laughter]",
    "special tokens": "<|endoftext|>好<|endofprompt|><|startoftranscript|>",
    "an endless number": "1" * 60,
    "money beyond counting": "$1" + "0" * 40,
    "marks beside digits": '#1 @2 &3 "4" \\ {5}',
    "other digits": "３４ ٣٤ ① ½ ²",
    "dots": "......a.b.c.d",
    "quotes": '"""”””好”””"""',
    "line ends": "好\r\n\r\n\n好\u2028好",
}


@pytest.fixture(scope="module")
def model(terse_model_dir: Path) -> Model:
    return open_model(terse_model_dir, device="cpu")


@pytest.fixture(scope="module")
def prompt(recording_file: Path) -> Prompt:
    return Prompt(recording_file, "希望你以后能够做的比我还好。")


def spoken(model: Model, text: str, mode: Mode, prompt: Prompt, stream: bool) -> Iterator[AudioChunk]:
    built_in = mode in (Mode.SFT, Mode.INSTRUCT)
    return model.speak(
        Request(
            text,
            mode,
            voice="中文女" if built_in else "",
            prompt=None if built_in else prompt,
            instruct="Calm." if mode is Mode.INSTRUCT else "",
            stream=stream,
        )
    )


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("mode", READING)
@pytest.mark.parametrize("text", UNSPEAKABLE.values(), ids=UNSPEAKABLE)
def test_what_holds_no_words_is_refused_in_one_sentence(
    model: Model, prompt: Prompt, text: str, mode: Mode, stream: bool
) -> None:
    with pytest.raises(RequestError) as refused:
        list(spoken(model, text, mode, prompt, stream))
    assert refused.value.code == "nothing_to_say"
    assert refused.value.remedy


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("mode", READING)
@pytest.mark.parametrize("text", SPEAKABLE.values(), ids=SPEAKABLE)
def test_what_holds_words_is_spoken(
    model: Model, prompt: Prompt, text: str, mode: Mode, stream: bool
) -> None:
    chunks = list(spoken(model, text, mode, prompt, stream))
    assert sum(chunk.speech_tokens for chunk in chunks) > 0
    assert all(np.isfinite(chunk.samples).all() for chunk in chunks)


@pytest.mark.slow
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("mode", READING)
def test_ten_thousand_characters_without_an_end(
    model: Model, prompt: Prompt, mode: Mode, stream: bool
) -> None:
    chunks = spoken(model, "a" * 10_000, mode, prompt, stream)
    first = [next(chunks), next(chunks)]
    assert all(chunk.speech_tokens and chunk.samples.size for chunk in first)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["好" * 10_000, "word " * 2_000, "9" * 10_000, "好 " * 5_000])
def test_no_text_makes_an_utterance_without_end(model: Model, prompt: Prompt, text: str) -> None:
    chunks = spoken(model, text, Mode.SFT, prompt, stream=True)
    utterances = [next(chunks).utterance for _ in range(12)]
    assert utterances[-1] > 0, "two minutes of speech lie behind one utterance"


@pytest.mark.slow
def test_a_chapter_streams_in_bounded_memory(model: Model, prompt: Prompt) -> None:
    sentence = (
        "International communication requires responsibility, understanding and determination everywhere. "
    )
    chapter = (sentence * (20_000 // len(sentence) + 1))[:20_000]
    process = psutil.Process()
    chunks = spoken(model, chapter, Mode.SFT, prompt, stream=True)
    tokens, resident = 0, []
    for chunk in chunks:
        tokens += chunk.speech_tokens
        gc.collect()
        resident.append(process.memory_info().rss)
    assert tokens > 4_000
    assert len(resident) > 40
    warm = max(resident[: len(resident) // 4])
    assert max(resident) < 1.05 * warm


def test_conversion_of_silence_is_refused(model: Model, prompt: Prompt) -> None:
    quiet = Prompt(np.zeros(32_000, np.float32), sample_rate=16_000)
    for stream in (False, True):
        with pytest.raises(RequestError) as refused:
            list(model.speak(Request("", Mode.VC, prompt=prompt, source=quiet, stream=stream)))
        assert refused.value.code == "prompt_silent"
