"""Edits that arrange several clips at once: moving, trimming, splitting, ripple, copies, fades, gains, tempo.

Every function reads a project and returns one `Edit`, which is false where nothing would change; apply it through
the undo stack. Ids that aren't there are left out. Times are project samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cosydesk.studio.edit import Change, Edit, Insert, Remove, SetFields
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import new_id
from cosydesk.studio.project import Project
from cosydesk.studio.timeline import FASTEST, SLOWEST, Clip, PlacedClip, source_length

SHORTEST_S = 0.01
"""Nobody hears a clip that is shorter; trimming stops there."""
LOWEST_DB = -24.0
HIGHEST_DB = 12.0
"""What clip gains are kept between."""
LONGEST_GAP_MS = 60_000


@dataclass(frozen=True, slots=True)
class CopiedClip:
    """A clip on the clipboard, with where it lay: `start` samples on the timeline, `length` played."""

    clip: Clip
    start: int
    length: int


# -- moving ------------------------------------------------------------------------------------------------------


def move_clips(
    project: Project, ids: Iterable[str], by: int, tracks: Mapping[str, str] | None = None
) -> Edit:
    """Move clips together by `by` samples, and onto other tracks (track by clip id). From then on they lie where
    the hand put them. None of them gets before the beginning.
    """
    placed = _placed(project, ids)
    by = max(by, -min((at.start for at in placed), default=0))
    known = {track.id for track in project.tracks}
    changes: list[Change] = []
    for at in placed:
        fields: dict[str, object] = {"start": at.start + by}
        track_id = (tracks or {}).get(at.clip.id, at.clip.track_id)
        if track_id not in known:
            raise StudioError("There is no such track.", code="unknown_id")
        fields["track_id"] = track_id
        if by or track_id != at.clip.track_id:
            changes += _set(at.clip, fields)
    return Edit(_one("Move clip", "Move clips", placed), tuple(changes))


def follow_script(project: Project, ids: Iterable[str]) -> Edit:
    """Let clips of lines lie where the script puts them again."""
    placed = [at for at in _placed(project, ids) if at.clip.line_id is not None]
    changes = [change for at in placed for change in _set(at.clip, {"start": None})]
    return Edit("Follow the script", tuple(changes))


def set_gap(project: Project, line_id: str, gap_ms: int | None) -> Edit:
    """The silence after a line, milliseconds; None: the project's."""
    gap_ms = None if gap_ms is None else min(max(0, round(gap_ms)), LONGEST_GAP_MS)
    if project.line(line_id).gap_ms == gap_ms:
        return Edit("Change gap", ())
    return Edit("Change gap", (SetFields("line", line_id, (("gap_ms", gap_ms),)),))


# -- cutting -----------------------------------------------------------------------------------------------------


def trim_range(project: Project, placed: PlacedClip) -> tuple[int, int]:
    """How far the start edge of a clip can be taken: (lowest, highest) change of its offset, samples."""
    least = min(_shortest(project), placed.length)
    low = -placed.offset
    if placed.clip.start is not None:
        low = max(low, -placed.start)
    return low, placed.length - least


def trim_start(project: Project, ids: Iterable[str], by: int) -> Edit:
    """Take `by` samples off the clips' beginnings (negative: give some back). The sound stays where it is in a
    clip that was placed by hand; one that follows the script closes up.
    """
    changes: list[Change] = []
    placed = _placed(project, ids)
    for at in placed:
        low, high = trim_range(project, at)
        step = min(max(by, low), high)
        fields: dict[str, object] = {
            "offset": at.offset + step,
            "length": _length(project, at.clip, at.offset + step, at.length - step),
        }
        if at.clip.start is not None:
            fields["start"] = at.start + step
        if step:
            changes += _set(at.clip, fields)
    return Edit(_one("Trim clip", "Trim clips", placed), tuple(changes))


def trim_end(project: Project, ids: Iterable[str], by: int) -> Edit:
    """Move the clips' ends by `by` samples, never past what their takes hold."""
    changes: list[Change] = []
    placed = _placed(project, ids)
    for at in placed:
        least = min(_shortest(project), at.length)
        most = _whole(project, at.clip) - at.offset
        length = min(max(at.length + by, least), most)
        if length != at.length:
            fields: dict[str, object] = {
                "offset": at.offset,
                "length": _length(project, at.clip, at.offset, length),
            }
            changes += _set(at.clip, fields)
    return Edit(_one("Trim clip", "Trim clips", placed), tuple(changes))


