"""Plain text whose undo is the window's history."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_ITS_OWN = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class HistoryField(QPlainTextEdit):
    """Every change is told; undo and redo are left to the window's actions, so that a step back is a step back
    wherever the caret is.

    Signals:
        typed: the person changed the text to this.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show what the document says; the caret stays where it can."""
        if text == self.toPlainText():
            return
        at = self.textCursor().position()
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        # Qt's text fields claim these keys even when they have no undo of their own.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in _ITS_OWN)
        ):
            event.ignore()
            return False
        return super().event(event)

    def _tell(self) -> None:
        if not self._showing:
            self.typed.emit(self.toPlainText())
