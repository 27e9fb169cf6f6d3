"""The context menus of the canvas, the ruler and the markers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from cosydesk.studio.frame_rate import drops
from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.timecode import FRAME_RATES
from cosydesk.ui.timeline.clip_hit import Hit
from cosydesk.ui.timeline.clip_table import ClipEntry
from cosydesk.ui.timeline.keys import Command, text
from cosydesk.ui.timeline.ruler import RulerUnit

if TYPE_CHECKING:
    from cosydesk.ui.timeline.timeline_view import TimelineView

_SWATCH = 12


class CanvasMenu(QMenu):
    """For the selected clips, or for the empty canvas."""

    def __init__(
        self,
        view: TimelineView,
        document: Document,
        found: Hit,
        play_from: Callable[[int], None],
        at: QPoint,
    ) -> None:
        super().__init__(view)
        prepare(self)
        self._view = view
        self._document = document
        self._theme = view.theme
        self._at = at
        entry = found.entry
        sample = found.sample if entry is None else entry.start
        keys = Command.PLAY_CLIP if entry is not None else None
        self._add(self.tr("Play from here"), lambda: play_from(sample), "play", keys)
        if entry is not None:
            self._add_clip(entry)
        else:
            self._add_empty()
        self.addSeparator()
        if entry is not None:
            self._add(self.tr("Zoom to the clip"), view.zoom.fit_selection, "zoom-in", Command.ZOOM_SELECTION)
        self._add(self.tr("Zoom to fit"), view.zoom.fit, "maximize", Command.ZOOM_FIT)

    def _add_clip(self, entry: ClipEntry) -> None:
        view, clips, project = self._view, self._view.clips, self._document.project
        line_id = entry.line_id
        fixed = project.read_only
        why = self.tr("This project is open to look at only") if fixed else ""
        if line_id is not None:
            reveal = self.tr("Reveal line")
            self._add(reveal, lambda: view.reveal_requested.emit(line_id), "list")
        self.addSeparator()
        inside = entry.start < view.state.playhead < entry.end
        outside = "" if inside else self.tr("The playhead isn't inside the clip")
        self._add(self.tr("Split at the playhead"), clips.split, "scissors", Command.SPLIT, why or outside)
        here = self.tr("Trim start to the playhead")
        self._add(here, clips.trim_start_here, "", Command.TRIM_START_HERE, why or outside)
        here = self.tr("Trim end to the playhead")
        self._add(here, clips.trim_end_here, "", Command.TRIM_END_HERE, why or outside)
        self.addSeparator()
        self._add(self.tr("Cut"), clips.cut, "", Command.CUT, why)
        self._add(self.tr("Copy"), clips.copy, "copy", Command.COPY)
        self._add(self.tr("Duplicate"), clips.duplicate, "", Command.DUPLICATE, why)
        self._add(self.tr("Delete"), clips.delete, "trash-2", Command.DELETE, why)
        self._add(self.tr("Ripple delete"), clips.ripple_delete, "", Command.RIPPLE_DELETE, why)
        self.addSeparator()
        self._add(self.tr("Gain…"), lambda: view.questions.ask_gain(self._at), "", None, why)
        self._add(self.tr("Tempo…"), lambda: view.questions.ask_tempo(self._at), "", None, why)
        self._add(self.tr("Fade in…"), lambda: view.questions.ask_fade(self._at, rising=True), "", None, why)
        self._add(
            self.tr("Fade out…"), lambda: view.questions.ask_fade(self._at, rising=False), "", None, why
        )
        self.addSeparator()
        loose = "" if line_id is not None else self.tr("This clip is a copy without a line")
        self._add(
            self.tr("Gap after the line…"),
            lambda: view.questions.ask_gap(self._at),
            "",
            Command.GAP,
            why or loose,
        )
        if line_id is not None:
            # Each line once, though several parts of it may be selected.
            lines = dict.fromkeys(each.line_id for each in clips.selected() if each.line_id is not None)
            slotted = [each for each in lines if project.line(each).slot_in is not None]
            no_slot = "" if slotted else self.tr("The line's slot has no beginning")
            self._add(self.tr("Fit to its slot"), lambda: clips.fit(slotted), "", None, why or no_slot)
        in_place = "" if entry.pinned else self.tr("The clip already follows the line before it")
        self._add(
            self.tr("Follow the script"),
            clips.follow_script,
            "undo-2",
            Command.FOLLOW_SCRIPT,
            why or loose or in_place,
        )

    def _add_empty(self) -> None:
        view, clips = self._view, self._view.clips
        fixed = self._document.project.read_only
        why = self.tr("This project is open to look at only") if fixed else ""
        self.addSeparator()
        nothing = "" if clips.can_paste() else self.tr("Copy a clip first")
        self._add(self.tr("Paste at the playhead"), clips.paste, "", Command.PASTE, why or nothing)
        self._add(self.tr("Select all clips"), clips.select_all, "", Command.SELECT_ALL)
        self.addSeparator()
        self._add(self.tr("Add marker"), view.markers.add, "", Command.MARKER, why)
        self._add(self.tr("Add track"), view.add_track, "plus", Command.ADD_TRACK, why)
        self._add(
            self.tr("Gap between lines…"), lambda: view.questions.ask_common_gap(self._at), "", None, why
        )

    def _add(
        self,
        name: str,
        do: Callable[[], None],
        icon: str = "",
        keys: Command | None = None,
        off: str = "",
    ) -> None:
        add(self, self._theme, name, do, icon, text(keys) if keys is not None else "", off)


class RulerMenu(QMenu):
    """The loop range, markers, and what the ruler counts in."""

    def __init__(self, view: TimelineView, sample: int, at: QPoint) -> None:
        super().__init__(view)
        prepare(self)
        state, theme = view.state, view.theme
        begins, ends = self.tr("Loop begins here"), self.tr("Loop ends here")
        add(self, theme, begins, lambda: view.set_in(sample), "", text(Command.SET_IN))
        add(self, theme, ends, lambda: view.set_out(sample), "", text(Command.SET_OUT))
        loops = state.loop_in is not None or state.loop_out is not None
        clear = self.tr("Clear the loop range")
        off = "" if loops else self.tr("There is no loop range")
        add(self, theme, clear, view.clear_loop, "", text(Command.CLEAR_LOOP), off)
        self.addSeparator()
        add(self, theme, self.tr("Add marker here"), lambda: view.markers.add(sample))
        self._add_markers(view)
        self.addSeparator()
        for unit, name in (
            (RulerUnit.TIME, self.tr("Show time")),
            (RulerUnit.FRAMES, self.tr("Show frames")),
        ):
            check(add(self, theme, name, partial(state.set_unit, unit)), state.unit is unit)
        rates = self.addMenu(self.tr("Frames a second"))
        for rate in FRAME_RATES:
            name = f"{rate:g}"
            if drops(rate):
                name = self.tr("{0} with dropped numbers").format(name)
            check(add(rates, theme, name, partial(state.set_frame_rate, rate)), rate == state.frame_rate)
        self.addSeparator()
        snapping = add(
            self,
            theme,
            self.tr("Snapping"),
            lambda: state.set_snapping(not state.snapping),
            "",
            text(Command.SNAPPING),
        )
        check(snapping, state.snapping)
        add(self, theme, self.tr("Gap between lines…"), lambda: view.questions.ask_common_gap(at))

    def _add_markers(self, view: TimelineView) -> None:
        state = view.state
        markers = self.addMenu(self.tr("Go to marker"))
        for marker in state.markers:
            words = view.marker_bar.words(marker)
            action = add(markers, view.theme, words, partial(view.markers.go_to, marker))
            action.setIcon(swatch(view.theme.speaker_color(marker.color)))
        markers.setEnabled(bool(state.markers))
        off = "" if state.markers else self.tr("There are no markers yet")
        add(self, view.theme, self.tr("Delete all markers"), view.markers.delete_all, "", "", off)


class MarkerMenu(QMenu):
    """For one marker."""

    def __init__(self, view: TimelineView, marker_id: str) -> None:
        super().__init__(view)
        prepare(self)
        state, theme = view.state, view.theme
        marker = next(marker for marker in state.markers if marker.id == marker_id)
        add(self, theme, self.tr("Go to the marker"), lambda: view.markers.go_to(marker))
        add(self, theme, self.tr("Rename…"), lambda: view.marker_bar.rename(marker_id))
        colors = self.addMenu(self.tr("Colour"))
        add_colors(colors, theme, marker.color, lambda color: view.markers.set_color(marker_id, color))
        self.addSeparator()
        add(
            self,
            theme,
            self.tr("Delete marker"),
            view.markers.delete,
            "trash-2",
            text(Command.DELETE_MARKER),
        )


def prepare(menu: QMenu) -> None:
    """Reasons in tooltips are shown, and a closed menu is gone."""
    menu.setToolTipsVisible(True)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def add(
    menu: QMenu,
    theme: Theme,
    name: str,
    do: Callable[[], object],
    icon: str = "",
    keys: str = "",
    off: str = "",
) -> QAction:
    """An entry. Keys are written beside the name, not bound: the timeline answers to them itself. `off` says why it
    can't be chosen; "" where it can.
    """
    action = menu.addAction(f"{name}\t{keys}" if keys else name)
    action.triggered.connect(lambda _checked=False: do())
    if icon:
        action.setIcon(theme.icon(icon))
    if off:
        action.setEnabled(False)
        action.setToolTip(off)
    return action


def check(action: QAction, checked: bool) -> None:
    action.setCheckable(True)
    action.setChecked(checked)


def add_colors(menu: QMenu, theme: Theme, now: int | None, choose: Callable[[int], None]) -> list[QAction]:
    """The speakers' hues to choose from, by number and colour."""
    made = []
    for color in range(len(theme.palette.speakers)):
        action = add(menu, theme, str(color + 1), partial(choose, color))
        action.setIcon(swatch(theme.speaker_color(color)))
        check(action, now == color)
        made.append(action)
    return made


def swatch(color: QColor) -> QIcon:
    """A dot of a colour."""
    pixmap = QPixmap(2 * _SWATCH, 2 * _SWATCH)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(2, 2, 2 * _SWATCH - 4, 2 * _SWATCH - 4)
    painter.end()
    return QIcon(pixmap)