def split_clips(project: Project, ids: Iterable[str], at: int) -> Edit:
    """Split those of the clips that lie under a sample there. The first part keeps the id and the fade in, the
    second one gets the fade out. Nothing is heard of it until a part moves.
    """
    changes: list[Change] = []
    under = [placed for placed in _placed(project, ids) if placed.start < at < placed.end]
    for placed in under:
        clip, cut = placed.clip, at - placed.start
        rest = replace(
            clip,
            id=new_id(),
            start=None if clip.start is None else at,
            offset=placed.offset + cut,
            length=_length(project, clip, placed.offset + cut, placed.length - cut),
            fade_in=0,
            fade_out=min(clip.fade_out, placed.length - cut),
        )
        first: dict[str, object] = {
            "offset": placed.offset,
            "length": cut,
            "fade_in": min(clip.fade_in, cut),
            "fade_out": 0,
        }
        changes += [*_set(clip, first), Insert("clip", ((-1, rest),))]
    return Edit(_one("Split clip", "Split clips", under), tuple(changes))


def remove_clips(project: Project, ids: Iterable[str], name: str = "") -> Edit:
    """Take clips off the timeline; lines and takes stay."""
    placed = _placed(project, ids)
    gone = tuple(at.clip.id for at in placed)
    return Edit(name or _one("Delete clip", "Delete clips", placed), (Remove("clip", gone),) if gone else ())


def ripple_delete(project: Project, ids: Iterable[str]) -> Edit:
    """Delete clips and close the holes they leave. Clips that follow the script close up by themselves; those
    placed by hand behind a hole, on all tracks, move up by the hole's length and the gap that belonged to it.
    """
    gone = _placed(project, ids)
    if not gone:
        return Edit("Ripple delete", ())
    out = {at.clip.id for at in gone}
    rest = [at for at in project.layout() if at.clip.id not in out]
    holes = _holes(project, gone, rest)
    changes: list[Change] = [Remove("clip", tuple(out))]
    for at in rest:
        if at.clip.start is not None:
            up = sum(size for end, size in holes if end <= at.start)
            changes += _set(at.clip, {"start": max(0, at.start - up)})
    return Edit("Ripple delete", tuple(changes))


def _holes(project: Project, gone: Sequence[PlacedClip], rest: Sequence[PlacedClip]) -> list[tuple[int, int]]:
    """(end, samples to close) of each stretch that the deleted clips covered and no other clip does."""
    spans: list[tuple[int, int, int]] = []
    for at in sorted(gone, key=lambda at: at.start):
        gap = _gap_after(project, at.clip)
        if spans and at.start <= spans[-1][1]:
            start, end, kept = spans[-1]
            spans[-1] = (start, max(end, at.end), gap if at.end > end else kept)
        else:
            spans.append((at.start, at.end, gap))
    holes: list[tuple[int, int]] = []
    for start, end, gap in spans:
        # What still sounds in the stretch stays where it is, and what follows must not run into it.
        covered = max((at.end for at in rest if at.start < end and at.end > start), default=start)
        following = min((at.start for at in rest if at.start >= end), default=end)
        closes = max(0, end - max(start, covered)) + min(gap, following - end)
        holes.append((end, closes if end > covered else 0))
    return holes


def _gap_after(project: Project, clip: Clip) -> int:
    if clip.line_id is None or not project.has_line(clip.line_id):
        return 0
    line = project.line(clip.line_id)
    return (project.settings.gap_ms if line.gap_ms is None else line.gap_ms) * project.sample_rate // 1000


# -- copies ------------------------------------------------------------------------------------------------------


def copied(project: Project, ids: Iterable[str]) -> list[CopiedClip]:
    """What a clipboard holds of clips, by where they begin."""
    placed = sorted(_placed(project, ids), key=lambda at: (at.start, at.clip.id))
    return [CopiedClip(replace(at.clip, offset=at.offset), at.start, at.length) for at in placed]


def paste_clips(
    project: Project, clips: Sequence[CopiedClip], at: int, name: str = "Paste clips"
) -> tuple[Edit, tuple[str, ...]]:
    """Put copies on the timeline, the first beginning at `at`, and the ids they get.

    They are loose: each goes on playing its take whatever its line does later. Only a clip that was cut comes
    back as its line's, when the line has none now and still plays that take. Clips whose take is gone stay away;
    a track that is gone gives way to the first one.
    """
    tracks = {track.id for track in project.tracks}
    clips = [copy for copy in clips if copy.clip.take_id in project.takes]
    if not clips or not tracks:
        return Edit(name, ()), ()
    first = min(copy.start for copy in clips)
    new: list[tuple[int, Clip]] = []
    claimed: set[str] = set()
    for copy in clips:
        line_id = copy.clip.line_id
        own = (
            line_id is not None
            and project.has_line(line_id)
            and project.line(line_id).take_id == copy.clip.take_id
            and (line_id in claimed or not project.clips_of(line_id))
        )
        clip_id = new_id()
        if own and line_id is not None:
            # The line's first clip has the line's own id; see `State`.
            clip_id = clip_id if line_id in claimed else line_id
            claimed.add(line_id)
        track_id = copy.clip.track_id if copy.clip.track_id in tracks else project.tracks[0].id
        made = replace(
            copy.clip,
            id=clip_id,
            line_id=line_id if own else None,
            track_id=track_id,
            start=max(0, at + copy.start - first),
            length=_length(project, copy.clip, copy.clip.offset, copy.length),
        )
        new.append((-1, made))
    return Edit(name, (Insert("clip", tuple(new)),)), tuple(clip.id for _, clip in new)


