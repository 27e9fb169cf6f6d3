"""`cosydesk say --model-dir` with CosyVoice 2 and 3, on tiny models of random weights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cosydesk.engine.random_model import write_random_model

from .conftest import Cosydesk

DATA = Path(__file__).parent.parent / "data"
TEXT = "你好，[breath]今天天气不错。"


@pytest.fixture(scope="module", params=[2, 3], ids=["v2", "v3"])
def model_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    directory = tmp_path_factory.mktemp("models") / "tiny"
    config, qwen = DATA / f"tiny{request.param}.yaml", DATA / "tiny_qwen.json"
    write_random_model(directory, config=config, generation=request.param, qwen=qwen)
    return str(directory)


@pytest.fixture(scope="module")
def prompt(tmp_path_factory: pytest.TempPathFactory) -> str:
    time = np.arange(3 * 24_000) / 24_000
    path = tmp_path_factory.mktemp("audio") / "提示.wav"
    soundfile.write(path, 0.2 * np.sign(np.sin(2 * np.pi * 150 * time)), 24_000)
    return str(path)


@pytest.mark.parametrize(
    "options",
    [["--prompt-text", "希望你以后能够做的比我还好。"], [], ["--instruct", "请用四川话表达。"], ["--stream"]],
    ids=["zero_shot", "cross_lingual", "instruct", "streamed"],
)
def test_every_way_to_speak(cosydesk: Cosydesk, model_dir: str, prompt: str, options: list[str]) -> None:
    command = ["say", TEXT, "--model-dir", model_dir, "--prompt-audio", prompt, *options, "--json"]
    result = cosydesk(*command, "-o", "a.wav")
    assert (result.status, result.err) == (0, "")
    report = json.loads(result.out)
    assert report["sample_rate"] == 24_000
    assert report["samples"] == 960 * report["speech_tokens"] > 0
    assert report["notices"] == []
    samples, rate = soundfile.read("a.wav")
    assert (rate, len(samples)) == (24_000, report["samples"])
    assert np.isfinite(samples).all()


def test_without_a_recording_it_says_what_to_do(cosydesk: Cosydesk, model_dir: str) -> None:
    result = cosydesk("say", TEXT, "--model-dir", model_dir)
    assert result.status == 2
    assert "no built-in voices" in result.err
    assert "Clone a voice" in result.err


def test_another_language_model_is_named(
    cosydesk: Cosydesk, model_dir: str, prompt: str, tmp_path: Path
) -> None:
    folder = shutil.copytree(model_dir, tmp_path / "model")
    command = ["say", TEXT, "--model-dir", str(folder), "--prompt-audio", prompt, "--llm", "llm.rl.pt"]
    result = cosydesk(*command)
    assert result.status == 2
    assert "lacks llm.rl.pt" in result.err
    shutil.copy(folder / "llm.pt", folder / "llm.rl.pt")
    assert cosydesk(*command).status == 0
