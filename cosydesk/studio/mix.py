"""The mix: what the timeline sounds like, as an immutable plan and a pure function over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cosydesk.studio.bed import Bed, Ducking
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project
from cosydesk.studio.store import Samples
from cosydesk.studio.timeline import Clip, fades_within, length_at_tempo, source_length

FADE_S = 0.005
"""Length of the linear fade at an edge that was cut, so that it doesn't click."""

Frames = npt.NDArray[np.float32]
"""Stereo audio, float32, shape (n, 2)."""


@dataclass(frozen=True, slots=True)
class MixClip:
    """A clip as the mix needs it; times in samples at the plan's rate.

    Attributes:
        offset: first sample of the take that sounds, counted at the tempo, like `length`.
        gain: factor, the track's gain included.
        cut_in, cut_out: the edge was cut and nothing continues there.
        fade_in, fade_out: samples of the fades a hand drew, together no longer than the clip.
        tempo: how many times as fast as it was spoken it plays.
    """

    id: str
    take_id: str
    start: int
    length: int
    offset: int
    gain: float
    cut_in: bool = False
    cut_out: bool = False
    fade_in: int = 0
    fade_out: int = 0
    tempo: float = 1.0


@dataclass(frozen=True)
class MixPlan:
    """A snapshot of everything audible. Later edits of the project don't change it.

    Attributes:
        sample_rate: Hz.
        clips: by start; muted ones are left out.
        length: samples to the end of the last clip, muted ones included, or of the video.
        audio: a take's samples at `sample_rate`, by take id and tempo; any thread.
        bed: the video's own sound, lowered under the clips; None = there is none, or it is muted.
    """

    sample_rate: int
    clips: tuple[MixClip, ...]
    length: int
    audio: Callable[[str, float], Samples]
    bed: Bed | None = None
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

    def nothing(take_id: str, tempo: float) -> Samples:
        raise StudioError("There is no such take.", code="unknown_id")

    return MixPlan(sample_rate, (), 0, nothing)


def plan_of(project: Project, instead: Mapping[str, str] | None = None) -> MixPlan:
    """What the project sounds like now: mute, solo and gains applied.

    Args:
        instead: takes to be heard in the place of others, by take id: at the same places, with the same gains and
            fades. A clip that plays its take to the end plays the other one to its end.
    """
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
    begins = {_edge(p.clip, p.start, p.offset) for p in layout if p.offset and not p.clip.fade_in}
    clips: list[MixClip] = []
    joined: set[Edge] = set()
    begun: list[Edge] = []
    for placed in layout:
        clip = placed.clip
        if clip.track_id not in gains or not placed.length:
            continue
        end = placed.offset + placed.length
        edge = _edge(clip, placed.end, end)
        cut = end < source_length(clip, takes[clip.take_id], rate)
        if cut and edge in begins and not clip.fade_out:
            joined.add(edge)
            cut = False
        gain = gains[clip.track_id] * 10.0 ** (clip.gain_db / 20.0)
        fade_in, fade_out = fades_within(clip.fade_in, clip.fade_out, placed.length)
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
                fade_in,
                fade_out,
                clip.tempo,
            )
        )
        begun.append(_edge(clip, placed.start, placed.offset))
    clips = [
        replace(clip, cut_in=False) if edge in joined and not clip.fade_in else clip
        for clip, edge in zip(clips, begun, strict=True)
    ]
    if instead:
        clips = [_exchanged(project, clip, instead) if clip.take_id in instead else clip for clip in clips]
    clips.sort(key=lambda clip: clip.start)
    return MixPlan(rate, tuple(clips), project.length(), project.audio, bed_of(project, clips))


def bed_of(project: Project, clips: Iterable[MixClip]) -> Bed | None:
    """The original sound of the project's video under these clips; None when it is muted or not at hand."""
    original, settings = project.original, project.settings
    if original is None or settings.original_muted or not len(original.sound):
        return None
    speech = ((clip.start, clip.start + clip.length) for clip in clips)
    ducking = Ducking.under(speech, settings.ducking_db, project.sample_rate)
    gain = 10.0 ** (settings.original_gain_db / 20.0)
    return Bed(original.sound, project.sample_rate, gain, ducking)


