"""Snapping: a dragged stretch is drawn to edges that are near on the screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Snapped:
    """Where a dragged stretch lands, and the edge that drew it there (None when nothing was near)."""

    start: int
    target: int | None


def snap(start: int, length: int, targets: npt.NDArray[np.int64], reach: float) -> Snapped:
    """Draw the nearer end of a stretch to the nearest target.

    Args:
        start, length: the stretch as dragged, samples.
        targets: int64 [n], sorted samples.
        reach: how far a target draws, samples.
    """
    best: tuple[float, int, int] | None = None
    for edge in (0, length):
        target = _nearest(targets, start + edge)
        if target is None or target < edge:
            continue
        distance = abs(target - edge - start)
        if distance <= reach and (best is None or distance < best[0]):
            best = (distance, target - edge, target)
    return Snapped(max(0, start), None) if best is None else Snapped(best[1], best[2])


def _nearest(targets: npt.NDArray[np.int64], sample: int) -> int | None:
    if not targets.size:
        return None
    after = int(np.searchsorted(targets, sample))
    around = targets[max(0, after - 1) : after + 1]
    return int(around[np.argmin(np.abs(around - sample))])
