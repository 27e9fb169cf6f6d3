"""What there is to deliver: everything an export needs of a project, taken at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from cosydesk import markup
from cosydesk.studio.line import Line
from cosydesk.studio.mix import MixClip, MixPlan, plan_of
from cosydesk.studio.project import Project
from cosydesk.studio.timeline import Clip, Track
from cosydesk.studio.video_file import found_path


@dataclass(frozen=True, slots=True)
class PlannedClip:
    """A clip as it lies on the timeline; times in samples at the plan's rate.

    Attributes:
        line_id: the line it speaks, None for one that speaks none.
        start, length: where it sounds. offset: first sample of its take, at its tempo, that sounds.
        tempo: how many times as fast as it was spoken it plays.
        audible: whether it is in the mix: not muted.
        speech: first sample of the speech in the take and the one after its last, counted as `offset` is; None where
            it isn't known.
    """

    id: str
    track_id: str
    take_id: str
    line_id: str | None
    start: int
    length: int
    offset: int
    tempo: float = 1.0
    audible: bool = True
    speech: tuple[int, int] | None = None

    @property
    def end(self) -> int:
        """First sample after it."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the script with what is heard of it.

    Attributes:
        number: its place in the script, from 1.
        text: its words, without markup. source: what is said in the original.
        speaker: who says it: as subtitles name them, else the name of the track it lies on.
        clips: its parts by start; none where it hasn't been spoken.
        slot_in, slot_out: samples between which it is to be heard.
        take: which of its takes is heard, from 1; 0 where none is.
        mix: its audible clips alone, the first at sample 0; empty where nothing is heard.
    """

    id: str
    number: int
    text: str
    source: str
    speaker: str
    voice_id: str
    clips: tuple[PlannedClip, ...]
    slot_in: int | None
    slot_out: int | None
    take: int
    mix: MixPlan

    @property
    def start(self) -> int | None:
        """First sample of its speech on the timeline; None where it hasn't been spoken."""
        return min((clip.start for clip in self.clips), default=None)

    @property
    def end(self) -> int | None:
        """First sample after its speech; None where it hasn't been spoken."""
        return max((clip.end for clip in self.clips), default=None)


@dataclass(frozen=True, slots=True)
class Stem:
    """What one speaker says: as long as the mix, and with the other stems the mix. An empty name is that of what no
    speaker says: the sound of the original.
    """

    speaker: str
    mix: MixPlan


@dataclass(frozen=True)
class DeliveryPlan:
    """A snapshot of a project for `cosydesk.studio.delivery.deliver`. Later edits don't change it.

    Attributes:
        name: the project's; empty while it is untitled.
        sample_rate: Hz. length: samples to the end of the last clip.
        mix: everything that is heard. stems: the same by speaker.
        lines: in script order, unspoken ones included. tracks: from top to bottom.
        clips: all of the timeline by start, muted and loose ones included.
        frame_rate: frames a second that times are counted in.
        video: the picture; None = there is none.
    """

    name: str
    sample_rate: int
    length: int
    mix: MixPlan
    stems: tuple[Stem, ...]
    lines: tuple[PlannedLine, ...]
    tracks: tuple[Track, ...]
    clips: tuple[PlannedClip, ...]
    frame_rate: float
    video: Path | None = None


def plan_delivery(project: Project, video: Path | None = None) -> DeliveryPlan:
    """Take the snapshot, in the thread that changes the project.

    Args:
        video: the picture; None = the project's own, if it has one.
    """
    mix = plan_of(project)
    heard = {clip.id: clip for clip in mix.clips}
    tracks = {track.id: track for track in project.tracks}
    lines = {line.id: line for line in project.lines}
    clips = tuple(
        PlannedClip(
            placed.clip.id,
            placed.clip.track_id,
            placed.clip.take_id,
            placed.clip.line_id,
            placed.start,
            placed.length,
            placed.offset,
            placed.clip.tempo,
            placed.clip.id in heard,
            _speech(project, placed.clip),
        )
        for placed in sorted(project.layout(), key=lambda placed: (placed.start, placed.clip.id))
    )
    speakers = {clip.id: _speaker(lines.get(clip.line_id or ""), tracks[clip.track_id]) for clip in clips}
    of_line: dict[str, list[PlannedClip]] = {}
    for clip in clips:
        if clip.line_id is not None:
            of_line.setdefault(clip.line_id, []).append(clip)
    planned = tuple(
        _planned(
            number, line, tuple(of_line.get(line.id, ())), speakers, mix, heard, _take_number(project, line)
        )
        for number, line in enumerate(project.lines, 1)
    )
    return DeliveryPlan(
        name=project.name,
        sample_rate=project.sample_rate,
        length=mix.length,
        mix=mix,
        stems=_stems(mix, speakers),
        lines=planned,
        tracks=tuple(project.tracks),
        clips=clips,
        frame_rate=project.settings.frame_rate,
        video=video or _video_of(project),
    )


def _speech(project: Project, clip: Clip) -> tuple[int, int] | None:
    take = project.takes[clip.take_id]
    if take.speech is None:
        return None
    scale = project.sample_rate / (take.sample_rate * clip.tempo)
    return round(take.speech[0] * scale), round(take.speech[1] * scale)


def _speaker(line: Line | None, track: Track) -> str:
    return (line.speaker if line is not None else "") or track.name


def _planned(
    number: int,
    line: Line,
    clips: tuple[PlannedClip, ...],
    speakers: dict[str, str],
    mix: MixPlan,
    heard: dict[str, MixClip],
    take: int,
) -> PlannedLine:
    own = [heard[clip.id] for clip in clips if clip.audible]
    return PlannedLine(
        id=line.id,
        number=number,
        text=" ".join(markup.plain_text(markup.parse(line.text)).split()),
        source=line.source,
        speaker=line.speaker or (speakers[clips[0].id] if clips else ""),
        voice_id=line.voice_id,
        clips=clips,
        slot_in=line.slot_in,
        slot_out=line.slot_out,
        take=take,
        mix=_excerpt(mix, own),
    )


def _excerpt(mix: MixPlan, clips: list[MixClip]) -> MixPlan:
    """A mix of these clips alone, which begins where the first of them does."""
    start = min((clip.start for clip in clips), default=0)
    end = max((clip.start + clip.length for clip in clips), default=0)
    moved = tuple(replace(clip, start=clip.start - start) for clip in clips)
    return replace(mix, clips=moved, length=end - start, bed=None)


def _take_number(project: Project, line: Line) -> int:
    numbers = {take.id: number for number, take in enumerate(project.takes_of(line.id), 1)}
    return numbers.get(line.take_id or "", 0)


def _stems(mix: MixPlan, speakers: dict[str, str]) -> tuple[Stem, ...]:
    names = dict.fromkeys(speakers[clip.id] for clip in mix.clips)
    stems = [
        Stem(name, replace(mix, clips=tuple(c for c in mix.clips if speakers[c.id] == name), bed=None))
        for name in names
    ]
    if mix.bed is not None:
        stems.append(Stem("", replace(mix, clips=())))
    return tuple(stems)


def _video_of(project: Project) -> Path | None:
    """The project's video, where it is now."""
    kept = project.settings.video
    return found_path(kept, project.path) if kept else None
