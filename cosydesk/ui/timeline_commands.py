"""The timeline's own keys beside the window's actions: in the palette, in the shortcut editor, in the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from cosydesk.ui.keymap import Keymap
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.palette.entries import Extra
from cosydesk.ui.timeline import keys
from cosydesk.ui.timeline.keys import Command

C = Command
SCOPE = "timeline"

WORDS: dict[Command, str] = {
    C.FRAME_BACK: QT_TRANSLATE_NOOP("TimelineCommand", "One frame back"),
    C.FRAME_ON: QT_TRANSLATE_NOOP("TimelineCommand", "One frame on"),
    C.SECOND_BACK: QT_TRANSLATE_NOOP("TimelineCommand", "One second back"),
    C.SECOND_ON: QT_TRANSLATE_NOOP("TimelineCommand", "One second on"),
    C.PREVIOUS_EDGE: QT_TRANSLATE_NOOP("TimelineCommand", "To the previous clip edge"),
    C.NEXT_EDGE: QT_TRANSLATE_NOOP("TimelineCommand", "To the next clip edge"),
    C.TO_START: QT_TRANSLATE_NOOP("TimelineCommand", "Go to start"),
    C.TO_END: QT_TRANSLATE_NOOP("TimelineCommand", "Go to the end"),
    C.SET_IN: QT_TRANSLATE_NOOP("TimelineCommand", "Loop begins here"),
    C.SET_OUT: QT_TRANSLATE_NOOP("TimelineCommand", "Loop ends here"),
    C.CLEAR_LOOP: QT_TRANSLATE_NOOP("TimelineCommand", "Clear the loop"),
    C.ZOOM_IN: QT_TRANSLATE_NOOP("TimelineCommand", "Zoom in"),
    C.ZOOM_NORMAL: QT_TRANSLATE_NOOP("TimelineCommand", "Normal zoom"),
    C.ZOOM_OUT: QT_TRANSLATE_NOOP("TimelineCommand", "Zoom out"),
    C.ZOOM_SELECTION: QT_TRANSLATE_NOOP("TimelineCommand", "Zoom to the selection"),
    C.ZOOM_FIT: QT_TRANSLATE_NOOP("TimelineCommand", "Zoom to fit"),
    C.PREVIOUS_CLIP: QT_TRANSLATE_NOOP("TimelineCommand", "Select the previous clip"),
    C.NEXT_CLIP: QT_TRANSLATE_NOOP("TimelineCommand", "Select the next clip"),
    C.NUDGE_BACK: QT_TRANSLATE_NOOP("TimelineCommand", "Move the clip back a frame"),
    C.NUDGE_ON: QT_TRANSLATE_NOOP("TimelineCommand", "Move the clip on a frame"),
    C.PLAY_CLIP: QT_TRANSLATE_NOOP("TimelineCommand", "Play from the selected clip"),
}


class TimelineCommands(QObject):
    """Makes the timeline's commands known to the keymap and keeps their keys as the person wants them."""

    def __init__(self, keymap: Keymap, run: Callable[[Command], None], parent: QObject) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._run = run
        for command in WORDS:
            keymap.register(_name(command), keys.defaults(command), SCOPE)
            keys.rebind(command, keymap.keys(_name(command)))
        keymap.changed.connect(self._take_keys)

    def extras(self) -> list[Extra]:
        """For the lists of actions."""
        group = QCoreApplication.translate("TimelineCommand", "On the timeline")
        return [
            Extra(
                _name(command),
                "TimelineCommand",
                words,
                group,
                self._keymap.keys(_name(command)),
                self._do(command),
            )
            for command, words in WORDS.items()
        ]

    def _do(self, command: Command) -> Callable[[], None]:
        return lambda: self._run(command)

    def _take_keys(self, name: str) -> None:
        for command in WORDS:
            if _name(command) == name:
                keys.rebind(command, self._keymap.keys(name))


def _name(command: Command) -> str:
    return f"timeline.{command.name}"
