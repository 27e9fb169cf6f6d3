"""A network that looks back only gives the same rows in pieces as at once."""

from __future__ import annotations

import pytest
import torch

from cosydesk.engine.layers.past import NOTHING, Memory, chunk_mask
from cosydesk.engine.layers.relative_attention import RelativeAttention
from cosydesk.engine.layers.row_convolution import RowConvolution


def test_the_rows_before_are_those_of_the_sequence() -> None:
    rows = torch.arange(20.0).view(1, 10, 2)
    memory = Memory()
    pieces = []
    for first, last in ((0, 1), (1, 2), (2, 7), (7, 10)):
        pieces.append(memory.before(rows[:, first:last], 3))
        memory.advance(last - first)
    whole = NOTHING.before(rows, 3)
    assert memory.position == 10
    for (first, last), piece in zip(((0, 1), (1, 2), (2, 7), (7, 10)), pieces, strict=True):
        assert torch.equal(piece, whole[:, first : last + 3])


def test_the_prompt_and_the_newest_keys_are_remembered() -> None:
    keys = torch.arange(12.0).view(1, 1, 12, 1)
    memory = Memory(head=2, history=3)
    memory.joined(keys[:, :, :8], keys[:, :, :8])
    memory.advance(8)
    seen, _ = memory.joined(keys[:, :, 8:], keys[:, :, 8:])
    assert seen.flatten().tolist() == [0, 1, 5, 6, 7, 8, 9, 10, 11]
    memory.advance(4)
    assert memory.values_held == 2 * (2 + 3)


def test_a_chunk_sees_itself_and_what_came_before() -> None:
    mask = chunk_mask(4, 5, 2, torch.device("cpu"))
    assert mask is not None
    assert mask.int().tolist() == [[1, 1, 1, 0, 0], [1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]]
    assert chunk_mask(2, 5, 2, torch.device("cpu")) is None
    assert chunk_mask(9, 9, None, torch.device("cpu")) is None


def test_a_convolution_of_rows_is_that_of_channels() -> None:
    torch.manual_seed(0)
    plain, rows = torch.nn.Conv1d(6, 4, 5), RowConvolution(6, 4, 5)
    rows.load_state_dict(plain.state_dict())
    rows.prepare()
    x = torch.randn(2, 30, 6)
    with torch.inference_mode():
        assert torch.allclose(rows(x), plain(x.transpose(1, 2)).transpose(1, 2), atol=1e-6)


@pytest.mark.parametrize("chunk", [4, None])
def test_relative_attention_in_chunks_is_its_definition(chunk: int | None) -> None:
    torch.manual_seed(1)
    attention = RelativeAttention(16, 2).requires_grad_(False)
    for parameter in attention.parameters():
        parameter.normal_()
    attention.prepare()
    x = torch.randn(1, 12, 16)
    with torch.inference_mode():
        whole = attention.chunked(x, chunk, NOTHING)
        if chunk is None:
            assert torch.allclose(whole, attention(x, causal=False), atol=1e-5)
            return
        memory, pieces = Memory(), []
        for first in range(0, 12, chunk):
            pieces.append(attention.chunked(x[:, first : first + chunk], chunk, memory))
            memory.advance(chunk)
        assert torch.allclose(torch.cat(pieces, dim=1), whole, atol=1e-5)
        # Nothing that comes later is seen.
        x[:, 8:] = 0
        assert torch.allclose(attention.chunked(x, chunk, NOTHING)[:, :8], whole[:, :8], atol=1e-5)
