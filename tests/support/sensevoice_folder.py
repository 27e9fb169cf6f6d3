"""A folder like iic/SenseVoiceSmall-onnx with a tiny network of the same inputs and outputs, and what it must hear.

The network is one random projection of the features behind four rows of queries, written as `onnx_stand_in` writes:
field by field, without the onnx package.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import torch

from cosydesk.engine import onnx_stand_in as onnx
from cosydesk.engine.frontend.torchaudio_import import torchaudio

WORDS = ["▁the", "▁cat", "s", "▁sat", "▁on", "▁mat", "猫", "在", "树", "上", "。", "，"]
TAGS = [
    "<|zh|>",
    "<|en|>",
    "<|yue|>",
    "<|ja|>",
    "<|ko|>",
    "<|nospeech|>",
    "<|HAPPY|>",
    "<|BGM|>",
    "<|withitn|>",
    "<|woitn|>",
]
TOKENS = ["<unk>", "<s>", "</s>", *WORDS, *TAGS]

QUERY_OF = {
    0: "<|en|>",
    3: "<|zh|>",
    4: "<|en|>",
    7: "<|yue|>",
    11: "<|ja|>",
    12: "<|ko|>",
    14: "<|withitn|>",
    15: "<|woitn|>",
}
"""What the network answers to each query id (export_meta.py of FunASR; 0 = find out)."""

_RNG = np.random.default_rng(7)
SHIFT = _RNG.uniform(-9, -7, 560).astype(np.float32)
SCALE = _RNG.uniform(0.1, 0.3, 560).astype(np.float32)
WEIGHTS = _RNG.standard_normal((560, len(TOKENS))).astype(np.float32)
WEIGHTS[:, [1, 2, *range(len(TOKENS) - len(TAGS), len(TOKENS))]] *= 0.01  # tags are for the queries


def write_sensevoice(folder: Path, network: str = "model_quant.onnx") -> Path:
    """Everything that a recogniser needs."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / network).write_bytes(_network())
    (folder / "tokens.json").write_text(json.dumps(TOKENS, ensure_ascii=False), "utf-8")
    write_normalisation(folder / "am.mvn", SHIFT, SCALE)
    return folder


def write_normalisation(path: Path, shift: np.ndarray, scale: np.ndarray) -> None:
    """Kaldi's text form of a network that shifts and scales."""

    def row(values: np.ndarray) -> str:
        return "[ " + " ".join(f"{value:.9g}" for value in values) + " ]"

    size = len(shift)
    path.write_text(
        f"<Nnet>\n<Splice> {size} {size}\n[ 0 ]\n<AddShift> {size} {size}\n<LearnRateCoef> 0 {row(shift)}\n"
        f"<Rescale> {size} {size}\n<LearnRateCoef> 0 {row(scale)}\n</Nnet>\n",
        "utf-8",
    )


def expected_text(samples: np.ndarray) -> str:
    """What the network hears in 16 kHz samples, by Kaldi's features and the formulas written out."""
    bank = torchaudio.compliance.kaldi.fbank(
        torch.from_numpy(samples * 32768.0)[None],
        num_mel_bins=80,
        window_type="hamming",
        dither=0.0,
        energy_floor=0.0,
        sample_frequency=16_000,
    ).numpy()
    padded = [bank[0]] * 3 + list(bank) + [bank[-1]] * 6
    rows = np.stack([np.concatenate(padded[at : at + 7]) for at in range(0, len(bank), 6)])
    best = ((rows + SHIFT) * SCALE @ WEIGHTS).argmax(axis=1)
    return "".join(TOKENS[token] for token, _ in itertools.groupby(best) if token).replace("▁", " ").strip()


def _network() -> bytes:
    queries = np.zeros((16, 1, 560), np.float32)
    for number, tag in QUERY_OF.items():
        queries[number, 0] = _towards(tag)
    nodes = [
        onnx._node("Gather", ["queries", "language"], ["first"], axis=0),
        onnx._node("Gather", ["queries", "textnorm"], ["fourth"], axis=0),
        onnx._node("Concat", ["first", "sounds", "fourth", "speech"], ["rows"], axis=1),
        onnx._node("MatMul", ["rows", "weights"], ["ctc_logits"]),
        onnx._node("Cast", ["speech_lengths"], ["many"], to=onnx.FLOAT),
        onnx._node("Add", ["many", "four"], ["more"]),
        onnx._node("Cast", ["more"], ["encoder_out_lens"], to=onnx.INT32),
    ]
    inputs = [
        onnx._value("speech", onnx.FLOAT, [1, "T", 560]),
        *(onnx._value(name, onnx.INT32, [1]) for name in ("speech_lengths", "language", "textnorm")),
    ]
    outputs = [
        onnx._value("ctc_logits", onnx.FLOAT, [1, "N", len(TOKENS)]),
        onnx._value("encoder_out_lens", onnx.INT32, [1]),
    ]
    tensors = {
        "queries": queries,
        "sounds": np.stack([_towards("<|BGM|>"), _towards("<|HAPPY|>")])[None],
        "weights": WEIGHTS,
        "four": np.float32([4]),
    }
    return onnx._model(nodes, inputs, outputs, tensors)


def _towards(tag: str) -> np.ndarray:
    """A row whose score is 50 for that token and nothing for all others."""
    scores = np.zeros(len(TOKENS), np.float32)
    scores[TOKENS.index(tag)] = 50.0
    return np.linalg.lstsq(WEIGHTS.T, scores, rcond=None)[0].astype(np.float32)
