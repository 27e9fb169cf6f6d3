"""The language model of CosyVoice 2 and 3: a step, a batch and a fixed buffer all say the same."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from cosydesk.engine.layers.int8_linear import Int8Linear
from cosydesk.engine.llm.device_decode import generate_on_device
from cosydesk.engine.llm.generate import Row, generate
from cosydesk.engine.llm.qwen_model import QwenSpeechModel
from cosydesk.engine.llm.silence import LONGEST_RUN, audible
from cosydesk.engine.llm.static_cache import StaticCache
from cosydesk.engine.parity import Parity
from cosydesk.engine.randomness import Randomness
from cosydesk.engine.types import Sampling
from tests.support.tiny_qwen import tiny_qwen

NEAR = 1e-5
NO_TOKENS = torch.zeros(1, 0, dtype=torch.int)


@pytest.fixture(params=[2, 3])
def llm(request: pytest.FixtureRequest) -> QwenSpeechModel:
    return tiny_qwen(request.param)


def prefix_of(llm: QwenSpeechModel, length: int, prompt: int = 0) -> Tensor:
    text = torch.arange(3, 3 + length).unsqueeze(0)
    return llm.assemble(text, None, torch.arange(prompt).unsqueeze(0))


def rows_of(llm: QwenSpeechModel, lengths: list[int], shortest: int = 4, longest: int = 30) -> list[Row]:
    return [
        Row(prefix_of(llm, n), shortest * n, longest * n, Randomness(5).generator(index, "llm"))
        for index, n in enumerate(lengths)
    ]


def say(llm: QwenSpeechModel, bias: float) -> None:
    """Make ids that end the speech likelier by `bias`."""
    with torch.no_grad():
        row = torch.zeros(llm.dims.outputs)
        row[llm.dims.speech_vocabulary :] = bias
        llm.llm_decoder.bias = torch.nn.Parameter(row, requires_grad=False)


@torch.inference_mode()
def test_a_step_is_a_longer_prefill(llm: QwenSpeechModel) -> None:
    prefix, token = prefix_of(llm, 7, prompt=5), torch.tensor([11])
    cache = llm.new_cache(1, 4)
    llm.prefill([prefix], cache)
    longer = torch.cat([prefix, llm.embed_speech(token.unsqueeze(0))], dim=1)
    assert (llm.step(token, cache) - llm.prefill([longer], llm.new_cache(1, 4))).abs().max() < NEAR


@torch.inference_mode()
def test_the_order_of_the_prefix(llm: QwenSpeechModel) -> None:
    layout, prefix = llm.dims.layout, prefix_of(llm, 4, prompt=3)
    assert prefix.shape == (1, 1 + 4 + 1 + 3, llm.dims.qwen.width)
    assert torch.equal(prefix[:, :1], llm.mark(layout.start))
    assert torch.equal(prefix[:, 5:6], llm.mark(layout.task))
    assert torch.equal(prefix[0, 6:], llm.speech_embedding.weight[:3])


@torch.inference_mode()
def test_unequal_rows_step_as_alone(llm: QwenSpeechModel) -> None:
    prefixes, tokens = [prefix_of(llm, 3, prompt=9), prefix_of(llm, 8)], torch.tensor([4, 9])
    together = llm.new_cache(2, 4)
    llm.prefill(prefixes, together)
    static = StaticCache(together, 64)
    hidden, fixed = llm.step(tokens, together), llm.static_step(tokens, static)
    for row, prefix in enumerate(prefixes):
        single = llm.new_cache(1, 4)
        llm.prefill([prefix], single)
        alone = llm.step(tokens[row : row + 1], single)[0]
        assert (alone - hidden[row]).abs().max() < NEAR
        assert (alone - fixed[row]).abs().max() < NEAR


@torch.inference_mode()
def test_a_batch_writes_what_each_row_writes_alone(llm: QwenSpeechModel) -> None:
    lengths = [3, 9, 1, 5]
    together = rows_of(llm, lengths)
    for _ in generate(llm, together, Sampling()):
        pass
    for row, alone in zip(together, rows_of(llm, lengths), strict=True):
        for _ in generate(llm, [alone], Sampling()):
            pass
        assert row.tokens == alone.tokens
        assert row.shortest <= len(row.tokens) <= row.longest
        assert all(0 <= token < llm.dims.speech_vocabulary for token in row.tokens)


@pytest.mark.parametrize("way", [generate, generate_on_device])
@torch.inference_mode()
def test_no_id_ends_the_speech_too_early(llm: QwenSpeechModel, way: object) -> None:
    """However likely they all are; and once it may end, any of them ends it."""
    say(llm, 50.0)
    rows = rows_of(llm, [2, 6])
    for _ in way(llm, rows, Sampling()):  # type: ignore[operator]
        pass
    assert [len(row.tokens) for row in rows] == [row.shortest for row in rows]
    assert all(token < llm.dims.speech_vocabulary for row in rows for token in row.tokens)


@torch.inference_mode()
def test_the_reference_may_end_too_early(llm: QwenSpeechModel) -> None:
    say(llm, 50.0)
    (row,) = rows_of(llm, [6])
    for _ in generate(llm, [row], Sampling(), parity=Parity.REFERENCE):
        pass
    assert row.tokens == []


@torch.inference_mode()
def test_int8_is_near(llm: QwenSpeechModel) -> None:
    prefix = prefix_of(llm, 12, prompt=6)
    exact = llm.log_probabilities(llm.prefill([prefix], llm.new_cache(1, 4)))
    llm.quantise()
    quantised = [name for name, module in llm.named_modules() if isinstance(module, Int8Linear)]
    assert len(quantised) == 4 * llm.dims.qwen.layers + 1
    cache = llm.new_cache(1, 4)
    small = llm.log_probabilities(llm.prefill([prefix], cache))
    assert (small - exact).abs().max() < 0.1
    assert llm.step(torch.tensor([1]), cache).isfinite().all()


def test_the_bench_counts_what_a_step_reads(llm: QwenSpeechModel) -> None:
    weights = [
        parameter.shape
        for name, parameter in llm.named_parameters()
        if name.endswith("weight") and parameter.dim() == 2 and "embed" not in name
    ]
    assert sorted(map(tuple, weights)) == sorted(llm.dims.step_products)


def test_long_silences_are_cut() -> None:
    silent = frozenset({1, 2})
    written = [7, *[1, 2] * 5, 8, *[1] * LONGEST_RUN, 9]
    assert list(audible(written, silent)) == [7, 1, 2, 1, 2, 1, 8, *[1] * LONGEST_RUN, 9]
    assert list(audible(written, frozenset())) == written