def duplicate_clips(project: Project, ids: Iterable[str]) -> tuple[Edit, tuple[str, ...]]:
    """Copies of the clips behind them, at the first place where none lies over another, and their ids."""
    clips = copied(project, ids)
    if not clips:
        return Edit("Duplicate clips", ()), ()
    first, end = clips[0].start, max(copy.start + copy.length for copy in clips)
    layout = project.layout()
    by = end - first
    while True:
        clash = [
            other.end - copy.start
            for copy in clips
            for other in layout
            if other.clip.track_id == copy.clip.track_id
            and other.start < copy.start + copy.length + by
            and other.end > copy.start + by
        ]
        if not clash:
            return paste_clips(project, clips, first + by, "Duplicate clips")
        by = max(clash)


# -- level -------------------------------------------------------------------------------------------------------


def set_fades(
    project: Project, ids: Iterable[str], fade_in: int | None = None, fade_out: int | None = None
) -> Edit:
    """Give clips fades of so many samples, None leaving one as it is. The one that is set last gives way."""
    placed = _placed(project, ids)
    changes: list[Change] = []
    for at in placed:
        fields: dict[str, object] = {}
        if fade_in is not None:
            other = min(at.clip.fade_out if fade_out is None else fade_out, at.length)
            fields["fade_in"] = min(max(0, fade_in), at.length - other)
        if fade_out is not None:
            other = min(at.clip.fade_in if fade_in is None else max(0, fade_in), at.length)
            fields["fade_out"] = min(max(0, fade_out), at.length - other)
        changes += _set(at.clip, fields)
    return Edit(_one("Change fade", "Change fades", placed), tuple(changes))


def change_gain(project: Project, ids: Iterable[str], gain: Callable[[float], float]) -> Edit:
    """Give clips the gain in dB that `gain` makes of their present one, kept between `LOWEST_DB` and
    `HIGHEST_DB`.
    """
    placed = _placed(project, ids)
    changes: list[Change] = []
    for at in placed:
        gain_db = round(min(max(gain(at.clip.gain_db), LOWEST_DB), HIGHEST_DB), 2)
        changes += _set(at.clip, {"gain_db": gain_db + 0.0})
    return Edit("Change gain", tuple(changes))


def change_tempo(project: Project, ids: Iterable[str], tempo: float) -> Edit:
    """Let clips play so many times as fast as they were spoken, at the same pitch; kept between `SLOWEST` and
    `FASTEST`. They go on playing the same part of their takes, and fading over the same part of it.
    """
    tempo = round(min(max(tempo, SLOWEST), FASTEST), 3)
    changes: list[Change] = []
    for at in _placed(project, ids):
        if at.clip.tempo != tempo:
            changes += _set(at.clip, at_tempo(at, tempo))
    return Edit("Change tempo", tuple(changes))


def at_tempo(placed: PlacedClip, tempo: float) -> dict[str, object]:
    """The fields of a clip that plays the same part of its take at another tempo."""
    clip = placed.clip
    factor = clip.tempo / tempo
    # Ends are what is rounded, so that the parts of a split clip still meet.
    begin, end = (int(edge * factor + 0.5) for edge in (placed.offset, placed.offset + placed.length))
    return {
        "tempo": tempo,
        "offset": begin,
        "length": None if clip.length is None else max(1, end - begin),
        "fade_in": round(clip.fade_in * factor),
        "fade_out": round(clip.fade_out * factor),
    }


# -- helpers -----------------------------------------------------------------------------------------------------


def _placed(project: Project, ids: Iterable[str]) -> list[PlacedClip]:
    wanted = set(ids)
    return [at for at in project.layout() if at.clip.id in wanted]


def _set(clip: Clip, fields: Mapping[str, object]) -> list[Change]:
    changed = tuple((name, value) for name, value in fields.items() if getattr(clip, name) != value)
    return [SetFields("clip", clip.id, changed)] if changed else []


def _one(one: str, several: str, found: Sequence[object]) -> str:
    return one if len(found) == 1 else several


def _whole(project: Project, clip: Clip) -> int:
    return source_length(clip, project.takes[clip.take_id], project.sample_rate)


def _length(project: Project, clip: Clip, offset: int, length: int) -> int | None:
    """What the model writes for a clip that plays `length` samples: None where that is to the take's end."""
    return None if offset + length >= _whole(project, clip) else length


def _shortest(project: Project) -> int:
    return max(1, round(SHORTEST_S * project.sample_rate))
