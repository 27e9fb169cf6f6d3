"""Speech fitted into its slots: by trimming silence, borrowing the gap, choosing a take, and last by another tempo.

A line with a slot begins to speak where the slot begins. What is too long for it

1. loses the silence around the speech, but for `LEAD_S` and `TAIL_S`;
2. borrows of the gap that follows, up to `DISTANCE_S` before whatever comes next;
3. gives way to another take of the same words and voice whose length is nearest, unless it is starred;
4. is played faster: up to `QUIET_TEMPO` without a word, up to `FASTEST_FIT` with a mark;
5. overflows then, and says so. Speech is never cut.

A line that is shorter than its slot isn't slowed down: a pause after it is more natural than a drawl. Whoever wants
it otherwise sets the clip's tempo. A line without an end to its slot is placed and trimmed only. Lines whose clip
a hand has split, and lines without a clip, are left as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cosydesk.studio.edit import Change, Edit, SetFields
from cosydesk.studio.line import Line
from cosydesk.studio.slot_room import SlotRoom
from cosydesk.studio.take import Take
from cosydesk.studio.timeline import Clip, PlacedClip, length_at_tempo

if TYPE_CHECKING:
    from cosydesk.studio.project import Project

LEAD_S = 0.08
TAIL_S = 0.2
"""Silence that is kept before and after the speech."""

SHORT_LEAD_S = 0.03
SHORT_TAIL_S = 0.05
"""What is kept of it at least, where room is short: soft beginnings and endings lie there."""

QUIET_TEMPO = 1.2
"""Up to here nobody hears that speech is played faster."""

FASTEST_FIT = 1.5
"""Nothing is played faster than this to make it fit."""

FASTEST_SPEED = 1.5
"""Nor is a model asked to speak faster than this."""

ON_TIME_S = 0.04
"""So far from its slot's beginning speech counts as on time."""


@dataclass(frozen=True, slots=True)
class FitState:
    """How a line lies in its slot now, read from its clip.

    Attributes:
        trimmed_s: silence that is cut off. borrowed_s: how far it runs into the gap after its slot.
        tempo: what it plays at. overflow_s: how much of the speech lies beyond all room.
        late_s: how long after the slot's beginning speech begins; below 0 before it.
    """

    trimmed_s: float
    borrowed_s: float
    tempo: float
    overflow_s: float
    late_s: float

    @property
    def on_time(self) -> bool:
        return abs(self.late_s) <= ON_TIME_S

    @property
    def marked(self) -> bool:
        """Whether somebody should look at it: it is too long, played fast enough to be heard, or not at its slot."""
        return self.overflow_s > 0 or self.tempo > QUIET_TEMPO or not self.on_time


def fit_line(project: Project, line_id: str) -> Edit:
    """Fit one line to its slot. False where nothing would change. Raises `StudioError` (``unknown_id``)."""
    return Edit("Fit line", tuple(_fitted(project, [project.line(line_id)])))


def fit_all(project: Project) -> Edit:
    """Fit every line that has a slot and a clip, as one step."""
    return Edit("Fit lines", tuple(_fitted(project, project.lines)))


def placing(project: Project, line_id: str) -> tuple[Change, ...]:
    """What puts a take that has just arrived at its line's slot: no other take is chosen for it."""
    return tuple(_fitted(project, [project.line(line_id)], choose=False))


def follows_slot(project: Project, line_id: str) -> bool:
    """Whether the clip that a line gets, or has, lies at its slot."""
    line = project.line(line_id) if project.has_line(line_id) else None
    if line is None or line.slot_in is None:
        return False
    if all(clip.start is None for clip in project.clips_of(line_id)):
        return True
    state = fit_state(project, line)
    return state is not None and state.on_time


def fit_state(project: Project, line: Line) -> FitState | None:
    """How a line lies in its slot; None where the slot has no beginning or the line no clip."""
    return fit_states(project, [line]).get(line.id)


def fit_states(project: Project, lines: Sequence[Line] | None = None) -> dict[str, FitState]:
    """The same for several lines, by their ids (default: all)."""
    wanted = {
        line.id: line for line in (project.lines if lines is None else lines) if line.slot_in is not None
    }
    parts: dict[str, list[PlacedClip]] = {}
    if wanted:
        for placed in project.layout():
            if placed.clip.line_id in wanted and placed.length:
                parts.setdefault(placed.clip.line_id, []).append(placed)
    room = _room(project) if parts else None
    return {
        line_id: _state(project, wanted[line_id], placed, room)
        for line_id, placed in parts.items()
        if room is not None
    }


def respeak_speed(project: Project, line: Line) -> float | None:
    """The speed at which a new take of the line would fit better than playing the present one faster; None where it
    fits as it is, is stretched a little only, or is spoken as fast as may be already.
    """
    take, clips = project.chosen_take(line.id), project.clips_of(line.id)
    if take is None or len(clips) != 1 or line.slot_in is None or line.slot_out is None:
        return None
    fitting = _Fitting(project, line, _room(project), take)
    if fitting.needed <= QUIET_TEMPO:
        return None
    speed = math.ceil(100 * min(FASTEST_SPEED, take.request.speed * fitting.needed)) / 100
    return speed if speed >= take.request.speed + 0.02 else None


# -- inside --------------------------------------------------------------------------------------------------------


