"""Repetition-aware sampling of speech tokens (VALL-E 2, Chen et al. 2024). Source: spec cosyvoice1.md section 6.7."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from cosydesk.engine.types import Sampling


def draw(weights: Tensor, generator: torch.Generator | None) -> Tensor:
    """One index with probability proportional to `weights` (n,), as a 0-d tensor.

    The exponential race is what `torch.multinomial` does for one draw, so that seeds give the reference's stream.
    """
    race = torch.empty_like(weights).exponential_(generator=generator)
    return torch.argmax(weights / race)


def nucleus(probabilities: Tensor, sampling: Sampling) -> tuple[Tensor, Tensor]:
    """The most probable ids up to a mass of `top_p`, at most `top_k`: ids (n,) and their probabilities (n,).

    The entry that crosses `top_p` is still in; ties keep the order of ids.
    """
    ids = None
    if probabilities.device.type == "cpu" and sampling.top_k < len(probabilities):
        # Sorting a few candidates is cheaper than sorting all; ties with the last one stay in, in the order of ids.
        least = torch.topk(probabilities, sampling.top_k).values[-1]
        ids = (probabilities >= least).nonzero().flatten()
        probabilities = probabilities[ids]
    values, order = torch.sort(probabilities, descending=True, stable=True)
    values, order = values[: sampling.top_k], order[: sampling.top_k]
    ids = order if ids is None else ids[order]
    # The mass taken before each entry, summed in float32 in the reference's order.
    running = torch.cat([values.new_zeros(1), torch.cumsum(values, dim=0)[:-1]])
    count = int((running < sampling.top_p).sum())
    return ids[:count], values[:count]


def sample(
    log_probabilities: Tensor,
    history: Sequence[int],
    sampling: Sampling,
    generator: torch.Generator | None = None,
) -> int:
    """Draw the next id from (V,) log-probabilities in which forbidden ids are already -inf.

    Args:
        history: ids drawn so far in this utterance; only the last `sampling.window` count.
        generator: the request's own; None uses torch's global one.
    """
    ids, weights = nucleus(torch.softmax(log_probabilities, dim=0), sampling)
    chosen = int(ids[draw(weights, generator)])
    if history[-sampling.window :].count(chosen) >= sampling.window * sampling.tau_r:
        remaining = log_probabilities.clone()
        remaining[chosen] = -torch.inf
        chosen = int(draw(torch.softmax(remaining, dim=0), generator))
    return chosen
