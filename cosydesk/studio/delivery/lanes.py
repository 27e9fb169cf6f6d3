"""The timeline as editing programs take it: lanes on which nothing overlaps, in whole frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cosydesk.studio.delivery.plan import DeliveryPlan, PlannedLine
from cosydesk.studio.frame_rate import exact_rate


@dataclass(frozen=True)
class Media:
    """The delivered sound files that a timeline refers to, as paths with ``/`` below the folder it lies in.

    Attributes:
        lines: by id of the line; each begins where its line does. stems: by speaker; mix: both as long as the timeline.
            A line is taken from the first of the three that has it.
        sample_rate, channels: of all of them.
        lead_s: seconds that are heard in stems and mix before the timeline begins, such as a cue.
    """

    lines: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)
    mix: str = ""
    sample_rate: int = 48_000
    channels: int = 1
    lead_s: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.lines or self.stems or self.mix)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file on a lane; all in frames.

    Attributes:
        name: what to call it: the line's words. file: see `Media`.
        start: where it lies. length: how long, 1 or more. source: where in the file it begins. whole: the file's own
            length.
    """

    name: str
    file: str
    start: int
    length: int
    source: int
    whole: int
    speaker: str

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Lane:
    """Attributes:
    name: the speaker, with a number where they speak over themselves.
    pieces: by start; none begins before the one before it ends.
    """

    name: str
    pieces: tuple[Piece, ...]


def lanes_of(plan: DeliveryPlan, media: Media, *, by_speaker: bool = True) -> tuple[Lane, ...]:
    """A lane for each speaker in the order of their first lines, more of them where lines overlap.

    Args:
        by_speaker: False: as few lanes as there can be, whoever speaks.
    """
    pieces = sorted(_pieces(plan, media), key=lambda piece: (piece.start, piece.end))
    groups: dict[str, list[Piece]] = {}
    for piece in pieces:
        groups.setdefault(piece.speaker if by_speaker else "", []).append(piece)
    return tuple(lane for name, group in groups.items() for lane in _spread(name, group))


def frames_of(plan: DeliveryPlan, lanes: Iterable[Lane]) -> int:
    """Length of the timeline in frames, at least one."""
    end = max((piece.end for lane in lanes for piece in lane.pieces), default=0)
    return max(1, end, _up(plan, plan.length))


def _pieces(plan: DeliveryPlan, media: Media) -> Iterable[Piece]:
    lead = round(media.lead_s * exact_rate(plan.frame_rate))
    whole = lead + _up(plan, plan.length)
    for line in plan.lines:
        if not line.mix.length:
            continue
        start, end = _audible(line)
        name = line.text or str(line.number)
        file = media.lines.get(line.id, "")
        if file:
            length = _up(plan, line.mix.length)
            yield Piece(name, file, _nearest(plan, start), length, 0, length, line.speaker)
            continue
        file = media.stems.get(line.speaker, "") or media.mix
        if file:
            # These files run along with the timeline: whole frames around the line lose nothing of it.
            first, last = _down(plan, start), _up(plan, end)
            yield Piece(name, file, first, last - first, first + lead, whole, line.speaker)


def _audible(line: PlannedLine) -> tuple[int, int]:
    clips = [clip for clip in line.clips if clip.audible]
    return min(clip.start for clip in clips), max(clip.end for clip in clips)


def _spread(name: str, pieces: list[Piece]) -> Iterable[Lane]:
    lanes: list[list[Piece]] = []
    for piece in pieces:
        free = next((lane for lane in lanes if lane[-1].end <= piece.start), None)
        if free is None:
            lanes.append([piece])
        else:
            free.append(piece)
    for number, lane in enumerate(lanes, 1):
        yield Lane(f"{name} {number}".strip() if number > 1 else name, tuple(lane))


def _down(plan: DeliveryPlan, samples: int) -> int:
    return int(samples * exact_rate(plan.frame_rate) // plan.sample_rate)


def _up(plan: DeliveryPlan, samples: int) -> int:
    return int(-(-samples * exact_rate(plan.frame_rate) // plan.sample_rate))


def _nearest(plan: DeliveryPlan, samples: int) -> int:
    return round(samples * exact_rate(plan.frame_rate) / plan.sample_rate)
