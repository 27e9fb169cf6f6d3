"""The command line with the golden model of CosyVoice 2, and of CosyVoice 3."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.support.golden_models import golden_model
from tests.support.speech_like import speech_like

from .conftest import Cosydesk

CLONED = ["--prompt-text", "希望你以后能够做的比我还好。"]
DIRECTED = ["--instruct", "用四川话说这句话。"]


@pytest.fixture(params=[2, 3], ids=["v2", "v3"])
def folder(request: pytest.FixtureRequest, golden_dir: Path) -> str:
    return str(golden_model(golden_dir, request.param))


@pytest.fixture
def recording(tmp_path: Path) -> str:
    path = tmp_path / "提示.wav"
    soundfile.write(path, speech_like(3.0), 24_000)
    return str(path)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("options", [CLONED, [], DIRECTED], ids=["zero_shot", "cross_lingual", "instruct"])
def test_say(cosydesk: Cosydesk, folder: str, recording: str, options: list[str], stream: bool) -> None:
    command = ["say", "你好。", "--model-dir", folder, "--prompt-audio", recording, *options, "--json"]
    result = cosydesk(*command, "-o", "a.wav", *(["--stream"] if stream else []))
    assert result.status == 0, result.err
    report = json.loads(result.out)
    samples, rate = soundfile.read("a.wav")
    assert (rate, len(samples)) == (24_000, report["samples"])
    assert report["samples"] == 960 * report["speech_tokens"] > 0
    assert np.abs(samples).max() > 0


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_convert_a_voice(cosydesk: Cosydesk, folder: str, recording: str, stream: bool) -> None:
    command = ["say", "--model-dir", folder, "--prompt-audio", recording, "--source-audio", recording]
    result = cosydesk(*command, "-o", "a.wav", *(["--stream"] if stream else []))
    assert result.status == 0, result.err
    samples, rate = soundfile.read("a.wav")
    assert rate == 24_000
    assert abs(len(samples) / rate - 3.0) < 0.1


def test_there_are_no_built_in_voices(cosydesk: Cosydesk, folder: str) -> None:
    listed = cosydesk("voices", "--model-dir", folder)
    assert (listed.status, listed.out) == (0, b"")
    assert "no built-in voices" in listed.err
    assert "--prompt-audio" in listed.err
    listed = cosydesk("voices", "--model-dir", folder, "--json")
    assert (listed.status, json.loads(listed.out), listed.err) == (0, [], "")
    refused = cosydesk("say", "你好。", "--model-dir", folder, "--mode", "sft")
    assert refused.status == 2
    assert "no built-in voices" in refused.line


def test_the_folder_is_found_to_be_whole(cosydesk: Cosydesk, folder: str) -> None:
    result = cosydesk("models", "verify", folder, "--json")
    assert result.status == 0, result.err
    report = json.loads(result.out)
    assert (report["whole"], report["faults"]) == (True, [])
    total = sum(path.stat().st_size for path in Path(folder).iterdir() if path.suffix in (".pt", ".onnx"))
    assert report["bytes"] >= total
