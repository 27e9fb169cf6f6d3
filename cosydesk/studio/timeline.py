"""Tracks, clips and where the clips lie: the automatic sequence layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cosydesk.studio.line import Line
from cosydesk.studio.take import Take

DEFAULT_GAP_MS = 300
"""Silence between two lines, in milliseconds, where nothing else is set."""

SLOWEST = 0.5
FASTEST = 2.0
"""What a clip's tempo lies between: beyond, speech sounds like nobody's."""


@dataclass(frozen=True, slots=True)
class Track:
    """A row of the timeline; a speaker's when `voice_id` is set, else free.

    Attributes:
        color: index of one of the speakers' hues; None: the speaker's own, or neutral.
    """

    id: str
    name: str
    voice_id: str | None = None
    gain_db: float = 0.0
    muted: bool = False
    solo: bool = False
    color: int | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """A take on a track. All times in samples at the project's rate.

    Attributes:
        line_id: the line it speaks (the clip then always plays that line's chosen take), or None.
        start: None follows the sequence layout; a number is where a hand put it.
        offset: samples cut from the take's beginning.
        length: samples played; None = to the take's end.
        fade_in, fade_out: samples over which it rises from and falls to silence, with equal power.
        tempo: how many times as fast as it was spoken it plays, at the same pitch. `offset` and `length` count
            samples of the sound at this tempo.
    """

    id: str
    line_id: str | None
    take_id: str
    track_id: str
    start: int | None
    offset: int = 0
    length: int | None = None
    gain_db: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    tempo: float = 1.0


class PlacedClip(NamedTuple):
    """Where a clip lies, derived by `place`. `offset` and `length` always lie inside the take.

    A tuple, because thousands of them are made anew after an edit that moves everything behind it.
    """

    clip: Clip
    start: int
    length: int
    offset: int = 0

    @property
    def end(self) -> int:
        """First sample after the clip."""
        return self.start + self.length


def length_at_tempo(length: int, tempo: float) -> int:
    """Samples that a sound of `length` samples has at another tempo, rounded."""
    return length if tempo == 1.0 else int(length / tempo + 0.5)


def source_length(clip: Clip, take: Take, sample_rate: int) -> int:
    """Samples of the whole sound that a clip plays a part of: its take at `sample_rate` and at the clip's tempo."""
    whole = take.length if take.sample_rate == sample_rate else take.length_at(sample_rate)
    return length_at_tempo(whole, clip.tempo)


def span_in_take(clip: Clip, take_length: int) -> tuple[int, int]:
    """The part of its take a clip plays: (offset, length), always inside the take.

    Trims that don't fit the take (it was replaced by a shorter one) give way.

    Args:
        take_length: samples of the whole sound, see `source_length`.
    """
    offset = clip.offset if 0 <= clip.offset < take_length else 0
    rest = take_length - offset
    return offset, rest if clip.length is None else max(0, min(clip.length, rest))


def fades_within(fade_in: int, fade_out: int, length: int) -> tuple[int, int]:
    """Fades that don't meet: where both don't fit into a clip of `length` samples they shrink alike."""
    fade_in, fade_out = max(0, fade_in), max(0, fade_out)
    both = fade_in + fade_out
    if both <= length:
        return fade_in, fade_out
    fade_in = fade_in * length // both
    return fade_in, min(fade_out, length - fade_in)


def place(
    lines: Sequence[Line],
    clips_by_line: Mapping[str | None, Sequence[Clip]],
    takes: Mapping[str, Take],
    sample_rate: int,
    gap_ms: int,
) -> list[PlacedClip]:
    """Lay out all clips: those of lines in script order, then the loose ones (under None) by start.

    Clips that follow the sequence lie one after the other with the gap of the line before. A hand-placed clip
    stays where it is, and what follows it in script order starts after it. Parts of a split clip follow each
    other without a gap.
    """
    placed: list[PlacedClip] = []
    append = placed.append
    find = clips_by_line.get
    cursor = 0
    gap = 0
    common_gap = gap_ms * sample_rate // 1000
    for line in lines:
        clips = find(line.id)
        if clips is None:
            continue
        if len(clips) > 1:
            clips = sorted(clips, key=lambda clip: (clip.offset, clip.id))
        position = cursor + gap
        for clip in clips:
            offset, length = _span(clip, takes[clip.take_id], sample_rate)
            start = position if clip.start is None else clip.start
            append(PlacedClip(clip, start, length, offset))
            position = start + length
            if position > cursor:
                cursor = position
        gap = common_gap if line.gap_ms is None else line.gap_ms * sample_rate // 1000
    for clip in sorted(find(None, ()), key=lambda clip: (clip.start or 0, clip.id)):
        offset, length = _span(clip, takes[clip.take_id], sample_rate)
        append(PlacedClip(clip, clip.start or 0, length, offset))
    return placed


def _span(clip: Clip, take: Take, sample_rate: int) -> tuple[int, int]:
    whole = source_length(clip, take, sample_rate)
    return (0, whole) if clip.length is None and not clip.offset else span_in_take(clip, whole)
