"""Which clips are selected: those of the script's current line, until somebody selects others."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cosydesk.ui.timeline.clip_commands import ClipCommands
from cosydesk.ui.timeline.clip_table import ClipEntry
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.timeline.state import TimelineState


class ClipSelection(QObject):
    """Follows the script by itself, and goes from clip to clip."""

    def __init__(self, state: TimelineState, clips: ClipCommands, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._document = state.document
        self._clips = clips
        state.table_changed.connect(self._keep)
        self._document.current_line_changed.connect(self._follow)
        self._follow(self._document.current_line_id)

    def go(self, step: int) -> None:
        """To the next or previous clip in time, over all tracks; the script goes along."""
        clips = self._state.table.all()
        if not clips:
            return
        chosen = self._clips.selected()
        at = clips.index(chosen[0]) + step if chosen else 0
        entry = clips[min(max(at, 0), len(clips) - 1)]
        if entry.line_id is not None:
            self._document.set_current_line(entry.line_id)
        self._document.set_selected_clips((entry.clip_id,))
        self._show(entry)

    def _show(self, entry: ClipEntry) -> None:
        """Bring a clip into sight."""
        state = self._state
        if not (state.view.shows(entry.start) and state.view.shows(entry.end)):
            state.set_view(state.view.paged_to(entry.start))
        found = state.table.find(entry.clip_id)
        if found is not None:
            top = found[0] * ROW_HEIGHT
            if not state.row_scroll <= top <= state.row_scroll + state.rows_height - ROW_HEIGHT:
                state.set_row_scroll(top)

    def _follow(self, line_id: str) -> None:
        if any(entry.line_id == line_id for entry in self._clips.selected()):
            return
        found = self._state.table.of_line(line_id)
        self._document.set_selected_clips((found[1].clip_id,) if found is not None else ())

    def _keep(self) -> None:
        """When the selected clips are gone, the current line's is selected."""
        if not self._clips.selected() and self._document.current_line_id:
            self._follow(self._document.current_line_id)
