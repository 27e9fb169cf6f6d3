"""Folding of weight norm: w = g·v/‖v‖ once at load instead of in every call. Source: spec cosyvoice1.md section 8.1."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

SPELLINGS = (
    ("weight_g", "weight_v"),
    ("parametrizations.weight.original0", "parametrizations.weight.original1"),
)
"""Magnitude and direction, in the old and the new spelling of PyTorch's weight norm."""


def fold_weight_norm(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A state dict with plain ``X.weight`` in place of either spelling of weight norm; the rest is passed on.

    So is a half whose other half is missing or doesn't fit: the strict load names it.

    The norm runs over all axes but the first, which for transposed convolutions is the input channel.
    """
    folded: dict[str, Tensor] = {}
    halves: set[str] = set()
    for key, value in state.items():
        for magnitude, direction in SPELLINGS:
            stem = key.removesuffix(direction)
            scale = state.get(stem + magnitude)
            if stem != key and scale is not None and scale.shape == magnitude_shape(value.shape):
                # PyTorch's own kernel: a division written out differs in the last bits, and f0 shows it.
                folded[stem + "weight"] = torch._weight_norm(value, scale, 0)
                halves |= {key, stem + magnitude}
    return {key: value for key, value in state.items() if key not in halves} | folded


def magnitude_shape(direction: torch.Size) -> tuple[int, ...]:
    """Shape of the magnitude that belongs to a direction, which is that of the weight."""
    return (*direction[:1], *[1] * (len(direction) - 1))
