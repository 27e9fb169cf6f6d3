"""The context menus of the canvas and the ruler."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_hit import Hit
from cosydesk.ui.timeline.clip_table import ClipEntry
from cosydesk.ui.timeline.keys import Command, text
from cosydesk.ui.timeline.ruler import RulerUnit

if TYPE_CHECKING:
    from cosydesk.ui.timeline.timeline_view import TimelineView


class CanvasMenu(QMenu):
    """For a clip, or for the empty canvas."""

    def __init__(
        self, view: TimelineView, document: Document, found: Hit, play_from: Callable[[int], None]
    ) -> None:
        super().__init__(view)
        _prepare(self)
        self._theme = view.theme
        entry = found.entry
        at = found.sample if entry is None else entry.start
        keys = "" if entry is None else text(Command.PLAY_CLIP)
        _add(self, self._theme, self.tr("Play from here"), lambda: play_from(at), "play", keys)
        if entry is not None:
            self._add_clip(view, document, entry)
        self.addSeparator()
        if entry is not None:
            zoom, keys = self.tr("Zoom to the clip"), text(Command.ZOOM_SELECTION)
            _add(self, self._theme, zoom, view.zoom_selection, "zoom-in", keys)
        fit, keys = self.tr("Zoom to fit"), text(Command.ZOOM_FIT)
        _add(self, self._theme, fit, view.zoom_fit, "maximize", keys)

    def _add_clip(self, view: TimelineView, document: Document, entry: ClipEntry) -> None:
        clip_id, line_id = entry.clip_id, entry.line_id

        def back() -> None:
            document.apply(document.project.place_clip(clip_id, None))

        if line_id is not None:
            reveal = self.tr("Reveal line")
            _add(self, self._theme, reveal, lambda: view.reveal_requested.emit(line_id), "list")
        self.addSeparator()
        action = _add(self, self._theme, self.tr("Back into the sequence"), back, "undo-2")
        action.setEnabled(entry.pinned and line_id is not None and not document.project.read_only)
        if not entry.pinned:
            action.setToolTip(self.tr("The clip already follows the line before it"))


class RulerMenu(QMenu):
    """The loop range, and what the ruler counts in."""

    def __init__(self, view: TimelineView, sample: int) -> None:
        super().__init__(view)
        _prepare(self)
        state = view.state
        begins, ends = self.tr("Loop begins here"), self.tr("Loop ends here")
        _add(self, view.theme, begins, lambda: view.set_in(sample), "", text(Command.SET_IN))
        _add(self, view.theme, ends, lambda: view.set_out(sample), "", text(Command.SET_OUT))
        clear = _add(
            self,
            view.theme,
            self.tr("Clear the loop range"),
            view.clear_loop,
            "",
            text(Command.CLEAR_LOOP),
        )
        clear.setEnabled(state.loop_in is not None or state.loop_out is not None)
        self.addSeparator()
        for unit, name in (
            (RulerUnit.TIME, self.tr("Show time")),
            (RulerUnit.FRAMES, self.tr("Show frames")),
        ):
            action = _add(self, view.theme, name, lambda unit=unit: state.set_unit(unit))  # type: ignore[misc]
            action.setCheckable(True)
            action.setChecked(state.unit is unit)


def _prepare(menu: QMenu) -> None:
    menu.setToolTipsVisible(True)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def _add(
    menu: QMenu, theme: Theme, name: str, do: Callable[[], None], icon: str = "", keys: str = ""
) -> QAction:
    # Keys are written beside the name, not bound: the timeline answers to them itself.
    action = menu.addAction(f"{name}\t{keys}" if keys else name)
    action.triggered.connect(lambda _checked=False: do())
    if icon:
        action.setIcon(theme.icon(icon))
    return action
