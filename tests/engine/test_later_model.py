"""CosyVoice 2 and 3 from a folder to sound, on tiny models of random weights."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from cosydesk.engine import (
    AudioChunk,
    Mode,
    ModelError,
    Parity,
    Prompt,
    PromptError,
    Request,
    RequestError,
    open_model,
)
from cosydesk.engine.pipeline import CosyVoiceModel

PREFIX = "You are a helpful assistant.<|endofprompt|>"
SAMPLES_PER_TOKEN = 960
FRAMES_PER_TOKEN = 2


@pytest.fixture(scope="module")
def model(later_model_dir: Path) -> Iterator[CosyVoiceModel]:
    opened = open_model(later_model_dir, "cpu")
    assert isinstance(opened, CosyVoiceModel)
    yield opened
    opened.close()


@pytest.fixture
def prompt(recording_file: Path) -> Prompt:
    return Prompt(recording_file, "这是我的声音。")


def third(model: CosyVoiceModel) -> bool:
    return model.directory.name == "tiny3"


def spoken(model: CosyVoiceModel, request: Request) -> list[AudioChunk]:
    return list(model.speak(request))


def test_what_it_can_do(model: CosyVoiceModel) -> None:
    can = model.capabilities
    assert can.modes == {Mode.ZERO_SHOT, Mode.CROSS_LINGUAL, Mode.INSTRUCT, Mode.VC}
    assert can.directs_clones
    assert can.sample_rate == 24_000
    assert {"strong", "laughter", "[breath]", "[sigh]", "[lipsmack]"} <= can.tags
    assert ("de" in can.languages) is third(model)
    assert model.voices() == []


@pytest.mark.parametrize("mode", [Mode.ZERO_SHOT, Mode.CROSS_LINGUAL, Mode.INSTRUCT])
def test_every_mode_speaks(model: CosyVoiceModel, prompt: Prompt, mode: Mode) -> None:
    request = Request("你好。", mode=mode, prompt=prompt, instruct="开心地", seed=3)
    chunks = spoken(model, request)
    assert sum(len(chunk.samples) for chunk in chunks) == SAMPLES_PER_TOKEN * sum(
        chunk.speech_tokens for chunk in chunks
    )
    again = spoken(model, request)
    assert all(np.array_equal(one.samples, two.samples) for one, two in zip(chunks, again, strict=True))
    assert not any(chunk.notices for chunk in chunks)


def test_streamed_and_whole_are_equally_long(model: CosyVoiceModel, prompt: Prompt) -> None:
    request = Request("今天天气不错。", mode=Mode.ZERO_SHOT, prompt=prompt, seed=4)
    whole = spoken(model, request)
    streamed = spoken(model, replace(request, stream=True))
    assert len(streamed) > len(whole)
    assert sum(len(c.samples) for c in streamed) == sum(len(c.samples) for c in whole)


def test_a_voice_is_converted(model: CosyVoiceModel, prompt: Prompt) -> None:
    (chunk,) = spoken(model, Request("", mode=Mode.VC, prompt=prompt, source=prompt))
    assert chunk.speech_tokens == 100, "four seconds, 25 in each"
    assert len(chunk.samples) == 100 * SAMPLES_PER_TOKEN


def test_a_prompt_s_tokens_and_mel_last_equally_long(model: CosyVoiceModel, recording_file: Path) -> None:
    samples = np.random.default_rng(0).standard_normal(24_000 * 2 + 700).astype(np.float32) * 0.1
    for prompt in (Prompt(recording_file), Prompt(samples, sample_rate=24_000)):
        voice = model.parts.encoder.encode(prompt)
        assert voice.mel.shape[1] == FRAMES_PER_TOKEN * voice.speech_tokens.shape[1]


def test_what_the_language_model_reads(model: CosyVoiceModel, prompt: Prompt) -> None:
    reader = model.parts.conditioner()
    system = PREFIX if third(model) else ""
    clone = reader.of(Request("你好。", mode=Mode.ZERO_SHOT, prompt=prompt), [])
    assert clone.prompt_text == system + "这是我的声音。"
    assert clone.llm_prompt_tokens.shape[1] > 0
    across = reader.of(Request("你好。", mode=Mode.CROSS_LINGUAL, prompt=prompt), [])
    assert (across.prompt_text, across.prompt_ids) == ("", [])
    assert across.llm_prompt_tokens.shape[1] == 0
    assert across.flow.speech_tokens.shape[1] > 0


def test_a_manner_takes_the_transcript_s_place(model: CosyVoiceModel, prompt: Prompt) -> None:
    """The reference speaks a saved voice with its saved transcript and drops the manner."""
    given = Request("你好。", mode=Mode.INSTRUCT, prompt=prompt, instruct="说3次 <|endofprompt|>")
    read = model.parts.conditioner().of(given, [])
    start = "You are a helpful assistant. " if third(model) else ""
    assert read.prompt_text == f"{start}说3次<|endofprompt|>", "a manner isn't normalised"
    assert read.llm_prompt_tokens.shape[1] == 0
    assert read.flow.speech_tokens.shape[1] > 0, "and the flow still hears the voice"
    other = Request("你好。", mode=Mode.INSTRUCT, prompt=prompt, instruct="慢慢地")
    one, two = (spoken(model, request)[0].samples for request in (given, other))
    assert not np.array_equal(one, two)


def test_what_is_missing_is_said(model: CosyVoiceModel, prompt: Prompt) -> None:
    with pytest.raises(RequestError) as refused:
        spoken(model, Request("你好。", mode=Mode.SFT, voice="中文女"))
    assert refused.value.code == "mode_unavailable"
    with pytest.raises(RequestError) as refused:
        spoken(model, Request("你好。", mode=Mode.INSTRUCT, voice="中文女", instruct="慢"))
    assert refused.value.code == "prompt_missing"
    with pytest.raises(RequestError) as refused:
        spoken(model, Request("你好。", mode=Mode.INSTRUCT, prompt=prompt, instruct=" <|endofprompt|>"))
    assert refused.value.code == "instruct"
    with pytest.raises(PromptError):
        spoken(model, Request("你好。", mode=Mode.ZERO_SHOT, prompt=Prompt(b"no sound", "你好")))


def test_other_weights_of_the_language_model(later_model_dir: Path, tmp_path: Path, prompt: Prompt) -> None:
    folder = shutil.copytree(later_model_dir, tmp_path / later_model_dir.name)
    state = torch.load(folder / "llm.pt", weights_only=True)
    state["llm_decoder.weight"] = -state["llm_decoder.weight"]
    torch.save(state, folder / "llm.rl.pt")
    request = Request("你好。", mode=Mode.ZERO_SHOT, prompt=prompt, seed=1)
    usual, other = open_model(folder, "cpu"), open_model(folder, "cpu", llm_weights="llm.rl.pt")
    assert usual.revision != other.revision
    named = open_model(folder / "llm.rl.pt", "cpu")
    assert (named.revision, named.name) == (other.revision, f"{folder.name} (llm.rl.pt)")
    one, two = (np.concatenate([c.samples for c in model.speak(request)]) for model in (usual, other))
    assert not np.array_equal(one, two)
    with pytest.raises(ModelError) as refused:
        open_model(folder, "cpu", llm_weights="../llm.pt")
    assert refused.value.code == "file_missing"


def test_the_reference_s_way_is_one_switch(later_model_dir: Path, prompt: Prompt) -> None:
    model = open_model(later_model_dir, "cpu", parity=Parity.REFERENCE)
    chunks = list(model.speak(Request("你好。", mode=Mode.ZERO_SHOT, prompt=prompt, seed=2)))
    assert sum(len(chunk.samples) for chunk in chunks) > 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("num_mels: 80", "num_mels: 40"),
        ("hop_size: 480", "hop_size: 400"),
        ("speech_token_size: 200", "speech_token_size: 300"),
        ("    sampling_rate: !ref <sample_rate>\n    hop_size", "    sampling_rate: 22050\n    hop_size"),
    ],
)
def test_parts_that_do_not_fit_together(later_model_dir: Path, tmp_path: Path, old: str, new: str) -> None:
    folder = shutil.copytree(later_model_dir, tmp_path / later_model_dir.name)
    (yaml,) = folder.glob("*.yaml")
    text = yaml.read_text("utf-8")
    assert old in text
    yaml.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ModelError) as refused:
        open_model(folder, "cpu")
    assert refused.value.code == "config_unfit"
