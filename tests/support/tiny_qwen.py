"""A language model of CosyVoice 2 or 3 with random weights and next to no size."""

from __future__ import annotations

import torch

from cosydesk.engine.llm.qwen_block import QwenDims
from cosydesk.engine.llm.qwen_model import LAYOUT_2, LAYOUT_3, QwenSpeechDims, QwenSpeechModel

LAYOUTS = {2: LAYOUT_2, 3: LAYOUT_3}
QWEN = QwenDims(vocabulary=64, width=32, layers=2, heads=4, kv_heads=2, hidden=48, theta=1e6, epsilon=1e-6)


def tiny_qwen(generation: int, speech_vocabulary: int = 40, seed: int = 0) -> QwenSpeechModel:
    """Prepared, on the CPU."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        llm = QwenSpeechModel(QwenSpeechDims(QWEN, speech_vocabulary, LAYOUTS[generation]))
    llm.eval().requires_grad_(False).prepare()
    return llm
