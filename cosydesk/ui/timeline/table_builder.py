"""From the document to what the timeline draws: rows of clips with their colours and numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from cosydesk.studio.project import Project
from cosydesk.studio.timeline import PlacedClip, Track, fades_within
from cosydesk.ui.document import Document
from cosydesk.ui.timeline.clip_table import ClipColumns, ClipEntry, ClipTable, TrackRow
from cosydesk.ui.timeline.peak_bank import BASE_BIN, TakePeaks


def read_peaks(project: Project, take_id: str, tempo: float = 1.0) -> TakePeaks:
    """A take's loudness at a tempo as the bank wants it. Raises `StudioError`, or KeyError for an unknown take."""
    peaks = project.peaks(take_id)
    levels = [np.minimum(np.abs(level).max(axis=1) * 255, 255).astype(np.uint8) for level in peaks.levels]
    return TakePeaks(levels, BASE_BIN * project.sample_rate / project.takes[take_id].sample_rate / tempo)


Numbers = dict[str, tuple[str, int]]
"""By line id: the line's number as it is written on its clips, and its hue."""


def line_numbers(document: Document) -> Numbers:
    """Numbers and hues of all lines. They change with the script and the voices only, not with every edit."""
    lines = document.project.lines
    hues = {voice_id: document.speaker_index(voice_id) for voice_id in {line.voice_id for line in lines}}
    hues[""] = -1
    return {line.id: (str(n), hues[line.voice_id]) for n, line in enumerate(lines, 1)}


def build(
    document: Document, slot: Callable[[str, float], int], live: Collection[str], numbers: Numbers
) -> ClipTable:
    """All rows of the project as it stands.

    Args:
        numbers: of `line_numbers`.
        slot: the peak bank's slot of a take at a tempo.
        live: lines being spoken: their old clips give way, and their voices get a row if they have none yet.
    """
    project = document.project
    clips: dict[str, list[ClipEntry]] = {track.id: [] for track in project.tracks}
    layout = project.layout()
    gaps = _gaps(project, layout)
    for placed in layout:
        clip = placed.clip
        if clip.line_id in live:
            continue
        if clip.line_id is not None:
            label, speaker = numbers.get(clip.line_id, ("", -1))
        else:
            label, speaker = _of_copy(document, clip.take_id, numbers)
        fade_in, fade_out = (
            fades_within(clip.fade_in, clip.fade_out, placed.length)
            if clip.fade_in or clip.fade_out
            else (0, 0)
        )
        gap, gap_is_own = gaps.get(clip.id, (-1, False))
        clips[clip.track_id].append(
            ClipEntry(
                clip.id,
                clip.line_id,
                clip.take_id,
                label,
                speaker,
                slot(clip.take_id, clip.tempo),
                placed.start,
                placed.length,
                placed.offset,
                10 ** (clip.gain_db / 20) if clip.gain_db else 1.0,
                clip.start is not None,
                fade_in,
                fade_out,
                gap,
                gap_is_own,
                clip.tempo,
            )
        )
    has_solo = any(track.solo for track in project.tracks)
    rows = [_row(document, track, clips[track.id], has_solo) for track in project.tracks]
    voices = {track.voice_id for track in project.tracks}
    for line in project.lines:
        if line.id in live and line.voice_id not in voices and not project.clips_of(line.id):
            voices.add(line.voice_id)
            name, hue = document.voices.name(line.voice_id), document.speaker_index(line.voice_id)
            rows.append(TrackRow(None, name, line.voice_id, hue, ClipColumns(())))
    return ClipTable(tuple(rows))


def _gaps(project: Project, layout: list[PlacedClip]) -> dict[str, tuple[int, bool]]:
    """The silences that can be seen: (samples, whether it is the line's own) by the clip before each."""
    found: dict[str, tuple[int, bool]] = {}
    rate = project.sample_rate
    common = (project.settings.gap_ms * rate // 1000, False)
    own = {line.id: line.gap_ms for line in project.lines if line.gap_ms is not None}
    reach = 0
    line_id, end, clip_id = None, 0, ""
    for clip, start, length, _ in layout:
        here = clip.line_id
        if (
            line_id is not None
            and here is not None
            and here != line_id
            and clip.start is None
            and end >= reach
        ):
            gap_ms = own.get(line_id)
            found[clip_id] = common if gap_ms is None else (gap_ms * rate // 1000, True)
        line_id, end, clip_id = here, start + length, clip.id
        if end > reach:
            reach = end
    return found


def _of_copy(document: Document, take_id: str, numbers: Numbers) -> tuple[str, int]:
    """Number and hue of a clip without a line: those of the line that was spoken, else of its voice."""
    take = document.project.takes[take_id]
    if take.line_id in numbers:
        return numbers[take.line_id]
    return "", document.speaker_index(take.request.voice_id) if take.request.voice_id else -1


def shown_name(document: Document, track: Track) -> str:
    """A track's own name, or its speaker's where nobody has given it another."""
    voice = document.voices.get(track.voice_id) if track.voice_id else None
    made_up = track.voice_id is not None and track.name == track.voice_id.rpartition(":")[2]
    return voice.name if voice is not None and (made_up or not track.name) else track.name


def _row(document: Document, track: Track, clips: list[ClipEntry], has_solo: bool) -> TrackRow:
    own = document.speaker_index(track.voice_id) if track.voice_id else -1
    return TrackRow(
        track_id=track.id,
        name=shown_name(document, track),
        voice_id=track.voice_id,
        speaker=own if track.color is None else track.color,
        clips=ClipColumns(clips),
        gain_db=track.gain_db,
        muted=track.muted,
        solo=track.solo,
        audible=not track.muted and (track.solo or not has_solo),
    )


def live_start(document: Document, line_id: str) -> int:
    """Where the clip of a line being spoken lies or will lie, project samples."""
    project = document.project
    starts = [placed.start for placed in project.layout() if placed.clip.line_id == line_id]
    if starts:
        return min(starts)
    ends: dict[str | None, int] = {}
    for placed in project.layout():
        ends[placed.clip.line_id] = max(placed.end, ends.get(placed.clip.line_id, 0))
    cursor = gap = 0
    for line in project.lines:
        if line.id == line_id:
            break
        if line.id in ends:
            cursor = max(cursor, ends[line.id])
            gap_ms = project.settings.gap_ms if line.gap_ms is None else line.gap_ms
            gap = gap_ms * project.sample_rate // 1000
    return cursor + gap
