"""The ruler's marks: how far apart they stand at a zoom, and what is written beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from cosydesk.studio.frame_rate import counted, exact_rate
from cosydesk.ui.timecode import (
    FRAMES_PER_S,
    frame_at,
    frame_code,
    frame_of_second,
    sample_of,
    timecode,
)
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


def moment(
    sample: int,
    sample_rate: int,
    unit: RulerUnit = RulerUnit.TIME,
    frame_rate: float = FRAMES_PER_S,
) -> str:
    """A time in full: ``00:01:23.04``, the last part in frames as in the transport, or a number of frames."""
    if unit is RulerUnit.FRAMES:
        return str(frame_at(sample, sample_rate, frame_rate))
    return timecode(sample, sample_rate, frame_rate)


def ticks(view: Viewport, unit: RulerUnit = RulerUnit.TIME, frame_rate: float = FRAMES_PER_S) -> list[Tick]:
    """The marks in sight, left to right; one label may begin left of the view."""
    scale = _scale(view, unit, frame_rate)
    first = max(0, math.floor(view.left / scale.samples) - 1)
    last = math.ceil(view.right / scale.samples) + 1
    made: list[Tick] = []
    here = view.to_px(scale.sample(first))
    for index in range(first, last + 1):
        following = view.to_px(scale.sample(index + 1))
        if following > 0 and here < view.width:
            made.append(Tick(here, scale.label(index)))
            step = (following - here) / scale.parts
            made += [Tick(here + nth * step, "") for nth in range(1, scale.parts)]
        here = following
    return made


def grid(view: Viewport, unit: RulerUnit, frame_rate: float, around: int) -> list[int]:
    """The ruler's marks next to a sample, as places to snap to: those with a label, or frames where they show."""
    scale = _scale(view, unit, frame_rate)
    if scale.is_fine:
        frame = frame_at(around, view.sample_rate, frame_rate)
        return [sample_of(frame + step, view.sample_rate, frame_rate) for step in (0, 1)]
    index = max(0, math.floor(around / scale.samples))
    return [scale.sample(step) for step in range(max(0, index - 1), index + 3)]


@dataclass(frozen=True)
class _Scale:
    """Labels at frames ``index * step`` (fine) or at seconds ``index * step``.

    Attributes:
        parts: small marks a label. samples: between labels, roughly.
    """

    view: Viewport
    unit: RulerUnit
    frame_rate: float
    step: int
    parts: int
    is_fine: bool

    @property
    def samples(self) -> float:
        seconds = self.step / counted(self.frame_rate) if self.is_fine else float(self.step)
        # A second of 30 counted frames lasts a little longer where 29.97 pass.
        return seconds * self.view.sample_rate * counted(self.frame_rate) / float(exact_rate(self.frame_rate))

    def frame(self, index: int) -> int:
        if self.is_fine:
            return index * self.step
        if self.unit is RulerUnit.FRAMES:
            return index * self.step * counted(self.frame_rate)
        return frame_of_second(index * self.step, self.frame_rate)

    def sample(self, index: int) -> int:
        return sample_of(self.frame(index), self.view.sample_rate, self.frame_rate)

    def label(self, index: int) -> str:
        frame = self.frame(index)
        if self.unit is RulerUnit.FRAMES:
            return str(frame)
        text = frame_code(frame, self.frame_rate)
        return text if self.is_fine else text[: text.rindex(":") + 3]


def _scale(view: Viewport, unit: RulerUnit, frame_rate: float) -> _Scale:
    px_per_s = view.sample_rate / view.samples_per_pixel
    for step, parts in _FRAME_STEPS:
        if step / float(exact_rate(frame_rate)) * px_per_s >= _FINE_ROOM_PX:
            return _Scale(view, unit, frame_rate, step, parts, True)
    for step, parts in _SECOND_STEPS:
        if step * px_per_s >= _ROOM_PX:
            return _Scale(view, unit, frame_rate, step, parts, False)
    step, parts = _SECOND_STEPS[-1]
    return _Scale(view, unit, frame_rate, step * math.ceil(_ROOM_PX / (step * px_per_s)), parts, False)
