"""The timeline at the bottom of the window: headers, ruler, canvas, playhead, zoom, and what they do together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.canvas import Canvas
from cosydesk.ui.timeline.clip_commands import GAIN_STEP_DB, ClipCommands
from cosydesk.ui.timeline.clip_hit import Hit
from cosydesk.ui.timeline.clip_selection import ClipSelection
from cosydesk.ui.timeline.corner import Corner
from cosydesk.ui.timeline.describe import clip_words
from cosydesk.ui.timeline.keys import Command, command
from cosydesk.ui.timeline.marker_bar import MarkerBar
from cosydesk.ui.timeline.marker_commands import MarkerCommands
from cosydesk.ui.timeline.menus import CanvasMenu, MarkerMenu, RulerMenu
from cosydesk.ui.timeline.original_row import OriginalHeader, OriginalRow
from cosydesk.ui.timeline.questions import Questions
from cosydesk.ui.timeline.ruler_bar import RulerBar
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.timeline.stage import Stage
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.track_headers import TrackHeaders
from cosydesk.ui.timeline.zoom import Zoom

if TYPE_CHECKING:
    from cosydesk.playback.player import Player


class TimelineView(QWidget):
    """Everything that lies in time.

    It follows the document by itself, also while a line is being spoken (`Document.chunk_arrived`), and the
    player while it plays.

    Attributes:
        state: the view, the playhead and the loop range.
        clips, markers, questions: what can be done to the selected clips and to markers, and what is asked first.
        zoom: how much is in sight. selection: which clips are selected. stage: what lies in time.
        follows: whether the view turns its page when the playhead leaves it while playing.

    Signals:
        reveal_requested: (line id) show this line in the script.
        loop_changed: (in, out) samples or None each; the player has been told already.
    """

    reveal_requested = Signal(str)
    loop_changed = Signal(object, object)

    def __init__(
        self, document: Document, theme: Theme, player: Player, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.theme = theme
        self._document = document
        self._player = player
        self.follows: Callable[[], bool] = lambda: True
        self.state = TimelineState(document, self)
        self.ruler = RulerBar(self.state, theme)
        self.marker_bar = MarkerBar(self.state, theme)
        self.clips = ClipCommands(self.state)
        self.zoom = Zoom(self.state, self.clips)
        self.markers = MarkerCommands(self.state, self.seek, self.marker_bar.rename)
        self.questions = Questions(self.state, self.clips, theme, self)
        self.canvas = Canvas(self.state, theme)
        self.headers = TrackHeaders(self.state, theme)
        self.original_header = OriginalHeader(self.state, theme)
        self.original = OriginalRow(self.state, player, self.original_header, theme)
        self.corner = Corner(self.state, self.headers.commands, theme)
        self.stage = Stage(
            self.state, self.ruler, self.marker_bar, self.original, self.canvas, self.zoom, theme, self
        )
        self.selection = ClipSelection(self.state, self.clips, self)
        self._lay_out()
        self._actions = self._command_table()
        self._connect()
        self.setFocusProxy(self.canvas)
        self.retranslate()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.corner, 0, 0)
        grid.addWidget(self.original_header, 1, 0)
        grid.addWidget(self.headers, 2, 0)
        grid.addWidget(self.stage, 0, 1, 3, 1)
        grid.setRowStretch(2, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        state, canvas, ruler = self.state, self.canvas, self.ruler
        canvas.seek_requested.connect(self.seek)
        canvas.play_requested.connect(self._play_from)
        canvas.menu_requested.connect(self._open_clip_menu)
        canvas.reset_requested.connect(self.clips.reset)
        self.marker_bar.seek_requested.connect(self.seek)
        self.marker_bar.menu_requested.connect(self._open_marker_menu)
        self.marker_bar.wheel_turned.connect(canvas.wheelEvent)
        self.corner.add_requested.connect(self.add_track)
        ruler.seek_requested.connect(self.seek)
        ruler.menu_requested.connect(self._open_ruler_menu)
        self.original.seek_requested.connect(self.seek)
        self.original.wheel_turned.connect(canvas.wheelEvent)
        ruler.wheel_turned.connect(canvas.wheelEvent)
        self.headers.wheel_turned.connect(canvas.wheelEvent)
        state.table_changed.connect(self._describe_selection)
        state.loop_changed.connect(self._follow_loop)
        self._document.selection_changed.connect(self._describe_selection)
        self._document.chunk_arrived.connect(self.live_chunk)
        self._document.line_state_changed.connect(self._follow_job)
        self._player.position_changed.connect(self._follow_player)
        self._follow_loop()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Timeline"))
        self.stage.retranslate()
        self.canvas.retranslate()
        self._describe_selection()

    # -- playhead --------------------------------------------------------------------------------------------

    def seek(self, sample: int) -> None:
        """Move the playhead and the player to a sample, and bring it into sight."""
        sample = max(0, sample)
        self.state.set_playhead(sample)
        self._player.seek(sample)
        self.state.set_view(self.state.view.paged_to(sample))

    def set_playhead(self, sample: int) -> None:
        """Show the playhead at a sample; the view turns its page when the playhead was in sight before."""
        was_seen = self.state.view.shows(self.state.playhead)
        self.state.set_playhead(sample)
        if was_seen and not self.canvas.is_dragging:
            self.state.set_view(self.state.view.paged_to(sample))

    def _follow_player(self, sample: int) -> None:
        if self.follows():
            self.set_playhead(sample)
        else:
            self.state.set_playhead(sample)

    def _play_from(self, sample: int) -> None:
        self.seek(sample)
        self._player.play()

    # -- loop range ------------------------------------------------------------------------------------------

    def set_in(self, sample: int | None = None) -> None:
        """The loop begins here; None: at the playhead."""
        self.state.set_loop(self.state.playhead if sample is None else sample, self.state.loop_out)

    def set_out(self, sample: int | None = None) -> None:
        """The loop ends here; None: at the playhead."""
        self.state.set_loop(self.state.loop_in, self.state.playhead if sample is None else sample)

    def clear_loop(self) -> None:
        self.state.set_loop(None, None)

    def _follow_loop(self) -> None:
        loop_in, loop_out = self.state.loop_in, self.state.loop_out
        self._player.set_loop((loop_in, loop_out) if loop_in is not None and loop_out is not None else None)
        self.loop_changed.emit(loop_in, loop_out)

    # -- lines being spoken ----------------------------------------------------------------------------------

    def live_chunk(self, line_id: str, samples: npt.NDArray[np.float32], sample_rate: int) -> None:
        """Speech of a running job, float32 mono: its clip grows."""
        job = self._document.line_job(line_id)
        self.state.live_chunk(line_id, samples, sample_rate, job.fraction if job is not None else 0.0)

    def live_end(self, line_id: str) -> None:
        """The job is over, whichever way."""
        self.state.live_end(line_id)

    def _follow_job(self, line_id: str) -> None:
        job = self._document.line_job(line_id)
        if job is None or not job.state.running:
            self.live_end(line_id)

    # -- selection -------------------------------------------------------------------------------------------

    def _describe_selection(self) -> None:
        chosen = self.clips.selected()
        if len(chosen) > 1:
            self.canvas.setAccessibleDescription(self.tr("{0} clips selected").format(len(chosen)))
        else:
            self.canvas.setAccessibleDescription(clip_words(self.state, chosen[0]) if chosen else "")

    # -- tracks ----------------------------------------------------------------------------------------------

    def add_track(self) -> None:
        """A free track at the end; its name can be typed at once."""
        names = {track.name for track in self._document.project.tracks}
        number = 1
        while (name := self.tr("Track {0}").format(number)) in names:
            number += 1
        self.headers.commands.add(name)
        if self._document.project.tracks and self._document.project.tracks[-1].name == name:
            self.state.set_row_scroll(self.state.row_scroll_range)
            last = len(self._document.project.tracks) - 1
            self.headers.headers[last].rename()

    # -- menus -----------------------------------------------------------------------------------------------

    def _open_clip_menu(self, found: Hit, at: QPoint) -> None:
        entry = found.entry
        if entry is not None and entry.clip_id not in self._document.selected_clip_ids:
            self._document.set_selected_clips((entry.clip_id,))
        CanvasMenu(self, self._document, found, self._play_from, at).popup(at)

    def _open_ruler_menu(self, sample: int, at: QPoint) -> None:
        RulerMenu(self, sample, at).popup(at)

    def _open_marker_menu(self, marker_id: str, at: QPoint) -> None:
        if marker_id:
            MarkerMenu(self, marker_id).popup(at)
        else:
            self._open_ruler_menu(self.state.view.to_sample(self.ruler.mapFromGlobal(at).x()), at)

    # -- keys ------------------------------------------------------------------------------------------------

    def run(self, wanted: Command) -> None:
        """Do what a key stands for."""
        self._actions[wanted]()

    def _command_table(self) -> dict[Command, Callable[[], object]]:
        state, clips, markers = self.state, self.clips, self.markers
        return {
            Command.FRAME_BACK: lambda: self._step_frames(-1),
            Command.FRAME_ON: lambda: self._step_frames(1),
            Command.SECOND_BACK: lambda: self.seek(state.playhead - state.sample_rate),
            Command.SECOND_ON: lambda: self.seek(state.playhead + state.sample_rate),
            Command.PREVIOUS_EDGE: lambda: self._to_edge(-1),
            Command.NEXT_EDGE: lambda: self._to_edge(1),
            Command.TO_START: lambda: self.seek(0),
            Command.TO_END: lambda: self.seek(state.length),
            Command.SET_IN: self.set_in,
            Command.SET_OUT: self.set_out,
            Command.CLEAR_LOOP: self.clear_loop,
            Command.ZOOM_IN: self.zoom.step_in,
            Command.ZOOM_NORMAL: self.zoom.normal,
            Command.ZOOM_OUT: self.zoom.step_out,
            Command.ZOOM_SELECTION: self.zoom.fit_selection,
            Command.ZOOM_FIT: self.zoom.fit,
            Command.PREVIOUS_CLIP: lambda: self.selection.go(-1),
            Command.NEXT_CLIP: lambda: self.selection.go(1),
            Command.NUDGE_BACK: lambda: clips.nudge(-1),
            Command.NUDGE_ON: lambda: clips.nudge(1),
            Command.PLAY_CLIP: self._play_selected,
            Command.SELECT_ALL: clips.select_all,
            Command.EXTEND_BACK: lambda: clips.extend(-1),
            Command.EXTEND_ON: lambda: clips.extend(1),
            Command.SPLIT: clips.split,
            Command.DELETE: clips.delete,
            Command.RIPPLE_DELETE: clips.ripple_delete,
            Command.COPY: clips.copy,
            Command.CUT: clips.cut,
            Command.PASTE: clips.paste,
            Command.DUPLICATE: clips.duplicate,
            Command.TRIM_START_BACK: lambda: clips.trim_start(-1),
            Command.TRIM_START_ON: lambda: clips.trim_start(1),
            Command.TRIM_END_BACK: lambda: clips.trim_end(-1),
            Command.TRIM_END_ON: lambda: clips.trim_end(1),
            Command.TRIM_START_HERE: clips.trim_start_here,
            Command.TRIM_END_HERE: clips.trim_end_here,
            Command.TRACK_UP: lambda: clips.to_track(-1),
            Command.TRACK_DOWN: lambda: clips.to_track(1),
            Command.GAIN_UP: lambda: clips.gain_by(GAIN_STEP_DB),
            Command.GAIN_DOWN: lambda: clips.gain_by(-GAIN_STEP_DB),
            Command.FADE_IN_HERE: clips.fade_in_here,
            Command.FADE_OUT_HERE: clips.fade_out_here,
            Command.GAP: lambda: self.questions.ask_gap(self._beside_selected()),
            Command.FOLLOW_SCRIPT: clips.follow_script,
            Command.MARKER: markers.add,
            Command.DELETE_MARKER: markers.delete,
            Command.PREVIOUS_MARKER: lambda: markers.go(-1),
            Command.NEXT_MARKER: lambda: markers.go(1),
            Command.SNAPPING: lambda: state.set_snapping(not state.snapping),
            Command.ADD_TRACK: self.add_track,
        }

    def _beside_selected(self) -> QPoint:
        """Where a question about the selected clip is asked, on the screen."""
        for entry in self.clips.selected():
            found = self.state.table.find(entry.clip_id)
            if found is not None:
                x = min(max(0, round(self.state.view.to_px(entry.start))), self.canvas.width())
                return self.canvas.mapToGlobal(QPoint(x, found[0] * ROW_HEIGHT - self.state.row_scroll))
        return self.canvas.mapToGlobal(QPoint(0, 0))

    def _play_selected(self) -> None:
        chosen = self.clips.selected()
        if chosen:
            self._play_from(min(entry.start for entry in chosen))

    def _step_frames(self, step: int) -> None:
        self.seek(self.state.frames_from(self.state.playhead, step))

    def _to_edge(self, step: int) -> None:
        edges = self.state.table.edges()
        at = self.state.playhead
        side = edges[edges < at][-1:] if step < 0 else edges[edges > at][:1]
        if side.size:
            self.seek(int(side[0]))

    def event(self, event: QEvent) -> bool:
        # Keys that the window uses elsewhere, such as Ctrl+F, are the timeline's while it has the focus.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (command(event) is not None or self._ends_drag(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def _ends_drag(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and any(part.is_dragging for part in self._draggable())

    def _draggable(self) -> tuple[Canvas, RulerBar, MarkerBar, TrackHeaders]:
        return self.canvas, self.ruler, self.marker_bar, self.headers

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = command(event)
        if self._ends_drag(event):
            for part in self._draggable():
                part.cancel_drag()
            event.accept()
        elif wanted is not None:
            self.run(wanted)
            event.accept()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
