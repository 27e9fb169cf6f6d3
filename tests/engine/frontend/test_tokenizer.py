"""The 25 Hz model's own vocabulary, which its release leaves out."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest

from cosydesk.engine import ModelError, open_model
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.frontend.tokenizer import EXTENDED_VOCABULARY, extended_tokenizer, open_tokenizer


@pytest.fixture
def model_25hz(tiny_model_dir: Path, tmp_path: Path) -> Path:
    directory = tmp_path / "CosyVoice-300M-25Hz"
    shutil.copytree(tiny_model_dir, directory)
    yaml = directory / "cosyvoice.yaml"
    text = yaml.read_text("utf-8").replace("text_token_size: 51866", "text_token_size: 60515")
    yaml.write_text(text.replace("input_frame_rate: 50", "input_frame_rate: 25"), "utf-8")
    return directory


def write_vocabulary(path: Path, size: int = 58836) -> None:
    """As many distinct tokens as the real file has, the single bytes first."""
    tokens = [bytes([value]) for value in range(256)]
    tokens += [b"\xff" + number.to_bytes(3, "big") for number in range(size - 256)]
    lines = [base64.b64encode(token) + b" " + str(rank).encode() for rank, token in enumerate(tokens)]
    path.write_bytes(b"\n".join(lines))


def test_its_absence_is_said_clearly(model_25hz: Path) -> None:
    with pytest.raises(ModelError) as failed:
        open_model(model_25hz)
    # The weights of this made model are of the smaller vocabulary, so that either fault may be met first.
    assert failed.value.code in {"vocabulary_missing", "weights_mismatch"}
    checkpoint = Checkpoint.open(model_25hz)
    with pytest.raises(ModelError) as missing:
        open_tokenizer(checkpoint.config, checkpoint.directory)
    assert missing.value.code == "vocabulary_missing"
    assert EXTENDED_VOCABULARY in missing.value.message
    assert EXTENDED_VOCABULARY in missing.value.remedy


def test_its_specials_stand_where_the_release_has_them(model_25hz: Path) -> None:
    write_vocabulary(model_25hz / EXTENDED_VOCABULARY)
    checkpoint = Checkpoint.open(model_25hz)
    tokenizer = open_tokenizer(checkpoint.config, checkpoint.directory)
    assert tokenizer.encode("<|endoftext|>") == [58836]
    ids = {code: tokenizer.encode(f"<|{code}|>")[0] for code in ("en", "zh", "ko", "ja", "yue")}
    assert ids == {"en": 58838, "zh": 58839, "ko": 58843, "ja": 58845, "yue": 58937}
    assert tokenizer.size == 60510
    assert extended_tokenizer(model_25hz / EXTENDED_VOCABULARY, 105).size == 60515


def test_a_damaged_vocabulary(tmp_path: Path) -> None:
    path = tmp_path / EXTENDED_VOCABULARY
    path.write_bytes(b"not a vocabulary\n")
    with pytest.raises(ModelError) as failed:
        extended_tokenizer(path, 100)
    assert failed.value.code == "vocabulary_damaged"
