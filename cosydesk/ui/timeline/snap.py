"""Snapping: a dragged stretch is drawn to edges that are near on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cosydesk.ui.timeline.sizes import SNAP
from cosydesk.ui.timeline.viewport import Viewport


@dataclass(frozen=True)
class Snapped:
    """Where a dragged stretch lands, and the edge that drew it there (None when nothing was near)."""

    start: int
    target: int | None


@dataclass(frozen=True)
class SnapTargets:
    """What draws: edges, and where none of them is near, the ruler's grid.

    Attributes:
        edges: int64 [n], sorted samples: clips, playhead, markers, ends of the loop.
        grid: the grid's samples around a place.
    """

    edges: npt.NDArray[np.int64]
    grid: Callable[[int], list[int]] | None = None


def snap(start: int, length: int, targets: SnapTargets, view: Viewport) -> Snapped:
    """Draw the nearer end of a stretch to the nearest target within `SNAP` px.

    Args:
        start, length: the stretch as dragged, samples.
    """
    reach = SNAP * view.samples_per_pixel
    landed = nearest(start, length, targets.edges, reach)
    if landed.target is None and targets.grid is not None:
        marks = [mark for edge in {0, length} for mark in targets.grid(start + edge)]
        landed = nearest(start, length, np.unique(np.array(marks, np.int64)), reach)
    return landed


def nearest(start: int, length: int, targets: npt.NDArray[np.int64], reach: float) -> Snapped:
    """The same for some targets, sorted samples, that draw `reach` samples far."""
    best: tuple[float, int, int] | None = None
    for edge in (0, length) if length else (0,):
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
