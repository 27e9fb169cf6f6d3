"""What the mouse does on the canvas: pointing, selecting, panning, and the drags."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from cosydesk.studio import arrange
from cosydesk.studio.edit import Edit
from cosydesk.studio.project import Project
from cosydesk.studio.timeline import source_length
from cosydesk.ui.timeline.clip_hit import Hit, Part, hit, row_at
from cosydesk.ui.timeline.clip_table import ClipEntry
from cosydesk.ui.timeline.drag import Drag, Pointer
from cosydesk.ui.timeline.geometry import clip_rect
from cosydesk.ui.timeline.move_drag import MoveDrag
from cosydesk.ui.timeline.shape_drags import FadeDrag, GainDrag, GapDrag, TrimDrag
from cosydesk.ui.timeline.sizes import PLAYHEAD_GRIP
from cosydesk.ui.timeline.snap import SnapTargets
from cosydesk.ui.timeline.state import TimelineState

_HANDLE_SLOP = 3

_CURSORS = {
    Part.BODY: Qt.CursorShape.OpenHandCursor,
    Part.START_EDGE: Qt.CursorShape.SizeHorCursor,
    Part.END_EDGE: Qt.CursorShape.SizeHorCursor,
    Part.FADE_IN: Qt.CursorShape.PointingHandCursor,
    Part.FADE_OUT: Qt.CursorShape.PointingHandCursor,
    Part.GAIN: Qt.CursorShape.SizeVerCursor,
    Part.GAP_END: Qt.CursorShape.SplitHCursor,
}


class _Way(Enum):
    """What the held button does where it isn't a drag of a clip."""

    NOTHING = 0
    PAN = 1
    SCRUB = 2
    EMPTY = 3
    """Pressed on empty ground: a click points at a time, a drag draws a frame."""
    MARQUEE = 4


