"""Folding of weight norm: w = g·v/‖v‖ once at load instead of in every call. Source: spec cosyvoice1.md section 8.1."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

# magnitude and direction, in the old and the new spelling of PyTorch's weight norm
_SPELLINGS = (
    ("weight_g", "weight_v"),
    ("parametrizations.weight.original0", "parametrizations.weight.original1"),
)


def fold_weight_norm(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A state dict with plain ``X.weight`` in place of either spelling of weight norm; the rest is passed on.

    The norm runs over all axes but the first, which for transposed convolutions is the input channel.
    """
    folded: dict[str, Tensor] = {}
    for key, value in state.items():
        for magnitude, direction in _SPELLINGS:
            if key.endswith("." + direction):
                stem = key[: -len(direction)]
                # PyTorch's own kernel: a division written out differs in the last bits, and f0 shows it.
                folded[stem + "weight"] = torch._weight_norm(value, state[stem + magnitude], 0)
                break
            if key.endswith("." + magnitude):
                break
        else:
            folded[key] = value
    return folded
