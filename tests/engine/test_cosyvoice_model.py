"""A whole model of the 300M family: every mode, streamed and whole, repeatable, cancellable; bad requests named."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from cosydesk.engine import (
    AudioChunk,
    CancelledError,
    EngineError,
    Mode,
    Model,
    ModelError,
    Prompt,
    Request,
    RequestError,
    open_model,
)

TEXT = "你好，今天天气不错。"


@pytest.fixture(scope="module")
def model(tiny_model_dir: Path) -> Model:
    return open_model(tiny_model_dir, device="cpu")


@pytest.fixture(scope="module")
def prompt(recording_file: Path) -> Prompt:
    return Prompt(recording_file, "希望你以后能够做的比我还好。")


def request_for(mode: Mode, prompt: Prompt, /, **changes: object) -> Request:
    base = {
        Mode.SFT: Request(TEXT, Mode.SFT, voice="中文女"),
        Mode.ZERO_SHOT: Request(TEXT, Mode.ZERO_SHOT, prompt=prompt),
        Mode.CROSS_LINGUAL: Request("Hello there.", Mode.CROSS_LINGUAL, prompt=prompt),
        Mode.INSTRUCT: Request(TEXT, Mode.INSTRUCT, voice="英文男", instruct="A calm narrator."),
        Mode.VC: Request("", Mode.VC, prompt=prompt, source=prompt),
    }[mode]
    return replace(base, **changes)  # type: ignore[arg-type]


def samples_of(chunks: list[AudioChunk]) -> np.ndarray:
    return np.concatenate([chunk.samples for chunk in chunks])


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_speaks_and_repeats(model: Model, prompt: Prompt, mode: Mode) -> None:
    request = request_for(mode, prompt, seed=5)
    first = list(model.speak(request))
    samples = samples_of(first)
    tokens = sum(chunk.speech_tokens for chunk in first)
    assert all(chunk.sample_rate == 22050 for chunk in first)
    assert tokens > 0
    assert len(samples) == int(tokens / 50 * 22050 / 256) * 256
    assert samples.dtype == np.float32
    assert np.isfinite(samples).all()
    assert np.array_equal(samples, samples_of(list(model.speak(request))))
    if mode is not Mode.VC:
        other = samples_of(list(model.speak(replace(request, seed=6))))
        assert other.shape != samples.shape or not np.array_equal(other, samples)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
def test_streaming_gives_the_same_length(model: Model, prompt: Prompt, mode: Mode) -> None:
    text = "今天天气不错，我们一起去公园散步，然后喝一杯热茶，再慢慢走回家。"
    request = request_for(mode, prompt, text=text, seed=5)
    whole = list(model.speak(request))
    streamed = list(model.speak(replace(request, stream=True)))
    assert sum(c.speech_tokens for c in streamed) == sum(c.speech_tokens for c in whole)
    difference = len(samples_of(streamed)) - len(samples_of(whole))
    # Every chunk's share of a frame is cut off on its own.
    assert abs(difference) <= 256 * len(streamed)
    if mode is not Mode.VC:
        assert len(streamed) > 1


def test_the_first_chunk_comes_before_the_tokens_are_all_there(model: Model, prompt: Prompt) -> None:
    seen: list[float] = []
    request = request_for(
        Mode.SFT, prompt, text=TEXT * 6, stream=True, on_progress=lambda p: seen.append(p.fraction)
    )
    chunks = model.speak(request)
    next(chunks)
    assert seen[-1] < 1.0
    assert sum(1 for _ in chunks) > 1
    assert seen[-1] == 1.0
    assert seen == sorted(seen)


def test_cancelling_ends_the_iterator(model: Model, prompt: Prompt) -> None:
    cancel = threading.Event()
    chunks = model.speak(request_for(Mode.SFT, prompt, text=TEXT * 20, stream=True, cancel=cancel))
    next(chunks)
    cancel.set()
    with pytest.raises(CancelledError):
        list(chunks)


def test_a_pause_is_exact_silence(model: Model, prompt: Prompt) -> None:
    without = samples_of(list(model.speak(request_for(Mode.SFT, prompt, text="你好。再见。"))))
    chunks = list(model.speak(request_for(Mode.SFT, prompt, text='你好。<break time="500ms"/>再见。')))
    (pause,) = (chunk for chunk in chunks if not chunk.samples.any())
    assert len(pause.samples) == 11025
    assert len(without) > 0


@pytest.mark.slow
def test_a_long_text_comes_as_several_utterances(model: Model, prompt: Prompt) -> None:
    chunks = list(model.speak(request_for(Mode.SFT, prompt, text=TEXT * 20)))
    assert [chunk.utterance for chunk in chunks] == list(range(len(chunks)))
    assert len(chunks) > 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n ",
        "。。。！！",
        "…",
        "😀🎉",
        "<strong></strong>",
        "[",
        "\x00\x07",
        "<|zh|>",
        "（）",
        "<foo>",
    ],
)
def test_nothing_to_say_is_said_clearly(model: Model, prompt: Prompt, text: str) -> None:
    with pytest.raises(RequestError) as refused:
        list(model.speak(request_for(Mode.SFT, prompt, text=text)))
    assert refused.value.code == "nothing_to_say"


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "好",
        "\x00你好\x07",
        "Mix 中文 and English 😀",
        "こんにちは。",
        "안녕하세요",
        "</strong>你好<strong>",
        "你好 ",
        "”你好”",
    ],
)
def test_odd_texts_speak(model: Model, prompt: Prompt, text: str) -> None:
    assert len(samples_of(list(model.speak(request_for(Mode.SFT, prompt, text=text))))) > 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"voice": "nobody"}, "voice_unknown"),
        ({"speed": 3.0}, "speed"),
        ({"speed": 1.5, "stream": True}, "speed_streaming"),
        ({"mode": Mode.ZERO_SHOT}, "prompt_missing"),
        ({"mode": Mode.CROSS_LINGUAL}, "prompt_missing"),
        ({"mode": Mode.VC}, "prompt_missing"),
        ({"mode": Mode.INSTRUCT, "instruct": " <|endofprompt|>"}, "instruct"),
    ],
)
def test_bad_requests_are_named(model: Model, prompt: Prompt, changes: dict[str, object], code: str) -> None:
    with pytest.raises(RequestError) as refused:
        list(model.speak(request_for(Mode.SFT, prompt, **changes)))
    assert refused.value.code == code
    assert refused.value.remedy


def test_a_clone_needs_its_transcript(model: Model, prompt: Prompt) -> None:
    with pytest.raises(RequestError) as refused:
        list(model.speak(request_for(Mode.ZERO_SHOT, prompt, prompt=Prompt(prompt.audio))))
    assert refused.value.code == "transcript_missing"


def test_voices(model: Model) -> None:
    assert {voice.id: voice.language for voice in model.voices()} == {
        "中文女": "zh",
        "中文男": "zh",
        "日语男": "ja",
        "粤语女": "yue",
        "英文女": "en",
        "英文男": "en",
        "韩语女": "ko",
    }


def test_a_model_without_voices_only_clones(tiny_model_dir: Path, tmp_path: Path, prompt: Prompt) -> None:
    directory = tmp_path / "CosyVoice-300M"
    shutil.copytree(tiny_model_dir, directory)
    (directory / "spk2info.pt").unlink()
    model = open_model(directory)
    assert model.capabilities.modes == {Mode.ZERO_SHOT, Mode.CROSS_LINGUAL, Mode.VC}
    assert not model.capabilities.tags
    with pytest.raises(RequestError) as refused:
        list(model.speak(request_for(Mode.SFT, prompt)))
    assert refused.value.code == "mode_unavailable"
    tagged = request_for(Mode.ZERO_SHOT, prompt, text="你<strong>好</strong>[laughter]。")
    notices = [notice for chunk in model.speak(tagged) for notice in chunk.notices]
    assert [notice.code for notice in notices] == ["tags_left_out"]
    assert "<strong>" in notices[0].message
    assert "[laughter]" in notices[0].message


@pytest.mark.parametrize("file", ["llm.pt", "flow.pt", "hift.pt", "cosyvoice.yaml", "campplus.onnx"])
def test_a_missing_file_is_named(tiny_model_dir: Path, tmp_path: Path, file: str) -> None:
    directory = tmp_path / "model"
    shutil.copytree(tiny_model_dir, directory)
    (directory / file).unlink()
    with pytest.raises(ModelError):
        open_model(directory)


def test_a_wrong_shape_is_named(tiny_model_dir: Path, tmp_path: Path) -> None:
    directory = tmp_path / "model"
    shutil.copytree(tiny_model_dir, directory)
    state = torch.load(directory / "llm.pt", weights_only=True)
    state["llm_decoder.weight"] = torch.zeros(3, 3)
    torch.save(state, directory / "llm.pt")
    with pytest.raises(ModelError, match="llm_decoder"):
        open_model(directory)


def test_the_revision_tells_other_weights_under_the_same_name(tiny_model_dir: Path, tmp_path: Path) -> None:
    directory = tmp_path / tiny_model_dir.name
    shutil.copytree(tiny_model_dir, directory)
    first = open_model(directory).revision
    assert first == open_model(tiny_model_dir).revision
    state = torch.load(directory / "flow.pt", weights_only=True)
    state["input_embedding.weight"][0, 0] += 1
    torch.save(state, directory / "flow.pt")
    again = open_model(directory)
    assert again.name == open_model(tiny_model_dir).name
    assert again.revision != first


def test_a_damaged_encoder_is_an_error_of_its_own(
    tiny_model_dir: Path, tmp_path: Path, prompt: Prompt
) -> None:
    directory = tmp_path / "model"
    shutil.copytree(tiny_model_dir, directory)
    (directory / "campplus.onnx").write_bytes(b"not a network")
    model = open_model(directory)
    assert list(model.speak(request_for(Mode.SFT, prompt))), "built-in voices do without the encoders"
    with pytest.raises(EngineError) as failed:
        list(model.speak(request_for(Mode.CROSS_LINGUAL, prompt)))
    assert failed.value.code == "weights_damaged"
