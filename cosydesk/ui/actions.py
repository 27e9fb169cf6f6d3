"""Everything the person can do from a menu, a key or a button: one enum member and one table row each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from cosydesk.ui.keymap import Keymap
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.theme import Theme


class ActionId(Enum):
    """Names of the actions; the window connects each to what it does."""

    NEW = auto()
    OPEN = auto()
    SAVE = auto()
    SAVE_AS = auto()
    SAVE_COPY = auto()
    IMPORT_SCRIPT = auto()
    EXPORT = auto()
    CLOSE = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    SHOW_HISTORY = auto()
    FIND = auto()
    REPLACE = auto()
    FIND_NEXT = auto()
    FIND_PREVIOUS = auto()
    HEAR = auto()
    LINE_SPEED = auto()
    LINE_MANNER = auto()
    ADD_WORD = auto()
    DICTIONARY = auto()
    PREFERENCES = auto()
    PALETTE = auto()
    STRONG = auto()
    LAUGHTER = auto()
    LAUGH = auto()
    BREATH = auto()
    SIGH = auto()
    COUGH = auto()
    QUICK_BREATH = auto()
    MM = auto()
    ACCENT = auto()
    CLUCKING = auto()
    LIP_SMACK = auto()
    HISSING = auto()
    NOISE = auto()
    VOICED_NOISE = auto()
    PAUSE = auto()
    SPEAK_LINE = auto()
    SPEAK_STALE = auto()
    NEW_TAKE = auto()
    PREVIOUS_TAKE = auto()
    NEXT_TAKE = auto()
    HEAR_TAKE = auto()
    COMPARE_TAKES = auto()
    STAR_TAKE = auto()
    DELETE_TAKE = auto()
    CLEAN_TAKES = auto()
    CHECK_TAKE = auto()
    CHECK_TAKES = auto()
    NEXT_FAILED = auto()
    SLOT_IN = auto()
    SLOT_OUT = auto()
    CLEAR_SLOT = auto()
    FIT_LINE = auto()
    FIT_ALL = auto()
    SPEAK_TO_FIT = auto()
    NEXT_OVERFLOW = auto()
    CANCEL = auto()
    CANCEL_ALL = auto()
    PAUSE_QUEUE = auto()
    RETRY_FAILED = auto()
    CLEAR_ENDED = auto()
    TO_START = auto()
    PLAY = auto()
    STOP = auto()
    PLAY_BACK = auto()
    PLAY_ON = auto()
    SPEED_DOWN = auto()
    SPEED_UP = auto()
    SPEED_NORMAL = auto()
    LOOP = auto()
    HEAR_LIVE = auto()
    RESET_METERS = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    ZOOM_FIT = auto()
    SHOW_LIBRARY = auto()
    SHOW_INSPECTOR = auto()
    SHOW_TIMELINE = auto()
    SHOW_VIDEO = auto()
    OPEN_VIDEO = auto()
    CLOSE_VIDEO = auto()
    NEXT_PANEL = auto()
    PREVIOUS_PANEL = auto()
    RESET_LAYOUT = auto()
    THEME_SYSTEM = auto()
    THEME_LIGHT = auto()
    THEME_DARK = auto()
    THEME_CONTRAST = auto()
    LANGUAGE_SYSTEM = auto()
    LANGUAGE_EN = auto()
    LANGUAGE_ZH = auto()
    NEW_VOICE = auto()
    IMPORT_VOICE = auto()
    MANAGE_MODELS = auto()
    SET_UP = auto()
    OPEN_MODEL = auto()
    SERVERS = auto()
    WARM_UP = auto()
    UNLOAD = auto()
    THIS_COMPUTER = auto()
    OPEN_LOG = auto()
    SHORTCUTS = auto()
    TOUR = auto()
    GUIDE = auto()
    ABOUT = auto()


@dataclass(frozen=True)
class Spec:
    """One row of the table.

    Attributes:
        text: for menus, a source text of the context "Action".
        icon: name in ``resources/icons``; "" for none.
        keys: shortcuts, the first is shown.
        checkable: whether it is a switch.

    Plain letters, Space and Home may be keys: text fields claim them for typing before any shortcut is looked at.
    """

    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False


A = ActionId
SPECS: dict[ActionId, Spec] = {
    A.NEW: Spec(QT_TRANSLATE_NOOP("Action", "New project"), "file-plus", ("Ctrl+N",)),
    A.OPEN: Spec(QT_TRANSLATE_NOOP("Action", "Open…"), "folder-open", ("Ctrl+O",)),
    A.SAVE: Spec(QT_TRANSLATE_NOOP("Action", "Save"), "save", ("Ctrl+S",)),
    A.SAVE_AS: Spec(QT_TRANSLATE_NOOP("Action", "Save as…"), "", ("Ctrl+Shift+S",)),
    A.SAVE_COPY: Spec(QT_TRANSLATE_NOOP("Action", "Save a copy…")),
    A.IMPORT_SCRIPT: Spec(QT_TRANSLATE_NOOP("Action", "Import script…"), "file-text", ("Ctrl+I",)),
    A.EXPORT: Spec(QT_TRANSLATE_NOOP("Action", "Export…"), "upload", ("Ctrl+Shift+E",)),
    A.CLOSE: Spec(QT_TRANSLATE_NOOP("Action", "Close window"), "", ("Ctrl+W",)),
    A.QUIT: Spec(QT_TRANSLATE_NOOP("Action", "Quit"), "", ("Ctrl+Q",)),
    A.UNDO: Spec(QT_TRANSLATE_NOOP("Action", "Undo"), "undo-2", ("Ctrl+Z",)),
    A.REDO: Spec(QT_TRANSLATE_NOOP("Action", "Redo"), "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z")),
    A.SHOW_HISTORY: Spec(QT_TRANSLATE_NOOP("Action", "History"), "history", ("Ctrl+Alt+H",)),
    A.FIND: Spec(QT_TRANSLATE_NOOP("Action", "Find in the script…"), "search", ("Ctrl+F",)),
    A.REPLACE: Spec(QT_TRANSLATE_NOOP("Action", "Replace in the script…"), "replace", ("Ctrl+H",)),
    A.FIND_NEXT: Spec(QT_TRANSLATE_NOOP("Action", "Find next"), "", ("F3",)),
    A.FIND_PREVIOUS: Spec(QT_TRANSLATE_NOOP("Action", "Find previous"), "", ("Shift+F3",)),
    A.HEAR: Spec(QT_TRANSLATE_NOOP("Action", "Hear the marked words"), "ear", ("Alt+H",)),
    A.LINE_SPEED: Spec(QT_TRANSLATE_NOOP("Action", "Speed of the line…")),
    A.LINE_MANNER: Spec(QT_TRANSLATE_NOOP("Action", "Manner of the line…")),
    A.ADD_WORD: Spec(QT_TRANSLATE_NOOP("Action", "Add to dictionary…"), "", ("Alt+D",)),
    A.DICTIONARY: Spec(QT_TRANSLATE_NOOP("Action", "Pronunciation dictionary…"), "book-a"),
    A.PREFERENCES: Spec(QT_TRANSLATE_NOOP("Action", "Preferences…"), "settings", ("Ctrl+,",)),
    A.PALETTE: Spec(QT_TRANSLATE_NOOP("Action", "Find a command…"), "command", ("Ctrl+Shift+P",)),
    A.STRONG: Spec(QT_TRANSLATE_NOOP("Action", "Strong"), "bold", ("Alt+S",)),
    A.LAUGHTER: Spec(QT_TRANSLATE_NOOP("Action", "Said laughing"), "smile", ("Alt+L",)),
    A.LAUGH: Spec(QT_TRANSLATE_NOOP("Action", "Laugh"), "laugh", ("Alt+G",)),
    A.BREATH: Spec(QT_TRANSLATE_NOOP("Action", "Breath"), "wind", ("Alt+B",)),
    A.SIGH: Spec(QT_TRANSLATE_NOOP("Action", "Sigh"), "annoyed"),
    A.COUGH: Spec(QT_TRANSLATE_NOOP("Action", "Cough"), "stethoscope"),
    A.QUICK_BREATH: Spec(QT_TRANSLATE_NOOP("Action", "Quick breath"), "fast-forward"),
    A.MM: Spec(QT_TRANSLATE_NOOP("Action", "Mm"), "message-circle"),
    A.ACCENT: Spec(QT_TRANSLATE_NOOP("Action", "Accent"), "speech"),
    A.CLUCKING: Spec(QT_TRANSLATE_NOOP("Action", "Tongue click"), "mouse-pointer-click"),
    A.LIP_SMACK: Spec(QT_TRANSLATE_NOOP("Action", "Lip smack"), "heart"),
    A.HISSING: Spec(QT_TRANSLATE_NOOP("Action", "Hiss"), "waves"),
    A.NOISE: Spec(QT_TRANSLATE_NOOP("Action", "Noise"), "audio-waveform"),
    A.VOICED_NOISE: Spec(QT_TRANSLATE_NOOP("Action", "Noise of the voice"), "volume-1"),
    A.PAUSE: Spec(QT_TRANSLATE_NOOP("Action", "Pause"), "pause", ("Alt+P",)),
    A.SPEAK_LINE: Spec(QT_TRANSLATE_NOOP("Action", "Speak line"), "mic-vocal", ("Ctrl+Return", "Ctrl+Enter")),
    A.SPEAK_STALE: Spec(
        QT_TRANSLATE_NOOP("Action", "Speak stale lines"),
        "refresh-cw",
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
    ),
    A.NEW_TAKE: Spec(QT_TRANSLATE_NOOP("Action", "New take"), "plus", ("Ctrl+R",)),
    A.PREVIOUS_TAKE: Spec(QT_TRANSLATE_NOOP("Action", "Previous take"), "", ("Ctrl+[",)),
    A.NEXT_TAKE: Spec(QT_TRANSLATE_NOOP("Action", "Next take"), "", ("Ctrl+]",)),
    A.HEAR_TAKE: Spec(QT_TRANSLATE_NOOP("Action", "Play the take alone"), "", ("Alt+Return", "Alt+Enter")),
    A.COMPARE_TAKES: Spec(QT_TRANSLATE_NOOP("Action", "Compare takes A and B"), "", ("Ctrl+\\",)),
    A.STAR_TAKE: Spec(QT_TRANSLATE_NOOP("Action", "Star the take"), "star"),
    A.DELETE_TAKE: Spec(QT_TRANSLATE_NOOP("Action", "Delete the take"), "trash-2"),
    A.CLEAN_TAKES: Spec(QT_TRANSLATE_NOOP("Action", "Clean up takes…"), "brush-cleaning"),
    A.CHECK_TAKE: Spec(QT_TRANSLATE_NOOP("Action", "Check the take")),
    A.CHECK_TAKES: Spec(QT_TRANSLATE_NOOP("Action", "Check all takes in use")),
    A.NEXT_FAILED: Spec(QT_TRANSLATE_NOOP("Action", "Next line that failed its check"), "", ("Shift+F8",)),
    A.SLOT_IN: Spec(QT_TRANSLATE_NOOP("Action", "Slot begins at the playhead"), "", ("F11",)),
    A.SLOT_OUT: Spec(QT_TRANSLATE_NOOP("Action", "Slot ends at the playhead"), "", ("F12",)),
    A.CLEAR_SLOT: Spec(QT_TRANSLATE_NOOP("Action", "Clear the slot")),
    A.FIT_LINE: Spec(QT_TRANSLATE_NOOP("Action", "Fit the line to its slot"), "", ("Shift+F11",)),
    A.FIT_ALL: Spec(QT_TRANSLATE_NOOP("Action", "Fit all lines to their slots"), "", ("Ctrl+Shift+F11",)),
    A.SPEAK_TO_FIT: Spec(QT_TRANSLATE_NOOP("Action", "Speak the line faster to fit its slot")),
    A.NEXT_OVERFLOW: Spec(QT_TRANSLATE_NOOP("Action", "Next line too long for its slot"), "", ("Shift+F12",)),
    A.CANCEL: Spec(QT_TRANSLATE_NOOP("Action", "Cancel running job"), "circle-x", ("Esc",)),
    A.CANCEL_ALL: Spec(QT_TRANSLATE_NOOP("Action", "Cancel all jobs")),
    A.PAUSE_QUEUE: Spec(
        QT_TRANSLATE_NOOP("Action", "Pause the queue"), "pause", ("Ctrl+Shift+Space",), checkable=True
    ),
    A.RETRY_FAILED: Spec(QT_TRANSLATE_NOOP("Action", "Try failed lines again"), "rotate-ccw"),
    A.CLEAR_ENDED: Spec(QT_TRANSLATE_NOOP("Action", "Clear ended jobs"), "list-x"),
    A.TO_START: Spec(QT_TRANSLATE_NOOP("Action", "Go to start"), "skip-back", ("Home",)),
    A.PLAY: Spec(QT_TRANSLATE_NOOP("Action", "Play"), "play", ("Space", "Ctrl+Space", "F5")),
    A.STOP: Spec(QT_TRANSLATE_NOOP("Action", "Stop"), "square", ("K",)),
    A.PLAY_BACK: Spec(QT_TRANSLATE_NOOP("Action", "Play backwards, again: faster"), "", ("J",)),
    A.PLAY_ON: Spec(QT_TRANSLATE_NOOP("Action", "Play forwards, again: faster"), "", ("L",)),
    A.SPEED_DOWN: Spec(QT_TRANSLATE_NOOP("Action", "Listen slower"), "", ("Shift+J",)),
    A.SPEED_UP: Spec(QT_TRANSLATE_NOOP("Action", "Listen faster"), "", ("Shift+L",)),
    A.SPEED_NORMAL: Spec(QT_TRANSLATE_NOOP("Action", "Listen at normal speed"), "", ("Shift+K",)),
    A.LOOP: Spec(QT_TRANSLATE_NOOP("Action", "Loop"), "repeat", ("Ctrl+L",), checkable=True),
    A.HEAR_LIVE: Spec(QT_TRANSLATE_NOOP("Action", "Hear lines as they are spoken"), "", (), checkable=True),
    A.RESET_METERS: Spec(QT_TRANSLATE_NOOP("Action", "Measure loudness anew"), "", ("Alt+M",)),
    A.ZOOM_IN: Spec(QT_TRANSLATE_NOOP("Action", "Zoom in"), "zoom-in", ("Ctrl+1", "Ctrl++", "Ctrl+=")),
    A.ZOOM_OUT: Spec(QT_TRANSLATE_NOOP("Action", "Zoom out"), "zoom-out", ("Ctrl+3", "Ctrl+-")),
    A.ZOOM_FIT: Spec(QT_TRANSLATE_NOOP("Action", "Zoom to fit"), "maximize", ("Ctrl+0",)),
    A.SHOW_LIBRARY: Spec(QT_TRANSLATE_NOOP("Action", "Voices"), "", ("F2",), checkable=True),
    A.SHOW_INSPECTOR: Spec(QT_TRANSLATE_NOOP("Action", "Line details"), "", ("F7",), checkable=True),
    A.SHOW_TIMELINE: Spec(QT_TRANSLATE_NOOP("Action", "Timeline"), "", ("F4",), checkable=True),
    A.SHOW_VIDEO: Spec(QT_TRANSLATE_NOOP("Action", "Video"), "", ("F8",), checkable=True),
    A.OPEN_VIDEO: Spec(QT_TRANSLATE_NOOP("Action", "Open video…"), "film", ("Ctrl+Shift+O",)),
    A.CLOSE_VIDEO: Spec(QT_TRANSLATE_NOOP("Action", "Close video")),
    A.NEXT_PANEL: Spec(QT_TRANSLATE_NOOP("Action", "Next panel"), "", ("F6",)),
    A.PREVIOUS_PANEL: Spec(QT_TRANSLATE_NOOP("Action", "Previous panel"), "", ("Shift+F6",)),
    A.RESET_LAYOUT: Spec(QT_TRANSLATE_NOOP("Action", "Reset the layout"), "layout-dashboard"),
    A.THEME_SYSTEM: Spec(QT_TRANSLATE_NOOP("Action", "Like the system"), "", (), checkable=True),
    A.THEME_LIGHT: Spec(QT_TRANSLATE_NOOP("Action", "Light"), "", (), checkable=True),
    A.THEME_DARK: Spec(QT_TRANSLATE_NOOP("Action", "Dark"), "", (), checkable=True),
    A.THEME_CONTRAST: Spec(QT_TRANSLATE_NOOP("Action", "High contrast"), "", (), checkable=True),
    A.LANGUAGE_SYSTEM: Spec(QT_TRANSLATE_NOOP("Action", "Like the system"), "", (), checkable=True),
    A.LANGUAGE_EN: Spec("English", "", (), checkable=True),
    A.LANGUAGE_ZH: Spec("简体中文", "", (), checkable=True),
    A.NEW_VOICE: Spec(QT_TRANSLATE_NOOP("Action", "New voice…"), "mic", ("Ctrl+Shift+N",)),
    A.IMPORT_VOICE: Spec(QT_TRANSLATE_NOOP("Action", "Import voice…"), "download"),
    A.MANAGE_MODELS: Spec(QT_TRANSLATE_NOOP("Action", "Manage models…"), "package", ("Ctrl+Shift+M",)),
    A.SET_UP: Spec(QT_TRANSLATE_NOOP("Action", "Set up this computer…"), "monitor-cog"),
    A.OPEN_MODEL: Spec(QT_TRANSLATE_NOOP("Action", "Open model folder…"), "folder-open", ("Ctrl+M",)),
    A.SERVERS: Spec(QT_TRANSLATE_NOOP("Action", "Speak on a server…"), "monitor"),
    A.WARM_UP: Spec(QT_TRANSLATE_NOOP("Action", "Load the model now"), "cpu"),
    A.UNLOAD: Spec(QT_TRANSLATE_NOOP("Action", "Unload the models"), "moon"),
    A.THIS_COMPUTER: Spec(QT_TRANSLATE_NOOP("Action", "This computer…"), "monitor"),
    A.OPEN_LOG: Spec(QT_TRANSLATE_NOOP("Action", "Open the log folder"), "file-text"),
    A.SHORTCUTS: Spec(QT_TRANSLATE_NOOP("Action", "Keyboard shortcuts"), "keyboard", ("F1",)),
    A.GUIDE: Spec(QT_TRANSLATE_NOOP("Action", "User guide"), "book-open", ("Shift+F1",)),
    A.TOUR: Spec(QT_TRANSLATE_NOOP("Action", "Take the tour"), "map"),
    A.ABOUT: Spec(QT_TRANSLATE_NOOP("Action", "About CosyDesk"), "info"),
}


class Actions(QObject):
    """The window's actions, made once from the table; texts, icons and keys follow language, theme and keymap.

    Signals:
        keys_changed: some action has other keys now; whoever shows keys must ask again.
    """

    keys_changed = Signal()

    def __init__(self, window: QWidget, theme: Theme, keymap: Keymap) -> None:
        super().__init__(window)
        self._theme = theme
        self.keymap = keymap
        self._actions: dict[ActionId, QAction] = {}
        for action_id, spec in SPECS.items():
            action = QAction(window)
            action.setObjectName(action_id.name)
            action.setCheckable(spec.checkable)
            keymap.register(action_id.name, spec.keys)
            action.setShortcuts([QKeySequence(keys) for keys in keymap.keys(action_id.name)])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setAutoRepeat(action_id in (ActionId.UNDO, ActionId.REDO))
            window.addAction(action)
            self._actions[action_id] = action
        theme.changed.connect(self._refresh_icons)
        keymap.changed.connect(self._take_keys)
        self._refresh_icons()
        self.retranslate()

    def __getitem__(self, action_id: ActionId) -> QAction:
        return self._actions[action_id]

    def connect_all(self, handlers: dict[ActionId, Callable[[], object]]) -> None:
        """Connect actions to functions without arguments."""
        for action_id, handler in handlers.items():
            self._actions[action_id].triggered.connect(lambda _checked=False, run=handler: run())

    def enable(self, action_id: ActionId, on: bool, reason: str = "") -> None:
        """Switch an action on or off; `reason` says why it is off, in the tooltip and in the palette."""
        action = self._actions[action_id]
        action.setProperty("reason", "" if on else reason)
        action.setEnabled(on)
        self._describe(action)

    def retranslate(self) -> None:
        for action_id, spec in SPECS.items():
            action = self._actions[action_id]
            action.setText(QCoreApplication.translate("Action", spec.text))
            self._describe(action)

    def _describe(self, action: QAction) -> None:
        reason = str(action.property("reason") or "")
        action.setToolTip(reason or tooltip(action.text().rstrip("…"), shortcut_text(action)))

    def _take_keys(self, name: str) -> None:
        if name in ActionId.__members__:
            action = self._actions[ActionId[name]]
            action.setShortcuts([QKeySequence(keys) for keys in self.keymap.keys(name)])
            self._describe(action)
        self.keys_changed.emit()

    def _refresh_icons(self) -> None:
        for action_id, spec in SPECS.items():
            if spec.icon:
                self._actions[action_id].setIcon(self._theme.icon(spec.icon))


def default_keys(action_id: ActionId) -> tuple[str, ...]:
    """The action's keys before anybody changed them."""
    return SPECS[action_id].keys


def shortcut_text(action: QAction) -> str:
    """The action's first key as the platform writes it, e.g. "Ctrl+Return" as "Ctrl ↵"."""
    return keys_text(action.shortcut())


def keys_text(sequence: QKeySequence) -> str:
    """One key as the platform writes it."""
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    # The portable text: Qt's Chinese writes words where a sign is shorter.
    keys = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return " ".join(part or "+" for part in keys.replace("Return", "↵").replace("Enter", "↵").split("+"))


def tooltip(text: str, keys: str = "") -> str:
    return f"{text}  ({keys})" if keys else text
