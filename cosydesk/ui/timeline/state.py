"""What ruler, canvas, track headers and playhead share: the view, the rows, the playhead, the loop range."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from cosydesk.studio.marker import Marker
from cosydesk.ui.document import Document
from cosydesk.ui.timecode import frame_at, sample_of
from cosydesk.ui.timeline.clip_table import ClipTable
from cosydesk.ui.timeline.live_clip import LiveClip, spoken_seconds
from cosydesk.ui.timeline.peak_bank import PeakBank
from cosydesk.ui.timeline.peak_loader import PeakLoader
from cosydesk.ui.timeline.ruler import RulerUnit, grid, moment
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.timeline.snap import SnapTargets
from cosydesk.ui.timeline.table_builder import Numbers, build, line_numbers, live_start, read_peaks
from cosydesk.ui.timeline.viewport import Viewport


class TimelineState(QObject):
    """The timeline's own state, beside the document's.

    Attributes:
        view: the stretch of time in sight. row_scroll: px scrolled down.
        table: the rows as the project stands. live: clips being spoken, by line id.
        playhead: sample. loop_in, loop_out: samples or None; while an end is dragged ahead of the project's.
        snapping: whether drags snap; Shift turns it round.
        selected_marker: id, "" for none.

    Signals:
        view_changed, table_changed, playhead_moved, loop_changed, markers_changed, snapping_changed: as they say.
        peaks_arrived: some waveform can be drawn now.
    """

    view_changed = Signal()
    table_changed = Signal()
    playhead_moved = Signal()
    loop_changed = Signal()
    markers_changed = Signal()
    snapping_changed = Signal()
    peaks_arrived = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.view = Viewport.normal(document.project.sample_rate, 1, 0)
        self.row_scroll = 0
        self.rows_height = 0
        self.table = ClipTable()
        self.live: dict[str, LiveClip] = {}
        self.playhead = 0
        self.loop_in: int | None = None
        self.loop_out: int | None = None
        self._numbers: tuple[object, Numbers] = (None, {})
        self.snapping = True
        self.selected_marker = ""
        self._faces: dict[str, tuple[str, int | None]] = {}
        """What of the lines can be seen here."""
        self._start_over()
        document.timeline_changed.connect(self.refresh)
        document.lines_changed.connect(self._follow_lines)
        document.voices.changed.connect(self._follow_voices)
        document.project_changed.connect(self._open_project)
        document.markers_changed.connect(self._follow_markers)
        document.settings_changed.connect(self._follow_settings)

    @property
    def sample_rate(self) -> int:
        return self.document.project.sample_rate

    @property
    def frame_rate(self) -> float:
        return self.document.project.settings.frame_rate

    @property
    def unit(self) -> RulerUnit:
        """What the ruler counts in."""
        return RulerUnit.FRAMES if self.document.project.settings.show_frames else RulerUnit.TIME

    @property
    def markers(self) -> list[Marker]:
        """By time."""
        return list(self.document.project.markers)

    def moment(self, sample: int) -> str:
        """A time as the ruler counts it."""
        return moment(sample, self.sample_rate, self.unit, self.frame_rate)

    def frames_from(self, sample: int, step: int) -> int:
        """The sample of the frame so many frames on (or back) from the one at `sample`; from inside of a frame its
        own start counts as the first step back.
        """
        frame = frame_at(sample, self.sample_rate, self.frame_rate)
        if step < 0 and sample_of(frame, self.sample_rate, self.frame_rate) < sample:
            frame += 1
        return sample_of(max(0, frame + step), self.sample_rate, self.frame_rate)

    def snap_targets(self, without: Collection[str] = ()) -> SnapTargets:
        """What drags snap to: clip edges, playhead, markers, the loop's ends, the slot of the current line, and the
        ruler's grid.
        """
        line = self.document.current_line()
        slot = (line.slot_in, line.slot_out) if line is not None else ()
        edges = [self.playhead, *(marker.at for marker in self.markers if marker.id not in without)]
        edges += [edge for edge in (self.loop_in, self.loop_out, *slot) if edge is not None]
        every = np.unique(np.concatenate((self.table.edges(without), np.array(edges, np.int64))))
        return SnapTargets(every, lambda at: grid(self.view, self.unit, self.frame_rate, at))

    def set_snapping(self, snapping: bool) -> None:
        if snapping != self.snapping:
            self.snapping = snapping
            self.snapping_changed.emit()

    def select_marker(self, marker_id: str) -> None:
        if marker_id != self.selected_marker:
            self.selected_marker = marker_id
            self.markers_changed.emit()

    @property
    def length(self) -> int:
        """End of the last clip, spoken or being spoken, samples."""
        return max([self.document.project.length(), *(live.end for live in self.live.values())])

    @property
    def content_end(self) -> int:
        """What the view must be able to show: clips, markers, the loop range, slots."""
        lines = self.document.project.lines
        slots = max((line.slot_out or line.slot_in or 0 for line in lines), default=0)
        return max(self.length, self.loop_out or 0, *(marker.at for marker in self.markers), slots)

    @property
    def is_empty(self) -> bool:
        return not self.live and not self.table.clip_count

    def set_view(self, view: Viewport) -> None:
        if view != self.view:
            self.view = view
            self.view_changed.emit()

    def reach(self, sample: int) -> None:
        """Let the view go as far as a sample, although nothing lies there yet."""
        self.set_view(self.view.holding(max(self.content_end, sample)))

    def set_row_scroll(self, px: int) -> None:
        kept = min(max(0, px), self.row_scroll_range)
        if kept != self.row_scroll:
            self.row_scroll = kept
            self.view_changed.emit()

    def set_rows_height(self, px: int) -> None:
        """The canvas has room for this many px of rows."""
        self.rows_height = px
        self.set_row_scroll(self.row_scroll)

    @property
    def row_scroll_range(self) -> int:
        return max(0, len(self.table.rows) * ROW_HEIGHT - self.rows_height)

    def set_playhead(self, sample: int) -> None:
        kept = max(0, sample)
        if kept != self.playhead:
            self.playhead = kept
            self.playhead_moved.emit()

    def set_loop(self, loop_in: int | None, loop_out: int | None, *, keep: bool = True) -> None:
        """Set the ends of the loop range; the wrong way round, the older end gives way.

        `keep`: write it into the project as a step of the history; otherwise it is only shown, as while it is
        dragged. A project that is only looked at can loop too.
        """
        if loop_in is not None and loop_out is not None and loop_in >= loop_out:
            if loop_in != self.loop_in:
                loop_out = None
            else:
                loop_in = None
        if (loop_in, loop_out) != (self.loop_in, self.loop_out):
            self.loop_in, self.loop_out = loop_in, loop_out
            self.reach(0)
            self.loop_changed.emit()
        project = self.document.project
        if keep and not project.read_only:
            self.document.apply(project.set_project(loop_in=loop_in, loop_out=loop_out))

    def set_unit(self, unit: RulerUnit) -> None:
        self.document.apply(self.document.project.set_project(show_frames=unit is RulerUnit.FRAMES))

    def set_frame_rate(self, frame_rate: float) -> None:
        self.document.apply(self.document.project.set_project(frame_rate=frame_rate))

    def _follow_markers(self) -> None:
        if self.selected_marker not in {marker.id for marker in self.markers}:
            self.selected_marker = ""
        self.reach(0)
        self.markers_changed.emit()

    def _follow_settings(self) -> None:
        settings = self.document.project.settings
        if not self.document.project.read_only:
            self.set_loop(settings.loop_in, settings.loop_out, keep=False)
        if self.document.project.layout() is not self._layout:
            self.refresh()
        self.view_changed.emit()

    def _follow_lines(self, changed: frozenset[str] | None) -> None:
        """Lines that came, went or moved are told as a change of the timeline too."""
        if changed is None:
            return
        lines = [line for name in changed if (line := self.document.line(name)) is not None]
        if any(line.slot_in is not None or line.slot_out is not None for line in lines):
            self.reach(0)
        if any(self._faces.get(line.id) != (line.voice_id, line.gap_ms) for line in lines):
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Read the rows anew."""
        self._layout = self.document.project.layout()
        self.table = build(self.document, self.loader.slot, self.live.keys(), self._line_numbers())
        self.view = self.view.holding(self.content_end)
        self.set_row_scroll(self.row_scroll)
        self.table_changed.emit()

    def _line_numbers(self) -> Numbers:
        lines = self.document.project.lines
        if self._numbers[0] is not lines:
            self._numbers = (lines, line_numbers(self.document))
            self._faces = {line.id: (line.voice_id, line.gap_ms) for line in lines}
        return self._numbers[1]

    def _follow_voices(self) -> None:
        self._numbers = (None, {})
        self.refresh()

    def want_peaks(self, slots: npt.NDArray[np.intp]) -> None:
        self.loader.want(slots)

    def live_chunk(
        self, line_id: str, samples: npt.NDArray[np.float32], sample_rate: int, fraction: float = 0.0
    ) -> None:
        """Speech of a running job has arrived, float32 mono; `fraction` of its line is done, 0 = unknown."""
        line = self.document.line(line_id)
        if line is None:
            return
        clip = self.live.get(line_id)
        is_new = clip is None
        if clip is None:
            expected = round(spoken_seconds(line.text, line.speed) * self.sample_rate)
            clip = LiveClip(line_id, live_start(self.document, line_id), self.sample_rate, expected)
            self.live[line_id] = clip
        end = clip.end
        clip.append(samples, sample_rate, fraction)
        if is_new or clip.end != end:
            self.view = self.view.holding(self.content_end)
        if is_new:
            self.refresh()
        else:
            self.peaks_arrived.emit()

    def live_end(self, line_id: str) -> None:
        """The line's job has ended; its take, if there is one, is a clip of the project now."""
        if self.live.pop(line_id, None) is not None:
            self.refresh()

    def live_row(self, line_id: str) -> int | None:
        """The row that a live clip lies on."""
        line = self.document.line(line_id)
        if line is None:
            return None
        tracks = {clip.track_id for clip in self.document.project.clips_of(line_id)}
        for number, row in enumerate(self.table.rows):
            if row.track_id in tracks or (not tracks and row.voice_id == line.voice_id):
                return number
        return None

    def _start_over(self) -> None:
        project = self.document.project
        self.bank = PeakBank()
        self.loader = PeakLoader(self.bank, lambda take_id, tempo: read_peaks(project, take_id, tempo), self)
        self.loader.arrived.connect(self.peaks_arrived)
        self._layout = project.layout()
        self._numbers = (None, {})
        self.table = build(self.document, self.loader.slot, (), self._line_numbers())
        self.loop_in, self.loop_out = project.settings.loop_in, project.settings.loop_out
        self.view = Viewport.normal(project.sample_rate, self.view.width, self.content_end)

    def _open_project(self) -> None:
        self.loader.stop()
        self.live.clear()
        self._start_over()
        self.row_scroll = 0
        self.playhead = 0
        self.selected_marker = ""
        self.table_changed.emit()
        self.view_changed.emit()
        self.playhead_moved.emit()
        self.loop_changed.emit()
        self.markers_changed.emit()
