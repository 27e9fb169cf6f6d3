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
    C.SELECT_ALL: QT_TRANSLATE_NOOP("TimelineCommand", "Select all clips"),
    C.EXTEND_BACK: QT_TRANSLATE_NOOP("TimelineCommand", "Select the previous clip too"),
    C.EXTEND_ON: QT_TRANSLATE_NOOP("TimelineCommand", "Select the next clip too"),
    C.SPLIT: QT_TRANSLATE_NOOP("TimelineCommand", "Split at the playhead"),
    C.DELETE: QT_TRANSLATE_NOOP("TimelineCommand", "Delete clips"),
    C.RIPPLE_DELETE: QT_TRANSLATE_NOOP("TimelineCommand", "Ripple delete"),
    C.COPY: QT_TRANSLATE_NOOP("TimelineCommand", "Copy clips"),
    C.CUT: QT_TRANSLATE_NOOP("TimelineCommand", "Cut clips"),
    C.PASTE: QT_TRANSLATE_NOOP("TimelineCommand", "Paste clips at the playhead"),
    C.DUPLICATE: QT_TRANSLATE_NOOP("TimelineCommand", "Duplicate clips"),
    C.TRIM_START_BACK: QT_TRANSLATE_NOOP("TimelineCommand", "Start of the clip a frame earlier"),
    C.TRIM_START_ON: QT_TRANSLATE_NOOP("TimelineCommand", "Start of the clip a frame later"),
    C.TRIM_END_BACK: QT_TRANSLATE_NOOP("TimelineCommand", "End of the clip a frame earlier"),
    C.TRIM_END_ON: QT_TRANSLATE_NOOP("TimelineCommand", "End of the clip a frame later"),
    C.TRIM_START_HERE: QT_TRANSLATE_NOOP("TimelineCommand", "Trim the start to the playhead"),
    C.TRIM_END_HERE: QT_TRANSLATE_NOOP("TimelineCommand", "Trim the end to the playhead"),
    C.TRACK_UP: QT_TRANSLATE_NOOP("TimelineCommand", "Move clips to the track above"),
    C.TRACK_DOWN: QT_TRANSLATE_NOOP("TimelineCommand", "Move clips to the track below"),
    C.GAIN_UP: QT_TRANSLATE_NOOP("TimelineCommand", "Clips 0.5 dB louder"),
    C.GAIN_DOWN: QT_TRANSLATE_NOOP("TimelineCommand", "Clips 0.5 dB quieter"),
    C.FADE_IN_HERE: QT_TRANSLATE_NOOP("TimelineCommand", "Fade in up to the playhead"),
    C.FADE_OUT_HERE: QT_TRANSLATE_NOOP("TimelineCommand", "Fade out from the playhead"),
    C.GAP: QT_TRANSLATE_NOOP("TimelineCommand", "Gap after the line…"),
    C.FOLLOW_SCRIPT: QT_TRANSLATE_NOOP("TimelineCommand", "Follow the script"),
    C.MARKER: QT_TRANSLATE_NOOP("TimelineCommand", "Add or name a marker"),
    C.DELETE_MARKER: QT_TRANSLATE_NOOP("TimelineCommand", "Delete the marker"),
    C.PREVIOUS_MARKER: QT_TRANSLATE_NOOP("TimelineCommand", "To the previous marker"),
    C.NEXT_MARKER: QT_TRANSLATE_NOOP("TimelineCommand", "To the next marker"),
    C.SNAPPING: QT_TRANSLATE_NOOP("TimelineCommand", "Snapping on or off"),
    C.ADD_TRACK: QT_TRANSLATE_NOOP("TimelineCommand", "Add track"),
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
