"""The language model of CosyVoice 2 and 3 from a model directory: dimensions read strictly, weights loaded strictly.

Source: spec cosyvoice2.md sections 1 and 5.3, cosyvoice3.md sections 0 and 5.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch

from cosydesk.engine.checkpoint import Checkpoint, load_strictly
from cosydesk.engine.config import Record
from cosydesk.engine.errors import FETCH_AGAIN, ModelError
from cosydesk.engine.frontend.qwen_specials import SPECIALS_2, SPECIALS_3
from cosydesk.engine.frontend.qwen_tokenizer import FOLDER, QwenTokenizer
from cosydesk.engine.llm.qwen_block import QwenDims
from cosydesk.engine.llm.qwen_model import LAYOUT_2, LAYOUT_3, QwenSpeechDims, QwenSpeechModel, SpeechLayout

MAX_BYTES = 1 << 20
MOST_LAYERS = 256
LAYOUTS: dict[int, SpeechLayout] = {2: LAYOUT_2, 3: LAYOUT_3}
"""By generation."""
_SPECIALS = {"cosyvoice2": SPECIALS_2, "cosyvoice3": SPECIALS_3}
"""By the tokenizer's ``version``; the first generation that had one didn't write it."""
_READ = {"speech_token_size", "llm_input_size", "llm_output_size", "mix_ratio", "llm", "sampling"}
_TRAINING = {"length_normalized_loss", "lsm_weight", "spk_embed_dim", "vllm_codebook_size"}
_ONLY_KNOWN: dict[str, object] = {
    "model_type": "qwen2",
    "hidden_act": "silu",
    "use_sliding_window": False,
    "rope_scaling": None,
}
"""What Qwen's configuration can say here; another value would mean other equations."""


def load_language_model(checkpoint: Checkpoint, weights: str = "llm.pt") -> QwenSpeechModel:
    """Load the language model strictly, on the CPU in float32, not yet prepared.

    Args:
        weights: the file to take; generation 3 comes with ``llm.rl.pt`` beside it.

    Raises:
        ModelError: a file is missing, damaged or doesn't fit the configuration.
    """
    with torch.device("meta"):
        llm = QwenSpeechModel(language_model_dims(checkpoint))
    state = checkpoint.weights(weights)
    state.pop(QwenSpeechModel.UNUSED, None)
    return load_strictly(llm, state, weights)


def language_model_dims(checkpoint: Checkpoint) -> QwenSpeechDims:
    """Raises:
    ModelError: the YAML or Qwen's configuration is incomplete, or asks for what this generation doesn't do.
    """
    record = checkpoint.config.record("llm")
    if unknown := sorted(record.args.keys() - _READ - _TRAINING):
        raise ModelError(
            f"{record.where}: “{unknown[0]}” of {record.name} is not known here.",
            "Use an official model.",
            code="config_unknown",
        )
    qwen = qwen_dims(checkpoint.file(f"{FOLDER}/config.json"))
    for key in ("llm_input_size", "llm_output_size"):
        if (width := record.whole(key)) != qwen.width:
            raise record.unfit(key, width, f"{qwen.width}, as {FOLDER} says")
    return QwenSpeechDims(qwen, record.whole("speech_token_size"), LAYOUTS[checkpoint.generation])


def text_blocks(config: Record) -> tuple[int, int]:
    """Text tokens and speech tokens that take turns where text comes bit by bit (``mix_ratio``)."""
    llm = config.record("llm")
    mix = llm.sizes("mix_ratio") if llm.get("mix_ratio") is not None else (5, 15)
    if len(mix) != 2:
        raise llm.unfit("mix_ratio", list(mix), "two numbers")
    return mix[0], mix[1]


def qwen_dims(path: Path) -> QwenDims:
    """The dimensions in Qwen's ``config.json``.

    Raises:
        ModelError: the file is missing, damaged, or of another architecture.
    """
    record = Record("Qwen2", _read(path), path.name)
    for key, known in _ONLY_KNOWN.items():
        if (given := record.get(key, known)) != known:
            raise ModelError(
                f"{path.name}: “{key}” is {str(given)[:40]}; only {known} is known here.",
                "Use an official model.",
                code="config_unknown",
            )
    width, heads = record.whole("hidden_size"), record.whole("num_attention_heads", most=1024)
    if width % (2 * heads):
        raise record.unfit("num_attention_heads", heads, f"a number that divides {width} into even widths")
    kv_heads = record.whole("num_key_value_heads", heads, most=heads)
    if heads % kv_heads:
        raise record.unfit("num_key_value_heads", kv_heads, f"a number that divides {heads}")
    return QwenDims(
        vocabulary=record.whole("vocab_size"),
        width=width,
        layers=record.whole("num_hidden_layers", most=MOST_LAYERS),
        heads=heads,
        kv_heads=kv_heads,
        hidden=record.whole("intermediate_size"),
        theta=record.number("rope_theta", 1e6, least=1.0),
        epsilon=record.number("rms_norm_eps", 1e-6),
    )


def open_qwen_tokenizer(config: Record, directory: Path) -> QwenTokenizer:
    """The tokenizer that a model's configuration names.

    Raises:
        ModelError: a vocabulary that isn't there, is damaged, or is of a version not known here.
    """
    record = config.record("get_tokenizer")
    version = record.get("version", "cosyvoice2")
    if version not in _SPECIALS:
        raise ModelError(
            f"{record.where}: the tokenizer version {str(version)[:40]} is not known.",
            "Use an official model.",
            code="config_unknown",
        )
    return QwenTokenizer(directory / FOLDER, _SPECIALS[version])


def _read(path: Path) -> dict[str, object]:
    try:
        raw = path.read_bytes()
        settings = json.loads(raw) if len(raw) <= MAX_BYTES else None
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(settings, dict):
        raise _damaged(path)
    return settings


def _damaged(path: Path) -> ModelError:
    return ModelError(
        f"{path.parent.name}/{path.name} holds no settings.", FETCH_AGAIN, code="config_damaged"
    )
