"""The language model of CosyVoice 2 and 3 against the reference: prefix, prefill, decode steps."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.llm.kv_cache import KVCache
from cosydesk.engine.llm.qwen_block import QwenBlock
from cosydesk.engine.llm.qwen_model import QwenSpeechModel
from cosydesk.engine.qwen_checkpoint import load_language_model
from tests.parity.conftest import TOLERANCE, Golden, distance

CASES = ["zero_shot", "instruct"]


@pytest.fixture(scope="module")
def llm(later_checkpoint: Checkpoint) -> QwenSpeechModel:
    model = load_language_model(later_checkpoint)
    model.prepare()
    return model


def assemble(llm: QwenSpeechModel, case: dict[str, Tensor]) -> Tensor:
    text = torch.cat([case["prompt_text"], case["text"]], dim=1)
    return llm.assemble(text, None, case["prompt_speech_token"])


@pytest.mark.parametrize("name", CASES)
def test_prefill(llm: QwenSpeechModel, later_golden: Golden, name: str) -> None:
    case = later_golden(f"llm_{name}")
    with torch.inference_mode():
        prefix = assemble(llm, case)
        assert distance(prefix, case["lm_input"]) < TOLERANCE
        hidden = llm.prefill([prefix], llm.new_cache(1, 8))
        assert distance(hidden[0], case["hidden"][0]) < TOLERANCE
        assert distance(llm.log_probabilities(hidden)[0], case["logp"][0]) < TOLERANCE


def blind_step(llm: QwenSpeechModel, token: Tensor, cache: KVCache) -> Tensor:
    """A step that sees the first position alone.

    The reference hands each decode step a mask of one column. The Transformers releases of its time passed over it;
    later ones pad it with zeros on the right, and all but the first position is lost. A golden set made under such a
    release shows that slip, which makes a trained model babble and is not ours.
    """
    x = llm.speech_embedding(token)
    for layer, block in enumerate(llm.stack.layers):
        assert isinstance(block, QwenBlock)
        first = cache.pairs[layer, 1, :, :, 0].repeat_interleave(llm.dims.qwen.shared_by, dim=1)
        x = x + block.self_attn.o_proj(first.flatten(1))
        x = x + block.mlp(block.post_attention_layernorm(x))
    return llm.stack.norm(x)


@pytest.mark.parametrize("name", CASES)
def test_cached_steps(llm: QwenSpeechModel, later_golden: Golden, name: str) -> None:
    case = later_golden(f"llm_{name}")
    whole, blind = [], []
    with torch.inference_mode():
        cache = llm.new_cache(1, 8)
        llm.prefill([assemble(llm, case)], cache)
        for step, token in enumerate(case["forced"][:-1].split(1), start=1):
            for made, way in ((blind, blind_step), (whole, QwenSpeechModel.step)):
                hidden = way(llm, token, cache)
                logp = llm.log_probabilities(hidden)[0]
                made.append(distance(hidden[0], case["hidden"][step]))
                made.append(distance(logp, case["logp"][step]))
    assert min(max(whole), max(blind)) < TOLERANCE


@pytest.mark.parametrize("name", CASES)
def test_steps_are_a_longer_prefill(llm: QwenSpeechModel, later_golden: Golden, name: str) -> None:
    """What `test_prefill` shows of a prefix then holds for every step after it."""
    case = later_golden(f"llm_{name}")
    with torch.inference_mode():
        prefix = assemble(llm, case)
        cache = llm.new_cache(1, 8)
        llm.prefill([prefix], cache)
        for count, token in enumerate(case["forced"].split(1), start=1):
            hidden = llm.step(token, cache)
            if count % 13 == 0:
                longer = torch.cat([prefix, llm.embed_speech(case["forced"][:count].unsqueeze(0))], dim=1)
                assert distance(hidden, llm.prefill([longer], llm.new_cache(1, 8))) < TOLERANCE
