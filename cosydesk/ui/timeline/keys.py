"""The timeline's keys, in one table."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class Command(Enum):
    """What a key does while the timeline has the focus."""

    FRAME_BACK = auto()
    FRAME_ON = auto()
    SECOND_BACK = auto()
    SECOND_ON = auto()
    PREVIOUS_EDGE = auto()
    NEXT_EDGE = auto()
    TO_START = auto()
    TO_END = auto()
    SET_IN = auto()
    SET_OUT = auto()
    CLEAR_LOOP = auto()
    ZOOM_IN = auto()
    ZOOM_NORMAL = auto()
    ZOOM_OUT = auto()
    ZOOM_SELECTION = auto()
    ZOOM_FIT = auto()
    PREVIOUS_CLIP = auto()
    NEXT_CLIP = auto()
    NUDGE_BACK = auto()
    NUDGE_ON = auto()
    PLAY_CLIP = auto()
    SELECT_ALL = auto()
    EXTEND_BACK = auto()
    EXTEND_ON = auto()
    SPLIT = auto()
    DELETE = auto()
    RIPPLE_DELETE = auto()
    COPY = auto()
    CUT = auto()
    PASTE = auto()
    DUPLICATE = auto()
    TRIM_START_BACK = auto()
    TRIM_START_ON = auto()
    TRIM_END_BACK = auto()
    TRIM_END_ON = auto()
    TRIM_START_HERE = auto()
    TRIM_END_HERE = auto()
    TRACK_UP = auto()
    TRACK_DOWN = auto()
    GAIN_UP = auto()
    GAIN_DOWN = auto()
    FADE_IN_HERE = auto()
    FADE_OUT_HERE = auto()
    GAP = auto()
    FOLLOW_SCRIPT = auto()
    MARKER = auto()
    DELETE_MARKER = auto()
    PREVIOUS_MARKER = auto()
    NEXT_MARKER = auto()
    SNAPPING = auto()
    ADD_TRACK = auto()


_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEY = Qt.Key

KEYS: dict[tuple[Qt.KeyboardModifier, Qt.Key], Command] = {
    (_NONE, _KEY.Key_Left): Command.FRAME_BACK,
    (_NONE, _KEY.Key_Right): Command.FRAME_ON,
    (_SHIFT, _KEY.Key_Left): Command.SECOND_BACK,
    (_SHIFT, _KEY.Key_Right): Command.SECOND_ON,
    (_CTRL, _KEY.Key_Left): Command.PREVIOUS_EDGE,
    (_CTRL, _KEY.Key_Right): Command.NEXT_EDGE,
    (_NONE, _KEY.Key_Home): Command.TO_START,
    (_NONE, _KEY.Key_End): Command.TO_END,
    (_NONE, _KEY.Key_I): Command.SET_IN,
    (_NONE, _KEY.Key_O): Command.SET_OUT,
    (_ALT, _KEY.Key_X): Command.CLEAR_LOOP,
    (_CTRL, _KEY.Key_1): Command.ZOOM_IN,
    (_CTRL, _KEY.Key_2): Command.ZOOM_NORMAL,
    (_CTRL, _KEY.Key_3): Command.ZOOM_OUT,
    (_CTRL, _KEY.Key_E): Command.ZOOM_SELECTION,
    (_CTRL, _KEY.Key_F): Command.ZOOM_FIT,
    (_NONE, _KEY.Key_Up): Command.PREVIOUS_CLIP,
    (_NONE, _KEY.Key_Down): Command.NEXT_CLIP,
    (_ALT, _KEY.Key_Left): Command.NUDGE_BACK,
    (_ALT, _KEY.Key_Right): Command.NUDGE_ON,
    (_NONE, _KEY.Key_Return): Command.PLAY_CLIP,
    (_NONE, _KEY.Key_Enter): Command.PLAY_CLIP,
    (_CTRL, _KEY.Key_A): Command.SELECT_ALL,
    (_SHIFT, _KEY.Key_Up): Command.EXTEND_BACK,
    (_SHIFT, _KEY.Key_Down): Command.EXTEND_ON,
    (_CTRL, _KEY.Key_B): Command.SPLIT,
    (_NONE, _KEY.Key_S): Command.SPLIT,
    (_NONE, _KEY.Key_Delete): Command.DELETE,
    (_NONE, _KEY.Key_Backspace): Command.DELETE,
    (_SHIFT, _KEY.Key_Delete): Command.RIPPLE_DELETE,
    (_CTRL, _KEY.Key_C): Command.COPY,
    (_CTRL, _KEY.Key_X): Command.CUT,
    (_CTRL, _KEY.Key_V): Command.PASTE,
    (_CTRL, _KEY.Key_D): Command.DUPLICATE,
    (_ALT | _SHIFT, _KEY.Key_Left): Command.TRIM_START_BACK,
    (_ALT | _SHIFT, _KEY.Key_Right): Command.TRIM_START_ON,
    (_CTRL | _SHIFT, _KEY.Key_Left): Command.TRIM_END_BACK,
    (_CTRL | _SHIFT, _KEY.Key_Right): Command.TRIM_END_ON,
    (_NONE, _KEY.Key_BracketLeft): Command.TRIM_START_HERE,
    (_NONE, _KEY.Key_BracketRight): Command.TRIM_END_HERE,
    (_ALT, _KEY.Key_Up): Command.TRACK_UP,
    (_ALT, _KEY.Key_Down): Command.TRACK_DOWN,
    (_CTRL, _KEY.Key_Up): Command.GAIN_UP,
    (_CTRL, _KEY.Key_Down): Command.GAIN_DOWN,
    (_NONE, _KEY.Key_F): Command.FADE_IN_HERE,
    (_SHIFT, _KEY.Key_F): Command.FADE_OUT_HERE,
    (_NONE, _KEY.Key_G): Command.GAP,
    (_ALT, _KEY.Key_Home): Command.FOLLOW_SCRIPT,
    (_NONE, _KEY.Key_M): Command.MARKER,
    (_SHIFT, _KEY.Key_M): Command.DELETE_MARKER,
    (_NONE, _KEY.Key_PageUp): Command.PREVIOUS_MARKER,
    (_NONE, _KEY.Key_PageDown): Command.NEXT_MARKER,
    (_NONE, _KEY.Key_N): Command.SNAPPING,
    (_CTRL, _KEY.Key_T): Command.ADD_TRACK,
}

_DEFAULTS = dict(KEYS)


def command(event: QKeyEvent) -> Command | None:
    """The command of a key event, None when the key isn't the timeline's."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return KEYS.get((modifiers, Qt.Key(event.key())))


def text(wanted: Command) -> str:
    """The command's first key as menus write it."""
    for (modifiers, key), found in KEYS.items():
        if found is wanted:
            return QKeySequence(QKeyCombination(modifiers, key)).toString(
                QKeySequence.SequenceFormat.NativeText
            )
    return ""


def defaults(wanted: Command) -> tuple[str, ...]:
    """The command's keys before anybody changed them, in Qt's portable writing."""
    return tuple(
        QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText)
        for (modifiers, key), found in _DEFAULTS.items()
        if found is wanted
    )


def rebind(wanted: Command, keys: tuple[str, ...]) -> None:
    """Give a command these keys, in Qt's portable writing, and no others; the person's choice of keys is one for
    all windows, so it changes the table itself."""
    for pair in [pair for pair, found in KEYS.items() if found is wanted]:
        del KEYS[pair]
    for written in keys:
        combination: QKeyCombination = QKeySequence(written)[0]  # type: ignore[index]
        KEYS[(combination.keyboardModifiers(), combination.key())] = wanted
