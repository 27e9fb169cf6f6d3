"""Repetition-aware sampling of a batch on the device, with nothing read back. Source: spec cosyvoice1.md 6.7."""

from __future__ import annotations

import torch
from torch import Tensor

from cosydesk.engine.types import Sampling


def sample_batch(
    log_probabilities: Tensor, history: Tensor, nucleus_race: Tensor, whole_race: Tensor, sampling: Sampling
) -> Tensor:
    """Draw the next id of every row, as `sampling.sample` does for one.

    Args:
        log_probabilities: (B, V), forbidden ids already -inf.
        history: (B, window) the last ids of each row, -1 where there are none.
        nucleus_race: (B, top_k), and whole_race: (B, V): exponentially distributed, the draws' randomness.

    Returns:
        (B,) int64.
    """
    probabilities = torch.softmax(log_probabilities, dim=1)
    values, ids = torch.sort(probabilities, dim=1, descending=True, stable=True)
    values, ids = values[:, : sampling.top_k], ids[:, : sampling.top_k]
    taken = torch.cumsum(values, dim=1)
    before = torch.cat([torch.zeros_like(taken[:, :1]), taken[:, :-1]], dim=1)
    weights = values.masked_fill(before >= sampling.top_p, 0.0)
    chosen = ids.gather(1, _winner(weights, nucleus_race[:, : weights.shape[1]]))
    often = (history == chosen).sum(dim=1, keepdim=True) >= sampling.window * sampling.tau_r
    remaining = torch.softmax(log_probabilities.scatter(1, chosen, -torch.inf), dim=1)
    return torch.where(often, _winner(remaining, whole_race), chosen).squeeze(1)


def _winner(weights: Tensor, race: Tensor) -> Tensor:
    """One index per row with probability proportional to its weight, (B, 1)."""
    return torch.argmax(weights / race, dim=1, keepdim=True)
