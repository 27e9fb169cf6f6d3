"""Model folders whose parts don't fit: every one a typed error that names what is wrong, nothing from inside."""

from __future__ import annotations

import contextlib
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cosydesk.engine import EngineError, Mode, ModelError, Prompt, Request, open_model
from cosydesk.engine.config import read_config
from cosydesk.engine.cosyvoice1 import check_agreement, sampling_of
from cosydesk.engine.onnx_stand_in import write_speaker_encoder, write_speech_tokenizer
from cosydesk.engine.random_model import write_random_model

CONFIG = (Path(__file__).parent.parent / "data" / "tiny.yaml").read_text("utf-8")
LINES = [line for line in CONFIG.splitlines() if re.search(r": [^!\s#]", line)]
VALUES = [
    "0",
    "-1",
    "1",
    "7",
    "1e9",
    "1.5",
    '"x"',
    "[]",
    "{}",
    "[0]",
    "[[1]]",
    "null",
    "True",
    ".inf",
    ".nan",
]


def changed(config: str, key: str, value: str) -> str:
    """The config with the first entry of that name changed, lists before numbers."""
    places = (rf"(?m)^(\s*{key}:) \[.*$", rf"(?m)^(\s*{key}:) [^!\n].*$")
    place = next((place for place in places if re.search(place, config)), places[0])
    made, count = re.subn(place, rf"\1 {value}", config, count=1)
    assert count == 1, key
    return made


def refusal(tmp_path: Path, config: str) -> ModelError:
    (tmp_path / "cosyvoice.yaml").write_text(config, "utf-8")
    with pytest.raises(ModelError) as refused:
        check_agreement(read_config(tmp_path / "cosyvoice.yaml"))
    assert refused.value.remedy
    return refused.value


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("attention_heads", "0", "attention_heads"),
        ("attention_heads", "5", "even widths"),
        ("num_blocks", "1000000000", "num_blocks"),
        ("channels", "[16, 12]", "8 groups"),
        ("base_channels", "6", "2 stages"),
        ("upsample_kernel_sizes", "[16]", "2 numbers"),
        ("resblock_dilation_sizes", "[[1]]", "one for each kernel"),
        ("hop_size", "300", "samples per frame and hop_size"),
        ("num_mels", "100", "mel bins"),
        ("fmax", "99999", "fmax"),
        ("input_frame_rate", "fast", "input_frame_rate"),
    ],
)
def test_a_value_that_cannot_be_is_named(tmp_path: Path, key: str, value: str, named: str) -> None:
    error = refusal(tmp_path, changed(CONFIG, key, value))
    assert error.code == "config_unfit"
    assert named in error.message
    assert "cosyvoice.yaml" in error.message


@pytest.mark.parametrize(("key", "value"), [("macaron_style", "True"), ("use_cnn_module", "True")])
def test_equations_that_are_not_known_are_refused(tmp_path: Path, key: str, value: str) -> None:
    assert refusal(tmp_path, changed(CONFIG, key, value)).code == "config_unknown"


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(range(len(LINES))), st.sampled_from([*VALUES, None]))
def test_no_value_fails_from_inside(
    tmp_path_factory: pytest.TempPathFactory, line: int, value: str | None
) -> None:
    path = tmp_path_factory.mktemp("unfit") / "cosyvoice.yaml"
    old = LINES[line]
    path.write_text(CONFIG.replace(old, "" if value is None else f"{old.split(':')[0]}: {value}", 1), "utf-8")
    with contextlib.suppress(ModelError):
        config = read_config(path)
        check_agreement(config)
        sampling_of(config)


VARIANTS: dict[str, dict[str, str]] = {
    "more heads": {"attention_heads": "4"},
    "more blocks": {"num_blocks": "3", "n_blocks": "2", "num_mid_blocks": "3"},
    "one level": {"channels": "[24]"},
    "three levels": {"channels": "[16, 24, 16]"},
    "wider": {"llm_output_size": "32", "linear_units": "96", "cond_channels": "24", "base_channels": "32"},
    "half the token rate": {"input_frame_rate": "25"},
    "other kernels": {"resblock_kernel_sizes": "[5, 9, 13]"},
}


@pytest.mark.slow
@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS)
def test_other_dimensions_load_and_speak(
    tmp_path: Path, recording_file: Path, changes: dict[str, str]
) -> None:
    config = CONFIG
    for key, value in changes.items():
        config = changed(config, key, value)
    (tmp_path / "tiny.yaml").write_text(config, "utf-8")
    write_random_model(tmp_path / "model", seed=4, config=tmp_path / "tiny.yaml")
    model = open_model(tmp_path / "model", "cpu")
    prompt = Prompt(recording_file, "你好。")
    for request in (
        Request("你好。", voice="中文女"),
        Request("今天天气不错，我们去公园散步。", Mode.ZERO_SHOT, prompt=prompt, stream=True),
    ):
        chunks = list(model.speak(request))
        assert sum(chunk.speech_tokens for chunk in chunks) > 0
        assert all(np.isfinite(chunk.samples).all() for chunk in chunks)


@pytest.fixture
def copied(tiny_model_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model_dir, tmp_path / "model"))


def test_encoders_of_another_model(copied: Path, recording_file: Path) -> None:
    request = Request("Hi.", Mode.CROSS_LINGUAL, prompt=Prompt(recording_file))
    write_speech_tokenizer(copied / "speech_tokenizer_v1.onnx", 100_000, 0)
    write_speaker_encoder(copied / "campplus.onnx", 80, 0)
    with pytest.raises(EngineError) as failed:
        list(open_model(copied, "cpu").speak(request))
    assert failed.value.code == "weights_mismatch"
    shutil.copy(copied / "campplus.onnx", copied / "speech_tokenizer_v1.onnx")
    with pytest.raises(EngineError) as failed:
        list(open_model(copied, "cpu").speak(request))
    assert failed.value.code in {"weights_mismatch", "weights_damaged"}


@pytest.mark.parametrize(
    "entry",
    [{"embedding": torch.ones(1, 3)}, {"embedding": torch.full((1, 192), torch.nan)}, {"other": 1}, {}],
)
def test_a_voice_that_is_none(copied: Path, entry: dict[str, Any]) -> None:
    torch.save({"someone": entry}, copied / "spk2info.pt")
    with pytest.raises(ModelError, match="someone"):
        open_model(copied, "cpu")
