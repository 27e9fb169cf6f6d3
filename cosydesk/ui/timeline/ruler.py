"""The ruler's marks: how far apart they stand at a zoom, and what is written beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from cosydesk.ui.timecode import timecode
from cosydesk.ui.timeline.sizes import FRAMES_PER_SECOND
from cosydesk.ui.timeline.viewport import Viewport


class RulerUnit(Enum):
    """What the ruler counts in."""

    TIME = "time"
    FRAMES = "frames"


@dataclass(frozen=True)
class Tick:
    """One mark: where it stands, and its text; marks without text stand between those with one."""

    px: float
    label: str


# Frames or seconds between labels, and into how many parts small marks divide it.
_FRAME_STEPS = ((2, 2), (5, 5), (10, 5))
_SECOND_STEPS = (
    (1, 5),
    (2, 4),
    (5, 5),
    (10, 5),
    (15, 3),
    (30, 3),
    (60, 4),
    (120, 4),
    (300, 5),
    (600, 5),
    (900, 3),
    (1800, 3),
    (3600, 4),
    (7200, 4),
    (21600, 6),
)
_ROOM_PX = 92.0
_FINE_ROOM_PX = 108.0
"""Least distance between labels: HH:MM:SS, and HH:MM:SS.ff."""


def moment(sample: int, sample_rate: int, unit: RulerUnit = RulerUnit.TIME) -> str:
    """A time in full: ``00:01:23.04``, the last part in frames as in the transport, or a number of frames."""
    if unit is RulerUnit.FRAMES:
        return str(max(0, sample) * FRAMES_PER_SECOND // sample_rate)
    return timecode(sample, sample_rate)


def ticks(view: Viewport, unit: RulerUnit = RulerUnit.TIME) -> list[Tick]:
    """The marks in sight, left to right; one label may begin left of the view."""
    frames, parts = _step(view)
    small = frames / FRAMES_PER_SECOND * view.sample_rate / parts
    first = max(0, math.floor(view.left / small / parts) * parts)
    last = math.ceil(view.right / small)
    return [
        Tick(
            view.to_px(index * small),
            _label(index // parts * frames, frames, unit) if index % parts == 0 else "",
        )
        for index in range(first, last + 1)
    ]


def _label(frame: int, step: int, unit: RulerUnit) -> str:
    if unit is RulerUnit.FRAMES:
        return str(frame)
    text = timecode(frame, FRAMES_PER_SECOND)
    return text if step < FRAMES_PER_SECOND else text.partition(".")[0]


def _step(view: Viewport) -> tuple[int, int]:
    """Frames a label, small marks a label."""
    px_per_s = view.sample_rate / view.samples_per_pixel
    for step, parts in _FRAME_STEPS:
        if step / FRAMES_PER_SECOND * px_per_s >= _FINE_ROOM_PX:
            return step, parts
    for step, parts in _SECOND_STEPS:
        if step * px_per_s >= _ROOM_PX:
            return step * FRAMES_PER_SECOND, parts
    step, parts = _SECOND_STEPS[-1]
    return step * math.ceil(_ROOM_PX / (step * px_per_s)) * FRAMES_PER_SECOND, parts
