"""What the mouse does in the script beyond marking words: columns, chips, tooltips, drops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip

from cosydesk.markup import Break
from cosydesk.ui.document import Document
from cosydesk.ui.editor import steps
from cosydesk.ui.editor.clipboard import VOICE_MIME, decode_text, insert_lines, script_lines
from cosydesk.ui.editor.gutter import Part, RowPlace
from cosydesk.ui.editor.tag_words import left_out
from cosydesk.ui.editor.voice_menu import VoiceMenu
from cosydesk.ui.theme import Theme

if TYPE_CHECKING:
    from cosydesk.ui.editor.script_edit import ScriptEdit

TEXT_SUFFIXES = (".txt", ".text", ".md")
MOST_BYTES = 16 * 1024 * 1024
"""Larger files are no scripts."""


_WORDS = (Part.TEXT, Part.SIZE)
"""Parts where the mouse marks words."""


class RowPointer(QObject):
    """Watches the viewport's mouse; whatever is about words is left to the text widget.

    Attributes:
        hover: the line and the part of it under the mouse, ("", None) when there is none.
        drop_line: the line that a dragged voice would be given to.
        pressed: whether a button is held.

    Signals:
        break_opened: position of a pause in the document that was double-clicked.
    """

    break_opened = Signal(int)

    def __init__(self, edit: ScriptEdit, document: Document, theme: Theme) -> None:
        super().__init__(edit)
        self._edit = edit
        self._document = document
        self._theme = theme
        self.hover: tuple[str, Part | None] = ("", None)
        self.drop_line = ""
        self.pressed = False
        viewport = edit.viewport()
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseMove:
                return self._moved(event)
            if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
                self.pressed = kind == QEvent.Type.MouseButtonPress
            if event.button() != Qt.MouseButton.LeftButton:
                return False
            if kind == QEvent.Type.MouseButtonPress:
                return self._pressed(event)
            if kind == QEvent.Type.MouseButtonDblClick:
                return self._double_clicked(event)
        elif kind == QEvent.Type.Leave:
            self._set_hover("", None)
        elif isinstance(event, QHelpEvent):
            return self._tip(event)
        elif kind == QEvent.Type.DragLeave:
            self._set_drop("")
        elif isinstance(event, QDropEvent):  # also the base of the drag events
            return self._dragged(event, kind)
        return False

    # Columns and chips.

    def _moved(self, event: QMouseEvent) -> bool:
        if event.buttons():
            return False
        found = self._edit.rows.place_at(event.position())
        self._set_hover(found[0].line_id, found[1]) if found else self._set_hover("", None)
        shape = Qt.CursorShape.IBeamCursor
        if found and found[0].line_id and found[1] not in _WORDS:
            shape = Qt.CursorShape.ArrowCursor
            if self._does_something(*found):
                shape = Qt.CursorShape.PointingHandCursor
        if self._edit.viewport().cursor().shape() != shape:
            self._edit.viewport().setCursor(shape)
        return found is not None and found[1] not in _WORDS

    def _does_something(self, place: RowPlace, part: Part) -> bool:
        """Whether a press there does more than to go to the line."""
        match part:
            case Part.STATE:
                return self.can_speak(place.line_id)
            case Part.MANNER:
                return self._can_direct(place.line_id)
        return part in (Part.SPEAKER, Part.SPEED)

    def _can_direct(self, line_id: str) -> bool:
        line = self._document.line(line_id)
        return line is not None and self._edit.rows.facts.can_direct(line)

    def _pressed(self, event: QMouseEvent) -> bool:
        found = self._edit.rows.place_at(event.position())
        if found is None or not found[0].line_id or found[1] in _WORDS:
            return False
        place, part = found
        self._edit.setFocus(Qt.FocusReason.MouseFocusReason)
        if part is Part.NUMBER:
            self._mark_line(place.line_id)
            return True
        if part is Part.STATE or place.line_id not in self._document.selected_line_ids:
            self._edit.caret.focus_line(place.line_id)
        if part is Part.SPEED:
            self._edit.speed_requested.emit(place.line_id)
        elif part is Part.MANNER:
            if self._can_direct(place.line_id):
                self._edit.manner_requested.emit(place.line_id)
        elif part is Part.SPEAKER:
            below = QPointF(event.position().x(), place.text.top() + 26).toPoint()
            self.choose_voice(place.line_id).popup(self._edit.viewport().mapToGlobal(below))
        elif self.can_speak(place.line_id):
            self._edit.speak_requested.emit(place.line_id)
        return True

    def can_speak(self, line_id: str) -> bool:
        """Whether a press on the line's state asks to speak it."""
        row = self._edit.rows.row(line_id)
        return row is not None and row.state.speakable

    def _mark_line(self, line_id: str) -> None:
        block = self._edit.sync.block(line_id)
        if block is not None:
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self._edit.setTextCursor(cursor)

    def choose_voice(self, line_id: str) -> VoiceMenu:
        """The menu that gives a line another voice; it goes away by itself."""
        line = self._document.line(line_id)
        menu = VoiceMenu(self._document.voices, self._theme, line.voice_id if line else "", self._edit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.chosen.connect(lambda voice_id: self.assign_voice(line_id, voice_id))
        return menu

    def assign_voice(self, line_id: str, voice_id: str) -> None:
        """Give a line a voice; all marked lines when it is one of several."""
        present = self._document.lines_to_edit(line_id)
        if present and not self._document.project.read_only:
            self._document.apply(self._document.project.assign_voice(present, voice_id))

    def _double_clicked(self, event: QMouseEvent) -> bool:
        position = self._chip_position(event.position())
        if position is not None and isinstance(self._edit.tags.chip_at(position), Break):
            self.break_opened.emit(position)
            return True
        found = self._edit.rows.place_at(event.position())
        return found is not None and found[1] not in _WORDS

    def _chip_position(self, point: QPointF) -> int | None:
        """Where in the document the chip under a point is."""
        document = self._edit.document()
        scrolled = QPointF(point.x(), point.y() + self._edit.verticalScrollBar().value())
        position = document.documentLayout().hitTest(scrolled, Qt.HitTestAccuracy.ExactHit)
        for at in (position, position - 1):
            if at >= 0 and self._edit.tags.chip_at(at) is not None:
                return at
        return None

    def _set_hover(self, line_id: str, part: Part | None) -> None:
        if (line_id, part) == self.hover:
            return
        before, self.hover = self.hover, (line_id, part)
        for one in {before[0], line_id} - {""}:
            self._edit.rows.repaint_line(one)

    # Tooltips.

    def _tip(self, event: QHelpEvent) -> bool:
        point = QPointF(event.pos())
        found = self._edit.rows.place_at(point)
        text = self._tip_text(point, found[0].line_id, found[1]) if found else ""
        if text:
            QToolTip.showText(event.globalPos(), text, self._edit.viewport())
        else:
            QToolTip.hideText()
        return True

    def _tip_text(self, point: QPointF, line_id: str, part: Part) -> str:
        if not line_id:
            return ""
        if part is Part.STATE:
            row = self._edit.rows.row(line_id)
            return row.state.reason if row is not None else ""
        if part is Part.SPEAKER:
            line = self._document.line(line_id)
            name = self._document.voices.name(line.voice_id) if line else ""
            choose = self.tr("Click to choose another voice")
            return f"{name}\n{choose}" if name else self.tr("Click to choose a voice")
        if part in (Part.MANNER, Part.SPEED, Part.SIZE):
            return self._tip_below(line_id, part)
        if part is not Part.TEXT or (block := self._edit.sync.block(line_id)) is None:
            return ""
        tags = self._edit.tags_of(block)
        position = self._chip_position(point)
        node = self._edit.tags.chip_at(position) if position is not None else None
        if node is not None:
            if left_out(node, tags):
                return self.left_out_reason(line_id)
            return self.tr("Double-click to change its length") if isinstance(node, Break) else ""
        spans = self._edit.tags.styles_at(self._edit.cursorForPosition(point.toPoint()).position())
        return self.left_out_reason(line_id) if tags is not None and spans - tags else ""

    def _tip_below(self, line_id: str, part: Part) -> str:
        line, row = self._document.line(line_id), self._edit.rows.row(line_id)
        if line is None or row is None:
            return ""
        if part is Part.SPEED:
            return self.tr("Click to change the speed")
        if part is Part.SIZE:
            size = self.tr("Characters, and about how long it takes to speak") if row.size else ""
            return row.over or size
        if row.directed:
            change = self.tr("Click to change the manner")
            return f"{line.instruct}\n{change}" if line.instruct else change
        return self.tr(
            "This voice takes no manner; CosyVoice’s Instruct models do, and with CosyVoice 2 and 3 your own voices."
        )

    def left_out_reason(self, line_id: str) -> str:
        """Why a tag of the line is drawn in grey."""
        line = self._document.line(line_id)
        voice = self._document.voices.get(line.voice_id) if line else None
        if voice is not None and voice.model_id == "starter":
            return self.tr("Starter voices can’t speak this; it will be left out")
        return self.tr("This voice can’t speak this; it will be left out")

    # Drops.

    def _dragged(self, event: QDropEvent, kind: QEvent.Type) -> bool:
        mime = event.mimeData()
        voice = mime.hasFormat(VOICE_MIME)
        files = _text_files(mime)
        if not voice and not files:
            return False
        found = self._edit.rows.place_at(event.position())
        line_id = found[0].line_id if found else ""
        if self._document.project.read_only or (voice and not line_id):
            self._set_drop("")
            event.ignore()
            if isinstance(event, QDragEnterEvent):
                event.acceptProposedAction()  # the next row may take it
            return True
        if kind == QEvent.Type.Drop:
            self._set_drop("")
            if voice:
                self.assign_voice(line_id, mime.data(VOICE_MIME).toStdString())
            else:
                self._insert_files(files, event.position())
        elif voice and isinstance(event, QDragMoveEvent):
            self._set_drop(line_id)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _insert_files(self, files: list[Path], point: QPointF) -> None:
        """Insert text files below the line they were dropped on."""
        lines = [line for path in files for line in script_lines(decode_text(path.read_bytes()))]
        if not lines:
            return
        cursor = self._edit.cursorForPosition(point.toPoint())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        above = [""] if cursor.block().text() else []
        with self._edit.sync.step(steps.DROP):
            insert_lines(cursor, above + lines)
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()

    def _set_drop(self, line_id: str) -> None:
        if line_id != self.drop_line:
            self.drop_line = line_id
            self._edit.viewport().update()


def _text_files(mime: QMimeData) -> list[Path]:
    """The text files among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [
        path
        for path in paths
        if path.suffix.lower() in TEXT_SUFFIXES and path.is_file() and path.stat().st_size <= MOST_BYTES
    ]
