"""The caret of the script: the line it is in is the document's current one, and undo brings it back."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from cosydesk.ui.document import Document
from cosydesk.ui.editor.caret_history import Caret, CaretHistory
from cosydesk.ui.editor.line_sync import LineSync
from cosydesk.ui.editor.metrics import SCRIPT

_KEEP = QTextCursor.MoveMode.KeepAnchor


class ScriptCaret(QObject):
    """Goes where the document's current line goes, and takes it along; tells the document which lines are marked.

    When lines come or go around it, it stays in its own. When a step of the history is undone or done again, it
    stands where it stood then.
    """

    def __init__(self, edit: QTextEdit, sync: LineSync, document: Document) -> None:
        super().__init__(edit)
        self._edit = edit
        self._sync = sync
        self._document = document
        self._history = CaretHistory(document.undo)
        self._now: Caret = (0, 0)
        self._before: Caret = (0, 0)
        self._place = ("", 0, 0)
        """The line, and anchor and position in it."""
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._follow_document)
        edit.cursorPositionChanged.connect(self._moved)
        edit.selectionChanged.connect(self._moved)
        edit.document().contentsChange.connect(self._keep)
        sync.pushed.connect(self._step_pushed)
        sync.pulled.connect(self._stay_in_line)
        document.undo.indexChanged.connect(self._history_moved)
        document.current_line_changed.connect(self._current_line_changed)

    @property
    def line_id(self) -> str:
        """The line that it is in; "" in an empty script."""
        return self._sync.line_id(self._edit.textCursor().blockNumber())

    def focus_line(self, line_id: str) -> None:
        """Go to the end of a line and bring it into sight; without effect when it is there already."""
        block = self._sync.block(line_id)
        if block is None:
            return
        if block == self._edit.textCursor().block():
            self._document.set_current_line(line_id)
            return
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()

    def show_with_room(self) -> None:
        """Bring it into sight, into the middle when it was out of it."""
        place, room = self._edit.cursorRect(), self._edit.viewport().rect()
        if not room.adjusted(0, SCRIPT.line_height, 0, -SCRIPT.row_extra).contains(place.center()):
            bar = self._edit.verticalScrollBar()
            bar.setValue(bar.value() + place.center().y() - room.center().y())

    # What the person does.

    def _moved(self) -> None:
        cursor = self._edit.textCursor()
        self._now = (cursor.anchor(), cursor.position())
        self._tell_lines()
        if not self._sync.busy and (line_id := self.line_id):
            start = cursor.block().position()
            self._place = (line_id, cursor.anchor() - start, cursor.position() - start)
            self._document.set_current_line(line_id)

    def _tell_lines(self) -> None:
        if not self._sync.busy:
            self._document.set_selected_lines(self._marked_lines())

    def _marked_lines(self) -> tuple[str, ...]:
        """The lines of a selection of more than one; none for any other."""
        cursor = self._edit.textCursor()
        if not cursor.hasSelection():
            return ()
        text = self._edit.document()
        first = text.findBlock(cursor.selectionStart()).blockNumber()
        block = text.findBlock(cursor.selectionEnd())
        last = block.blockNumber() - (cursor.selectionEnd() == block.position())
        if last <= first:
            return ()
        return tuple(self._sync.line_id(number) for number in range(first, last + 1))

    def _keep(self) -> None:
        """Text changes just now: the caret's signals haven't come yet."""
        if not self._sync.pushing:
            self._before = self._now

    def _step_pushed(self) -> None:
        cursor = self._edit.textCursor()
        self._now = (cursor.anchor(), cursor.position())
        self._history.note(self._before, self._now)
        self._tell_lines()
        self._document.set_current_line(self.line_id)

    # What the document does.

    def _history_moved(self) -> None:
        if self._sync.pushing or (caret := self._history.moved()) is None:
            return
        end = self._edit.document().characterCount() - 1
        cursor = self._edit.textCursor()
        cursor.setPosition(min(caret[0], end))
        cursor.setPosition(min(caret[1], end), _KEEP)
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()
        self._document.set_current_line(self.line_id)

    def _stay_in_line(self) -> None:
        """Lines came or went around the caret: it stays in its own, if that is still there."""
        line_id, anchor, position = self._place
        block = self._sync.block(line_id) if line_id != self.line_id else None
        if block is not None:
            last = block.length() - 1
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + max(0, min(anchor, last)))
            cursor.setPosition(block.position() + max(0, min(position, last)), _KEEP)
            self._edit.setTextCursor(cursor)
        elif not line_id:
            self.focus_line(self._document.current_line_id)
        self._tell_lines()
        self._follow.start()

    def _current_line_changed(self, line_id: str) -> None:
        if not self._sync.pushing and line_id != self.line_id:
            self._follow.start()

    def _follow_document(self) -> None:
        """Go where the document says, later: while it tells of a change, its current line may be passing."""
        if not self._sync.busy and self._document.current_line_id:
            self.focus_line(self._document.current_line_id)
