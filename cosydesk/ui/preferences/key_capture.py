"""A field that takes the next key the person presses."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from cosydesk.ui.widgets.basics import repolish

_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
)
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyCapture(QPushButton):
    """Click, or Space or Enter on it, then press a key. Escape alone and leaving the field stop the listening.

    Signals:
        captured: the key in Qt's portable writing.
        listening_changed: whether the next key is taken.
    """

    captured = Signal(str)
    listening_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._idle = ""
        self._asking = ""
        self._listening = False
        self.setAutoDefault(False)

    @property
    def listening(self) -> bool:
        return self._listening

    def set_texts(self, idle: str, asking: str) -> None:
        """What stands on it before and while it listens."""
        self._idle, self._asking = idle, asking
        self._show()

    def listen(self) -> None:
        """Take the next key."""
        self.setFocus()
        self._set(True)

    def stop(self) -> None:
        self._set(False)

    def event(self, event: QEvent) -> bool:
        if self._listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # no shortcut of the window may act on what is being recorded
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._set(not self._listening)
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._set(True)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._set(False)
        super().focusOutEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        bare = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
        )
        if key in _MODIFIERS:
            return
        if bare == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_Escape:
            self._set(False)
            return
        if key in _LEAVING and bare in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            self._set(False)
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
            return
        if bare == Qt.KeyboardModifier.ShiftModifier and event.text().isprintable() and event.text().strip():
            # "?" is written as the key itself: which keys make it differs from keyboard to keyboard.
            bare = bare if event.text().isalnum() else Qt.KeyboardModifier.NoModifier
        self._set(False)
        sequence = QKeySequence(QKeyCombination(bare, key))
        self.captured.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))

    def _set(self, listening: bool) -> None:
        if listening != self._listening:
            self._listening = listening
            self._show()
            self.listening_changed.emit(listening)

    def _show(self) -> None:
        self.setText(self._asking if self._listening else self._idle)
        self.setProperty("kind", "primary" if self._listening else "")
        repolish(self)
