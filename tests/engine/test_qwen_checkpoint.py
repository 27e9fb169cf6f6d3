"""The language model of CosyVoice 2 and 3 from a folder: what fits is loaded, what doesn't is refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import sampling_of
from cosydesk.engine.errors import ModelError
from cosydesk.engine.llm.qwen_model import QwenSpeechModel
from cosydesk.engine.qwen_checkpoint import (
    language_model_dims,
    load_language_model,
    open_qwen_tokenizer,
    text_blocks,
)
from cosydesk.engine.types import Sampling
from tests.support.tiny_qwen import LAYOUTS, QWEN

YAML = """
sample_rate: 24000
width: 32
qwen_pretrain_path: ''
llm: !new:cosyvoice.llm.llm.{name}
    llm_input_size: !ref <width>
    llm_output_size: !ref <width>
    speech_token_size: 40
    length_normalized_loss: True
    lsm_weight: 0
    mix_ratio: [5, 15]
    llm: !new:cosyvoice.llm.llm.Qwen2Encoder
        pretrain_path: !ref <qwen_pretrain_path>
    sampling: !name:cosyvoice.utils.common.ras_sampling
        top_p: 0.8
        top_k: 25
        win_size: 10
        tau_r: 0.1
get_tokenizer: !name:cosyvoice.tokenizer.tokenizer.get_qwen_tokenizer
    token_path: !ref <qwen_pretrain_path>
    version: {version}
"""
NAMES = {2: "Qwen2LM", 3: "CosyVoice3LM"}
CONFIG = {
    "model_type": "qwen2",
    "hidden_act": "silu",
    "hidden_size": QWEN.width,
    "intermediate_size": QWEN.hidden,
    "num_attention_heads": QWEN.heads,
    "num_hidden_layers": QWEN.layers,
    "num_key_value_heads": QWEN.kv_heads,
    "rms_norm_eps": 1e-6,
    "rope_theta": 1e6,
    "vocab_size": QWEN.vocabulary,
    "use_sliding_window": False,
    "torch_dtype": "bfloat16",
}


class Folder:
    """A model folder's part for the language model, to be spoilt."""

    def __init__(self, path: Path, generation: int) -> None:
        self.path = path
        self.generation = generation
        self.yaml = YAML.format(name=NAMES[generation], version=f"cosyvoice{generation}")
        self.config: dict[str, object] = dict(CONFIG)

    def state(self) -> dict[str, torch.Tensor]:
        config = self.write()
        with torch.device("meta"):
            model = QwenSpeechModel(language_model_dims(config))
        state = {key: torch.randn(value.shape) for key, value in model.state_dict().items()}
        # The release keeps the text head, which is the text embedding once more.
        return state | {QwenSpeechModel.UNUSED: state["llm.model.model.embed_tokens.weight"]}

    def write(self, state: dict[str, torch.Tensor] | None = None, name: str = "llm.pt") -> Checkpoint:
        folder = self.path / "CosyVoice-BlankEN"
        folder.mkdir(exist_ok=True)
        (folder / "config.json").write_text(json.dumps(self.config), encoding="utf-8")
        (self.path / f"cosyvoice{self.generation}.yaml").write_text(self.yaml, encoding="utf-8")
        if state is not None:
            torch.save(state, self.path / name)
        return Checkpoint.open(self.path)


@pytest.fixture(params=[2, 3])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Folder:
    return Folder(tmp_path, request.param)


def test_a_whole_one(folder: Folder) -> None:
    checkpoint = folder.write(folder.state())
    llm = load_language_model(checkpoint)
    assert llm.dims.qwen == QWEN
    assert llm.dims.layout == LAYOUTS[folder.generation]
    assert "lm_head" not in "".join(llm.state_dict())
    assert text_blocks(checkpoint.config) == (5, 15)
    assert sampling_of(checkpoint.config) == Sampling()


