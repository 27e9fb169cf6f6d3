"""The mix: what the timeline sounds like, as an immutable plan and a pure function over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project
from cosydesk.studio.store import Samples

FADE_S = 0.005
"""Length of the fade at an edge that was cut, so that it doesn't click."""

Frames = npt.NDArray[np.float32]
"""Stereo audio, float32, shape (n, 2)."""


@dataclass(frozen=True, slots=True)
class MixClip:
    """A clip as the mix needs it; times in samples at the plan's rate.

    Attributes:
        offset: first sample of the take that sounds.
        gain: factor, the track's gain included.
        fade_in, fade_out: the edge was cut and nothing continues there.
    """

    id: str
    take_id: str
    start: int
    length: int
    offset: int
    gain: float
    fade_in: bool = False
    fade_out: bool = False


@dataclass(frozen=True)
class MixPlan:
    """A snapshot of everything audible. Later edits of the project don't change it.

    Attributes:
        sample_rate: Hz.
        clips: by start; muted ones are left out.
        length: samples to the end of the last clip, muted ones included.
        audio: a take's samples at `sample_rate`, by take id; any thread.
    """

    sample_rate: int
    clips: tuple[MixClip, ...]
    length: int
    audio: Callable[[str], Samples]
    _starts: npt.NDArray[np.int64] = field(init=False, repr=False, compare=False)
    _ends: npt.NDArray[np.int64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = np.fromiter((clip.start for clip in self.clips), np.int64, len(self.clips))
        ends = np.fromiter((clip.start + clip.length for clip in self.clips), np.int64, len(self.clips))
        object.__setattr__(self, "_starts", starts)
        # Greatest end so far: what lies before the first one above a time has ended by then.
        object.__setattr__(self, "_ends", np.maximum.accumulate(ends) if len(ends) else ends)

    def between(self, start: int, end: int) -> list[MixClip]:
        """The clips that sound somewhere in [start, end)."""
        first = int(np.searchsorted(self._ends, start, side="right"))
        last = int(np.searchsorted(self._starts, end, side="left"))
        return [clip for clip in self.clips[first:last] if clip.start + clip.length > start]


def silence(sample_rate: int) -> MixPlan:
    """The plan of an empty timeline."""

    def nothing(take_id: str) -> Samples:
        raise StudioError("There is no such take.", code="unknown_id")

    return MixPlan(sample_rate, (), 0, nothing)


def plan_of(project: Project) -> MixPlan:
    """What the project sounds like now: mute, solo and gains applied."""
    soloing = any(track.solo for track in project.tracks)
    gains = {
        track.id: 10.0 ** (track.gain_db / 20.0)
        for track in project.tracks
        if not track.muted and (track.solo or not soloing)
    }
    layout = project.layout()
    takes = project.takes
    rate = project.sample_rate
    # Where cut parts meet again as they were cut nothing may fade.
    begins = {
        (p.clip.take_id, p.clip.track_id, p.clip.gain_db, p.start, p.offset) for p in layout if p.offset
    }
    clips: list[MixClip] = []
    joined: set[tuple[str, str, float, int, int]] = set()
    for placed in layout:
        clip = placed.clip
        if clip.track_id not in gains or not placed.length:
            continue
        end = placed.offset + placed.length
        edge = (clip.take_id, clip.track_id, clip.gain_db, placed.end, end)
        cut = end < takes[clip.take_id].length_at(rate)
        if cut and edge in begins:
            joined.add(edge)
            cut = False
        gain = gains[clip.track_id] * 10.0 ** (clip.gain_db / 20.0)
        clips.append(
            MixClip(
                clip.id,
                clip.take_id,
                placed.start,
                placed.length,
                placed.offset,
                gain,
                placed.offset > 0,
                cut,
            )
        )
    audible = [p for p in layout if p.clip.track_id in gains and p.length]
    for index, placed in enumerate(audible):
        clip = placed.clip
        if (clip.take_id, clip.track_id, clip.gain_db, placed.start, placed.offset) in joined:
            clips[index] = _without_fade_in(clips[index])
    clips.sort(key=lambda clip: clip.start)
    return MixPlan(rate, tuple(clips), project.length(), project.audio)


def render_mono(
    plan: MixPlan, start: int, n: int, on_missing: Callable[[str, StudioError], None] | None = None
) -> Samples:
    """The mix of [start, start + n), float32 of shape (n,); silence outside the timeline.

    Raises:
        StudioError: ``audio``: a take's sound is missing. With `on_missing` it is told instead and left out.
    """
    mix = np.zeros(n, dtype=np.float32)
    fade = max(1, round(FADE_S * plan.sample_rate))
    for clip in plan.between(start, start + n):
        try:
            samples = plan.audio(clip.take_id)
        except StudioError as error:
            if on_missing is None:
                raise
            on_missing(clip.take_id, error)
            continue
        first = max(start, clip.start)
        last = min(start + n, clip.start + clip.length, clip.start - clip.offset + len(samples))
        if last <= first:
            continue
        at = first - clip.start
        part = samples[clip.offset + at : clip.offset + at + last - first]
        if clip.gain != 1.0:
            part = part * np.float32(clip.gain)
        ramp = min(fade, clip.length)
        to_end = clip.length - at
        if clip.fade_in and at < ramp:
            part = part * np.minimum(1.0, (np.arange(at, at + len(part)) + 0.5) / ramp).astype(np.float32)
        if clip.fade_out and to_end - len(part) < ramp:
            left = to_end - np.arange(len(part)) - 0.5
            part = part * np.minimum(1.0, left / ramp).astype(np.float32)
        mix[first - start : last - start] += part
    return mix


def render(
    plan: MixPlan, start: int, n: int, on_missing: Callable[[str, StudioError], None] | None = None
) -> Frames:
    """The mix of [start, start + n) in stereo, float32 of shape (n, 2): speech in the middle. See `render_mono`."""
    return np.repeat(render_mono(plan, start, n, on_missing)[:, None], 2, axis=1)


def _without_fade_in(clip: MixClip) -> MixClip:
    return MixClip(
        clip.id, clip.take_id, clip.start, clip.length, clip.offset, clip.gain, False, clip.fade_out
    )
