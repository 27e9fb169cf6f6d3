"""What can be done to a voice of the list: in its menu, by keys, in the palette and in the shortcut editor."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence

from cosydesk.ui.keymap import Keymap, portable
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.palette.entries import Extra

SCOPE = "library"


class VoiceCommand(Enum):
    """Those after `FAVOURITE` are for voices of one's own."""

    ASSIGN = auto()
    HEAR = auto()
    FAVOURITE = auto()
    RECORDING = auto()
    RENAME = auto()
    TAGS = auto()
    EDIT = auto()
    DUPLICATE = auto()
    EXPORT = auto()
    DELETE = auto()

    @property
    def for_mine(self) -> bool:
        """Whether it is for voices of one's own only."""
        return self.value > VoiceCommand.FAVOURITE.value


C = VoiceCommand
WORDS: dict[VoiceCommand, tuple[str, tuple[str, ...]]] = {
    C.ASSIGN: (QT_TRANSLATE_NOOP("VoiceCommand", "Give to the current line"), ("Return", "Enter")),
    C.HEAR: (QT_TRANSLATE_NOOP("VoiceCommand", "Hear the voice"), ("Space",)),
    C.FAVOURITE: (QT_TRANSLATE_NOOP("VoiceCommand", "Favourite"), ("Ctrl+B",)),
    C.RECORDING: (QT_TRANSLATE_NOOP("VoiceCommand", "Hear the recording"), ("Shift+Space",)),
    C.RENAME: (QT_TRANSLATE_NOOP("VoiceCommand", "Rename voice"), ("F2",)),
    C.TAGS: (QT_TRANSLATE_NOOP("VoiceCommand", "Change tags"), ("Ctrl+T",)),
    C.EDIT: (QT_TRANSLATE_NOOP("VoiceCommand", "Edit voice…"), ("Alt+Return",)),
    C.DUPLICATE: (QT_TRANSLATE_NOOP("VoiceCommand", "Duplicate voice"), ("Ctrl+D",)),
    C.EXPORT: (QT_TRANSLATE_NOOP("VoiceCommand", "Export voice…"), ("Ctrl+E",)),
    C.DELETE: (QT_TRANSLATE_NOOP("VoiceCommand", "Delete voice"), ("Del",)),
}


def words(command: VoiceCommand) -> str:
    """The command's name in the language of the window."""
    return QCoreApplication.translate("VoiceCommand", WORDS[command][0])


class VoiceCommands(QObject):
    """The commands' keys, as the person wants them; they count while the list of voices has the focus."""

    def __init__(self, keymap: Keymap, run: Callable[[VoiceCommand], None], parent: QObject) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._run = run
        for command, (_, keys) in WORDS.items():
            keymap.register(_name(command), keys, SCOPE)

    def keys(self, command: VoiceCommand) -> tuple[str, ...]:
        """Its keys in Qt's portable writing."""
        return self._keymap.keys(_name(command))

    def of(self, event: QKeyEvent) -> VoiceCommand | None:
        """What a key means."""
        pressed = portable(QKeySequence(event.keyCombination()).toString())
        return next((command for command in WORDS if pressed in self.keys(command)), None)

    def extras(self) -> list[Extra]:
        """For the lists of actions."""
        group = QCoreApplication.translate("VoiceCommand", "On a voice")
        return [
            Extra(_name(command), "VoiceCommand", text, group, self.keys(command), self._do(command))
            for command, (text, _) in WORDS.items()
        ]

    def _do(self, command: VoiceCommand) -> Callable[[], None]:
        return lambda: self._run(command)


def _name(command: VoiceCommand) -> str:
    return f"library.{command.name}"
