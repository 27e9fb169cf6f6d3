"""What can be done to the selected clips by keys and menus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication

from cosydesk.studio import arrange
from cosydesk.studio.arrange import CopiedClip
from cosydesk.studio.edit import Edit, combined
from cosydesk.studio.fit import fit_line
from cosydesk.studio.row_values import check, types_of
from cosydesk.studio.timeline import Clip
from cosydesk.ui.timeline.clip_hit import Hit, Part
from cosydesk.ui.timeline.clip_table import ClipEntry
from cosydesk.ui.timeline.state import TimelineState

MIME = "application/x-cosydesk-clips"
GAIN_STEP_DB = 0.5


class ClipCommands:
    """One method for each thing to do; each is one step of the history, and repeated small ones are one together."""

    def __init__(self, state: TimelineState) -> None:
        self._state = state
        self._document = state.document

    # -- what is selected ------------------------------------------------------------------------------------

    def selected(self) -> list[ClipEntry]:
        """By time."""
        found = (self._state.table.find(clip_id) for clip_id in self._document.selected_clip_ids)
        entries = [place[1] for place in found if place is not None]
        return sorted(entries, key=lambda entry: (entry.start, entry.clip_id))

    def ids(self) -> list[str]:
        return [entry.clip_id for entry in self.selected()]

    def under_playhead(self) -> list[str]:
        """Selected clips that the playhead stands in, or else all that it stands in."""
        at = self._state.playhead
        chosen = [entry.clip_id for entry in self.selected() if entry.start < at < entry.end]
        return chosen or [
            entry.clip_id
            for row in self._state.table.rows
            for entry in row.clips.entries[row.clips.within(at, at + 1)]
            if entry.start < at < entry.end
        ]

    def select_all(self) -> None:
        self._document.set_selected_clips(entry.clip_id for entry in self._state.table.all())

    def extend(self, step: int) -> None:
        """Select one clip more, after the last or before the first selected."""
        clips = self._state.table.all()
        chosen = self.selected()
        if not clips:
            return
        places = {entry.clip_id: place for place, entry in enumerate(clips)}
        at = 0 if step > 0 else len(clips) - 1
        if chosen:
            at = places[chosen[-1 if step > 0 else 0].clip_id] + step
        if 0 <= at < len(clips):
            self._document.set_selected_clips({*self.ids(), clips[at].clip_id})

    # -- cutting ---------------------------------------------------------------------------------------------

    def split(self) -> None:
        """At the playhead."""
        self._apply(arrange.split_clips(self._document.project, self.under_playhead(), self._state.playhead))

    def delete(self) -> None:
        self._apply(arrange.remove_clips(self._document.project, self.ids()))

    def ripple_delete(self) -> None:
        self._apply(arrange.ripple_delete(self._document.project, self.ids()))

    def trim_start(self, frames: int) -> None:
        self._merging(arrange.trim_start(self._document.project, self.ids(), self._frames(frames)), "start")

    def trim_end(self, frames: int) -> None:
        self._merging(arrange.trim_end(self._document.project, self.ids(), self._frames(frames)), "end")

    def trim_start_here(self) -> None:
        """The clip under the playhead begins here."""
        at = self._state.playhead
        for entry in self._entries(self.under_playhead())[:1]:
            self._apply(arrange.trim_start(self._document.project, [entry.clip_id], at - entry.start))

    def trim_end_here(self) -> None:
        """The clip under the playhead ends here."""
        at = self._state.playhead
        for entry in self._entries(self.under_playhead())[:1]:
            self._apply(arrange.trim_end(self._document.project, [entry.clip_id], at - entry.end))

    # -- places ----------------------------------------------------------------------------------------------

    def nudge(self, frames: int) -> None:
        edit = arrange.move_clips(self._document.project, self.ids(), self._frames(frames))
        self._merging(replace(edit, name="Nudge clips"), "nudge")

    def to_track(self, step: int) -> None:
        """Move the clips to the track above or below."""
        tracks = [row.track_id for row in self._state.table.rows if row.track_id is not None]
        places: dict[str, str] = {}
        for entry in self.selected():
            found = self._state.table.find(entry.clip_id)
            if found is None or not 0 <= found[0] + step < len(tracks):
                return
            places[entry.clip_id] = tracks[found[0] + step]
        self._apply(arrange.move_clips(self._document.project, self.ids(), 0, places))

    def follow_script(self, ids: Iterable[str] | None = None) -> None:
        """Back to automatic placement."""
        chosen = self.ids() if ids is None else ids
        self._apply(arrange.follow_script(self._document.project, chosen))

    def set_gap(self, line_id: str, gap_ms: int | None) -> None:
        if self._document.line(line_id) is not None:
            self._apply(arrange.set_gap(self._document.project, line_id, gap_ms))

    def fit(self, line_ids: Iterable[str]) -> None:
        """Fit lines to their slots, as one step."""
        edits = [fit_line(self._document.project, line_id) for line_id in line_ids]
        self._apply(edits[0] if len(edits) == 1 else combined("Fit lines", *edits))

    # -- level -----------------------------------------------------------------------------------------------

    def gain_by(self, step_db: float) -> None:
        edit = arrange.change_gain(self._document.project, self.ids(), lambda gain_db: gain_db + step_db)
        self._merging(edit, "gain")

    def set_gain(self, gain_db: float, ids: Iterable[str] | None = None) -> None:
        chosen = self.ids() if ids is None else ids
        self._apply(arrange.change_gain(self._document.project, chosen, lambda _: gain_db))

    def set_tempo(self, tempo: float, ids: Iterable[str] | None = None) -> None:
        chosen = self.ids() if ids is None else ids
        self._apply(arrange.change_tempo(self._document.project, chosen, tempo))

    def set_fades(
        self, fade_in: int | None = None, fade_out: int | None = None, ids: Iterable[str] | None = None
    ) -> None:
        """Samples; None leaves one as it is."""
        chosen = self.ids() if ids is None else ids
        self._apply(arrange.set_fades(self._document.project, chosen, fade_in, fade_out))

    def fade_in_here(self) -> None:
        """The clips under the playhead have risen by then."""
        for entry in self._entries(self.under_playhead())[:1]:
            self.set_fades(fade_in=self._state.playhead - entry.start, ids=[entry.clip_id])

    def fade_out_here(self) -> None:
        """The clips under the playhead begin to fall there."""
        for entry in self._entries(self.under_playhead())[:1]:
            self.set_fades(fade_out=entry.end - self._state.playhead, ids=[entry.clip_id])

    def reset(self, found: Hit) -> None:
        """Take back what a handle of a clip has changed."""
        entry = found.entry
        if entry is None:
            return
        ids = [entry.clip_id]
        if found.part is Part.GAIN:
            self.set_gain(0.0, ids)
        elif found.part is Part.FADE_IN:
            self.set_fades(fade_in=0, ids=ids)
        elif found.part is Part.FADE_OUT:
            self.set_fades(fade_out=0, ids=ids)
        elif found.part is Part.GAP_END and entry.line_id is not None:
            self.set_gap(entry.line_id, None)

    # -- copies ----------------------------------------------------------------------------------------------

    def copy(self) -> None:
        clips = arrange.copied(self._document.project, self.ids())
        if clips:
            data = QMimeData()
            written = json.dumps([asdict(copy) for copy in clips])
            data.setData(MIME, written.encode())
            QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        if self.ids() and self._document.may_change():
            self.copy()
            self._apply(arrange.remove_clips(self._document.project, self.ids(), "Cut clips"))

    @staticmethod
    def can_paste() -> bool:
        data = QGuiApplication.clipboard().mimeData()
        return data is not None and data.hasFormat(MIME)

    def paste(self) -> None:
        """At the playhead; what was pasted is selected."""
        if not self.can_paste():
            return
        written = bytes(QGuiApplication.clipboard().mimeData().data(MIME).data())
        edit, ids = arrange.paste_clips(self._document.project, _read(written), self._state.playhead)
        if edit:
            self._apply(edit)
            self._document.set_selected_clips(ids)
        else:
            self._document.refused.emit(
                QCoreApplication.translate("Timeline", "These clips belong to another project."),
                QCoreApplication.translate("Timeline", "Copy them within one project."),
            )

    def duplicate(self) -> None:
        edit, ids = arrange.duplicate_clips(self._document.project, self.ids())
        if edit:
            self._apply(edit)
            self._document.set_selected_clips(ids)

    # -- inside ----------------------------------------------------------------------------------------------

    def _entries(self, ids: Iterable[str]) -> list[ClipEntry]:
        found = (self._state.table.find(clip_id) for clip_id in ids)
        return [place[1] for place in found if place is not None]

    def _frames(self, frames: int) -> int:
        return round(frames * self._state.sample_rate / self._state.frame_rate)

    def _apply(self, edit: Edit) -> None:
        self._document.apply(edit)

    def _merging(self, edit: Edit, what: str) -> None:
        self._document.apply(replace(edit, merge_key=f"{what}:{','.join(sorted(self.ids()))}"))


def _read(written: bytes) -> list[CopiedClip]:
    try:
        return [_copied(entry) for entry in json.loads(written)]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        # Another version of the program wrote it, or another program.
        return []


def _copied(entry: Mapping[str, Any]) -> CopiedClip:
    clip = entry["clip"]
    check(types_of(Clip), tuple(clip), tuple(clip.values()))
    return CopiedClip(Clip(**clip), int(entry["start"]), int(entry["length"]))
