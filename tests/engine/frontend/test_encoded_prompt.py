"""Encoded prompts as bytes: made once, taken back without encoding, and never trusted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from safetensors.torch import load, save

from cosydesk.engine import EncodedPrompt, Mode, Model, Prompt, PromptError, Request, RequestError, open_model
from cosydesk.engine.frontend import voice_prompt
from cosydesk.engine.frontend.encoded_prompt import fingerprint
from cosydesk.engine.pipeline import CosyVoiceModel

TRANSCRIPT = "希望你以后能够做的比我还好。"


@pytest.fixture
def flac(recording_file: Path, tmp_path: Path) -> bytes:
    samples, rate = soundfile.read(recording_file, dtype="float32")
    path = tmp_path / "prompt.flac"
    soundfile.write(path, samples, rate, subtype="PCM_24")
    return path.read_bytes()


@pytest.fixture
def model(tiny_model_dir: Path) -> Iterator[Model]:
    opened = open_model(tiny_model_dir)
    yield opened
    opened.close()


def spoken(
    model: Model, prompt: Prompt, made: list[EncodedPrompt], mode: Mode = Mode.ZERO_SHOT
) -> np.ndarray:
    request = Request("你好。", mode, prompt=prompt, on_encoded=made.append)
    return np.concatenate([chunk.samples for chunk in model.speak(request)])


@pytest.mark.parametrize("mode", [Mode.ZERO_SHOT, Mode.CROSS_LINGUAL])
def test_what_was_made_once_is_taken_back_by_another_start(
    tiny_model_dir: Path, model: Model, flac: bytes, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[EncodedPrompt] = []
    first = spoken(model, Prompt(flac, TRANSCRIPT), made, mode)
    spoken(model, Prompt(flac, TRANSCRIPT), made, mode)
    assert len(made) == 1, "an open model remembers"

    def refuse(path: Path, *_: object) -> None:
        raise AssertionError(f"{path.name} was opened")

    monkeypatch.setattr(voice_prompt, "_open_onnx", refuse)
    again = open_model(tiny_model_dir)
    second = spoken(again, Prompt(flac, TRANSCRIPT, encoded=tuple(made)), made, mode)
    assert len(made) == 1
    np.testing.assert_array_equal(first, second)


def test_a_prompt_can_be_encoded_without_speaking(model: Model, flac: bytes) -> None:
    encoded = model.encode(Prompt(flac))
    assert contents(encoded) == contents(model.encode(Prompt(flac, encoded=(encoded,))))
    made: list[EncodedPrompt] = []
    spoken(model, Prompt(flac, TRANSCRIPT, encoded=(encoded,)), made)
    assert made == []


def test_bytes_and_files_and_samples_are_one_recording(
    model: Model, flac: bytes, recording_file: Path
) -> None:
    encoded = model.encode(Prompt(flac))
    path = recording_file.with_suffix(".flac")
    path.write_bytes(flac)
    assert contents(model.encode(Prompt(path))) == contents(encoded)
    held, rate = soundfile.read(path, dtype="float32")
    assert contents(model.encode(Prompt(held, sample_rate=rate))) == contents(encoded)


def contents(encoded: EncodedPrompt) -> dict[str, list[float]]:
    """What is in it; the bytes may say it in another order."""
    return {name: tensor.flatten().tolist() for name, tensor in load(encoded.data).items()}


def hostile(good: EncodedPrompt) -> dict[str, bytes]:
    """Bytes that claim to be this encoded prompt and are not, or not one that can be used."""
    size = int.from_bytes(good.data[:8], "little")
    words = json.loads(good.data[8 : 8 + size])["__metadata__"]
    tensors = load(good.data)

    def with_(words: dict[str, str] = words, **changed: torch.Tensor) -> bytes:
        return save({**tensors, **changed}, words)

    endless = torch.full_like(tensors["mel"], float("nan"))
    return {
        "empty": b"",
        "cut": good.data[:-9],
        "a header that is too long": (2**62).to_bytes(8, "little") + b"{}",
        "no JSON": (4).to_bytes(8, "little") + b"\xff\xfe\x00\x01",
        "a pickle": b"\x80\x04cos\nsystem\n",
        "of another recording": with_({**words, "recording": "0" * 64}),
        "of another encoder": with_({**words, "encoder": "0" * 32}),
        "a later format": with_({**words, "format": "2"}),
        "no tokens": save({"mel": tensors["mel"], "speaker": tensors["speaker"]}, words),
        "tokens out of range": with_(speech_tokens=tensors["speech_tokens"] + 100_000),
        "negative tokens": with_(speech_tokens=-tensors["speech_tokens"] - 1),
        "no numbers": with_(mel=endless),
        "other bins": with_(mel=torch.zeros(1, 10, 3)),
        "floats for tokens": with_(speech_tokens=tensors["speech_tokens"].float()),
        "a wide speaker": with_(speaker=torch.zeros(1, 4000)),
        "flat": with_(mel=torch.zeros(10)),
    }


@pytest.mark.slow
def test_what_does_not_fit_is_made_anew(terse_model_dir: Path, flac: bytes) -> None:
    good = open_model(terse_model_dir).encode(Prompt(flac))
    for name, data in hostile(good).items():
        made: list[EncodedPrompt] = []
        bad = EncodedPrompt(good.encoder, good.recording, data)
        again = open_model(terse_model_dir).encode(Prompt(flac, encoded=(bad,)))
        assert contents(again) == contents(good), name
        spoken(open_model(terse_model_dir), Prompt(flac, TRANSCRIPT, encoded=(bad,)), made)
        assert list(map(contents, made)) == [contents(good)], name


def test_models_with_other_encoders_do_not_share(
    tiny_model_dir: Path, model: Model, flac: bytes, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(tiny_model_dir, other)
    with (other / "campplus.onnx").open("ab") as file:
        file.write(b"\0")
    assert isinstance(model, CosyVoiceModel)
    renamed = open_model(other)
    assert isinstance(renamed, CosyVoiceModel)
    assert renamed.parts.encoder.id != model.parts.encoder.id
    same = tmp_path / "same"
    shutil.copytree(tiny_model_dir, same)
    again = open_model(same)
    assert isinstance(again, CosyVoiceModel)
    assert again.parts.encoder.id == model.parts.encoder.id, "the folder's name says nothing"


def test_a_large_file_is_told_apart_by_its_slices(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "x.onnx", tmp_path / "b" / "x.onnx"
    data = np.random.default_rng(1).integers(0, 256, 9 * 2**20, np.uint8)
    for path in (first, second):
        path.parent.mkdir()
        path.write_bytes(data.tobytes())
    assert fingerprint(first) == fingerprint(second)
    second.write_bytes(np.random.default_rng(2).integers(0, 256, 9 * 2**20, np.uint8).tobytes())
    assert fingerprint(first) != fingerprint(second)
    assert fingerprint(first, words="mel") != fingerprint(first)


def test_recordings_that_cannot_be_used_are_refused(model: Model, flac: bytes) -> None:
    with pytest.raises(PromptError) as refused:
        model.encode(Prompt(b"no sound file"))
    assert refused.value.code == "prompt_unreadable"
    with pytest.raises(PromptError) as refused:
        model.encode(Prompt(np.zeros(32_000, np.float32), sample_rate=16_000))
    assert refused.value.code == "prompt_silent"
    request = Request("你好。", Mode.ZERO_SHOT, prompt=Prompt(flac))
    with pytest.raises(RequestError) as missing:
        list(model.speak(replace(request, stream=True)))
    assert missing.value.code == "transcript_missing"


def test_the_starter_voices_do_not_clone(flac: bytes) -> None:
    with pytest.raises(RequestError) as refused:
        open_model("starter").encode(Prompt(flac))
    assert refused.value.code == "mode_unknown"