def _exchanged(project: Project, clip: MixClip, instead: Mapping[str, str]) -> MixClip:
    """The clip with another take in it; as it is when that one is gone."""
    take = project.takes.get(instead[clip.take_id])
    if take is None:
        return clip
    rest, own = (
        length_at_tempo(each.length_at(project.sample_rate), clip.tempo) - clip.offset
        for each in (take, project.takes[clip.take_id])
    )
    length = max(0, rest if clip.length == own else min(clip.length, rest))
    fade_in, fade_out = fades_within(clip.fade_in, clip.fade_out, length)
    return replace(
        clip, take_id=take.id, length=length, cut_out=length < rest, fade_in=fade_in, fade_out=fade_out
    )


@lru_cache(maxsize=64)
def fade_curve(n: int) -> Samples:
    """The rising half of an equal-power fade, float32 of shape (n,): a quarter of a sine, taken at the samples'
    middles. Two clips that fade over each other with it keep their common power; backwards it falls.
    """
    curve: Samples = np.sin((np.arange(n) + 0.5) * (np.pi / 2 / max(1, n))).astype(np.float32)
    curve.flags.writeable = False
    return curve


@lru_cache(maxsize=64)
def _cut_curve(n: int) -> Samples:
    curve: Samples = ((np.arange(n) + 0.5) / max(1, n)).astype(np.float32)
    curve.flags.writeable = False
    return curve


def render(
    plan: MixPlan, start: int, n: int, on_missing: Callable[[str, StudioError], None] | None = None
) -> Frames:
    """The mix of [start, start + n), float32 of shape (n, 2), silence outside the timeline: speech in the middle, the
    bed as it is.

    Raises:
        StudioError: ``audio``: a take's sound, or the bed's, is missing. With `on_missing` it is told instead, with
            the take's id or "", and left out.
    """
    speech = render_speech(plan, start, n, on_missing)[:, None]
    if plan.bed is not None:
        try:
            return plan.bed.read(start, n) + speech
        except StudioError as error:
            if on_missing is None:
                raise
            on_missing("", error)
    return np.repeat(speech, 2, axis=1)


def render_speech(
    plan: MixPlan, start: int, n: int, on_missing: Callable[[str, StudioError], None] | None = None
) -> Samples:
    """The mix without the bed, which is all in the middle: float32 of shape (n,). See `render`."""
    mix = np.zeros(n, dtype=np.float32)
    fade = max(1, round(FADE_S * plan.sample_rate))
    for clip in plan.between(start, start + n):
        try:
            samples = plan.audio(clip.take_id, clip.tempo)
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
        for curve, backwards in _fades(clip, fade):
            part = _faded(part, clip.length - at - len(part) if backwards else at, curve, backwards)
        mix[first - start : last - start] += part
    return mix


def _fades(clip: MixClip, shortest: int) -> list[tuple[Samples, bool]]:
    """The curves over the clip's two ends, with whether each is the falling one."""
    found: list[tuple[Samples, bool]] = []
    for cut, fade, backwards in ((clip.cut_in, clip.fade_in, False), (clip.cut_out, clip.fade_out, True)):
        least = min(shortest, clip.length) if cut else 0
        if fade and fade >= least:
            found.append((fade_curve(fade), backwards))
        elif least:
            found.append((_cut_curve(least), backwards))
    return found


def _faded(part: Samples, away: int, curve: Samples, backwards: bool) -> Samples:
    """`part` under a curve that begins `away` samples before it (falling ones: that ends so long after it)."""
    count = min(len(part), len(curve) - away)
    if count <= 0:
        return part
    part = part.copy()
    if backwards:
        part[len(part) - count :] *= curve[away : away + count][::-1]
    else:
        part[:count] *= curve[away : away + count]
    return part


Edge = tuple[str, str, float, float, int, int]


def _edge(clip: Clip, at: int, in_take: int) -> Edge:
    return (clip.take_id, clip.track_id, clip.gain_db, clip.tempo, at, in_take)
