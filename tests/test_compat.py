"""Scripts written for CosyVoice run with only their import lines changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from cosydesk.compat import CosyVoice, load_wav, save
from cosydesk.engine.random_model import write_random_model

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> CosyVoice:
    directory = tmp_path_factory.mktemp("pretrained_models") / "CosyVoice-300M-SFT"
    write_random_model(directory, config=DATA / "tiny.yaml")
    return CosyVoice(str(directory), load_jit=False, load_trt=False, fp16=False)


@pytest.fixture(scope="module")
def prompt_speech_16k(tmp_path_factory: pytest.TempPathFactory) -> torch.Tensor:
    time = np.arange(3 * 44_100) / 44_100
    path = tmp_path_factory.mktemp("audio") / "zero_shot_prompt.wav"
    soundfile.write(path, np.stack([0.2 * np.sign(np.sin(2 * np.pi * 150 * time))] * 2, axis=1), 44_100)
    return load_wav(str(path), 16000)


def test_load_wav(prompt_speech_16k: torch.Tensor) -> None:
    assert prompt_speech_16k.shape == (1, 48_000)
    assert prompt_speech_16k.dtype == torch.float32


def test_the_well_known_snippets(model: CosyVoice, prompt_speech_16k: torch.Tensor, tmp_path: Path) -> None:
    assert "中文女" in model.list_available_spks()
    assert model.list_avaliable_spks() == model.list_available_spks()
    prompt = prompt_speech_16k
    calls = {
        "sft": lambda: model.inference_sft("你好。", "中文女", stream=False),
        "zero_shot": lambda: model.inference_zero_shot("收到。", "希望你以后做得更好。", prompt),
        "cross_lingual": lambda: model.inference_cross_lingual("<|en|>Hello there.", prompt, stream=True),
        "instruct": lambda: model.inference_instruct("好。", "中文男", "Calm.<|endofprompt|>"),
        "vc": lambda: model.inference_vc(prompt, prompt),
    }
    for name, call in calls.items():
        pieces = [piece["tts_speech"] for piece in call()]
        assert pieces, name
        assert all(piece.shape[0] == 1 and piece.shape[1] > 0 for piece in pieces), name
        save(tmp_path / f"{name}.wav", torch.cat(pieces, dim=1), model.sample_rate)
        info = soundfile.info(tmp_path / f"{name}.wav")
        assert (info.samplerate, info.subtype) == (22050, "PCM_16")


def test_seeding_python_makes_it_repeatable(model: CosyVoice) -> None:
    made = []
    for _ in range(2):
        random.seed(3)
        made.append(
            torch.cat([piece["tts_speech"] for piece in model.inference_sft("你好。", "中文女")], dim=1)
        )
    assert torch.equal(*made)


@pytest.mark.slow
def test_the_text_frontend_can_be_turned_off(model: CosyVoice, prompt_speech_16k: torch.Tensor) -> None:
    text, prompt = "我有3个苹果。", prompt_speech_16k
    calls = [
        lambda **kind: model.inference_sft(text, "中文女", **kind),
        lambda **kind: model.inference_zero_shot(text, "今年2024年。", prompt, **kind),
        lambda **kind: model.inference_cross_lingual(text, prompt, **kind),
        lambda **kind: model.inference_instruct(text, "中文男", "Calm.", **kind),
    ]
    for call in calls:
        made = []
        for kind in ({}, {"text_frontend": True}, {"text_frontend": False}):
            random.seed(3)
            made.append(torch.cat([piece["tts_speech"] for piece in call(**kind)], dim=1))
        assert torch.equal(made[0], made[1])
        assert made[0].shape != made[2].shape or not torch.equal(made[0], made[2])


def test_a_text_may_come_bit_by_bit(model: CosyVoice) -> None:
    def text() -> Iterator[str]:
        yield "你"
        yield "好。再"
        yield "见。"

    assert len(list(model.inference_sft(text(), "中文女"))) == 2
