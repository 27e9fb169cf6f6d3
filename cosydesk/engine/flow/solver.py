"""Euler's method with classifier-free guidance for the flow. Source: spec cosyvoice1.md section 7.6."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


def cosine_times(steps: int) -> Tensor:
    """Solver times 0 … 1, dense near 0: (steps + 1,) float32."""
    return 1.0 - torch.cos(torch.linspace(0, 1, steps + 1) * 0.5 * math.pi)


@dataclass(frozen=True)
class Schedule:
    """The steps of one way through.

    Attributes:
        times: (steps + 1,) float32, as `cosine_times` gives them.
        guided: whether the steps weigh in the unconditioned velocity, which doubles their work; (steps,).
    """

    times: Tensor
    guided: tuple[bool, ...]

    @staticmethod
    def cosine(guided: tuple[bool, ...]) -> Schedule:
        """One step for each entry."""
        return Schedule(cosine_times(len(guided)), guided)

    def __len__(self) -> int:
        return len(self.guided)

    def walked(self) -> Tensor:
        """The times (steps,) at which the velocity is asked for, as the reference adds them up."""
        walked = [self.times[0]]
        for step in range(1, len(self)):
            walked.append(walked[-1] + (self.times[step] - walked[-1]))
        return torch.stack(walked)


def solve(
    noise: Tensor,
    velocity: Callable[[Tensor, int], Tensor],
    schedule: Schedule,
    guidance: float,
    check: Callable[[], None] = lambda: None,
) -> Tensor:
    """Carry noise (1, C, T) along the velocity to a mel.

    Args:
        velocity: of the state, as (x (1, C, T), step index) to (2, C, T): conditioned row, then unconditioned row;
            in a step without guidance to the conditioned row alone, (1, C, T).
        guidance: weight g of (1 + g)·conditioned - g·unconditioned.
        check: called before every step; raises to stop.
    """
    x = noise
    times = schedule.times
    # The reference adds up the time it has walked instead of reading it from the table.
    time = times[0]
    for step, guided in enumerate(schedule.guided):
        check()
        width = times[step + 1] - time
        direction = velocity(x, step)
        if guided:
            conditioned, unconditioned = direction.chunk(2)
            direction = (1.0 + guidance) * conditioned - guidance * unconditioned
        x = x + float(width) * direction
        time = time + width
    return x
