"""A model's YAML is read, never run."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.engine.config import Record, read_config
from cosydesk.engine.errors import ModelError


def read(tmp_path: Path, text: str) -> Record:
    path = tmp_path / "cosyvoice.yaml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


def test_grammar(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        """
__set_seed1: !apply:random.seed [1986]
__set_seed2: !apply:torch.cuda.manual_seed_all [1986]
rate: 24000
hop: 480
per_second: !ref <rate> / <hop>
chunk: !ref (<hop> + 20) * 2 - -1
names: ['a', 'b']
flag: True
nothing: null
small: 1e-06
hift: !new:cosyvoice.hifigan.generator.HiFTGenerator
    sampling_rate: !ref <rate>
    f0_predictor: !new:cosyvoice.hifigan.f0_predictor.ConvRNNF0Predictor
        num_class: 1
get_tokenizer: !name:whisper.tokenizer.get_tokenizer
    multilingual: True
hifigan: !new:cosyvoice.hifigan.hifigan.HiFiGan
    generator: !ref <hift>
train_conf:
    optim: adam
""",
    )
    assert config.args["per_second"] == 50
    assert config.args["chunk"] == 1001
    assert config.args["small"] == 1e-6
    assert config.args["flag"] is True
    assert config.args["nothing"] is None
    assert config.args["names"] == ["a", "b"]
    assert config.record("hift").name == "HiFTGenerator"
    assert config.record("hift").need("sampling_rate") == 24000
    assert config.record("hift").record("f0_predictor").get("num_class") == 1
    assert not {"__set_seed1", "hifigan", "train_conf"} & set(config.args)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a: 1\nb: !apply:os.system [touch hacked]", "!apply:os.system"),
        ("a: 1\n__set_seed1: !apply:os.system [touch hacked]", "!apply:os.system"),
        ("a: 1\nb: !!python/object/apply:os.system ['touch hacked']", "python/object"),
        ("a: 1\nb: !!python/name:os.system ''", "python/name"),
        ("a: 1\nb: !new:subprocess.Popen {args: touch}", "!new:subprocess.Popen"),
        ("a: 1\nhifigan: !new:subprocess.Popen {args: touch}", "!new:subprocess.Popen"),
        ("a: 1\nb: !name:os.system {}", "!name:os.system"),
        ("a: 1\nb: !module:os", "!module:os"),
        ("a: 1\nb: !include:other.yaml", "!include:other.yaml"),
        ("a: 1\nb: !ref <a>.__class__", "__class__"),
        ("a: 1\nb: !ref __import__('os')", "__import__"),
        ("a: 9\nb: !ref <a> ** 9 ** 9", "arithmetic"),
        ("a: 1\nb: !ref <c>", "<c>"),
        ("a: 1\nb: !ref <b>", "refers to itself"),
        ("a: 1\nb: &x [*x]", "nested"),
    ],
)
def test_everything_else_is_refused_by_tag_line_and_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError) as refused:
        read(tmp_path, text)
    assert refused.value.code == "config_refused"
    assert named in refused.value.message
    assert "cosyvoice.yaml, line 2" in refused.value.message
    assert not (tmp_path / "hacked").exists()


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 12)]
    with pytest.raises(ModelError, match="nested or repeated"):
        read(tmp_path, "\n".join(lines))


@pytest.mark.parametrize("text", ["", "- 1\n- 2", "a: [1,", "\x00", "just words"])
def test_damaged_files(tmp_path: Path, text: str) -> None:
    with pytest.raises(ModelError) as refused:
        read(tmp_path, text)
    assert refused.value.code == "config_damaged"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as refused:
        read_config(tmp_path / "cosyvoice.yaml")
    assert refused.value.code == "config_missing"
