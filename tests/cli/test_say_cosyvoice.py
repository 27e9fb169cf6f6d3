"""`cosydesk say --model-dir` in every mode, on a tiny model of the 300M family."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cosydesk.engine.random_model import write_random_model

from .conftest import Cosydesk

DATA = Path(__file__).parent.parent / "data"
TEXT = "你好，今天天气不错。"


@pytest.fixture(scope="module")
def model_dir(tmp_path_factory: pytest.TempPathFactory) -> str:
    directory = tmp_path_factory.mktemp("models") / "tiny"
    write_random_model(directory, config=DATA / "tiny.yaml")
    return str(directory)


@pytest.fixture(scope="module")
def prompt(tmp_path_factory: pytest.TempPathFactory) -> str:
    time = np.arange(3 * 24_000) / 24_000
    path = tmp_path_factory.mktemp("audio") / "提示.wav"
    soundfile.write(path, 0.2 * np.sign(np.sin(2 * np.pi * 150 * time)), 24_000)
    return str(path)


@pytest.mark.parametrize("mode", ["sft", "zero_shot", "cross_lingual", "instruct", "vc"])
def test_every_mode(cosydesk: Cosydesk, model_dir: str, prompt: str, mode: str) -> None:
    options = {
        "sft": ["--voice", "中文女"],
        "zero_shot": ["--prompt-audio", prompt, "--prompt-text", "希望你以后能够做的比我还好。"],
        "cross_lingual": ["--prompt-audio", prompt],
        "instruct": ["--voice", "英文男", "--instruct", "A calm narrator."],
        "vc": ["--prompt-audio", prompt, "--source-audio", prompt],
    }[mode]
    text = [] if mode == "vc" else [TEXT]
    command = ["say", *text, "--model-dir", model_dir, "--mode", mode, *options, "--seed", "7", "--json"]
    result = cosydesk(*command, "-o", "a.wav")
    assert (result.status, result.err) == (0, "")
    report = json.loads(result.out)
    assert report["sample_rate"] == 22050
    assert report["speech_tokens"] > 0
    assert report["samples"] == int(report["speech_tokens"] / 50 * 22050 / 256) * 256
    samples, rate = soundfile.read("a.wav")
    assert (rate, len(samples)) == (22050, report["samples"])
    assert np.isfinite(samples).all()
    again = json.loads(cosydesk(*command, "-o", "b.wav").out)
    assert again["samples"] == report["samples"]
    assert Path("a.wav").read_bytes() == Path("b.wav").read_bytes()


def test_a_draft_says_so(cosydesk: Cosydesk, model_dir: str) -> None:
    command = ["say", TEXT, "--model-dir", model_dir, "--voice", "中文女", "--json"]
    full = json.loads(cosydesk(*command, "-o", "full.wav").out)
    draft = json.loads(cosydesk(*command, "--quality", "draft", "-o", "draft.wav").out)
    assert (full["quality"], full["notices"]) == ("full", [])
    assert draft["quality"] == "draft"
    assert [notice["code"] for notice in draft["notices"]] == ["draft"]
    assert draft["speech_tokens"] == full["speech_tokens"]
    assert Path("full.wav").read_bytes() != Path("draft.wav").read_bytes()


def test_voices_of_a_model(cosydesk: Cosydesk, model_dir: str) -> None:
    result = cosydesk("voices", "--model-dir", model_dir)
    assert result.status == 0
    assert "粤语女" in result.out.decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--mode", "sft", "--voice", "nobody"], "nobody"),
        (["--mode", "zero_shot"], "recording"),
        (["--mode", "vc"], "recording"),
        (["--mode", "sft", "--device", "cuda:9"], "cuda:9"),
        (["--mode", "sft", "--speed", "1.5", "--stream"], "speed"),
    ],
)
def test_bad_input_is_one_line(cosydesk: Cosydesk, model_dir: str, options: list[str], said: str) -> None:
    result = cosydesk("say", TEXT, "--model-dir", model_dir, *options, "-o", "a.wav")
    assert result.status in (1, 2)
    assert said in result.err
    assert len(result.err.strip().splitlines()) == 1
    assert not Path("a.wav").exists()


def test_bench_prints_one_object(cosydesk: Cosydesk, model_dir: str) -> None:
    result = cosydesk("bench", "--model-dir", model_dir, "--tokens", "30", "--batch", "2", "--json")
    assert result.status == 0
    figures = json.loads(result.out)
    assert set(figures["ms_per_token"]) == {"100", "250", "500", "1000"}
    for name in (
        "prefill_ms",
        "bare_products_ms",
        "read_gb_s",
        "flow_rtf",
        "vocoder_rtf",
        "rtf",
        "first_chunk_ms",
    ):
        assert figures[name] > 0, name
    assert (figures["tokens"], figures["batch"], figures["precision"]) == (30, 2, "float32")