def test_other_weights_of_the_same_shape_are_chosen_by_name(folder: Folder) -> None:
    state = folder.state()
    folder.write(state)
    other = {key: value + 1 for key, value in state.items()}
    checkpoint = folder.write(other, "llm.rl.pt")
    chosen, usual = load_language_model(checkpoint, "llm.rl.pt"), load_language_model(checkpoint)
    assert torch.equal(chosen.speech_embedding.weight, usual.speech_embedding.weight + 1)
    with pytest.raises(ModelError) as missing:
        load_language_model(checkpoint, "llm.other.pt")
    assert missing.value.code == "file_missing"


@pytest.mark.parametrize("spoil", ["missing", "left over", "shape"])
def test_weights_that_do_not_fit(folder: Folder, spoil: str) -> None:
    state = folder.state()
    key = "llm.model.model.layers.1.self_attn.k_proj.weight"
    match spoil:
        case "missing":
            del state[key]
        case "left over":
            state["llm.model.model.layers.9.mlp.up_proj.weight"] = torch.zeros(1)
        case "shape":
            state[key] = torch.zeros(4, 4)
    with pytest.raises(ModelError) as refused:
        load_language_model(folder.write(state))
    assert refused.value.code == "weights_mismatch"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("hidden_size", 33, "config_unfit"),
        ("hidden_size", 64, "config_unfit"),
        ("hidden_size", None, "config_unfit"),
        ("num_attention_heads", 0, "config_unfit"),
        ("num_attention_heads", 5, "config_unfit"),
        ("num_key_value_heads", 3, "config_unfit"),
        ("num_key_value_heads", 8, "config_unfit"),
        ("num_hidden_layers", 10**9, "config_unfit"),
        ("vocab_size", "many", "config_unfit"),
        ("rope_theta", -1, "config_unfit"),
        ("rms_norm_eps", float("nan"), "config_unfit"),
        ("model_type", "llama", "config_unknown"),
        ("hidden_act", "gelu", "config_unknown"),
        ("use_sliding_window", True, "config_unknown"),
        ("rope_scaling", {"type": "yarn"}, "config_unknown"),
    ],
)
def test_dimensions_that_can_not_be(folder: Folder, key: str, value: object, code: str) -> None:
    folder.config[key] = value
    with pytest.raises(ModelError) as refused:
        language_model_dims(folder.write())
    assert refused.value.code == code
    assert refused.value.message.startswith(("config.json: ", "cosyvoice"))


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_damaged_qwen_configuration(folder: Folder, raw: bytes) -> None:
    checkpoint = folder.write()
    (folder.path / "CosyVoice-BlankEN" / "config.json").write_bytes(raw)
    with pytest.raises(ModelError) as refused:
        language_model_dims(checkpoint)
    assert refused.value.code == "config_damaged"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    lsm_weight: 0\n", "    lsm_weight: 0\n    surprise: 1\n", "config_unknown"),
        ("llm_input_size: !ref <width>", "llm_input_size: 48", "config_unfit"),
        ("speech_token_size: 40", "speech_token_size: -1", "config_unfit"),
        ("    speech_token_size: 40\n", "", "config_incomplete"),
    ],
)
def test_a_yaml_that_does_not_fit(folder: Folder, old: str, new: str, code: str) -> None:
    assert old in folder.yaml
    folder.yaml = folder.yaml.replace(old, new)
    with pytest.raises(ModelError) as refused:
        language_model_dims(folder.write())
    assert refused.value.code == code


def test_blocks_and_versions_that_are_not_known(folder: Folder) -> None:
    folder.yaml = folder.yaml.replace("[5, 15]", "[5, 15, 2]").replace("version: cosy", "version: rosy")
    config = folder.write().config
    for read in (lambda: text_blocks(config), lambda: open_qwen_tokenizer(config, folder.path)):
        with pytest.raises(ModelError):
            read()


def test_a_yaml_that_would_run_code_is_refused(folder: Folder) -> None:
    folder.yaml += "extra: !apply:os.system [touch hacked]\n"
    with pytest.raises(ModelError) as refused:
        folder.write()
    assert refused.value.code == "config_refused"
