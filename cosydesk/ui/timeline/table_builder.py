"""From the document to what the timeline draws: rows of clips with their colours and numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from cosydesk.studio.project import Project
from cosydesk.studio.timeline import Track
from cosydesk.ui.document import Document
from cosydesk.ui.timeline.clip_table import ClipColumns, ClipEntry, ClipTable, TrackRow
from cosydesk.ui.timeline.peak_bank import BASE_BIN, TakePeaks


def read_peaks(project: Project, take_id: str) -> TakePeaks:
    """A take's loudness as the bank wants it. Raises `StudioError`, or KeyError for an unknown take."""
    peaks = project.peaks(take_id)
    levels = [np.minimum(np.abs(level).max(axis=1) * 255, 255).astype(np.uint8) for level in peaks.levels]
    return TakePeaks(levels, BASE_BIN * project.sample_rate / project.takes[take_id].sample_rate)


def build(document: Document, slot: Callable[[str], int], live: Collection[str]) -> ClipTable:
    """All rows of the project as it stands.

    Args:
        slot: the peak bank's slot of a take.
        live: lines being spoken: their old clips give way, and their voices get a row if they have none yet.
    """
    project = document.project
    hues = {
        voice_id: document.speaker_index(voice_id) for voice_id in {line.voice_id for line in project.lines}
    }
    hues[""] = -1
    numbers = {line.id: (str(n), hues[line.voice_id]) for n, line in enumerate(project.lines, 1)}
    clips: dict[str, list[ClipEntry]] = {track.id: [] for track in project.tracks}
    for placed in project.layout():
        clip = placed.clip
        if clip.line_id in live:
            continue
        label, speaker = numbers.get(clip.line_id or "", ("", -1))
        clips[clip.track_id].append(
            ClipEntry(
                clip.id,
                clip.line_id,
                clip.take_id,
                label,
                speaker,
                slot(clip.take_id),
                placed.start,
                placed.length,
                placed.offset,
                10 ** (clip.gain_db / 20) if clip.gain_db else 1.0,
                clip.start is not None,
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


def _row(document: Document, track: Track, clips: list[ClipEntry], has_solo: bool) -> TrackRow:
    voice = document.voices.get(track.voice_id) if track.voice_id else None
    return TrackRow(
        track_id=track.id,
        name=voice.name if voice is not None else track.name,
        voice_id=track.voice_id,
        speaker=document.speaker_index(track.voice_id) if track.voice_id else -1,
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