class _Fitting:
    """One take in one slot: how fast it has to be, and the clip that plays it so. Times are project samples."""

    def __init__(self, project: Project, line: Line, room: SlotRoom, take: Take) -> None:
        rate = project.sample_rate
        self._rate = rate
        self.take = take
        self._whole = take.length_at(rate)
        self._first, self._last = _speech(project, take)
        slot_in = line.slot_in or 0
        self._slot_in = slot_in
        self._limit = None if line.slot_out is None else room.limit(slot_in, line.slot_out)
        free = room.before(slot_in)
        self._free = slot_in if free is None else free
        if self._limit is None:
            self.needed = 0.0
        else:
            sound = self._last - self._first + min(self._whole - self._last, self._samples(SHORT_TAIL_S))
            # Roundings add up to less than three samples.
            self.needed = sound / max(1, self._limit - slot_in - self._late(1.0) - 3)

    def rank(self, chosen: bool) -> tuple[int, float, bool, str, str]:
        """Smaller is better: what fits unstretched before what doesn't, then what is nearest to the room there is, and
        the take that is chosen already where nothing else tells two apart.
        """
        fits = self.needed <= 1.0
        return (0 if fits else 1, abs(1.0 - self.needed), not chosen, self.take.created, self.take.id)

    def clip(self) -> dict[str, object]:
        """The fields of the clip that plays the take in the slot."""
        tempo = 1.0
        if self.needed > 1.0:
            tempo = min(FASTEST_FIT, math.ceil(1_000 * self.needed) / 1_000)
        whole = length_at_tempo(self._whole, tempo)
        first = min(whole - 1, math.floor(self._first / tempo))
        last = min(whole, math.ceil(self._last / tempo))
        late = self._late(tempo)
        lead = min(first, self._samples(LEAD_S), self._free + late)
        start = self._slot_in + late - lead
        tail = self._samples(TAIL_S)
        if self._limit is not None:
            left = self._limit - (self._slot_in + late + last - first)
            tail = min(tail, left if left >= 0 else math.floor(self._samples(SHORT_TAIL_S) / tempo))
        offset, end = first - lead, min(whole, last + tail)
        return {
            "take_id": self.take.id,
            "start": start,
            "offset": offset,
            "length": None if end == whole else end - offset,
            "tempo": tempo,
        }

    def _late(self, tempo: float) -> int:
        """Where nothing is free before the slot speech begins a moment after it, so that its onset isn't cut."""
        short = min(self._samples(SHORT_LEAD_S), math.floor(self._first / tempo))
        return max(0, short - self._free)

    def _samples(self, seconds: float) -> int:
        return round(seconds * self._rate)


def _fitted(project: Project, lines: Iterable[Line], *, choose: bool = True) -> list[Change]:
    changes: list[Change] = []
    room: SlotRoom | None = None
    for line in lines:
        clips = project.clips_of(line.id)
        if line.slot_in is None or len(clips) != 1:
            continue
        room = room or _room(project)
        take = project.takes[clips[0].take_id]
        best = _Fitting(project, line, room, take)
        if choose and best.needed > 1.0 and not take.starred:
            others = (_Fitting(project, line, room, other) for other in _alike(project, line, take))
            best = min((best, *others), key=lambda fitting: fitting.rank(fitting.take is take))
        if best.take is not take:
            changes.append(SetFields("line", line.id, (("take_id", best.take.id),)))
        changes += _set(clips[0], best.clip())
    return changes


def _alike(project: Project, line: Line, chosen: Take) -> list[Take]:
    """The line's other takes that say what the line says now, as it is to be said."""
    request = project.take_request(line)
    return [
        take
        for take in project.takes_of(line.id)
        if take.id != chosen.id
        and not (take.check is not None and take.check.failed)
        and replace(take.request, seed=request.seed).sounds_like(request)
    ]


def _set(clip: Clip, fields: dict[str, object]) -> list[Change]:
    changed = tuple((name, value) for name, value in fields.items() if getattr(clip, name) != value)
    return [SetFields("clip", clip.id, changed)] if changed else []


def _room(project: Project) -> SlotRoom:
    slotted = {line.id for line in project.lines if line.slot_in is not None}
    others = [
        clip.start
        for clip in project.clips.values()
        if clip.start is not None and clip.line_id is not None and clip.line_id not in slotted
    ]
    return SlotRoom(project.lines, others, project.sample_rate)


def _speech(project: Project, take: Take) -> tuple[int, int]:
    """Where the speech of a take begins and ends, in project samples at tempo 1."""
    first, last = project.speech_of(take.id)
    scale = project.sample_rate / take.sample_rate
    return math.floor(first * scale), min(take.length_at(project.sample_rate), math.ceil(last * scale))


def _state(project: Project, line: Line, parts: list[PlacedClip], room: SlotRoom) -> FitState:
    rate = project.sample_rate
    head, rear = min(parts, key=lambda at: at.start), max(parts, key=lambda at: at.end)
    begin, end = _heard(project, head)[0], _heard(project, rear)[1]
    slot_in = line.slot_in or 0
    whole = length_at_tempo(project.takes[head.clip.take_id].length_at(rate), head.clip.tempo)
    trimmed = max(0, whole - sum(placed.length for placed in parts))
    borrowed = overflow = 0
    if line.slot_out is not None:
        limit = room.limit(slot_in, line.slot_out)
        borrowed, overflow = max(0, min(end, limit) - line.slot_out), max(0, end - limit)
    tempo = max(placed.clip.tempo for placed in parts)
    return FitState(trimmed / rate, borrowed / rate, tempo, overflow / rate, (begin - slot_in) / rate)


def _heard(project: Project, placed: PlacedClip) -> tuple[int, int]:
    """Where the speech that a clip plays begins and ends on the timeline."""
    spoken, tempo = _speech(project, project.takes[placed.clip.take_id]), placed.clip.tempo
    first, last = math.floor(spoken[0] / tempo), math.ceil(spoken[1] / tempo)
    begin = placed.start + max(0, first - placed.offset)
    return begin, max(placed.start, min(placed.end, placed.start + last - placed.offset))