class Gestures:
    """Turns mouse events into selections, seeks and drags. The canvas hands it positions in its own px.

    Attributes:
        drag: of a clip, or None. marquee: the selecting frame, or None.
        hot: the part under the mouse, and the clip it belongs to ("" for none).
        cursor: the mouse's shape, None for the usual one.
    """

    def __init__(self, state: TimelineState, seek: Callable[[int], None]) -> None:
        self._state = state
        self._seek = seek
        self._way = _Way.NOTHING
        self._press = QPointF()
        self._pressed_on: Hit | None = None
        self._selected_before: frozenset[str] = frozenset()
        self._panned_from = 0
        self._anchor = 0.0
        self._targets: SnapTargets | None = None
        self.drag: Drag | None = None
        self.marquee: QRectF | None = None
        self.hot: tuple[str, Part] = ("", Part.NOTHING)
        self.cursor: Qt.CursorShape | None = None

    @property
    def is_dragging(self) -> bool:
        return self.drag is not None or self._way in (_Way.SCRUB, _Way.MARQUEE)

    @property
    def scrolls_at_side(self) -> bool:
        """Whether the view moves on while the mouse is held near a side."""
        return self._way in (_Way.SCRUB, _Way.MARQUEE) or (self.drag is not None and self.drag.begun)

    def hit(self, at: QPointF) -> Hit:
        return hit(self._state.table, self._state.view, at.x(), at.y(), self._state.row_scroll)

    # -- the buttons -----------------------------------------------------------------------------------------

    def press(self, at: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        self._press = at
        if button == Qt.MouseButton.MiddleButton:
            self._way, self._panned_from = _Way.PAN, self._state.view.scroll_value
            self.cursor = Qt.CursorShape.ClosedHandCursor
            return
        found = self.hit(at)
        is_clip = found.entry is not None and found.part is not Part.GAP_END
        if button == Qt.MouseButton.RightButton:
            if is_clip and found.entry and found.entry.clip_id not in self._state.document.selected_clip_ids:
                self._select(found.entry)
            return
        if button != Qt.MouseButton.LeftButton:
            return
        self._pressed_on = found
        self._selected_before = self._state.document.selected_clip_ids
        if is_clip and found.entry is not None:
            self._press_clip(found, found.entry, modifiers)
        elif found.entry is not None and found.row is not None:
            self._hold(found)
        elif self._near_playhead(at):
            self._way = _Way.SCRUB
        else:
            self._way = _Way.EMPTY
            self._anchor = self._state.view.left + at.x() * self._state.view.samples_per_pixel

    def _press_clip(self, found: Hit, entry: ClipEntry, modifiers: Qt.KeyboardModifier) -> None:
        document = self._state.document
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            document.set_selected_clips(document.selected_clip_ids ^ {entry.clip_id})
            return
        if modifiers & Qt.KeyboardModifier.ShiftModifier and found.part is Part.BODY:
            self._select_up_to(entry)
            return
        if entry.clip_id not in document.selected_clip_ids:
            self._select(entry)
        elif entry.line_id is not None:
            document.set_current_line(entry.line_id)
        self._hold(found)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """With a button held."""
        state = self._state
        if self._way is _Way.PAN:
            state.set_view(state.view.at_scroll_value(self._panned_from - round(at.x() - self._press.x())))
        elif self._way is _Way.SCRUB:
            self._seek(state.view.to_sample(at.x()))
        elif self._way is _Way.MARQUEE or (self._way is _Way.EMPTY and self._is_far(at)):
            self._way = _Way.MARQUEE
            self._draw_marquee(at, modifiers)
        elif self.drag is not None and (self.drag.begun or self._is_far(at)):
            self._move_drag(self.drag, at, modifiers)

    def release(self, at: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        if button == Qt.MouseButton.MiddleButton:
            self._way = _Way.NOTHING
            self.hover(at)
        if button != Qt.MouseButton.LeftButton:
            return
        way, self._way = self._way, _Way.NOTHING
        drag, self.drag = self.drag, None
        found, self._pressed_on = self._pressed_on, None
        self.marquee = None
        document = self._state.document
        if drag is not None and drag.begun:
            edit = drag.edit(document.project)
            if edit is not None:
                document.apply(edit)
        elif way is _Way.EMPTY and found is not None:
            document.set_selected_clips(())
            self._seek(found.sample)
        elif (
            drag is not None
            and found is not None
            and found.entry is not None
            and found.part is not Part.GAP_END
            and len(document.selected_clip_ids) > 1
        ):
            # A click on one of several selected clips means it alone.
            self._select(found.entry)
        self._state.reach(0)
        self.hover(at)

    def cancel(self) -> bool:
        """Put everything back as it was before the press; False when nothing was under way."""
        was = self.is_dragging
        if self._way is _Way.MARQUEE:
            self._state.document.set_selected_clips(self._selected_before)
        self.drag = None
        self.marquee = None
        self._way = _Way.NOTHING
        self._pressed_on = None
        self.cursor = None
        self._state.reach(0)
        return was

    def hover(self, at: QPointF) -> bool:
        """No button is held; says whether something else is under the mouse now."""
        found = self.hit(at)
        hot = (found.entry.clip_id if found.entry is not None else "", found.part)
        self.cursor = _CURSORS.get(found.part)
        if found.entry is None and self._near_playhead(at):
            self.cursor = Qt.CursorShape.SplitHCursor
        elif self._state.document.project.read_only and found.part is not Part.BODY:
            self.cursor = None
        changed = hot != self.hot
        self.hot = hot
        return changed

    def leave(self) -> bool:
        changed = self.hot[0] != ""
        self.hot = ("", Part.NOTHING)
        return changed

    # -- inside ----------------------------------------------------------------------------------------------

    def _is_far(self, at: QPointF) -> bool:
        # Whoever takes a handle means it; a clip must not slip away under a click.
        is_handle = self.drag is not None and not isinstance(self.drag, MoveDrag)
        least = _HANDLE_SLOP if is_handle else QApplication.startDragDistance()
        return (at - self._press).manhattanLength() >= least

    def _near_playhead(self, at: QPointF) -> bool:
        return abs(self._state.view.to_px(self._state.playhead) - at.x()) <= PLAYHEAD_GRIP

    def _select(self, entry: ClipEntry) -> None:
        document = self._state.document
        if entry.line_id is not None:
            document.set_current_line(entry.line_id)
        document.set_selected_clips((entry.clip_id,))

    def _select_up_to(self, entry: ClipEntry) -> None:
        """Everything in time from what is selected to this clip, over the rows between."""
        table = self._state.table
        chosen = [found for clip_id in self._selected_before if (found := table.find(clip_id)) is not None]
        here = table.find(entry.clip_id)
        if here is None:
            return
        ends = [*chosen, here]
        rows = range(min(row for row, _ in ends), max(row for row, _ in ends) + 1)
        first, last = min(e.start for _, e in ends), max(e.end for _, e in ends)
        inside = [
            e.clip_id
            for row in rows
            for e in table.rows[row].clips.entries[table.rows[row].clips.within(first, last)]
            if e.start < last and e.end > first
        ]
        self._state.document.set_selected_clips(inside)

    def held(self) -> list[tuple[int, ClipEntry]]:
        """The selected clips with their rows."""
        found = (self._state.table.find(clip_id) for clip_id in self._state.document.selected_clip_ids)
        return [place for place in found if place is not None]

    def _hold(self, found: Hit) -> None:
        """Begin the drag that the part under the mouse stands for."""
        state, entry, row = self._state, found.entry, found.row
        if entry is None or row is None or state.document.project.read_only:
            return
        grab = state.view.left + self._press.x() * state.view.samples_per_pixel
        rate = state.sample_rate
        if found.part is Part.BODY:
            others = [place for place in self.held() if place[1].clip_id != entry.clip_id]
            rows = sum(1 for shown in state.table.rows if shown.track_id is not None)
            self.drag = MoveDrag([(row, entry), *others], grab, rows, state.moment)
        elif found.part in (Part.START_EDGE, Part.END_EDGE):
            self.drag = TrimDrag(row, entry, found.part, self._trim_limits(entry, found.part), grab, rate)
        elif found.part in (Part.FADE_IN, Part.FADE_OUT):
            self.drag = FadeDrag(row, entry, found.part, grab, rate)
        elif found.part is Part.GAIN:
            self.drag = GainDrag(row, entry, self.held(), self._press.y(), rate)
        elif found.part is Part.GAP_END and entry.line_id is not None:
            line_id = entry.line_id

            def write(project: Project, gap_ms: int) -> Edit:
                return arrange.set_gap(project, line_id, gap_ms)

            self.drag = GapDrag(row, entry, grab, rate, write)

    def _trim_limits(self, entry: ClipEntry, part: Part) -> tuple[int, int]:
        project = self._state.document.project
        placed = next(at for at in project.layout() if at.clip.id == entry.clip_id)
        low, high = arrange.trim_range(project, placed)
        if part is Part.START_EDGE:
            return low, high
        whole = source_length(placed.clip, project.takes[entry.take_id], project.sample_rate)
        return -high, whole - placed.offset - placed.length

    def _move_drag(self, drag: Drag, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        state = self._state
        if not drag.begun:
            held = drag.held if isinstance(drag, MoveDrag) else ()
            self._targets = state.snap_targets([entry.clip_id for _, entry in held])
        row = row_at(state.table, at.y(), state.row_scroll)
        if row is not None and state.table.rows[row].track_id is None:
            row = None
        snapping = state.snapping != bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        drag.move(Pointer(state.view, at.x(), at.y(), row, self._targets if snapping else None))
        # A clip may be carried past the end of everything: the view must be able to follow.
        state.reach(drag.reach())
        self.cursor = drag.cursor

    def _draw_marquee(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        state = self._state
        left = state.view.to_px(self._anchor)
        self.marquee = QRectF(QPointF(left, self._press.y()), at).normalized()
        touched = {
            entry.clip_id
            for number, row in enumerate(state.table.rows)
            for entry in row.clips.entries[
                row.clips.within(
                    state.view.to_sample(self.marquee.left()), state.view.to_sample(self.marquee.right())
                )
            ]
            if clip_rect(state.view, state.row_scroll, entry, number).intersects(self.marquee)
        }
        if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            touched |= self._selected_before
        state.document.set_selected_clips(touched)
