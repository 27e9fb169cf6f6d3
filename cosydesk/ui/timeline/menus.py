"""The context menus of the canvas and the ruler."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cosydesk.ui.document import Document
from cosydesk.ui.timeline.clip_hit import Hit
from cosydesk.ui.timeline.keys import Command, text
from cosydesk.ui.timeline.ruler import RulerUnit

if TYPE_CHECKING:
    from cosydesk.ui.timeline.timeline_view import TimelineView


def clip_menu(view: TimelineView, document: Document, found: Hit, play_from: Callable[[int], None]) -> QMenu:
    """For a clip, or for the empty canvas."""
    menu = _Menu(view)
    entry = found.entry
    if entry is not None:
        clip_id, line_id = entry.clip_id, entry.line_id

        def back() -> None:
            document.apply(document.project.place_clip(clip_id, None))

        menu.add(_tr("Play from here"), lambda: play_from(entry.start), "play", _key(Command.PLAY_CLIP))
        if line_id is not None:
            menu.add(_tr("Reveal line"), lambda: view.reveal_requested.emit(line_id), "list")
        menu.addSeparator()
        action = menu.add(_tr("Back into the sequence"), back, "undo-2")
        action.setEnabled(entry.pinned and line_id is not None and not document.project.read_only)
        if not entry.pinned:
            action.setToolTip(_tr("The clip already follows the line before it"))
        menu.addSeparator()
        menu.add(_tr("Zoom to the clip"), view.zoom_selection, "zoom-in", _key(Command.ZOOM_SELECTION))
    else:
        menu.add(_tr("Play from here"), lambda: play_from(found.sample), "play")
        menu.addSeparator()
    menu.add(_tr("Zoom to fit"), view.zoom_fit, "maximize", _key(Command.ZOOM_FIT))
    return menu


def ruler_menu(view: TimelineView, sample: int) -> QMenu:
    """The loop range, and what the ruler counts in."""
    menu, state = _Menu(view), view.state
    menu.add(_tr("Loop begins here"), lambda: view.set_in(sample), "", _key(Command.SET_IN))
    menu.add(_tr("Loop ends here"), lambda: view.set_out(sample), "", _key(Command.SET_OUT))
    clear = menu.add(_tr("Clear the loop range"), view.clear_loop, "", _key(Command.CLEAR_LOOP))
    clear.setEnabled(state.loop_in is not None or state.loop_out is not None)
    menu.addSeparator()
    for unit, name in ((RulerUnit.TIME, _tr("Show time")), (RulerUnit.FRAMES, _tr("Show frames"))):
        action = menu.add(name, lambda unit=unit: state.set_unit(unit))  # type: ignore[misc]
        action.setCheckable(True)
        action.setChecked(state.unit is unit)
    return menu


class _Menu(QMenu):
    """A menu that is gone once it is closed. Keys are written beside the names, not bound: the timeline answers to
    them itself.
    """

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self._theme = view.theme
        self.setToolTipsVisible(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(self, name: str, do: Callable[[], None], icon: str = "", keys: str = "") -> QAction:
        action = self.addAction(f"{name}\t{keys}" if keys else name)
        action.triggered.connect(lambda _checked=False: do())
        if icon:
            action.setIcon(self._theme.icon(icon))
        return action


def _key(wanted: Command) -> str:
    return text(wanted)


def _tr(source: str) -> str:
    return QCoreApplication.translate("TimelineMenu", source)
