"""Euler's method with classifier-free guidance for the flow. Source: spec cosyvoice1.md section 7.6."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor


def cosine_times(steps: int) -> Tensor:
    """Solver times 0 … 1, dense near 0: (steps + 1,) float32."""
    return 1.0 - torch.cos(torch.linspace(0, 1, steps + 1) * 0.5 * math.pi)


def solve(
    noise: Tensor,
    velocity: Callable[[Tensor, int], Tensor],
    times: Tensor,
    guidance: float,
    check: Callable[[], None] = lambda: None,
) -> Tensor:
    """Carry noise (1, C, T) along the guided velocity to a mel.

    Args:
        velocity: of the state, as (x (1, C, T), step index) to (2, C, T): conditioned row, then unconditioned row.
        times: as `cosine_times` gives them.
        guidance: weight g of (1 + g)·conditioned - g·unconditioned.
        check: called before every step; raises to stop.
    """
    x = noise
    # The reference adds up the time it has walked instead of reading it from the table.
    time = times[0]
    for step in range(len(times) - 1):
        check()
        width = times[step + 1] - time
        conditioned, unconditioned = velocity(x, step).chunk(2)
        x = x + float(width) * ((1.0 + guidance) * conditioned - guidance * unconditioned)
        time = time + width
    return x
