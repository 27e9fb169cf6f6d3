"""What the engine finds out about the libraries it runs on."""

from __future__ import annotations

import sys

import pytest

from cosydesk.engine.facts import examine, runs_on


@pytest.mark.parametrize(
    ("card", "arch_list", "runs"),
    [
        ((8, 6), ("sm_80", "sm_86"), True),
        ((8, 6), ("sm_80",), True),  # a later card of the same family
        ((8, 0), ("sm_86",), False),  # an earlier one
        ((7, 5), ("sm_80", "sm_90"), False),
        ((6, 1), ("sm_75", "sm_80", "compute_80"), False),
        ((12, 0), ("sm_80", "sm_90"), False),
        ((12, 0), ("sm_90", "compute_90"), True),  # translated by the driver
        ((10, 3), ("sm_103a",), True),
        ((10, 0), ("sm_103a",), False),
        ((9, 0), ("gfx90a",), False),
        ((9, 0), (), False),
    ],
)
def test_which_cards_a_build_has_code_for(
    card: tuple[int, int], arch_list: tuple[str, ...], runs: bool
) -> None:
    assert runs_on(*card, arch_list) is runs


def test_what_torch_says_of_itself_is_told() -> None:
    import torch

    facts = examine()
    assert facts.torch == torch.__version__
    assert facts.cuda == torch.version.cuda
    assert facts.cuda_works is torch.cuda.is_available()
    assert bool(facts.gpus) is facts.cuda_works
    assert facts.faults == ()


def test_a_library_that_cannot_be_loaded_is_a_fault_and_hides_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    facts = examine()
    assert facts.torch
    assert facts.onnxruntime is None
    assert len(facts.faults) == 1
    assert facts.faults[0].startswith("ONNX Runtime can't be used: ")
