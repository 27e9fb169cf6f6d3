"""Several utterances decoded together: every row as if it were alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import Networks, load_networks
from cosydesk.engine.device import Placement
from cosydesk.engine.llm.generate import Row, generate
from cosydesk.engine.llm.sampling import nucleus
from cosydesk.engine.randomness import Randomness
from cosydesk.engine.types import Sampling


@pytest.fixture(scope="module", params=["float32", "int8"])
def networks(tiny_model_dir: Path, request: pytest.FixtureRequest) -> Networks:
    return Placement.choose("cpu", request.param).place(load_networks(Checkpoint.open(tiny_model_dir)))


def rows_of(networks: Networks, lengths: list[int]) -> list[Row]:
    llm = networks.llm
    rows = []
    with torch.inference_mode():
        for index, length in enumerate(lengths):
            text = torch.arange(5, 5 + length).unsqueeze(0)
            prefix = llm.assemble(text, None, torch.zeros(1, 0, dtype=torch.int))
            rows.append(Row(prefix, 2 * length, 6 * length, Randomness(3).generator(index, "llm")))
    return rows


@torch.inference_mode()
def spoken(networks: Networks, rows: list[Row]) -> list[list[int]]:
    for _ in generate(networks.llm, rows, Sampling()):
        pass
    return [row.tokens for row in rows]


def test_rows_of_unequal_length_are_as_alone(networks: Networks) -> None:
    lengths = [3, 11, 1, 7]
    together = spoken(networks, rows_of(networks, lengths))
    alone = [spoken(networks, [row])[0] for row in rows_of(networks, lengths)]
    assert together == alone
    assert all(together)


def test_rows_finish_one_by_one(networks: Networks) -> None:
    rows = rows_of(networks, [2, 9, 5])
    tokens = spoken(networks, rows)
    for row, made in zip(rows, tokens, strict=True):
        assert row.shortest <= len(made) <= row.longest


@torch.inference_mode()
def test_a_step_of_several_rows_equals_single_steps(tiny_model_dir: Path) -> None:
    llm = Placement.choose("cpu").place(load_networks(Checkpoint.open(tiny_model_dir))).llm
    prefixes = [
        llm.assemble(torch.arange(n).unsqueeze(0), None, torch.arange(4).unsqueeze(0)) for n in (3, 8)
    ]
    together = llm.new_cache(2, 4)
    hidden = llm.prefill(prefixes, together)
    hidden = llm.step(torch.tensor([1, 2]), together)
    for row, (prefix, token) in enumerate(zip(prefixes, (1, 2), strict=True)):
        single = llm.new_cache(1, 4)
        llm.prefill([prefix], single)
        alone = llm.step(torch.tensor([token]), single)
        assert (alone[0] - hidden[row]).abs().max() < 1e-5


@pytest.mark.parametrize("levels", [2.0, 1e9])
def test_the_nucleus_is_that_of_a_full_sort(levels: float) -> None:
    """With few levels many probabilities tie, and ties keep the order of ids."""
    generator = torch.Generator().manual_seed(1)
    sampling = Sampling()
    for _ in range(50):
        logits = (torch.randn(300, generator=generator) * levels).round() / levels * 2
        probabilities = torch.softmax(logits, dim=0)
        values, order = torch.sort(probabilities, descending=True, stable=True)
        taken, mass = 0, torch.tensor(0.0)
        while taken < sampling.top_k and mass < sampling.top_p:
            mass = mass + values[taken]
            taken += 1
        ids, weights = nucleus(probabilities, sampling)
        assert ids.tolist() == order[:taken].tolist()
        assert torch.equal(weights, values[:taken])
