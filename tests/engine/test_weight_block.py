"""The weights of a decode step lie in one block, in the order in which they are read, and are what they were."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from cosydesk.engine.layers.weight_block import LINE, lay_side_by_side
from cosydesk.engine.pipeline import CosyVoiceModel


def test_weights_keep_their_numbers_and_lie_behind_one_another() -> None:
    linears = [nn.Linear(7, 5), nn.Linear(33, 3, bias=False), nn.Linear(16, 4)]
    before = [linear.weight.detach().clone() for linear in linears]
    biases = [linear.bias for linear in linears]

    lay_side_by_side(linears)

    for linear, weight, bias in zip(linears, before, biases, strict=True):
        assert torch.equal(linear.weight, weight)
        assert linear.bias is bias
    starts = [linear.weight.data_ptr() // 4 for linear in linears]
    assert [start % LINE for start in starts] == [0, 0, 0]
    assert starts[1] - starts[0] == 48, "35 numbers, and what is left of the third line"
    assert starts[2] - starts[1] == 112


def test_a_model_opened_on_the_processor_reads_its_step_from_one_block(tiny_model_dir: Path) -> None:
    check(tiny_model_dir)


def test_so_does_a_later_one(later_model_dir: Path) -> None:
    check(later_model_dir)


def check(directory: Path) -> None:
    model = CosyVoiceModel(directory, "cpu", "float32")
    try:
        llm = model.networks.llm
        assert [tuple(layer.weight.shape) for layer in llm.step_layers()] == llm.dims.step_products
        assert len({layer.weight.untyped_storage().data_ptr() for layer in llm.step_layers()}) == 1
    finally:
        model.close()
