"""The timeline at the bottom of the window: headers, ruler, canvas, playhead, zoom, and what they do together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QVBoxLayout, QWidget

from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.canvas import Canvas
from cosydesk.ui.timeline.clip_commands import GAIN_STEP_DB, ClipCommands
from cosydesk.ui.timeline.clip_hit import Hit, Part
from cosydesk.ui.timeline.clip_table import ClipEntry
from cosydesk.ui.timeline.corner import Corner
from cosydesk.ui.timeline.describe import clip_words
from cosydesk.ui.timeline.keys import Command, command
from cosydesk.ui.timeline.marker_bar import MarkerBar
from cosydesk.ui.timeline.marker_commands import MarkerCommands
from cosydesk.ui.timeline.menus import CanvasMenu, MarkerMenu, RulerMenu
from cosydesk.ui.timeline.original_row import OriginalHeader, OriginalRow
from cosydesk.ui.timeline.playhead import Playhead
from cosydesk.ui.timeline.questions import Questions
from cosydesk.ui.timeline.ruler_bar import RulerBar
from cosydesk.ui.timeline.sizes import NORMAL_PIXELS_PER_SECOND, ROW_HEIGHT
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.track_headers import TrackHeaders
from cosydesk.ui.timeline.zoom_bar import ZoomBar

if TYPE_CHECKING:
    from cosydesk.playback.player import Player

_ZOOM_STEP = 1.6


class TimelineView(QWidget):
    """Everything that lies in time.

    It follows the document by itself, also while a line is being spoken (`Document.chunk_arrived`), and the
    player while it plays.

    Attributes:
        state: the view, the playhead and the loop range.
        clips, markers, questions: what can be done to the selected clips and to markers, and what is asked first.
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
        self.markers = MarkerCommands(self.state, self.seek, self.marker_bar.rename)
        self.questions = Questions(self.state, self.clips, theme, self)
        self.canvas = Canvas(self.state, theme)
        self.headers = TrackHeaders(self.state, theme)
        self.original_header = OriginalHeader(self.state, theme)
        self.original = OriginalRow(self.state, player, self.original_header, theme)
        self.zoom_bar = ZoomBar(self.state, theme)
        self.corner = Corner(self.state, self.headers.commands, theme)
        self._stage = QWidget(self)
        self.playhead = Playhead(self.state, theme, self._stage)
        self.across = QScrollBar(Qt.Orientation.Horizontal, self._stage)
        self.down = QScrollBar(Qt.Orientation.Vertical, self._stage)
        self._lay_out()
        self._actions = self._command_table()
        self._connect()
        self.setFocusProxy(self.canvas)
        self.retranslate()
        self._follow_current_line(document.current_line_id)
        self._follow_view()

    def _lay_out(self) -> None:
        stage = QVBoxLayout(self._stage)
        stage.setContentsMargins(0, 0, 0, 0)
        stage.setSpacing(0)
        stage.addWidget(self.ruler)
        stage.addWidget(self.marker_bar)
        stage.addWidget(self.original)
        stage.addWidget(self.canvas, 1)
        self.playhead.raise_()
        self.zoom_bar.setParent(self._stage)
        self.zoom_bar.raise_()
        for bar in (self.across, self.down):
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.raise_()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.corner, 0, 0)
        grid.addWidget(self.original_header, 1, 0)
        grid.addWidget(self.headers, 2, 0)
        grid.addWidget(self._stage, 0, 1, 3, 1)
        grid.setRowStretch(2, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        state, canvas, ruler = self.state, self.canvas, self.ruler
        canvas.seek_requested.connect(self.seek)
        canvas.play_requested.connect(self._play_from)
        canvas.menu_requested.connect(self._open_clip_menu)
        canvas.reset_requested.connect(self._reset_part)
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
        self.zoom_bar.zoom_in.connect(self.zoom_in)
        self.zoom_bar.zoom_out.connect(self.zoom_out)
        self.zoom_bar.fit.connect(self.zoom_fit)
        state.view_changed.connect(self._follow_view)
        state.table_changed.connect(self._follow_view)
        state.table_changed.connect(self._keep_selection)
        state.table_changed.connect(self._describe_selection)
        state.markers_changed.connect(lambda: QTimer.singleShot(0, self, self._place_floating))
        state.loop_changed.connect(self._follow_loop)
        self.across.valueChanged.connect(lambda px: state.set_view(state.view.at_scroll_value(px)))
        self.down.valueChanged.connect(state.set_row_scroll)
        self._document.current_line_changed.connect(self._follow_current_line)
        self._document.selection_changed.connect(self._describe_selection)
        self._document.chunk_arrived.connect(self.live_chunk)
        self._document.line_state_changed.connect(self._follow_job)
        self._player.position_changed.connect(self._follow_player)
        self._follow_loop()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Timeline"))
        self.across.setAccessibleName(self.tr("Scroll across"))
        self.down.setAccessibleName(self.tr("Scroll down"))
        self.canvas.retranslate()

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

    # -- zoom ------------------------------------------------------------------------------------------------

    def zoom_in(self) -> None:
        self.state.set_view(self.state.view.zoomed(_ZOOM_STEP, self._anchor()))

    def zoom_out(self) -> None:
        self.state.set_view(self.state.view.zoomed(1 / _ZOOM_STEP, self._anchor()))

    def zoom_normal(self) -> None:
        """The everyday zoom, around the playhead."""
        self.state.set_view(
            self.state.view.at_zoom(self.state.sample_rate / NORMAL_PIXELS_PER_SECOND, self._anchor())
        )

    def zoom_fit(self) -> None:
        """Everything."""
        self.state.set_view(self.state.view.fitted(0, max(self.state.length, self.state.sample_rate)))

    def zoom_selection(self) -> None:
        """The selected clips, or else the loop range, or else everything."""
        chosen = self._selected()
        if chosen:
            start, end = min(entry.start for entry in chosen), max(entry.end for entry in chosen)
            self.state.set_view(self.state.view.fitted(start, end))
        elif self.state.loop_in is not None and self.state.loop_out is not None:
            self.state.set_view(self.state.view.fitted(self.state.loop_in, self.state.loop_out))
        else:
            self.zoom_fit()

    def _anchor(self) -> float:
        at = self.state.view.to_px(self.state.playhead)
        return at if 0 <= at < self.state.view.width else self.state.view.width / 2

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

    def _selected(self) -> list[ClipEntry]:
        return self.clips.selected()

    def _follow_current_line(self, line_id: str) -> None:
        if any(entry.line_id == line_id for entry in self._selected()):
            return
        found = self.state.table.of_line(line_id)
        self._document.set_selected_clips((found[1].clip_id,) if found is not None else ())

    def _keep_selection(self) -> None:
        if not self._selected() and self._document.current_line_id:
            self._follow_current_line(self._document.current_line_id)

    def _describe_selection(self) -> None:
        chosen = self._selected()
        if len(chosen) > 1:
            self.canvas.setAccessibleDescription(self.tr("{0} clips selected").format(len(chosen)))
        else:
            self.canvas.setAccessibleDescription(clip_words(self.state, chosen[0]) if chosen else "")

    def _select_beside(self, step: int) -> None:
        """Select the next or previous clip in time, over all tracks."""
        clips = self.state.table.all()
        if not clips:
            return
        chosen = self._selected()
        at = clips.index(chosen[0]) + step if chosen else 0
        entry = clips[min(max(at, 0), len(clips) - 1)]
        if entry.line_id is not None:
            self._document.set_current_line(entry.line_id)
        self._document.set_selected_clips((entry.clip_id,))
        self._show_clip(entry)

    def _show_clip(self, entry: ClipEntry) -> None:
        view = self.state.view
        if not (view.shows(entry.start) and view.shows(entry.end)):
            self.state.set_view(view.paged_to(entry.start))
        found = self.state.table.find(entry.clip_id)
        if found is not None:
            top = found[0] * ROW_HEIGHT
            if not self.state.row_scroll <= top <= self.state.row_scroll + self.canvas.height() - ROW_HEIGHT:
                self.state.set_row_scroll(top)

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

    def _reset_part(self, found: Hit) -> None:
        entry = found.entry
        if entry is None:
            return
        ids = [entry.clip_id]
        if found.part is Part.GAIN:
            self.clips.set_gain(0.0, ids)
        elif found.part is Part.FADE_IN:
            self.clips.set_fades(fade_in=0, ids=ids)
        elif found.part is Part.FADE_OUT:
            self.clips.set_fades(fade_out=0, ids=ids)
        elif found.part is Part.GAP_END and entry.line_id is not None:
            self.clips.set_gap(entry.line_id, None)

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
            Command.ZOOM_IN: self.zoom_in,
            Command.ZOOM_NORMAL: self.zoom_normal,
            Command.ZOOM_OUT: self.zoom_out,
            Command.ZOOM_SELECTION: self.zoom_selection,
            Command.ZOOM_FIT: self.zoom_fit,
            Command.PREVIOUS_CLIP: lambda: self._select_beside(-1),
            Command.NEXT_CLIP: lambda: self._select_beside(1),
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
        for entry in self._selected():
            found = self.state.table.find(entry.clip_id)
            if found is not None:
                x = min(max(0, round(self.state.view.to_px(entry.start))), self.canvas.width())
                return self.canvas.mapToGlobal(QPoint(x, found[0] * ROW_HEIGHT - self.state.row_scroll))
        return self.canvas.mapToGlobal(QPoint(0, 0))

    def _play_selected(self) -> None:
        chosen = self._selected()
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

    # -- geometry --------------------------------------------------------------------------------------------

    def _follow_view(self) -> None:
        view, state = self.state.view, self.state
        for bar, most, value, page in (
            (self.across, view.scroll_range, view.scroll_value, view.width),
            (self.down, state.row_scroll_range, state.row_scroll, state.rows_height),
        ):
            bar.blockSignals(True)
            bar.setRange(0, most)
            bar.setPageStep(max(1, page))
            bar.setSingleStep(ROW_HEIGHT)
            bar.setValue(value)
            bar.blockSignals(False)
            bar.setVisible(most > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        QTimer.singleShot(0, self, self._place_floating)

    def _place_floating(self) -> None:
        width, height = self._stage.width(), self._stage.height()
        thick = self.across.sizeHint().height()
        self.across.setGeometry(0, height - thick, width - thick, thick)
        top = self.canvas.y()
        self.down.setGeometry(width - thick, top, thick, height - top - thick)
        zoom = self.zoom_bar.sizeHint().width()
        self.zoom_bar.setGeometry(width - zoom, 0, zoom, self.ruler.height())
        self.playhead.follow()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
