"""The text widget of the script: one block per line, columns beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit

from cosydesk.markup import Break, Event
from cosydesk.ui.document import Document
from cosydesk.ui.editor import steps
from cosydesk.ui.editor.chips import Chips
from cosydesk.ui.editor.clipboard import insert_lines, markup_lines, to_mime
from cosydesk.ui.editor.line_sync import LineSync
from cosydesk.ui.editor.markup_document import CHIP_TYPE, text_format
from cosydesk.ui.editor.row_pointer import RowPointer
from cosydesk.ui.editor.row_view import RowView
from cosydesk.ui.editor.rows import CapabilitiesFor
from cosydesk.ui.editor.script_caret import ScriptCaret
from cosydesk.ui.editor.script_layout import ScriptLayout
from cosydesk.ui.editor.tags import Tags
from cosydesk.ui.theme import Theme

TagsFor = Callable[[str], "frozenset[str] | None"]
"""What a voice renders as sound, written as in `Capabilities.tags`; None while that is not known."""

_ROWS_AT_ONCE = 48
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScriptEdit(QTextEdit):
    """Edits the script; how text and project stay the same is told in `LineSync`.

    Attributes:
        page: where the rows are. sync: ids of lines and blocks. tags: spans and chips.
        rows: what stands beside the words. pointer: what the mouse does there. caret: the lines it goes to.
        has_own_keys: whether Alt keys put tags in; where the window has actions for that, its keys do.
        found_in: what a search found in the block of a line, as spans of UTF-16 units.

    Signals:
        speak_requested: id of a line whose state was pressed.
        speed_requested, manner_requested: id of a line whose speed or manner was pressed.
        styles_changed: the spans at the caret, a frozenset.
        break_wanted: the person asked for a pause at the caret, of a length to be chosen.
        context_menu_wanted: at a QPoint of the screen.
    """

    speak_requested = Signal(str)
    speed_requested = Signal(str)
    manner_requested = Signal(str)
    styles_changed = Signal(object)
    break_wanted = Signal()
    context_menu_wanted = Signal(object)

    def __init__(
        self, document: Document, theme: Theme, tags_for: TagsFor, capabilities_for: CapabilitiesFor
    ) -> None:
        super().__init__()
        self.theme = theme
        self.has_own_keys = True
        self.found_in: Callable[[str], Sequence[tuple[int, int]]] = lambda _line_id: ()
        self._document = document
        self._tags_for = tags_for
        self._row = 0
        self._typing = False
        self._composing = False
        self._shows_hint = True
        self._styles: frozenset[str] = frozenset()
        self.setObjectName("script")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        text = QTextDocument(self)
        self.page = ScriptLayout(text)
        self._chips = Chips(theme, self.tags_of, self)
        self.page.registerHandler(CHIP_TYPE, self._chips)
        text.setDocumentLayout(self.page)
        self.setDocument(text)
        self.setCursorWidth(2)
        self._dress()
        self.sync = LineSync(self.document(), document)
        self.tags = Tags(self, self.sync)
        self.rows = RowView(self, document, theme, capabilities_for)
        self.pointer = RowPointer(self, document, theme)
        self.caret = ScriptCaret(self, self.sync, document)
        self._fill = QTimer(self, interval=0)
        self._fill.timeout.connect(self._fill_page)
        self._fill.start()
        self._connect()
        self._script_loaded()
        self._watch_hint()
        self.retranslate()

    def _connect(self) -> None:
        self.page.estimated.connect(self._fill.start)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.selectionChanged.connect(self._caret_moved)
        self.document().contentsChanged.connect(self._watch_hint)
        self.sync.pushed.connect(self._tell_styles)
        self.sync.loaded.connect(self._script_loaded)
        self.theme.changed.connect(self._dress_anew)

    # Looks.

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Script"))
        self.setAccessibleDescription(self.tr("One line per paragraph. Enter makes a new line."))
        self._hint = self.tr("Type the first line")
        self._hint_below = self.tr(
            "Or paste a script, or drop a text file here: each paragraph becomes a line."
        )
        with self.sync.formatting():  # pills say other words now
            self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    def _dress_anew(self) -> None:
        with self.sync.formatting():
            self._dress()

    def _dress(self) -> None:
        theme = self.theme
        self.setFont(theme.font(theme.type.script))
        self.document().setDefaultFont(theme.font(theme.type.script))
        mark = theme.color("accent", 0.3)
        rgba = f"rgba({mark.red()}, {mark.green()}, {mark.blue()}, {mark.alpha()})"
        self.setStyleSheet(
            f"QTextEdit#script {{ background: {theme.palette.bg}; border: none; border-radius: 0; padding: 0;"
            f" selection-background-color: {rgba}; selection-color: {theme.palette.text}; }}"
        )
        self.viewport().update()

    def tags_of(self, block: QTextBlock) -> frozenset[str] | None:
        """What the voice of the block's line renders as sound."""
        line_id = self.sync.line_id(block.blockNumber())
        project = self._document.project
        return self._tags_for(project.line(line_id).voice_id) if project.has_line(line_id) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        top = self.verticalScrollBar().value()
        self.page.ensure(top, top + self.viewport().height())
        self.rows.paint_under(event.rect())
        super().paintEvent(event)
        self.rows.paint_over(event.rect(), blank=self._shows_hint)

    def _watch_hint(self) -> None:
        wanted = self.document().isEmpty() and not self._composing
        if wanted != self._shows_hint:
            self._shows_hint = wanted
            self.viewport().update()

    def _fill_page(self) -> None:
        """Lay out more rows; what is looked at stays where it is."""
        bar = self.verticalScrollBar()
        row = self.page.row_at(bar.value())
        below = bar.value() - self.page.row_top(row)
        if not self.page.fill(_ROWS_AT_ONCE):
            self._fill.stop()
        wanted = round(self.page.row_top(row) + below)
        if wanted != bar.value():
            bar.setValue(wanted)

    # The caret.

    def _caret_moved(self) -> None:
        if not self._typing:
            self.tags.pending = None
        self._tell_styles()
        if (number := self.textCursor().blockNumber()) != self._row:
            self._row = number
            if self.page.ensure_around(number, self.viewport().height()):
                self.ensureCursorVisible()
            self.viewport().update()

    def _tell_styles(self) -> None:
        styles = self.tags.styles()
        if styles != self._styles:
            self._styles = styles
            self.styles_changed.emit(styles)

    def _script_loaded(self) -> None:
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setReadOnly(self._document.project.read_only)

    # Keys.

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            )
            if undoing or event.modifiers() & _ALT:
                # The history isn't the text's own, and Alt keys are the window's if it has them.
                event.ignore()
                return False
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Undo):
            self._document.undo.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or (modifiers == _CTRL and key == Qt.Key.Key_Y):
            self._document.undo.redo()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif modifiers == _ALT and (run := self._alt_keys().get(Qt.Key(key))) is not None:
            if not self.isReadOnly():
                run()
        elif modifiers & ~_SHIFT == _ALT and event.text().strip() and sys.platform != "darwin":
            event.ignore()  # a key of a command, or of none; only a Mac writes letters with it
        elif key in _ENTER:
            if modifiers & ~_SHIFT or self.isReadOnly():
                event.ignore()
            else:
                self.textCursor().insertBlock(QTextBlockFormat(), text_format())
                self.ensureCursorVisible()
        else:
            self._type(event)

    def _alt_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        if not self.has_own_keys:
            return {}
        return {
            Qt.Key.Key_S: lambda: self.toggle_span("strong"),
            Qt.Key.Key_L: lambda: self.toggle_span("laughter"),
            Qt.Key.Key_B: lambda: self.insert_chip(Event("breath")),
            Qt.Key.Key_G: lambda: self.insert_chip(Event("laughter")),
            Qt.Key.Key_P: self.break_wanted.emit,
        }

    def _type(self, event: QKeyEvent) -> None:
        text = event.text()
        words = bool(text) and text.isprintable() and not self.isReadOnly()
        self._typing = words
        try:
            if words:
                self.tags.prepare_typing(text)
            super().keyPressEvent(event)
        finally:
            self._typing = False
        if words and text in ">]" and event.isAccepted():
            self.tags.complete_typed_tag()

    def toggle_span(self, name: str) -> None:
        self.tags.toggle_span(name)
        self._tell_styles()

    def insert_chip(self, node: Event | Break) -> None:
        if not self._composing and not self.isReadOnly():
            self.tags.insert(node)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.preeditString():
            self.sync.hold()
        self._typing = True
        try:
            if event.commitString():
                self.tags.prepare_typing(event.commitString())
            super().inputMethodEvent(event)
        finally:
            self._typing = False
        self._composing = bool(event.preeditString())
        self._watch_hint()
        if not self._composing:
            self.sync.release()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        elif not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(self.viewport().mapFromGlobal(point)))
        self.context_menu_wanted.emit(point)

    # Clipboard.

    def createMimeDataFromSelection(self) -> QMimeData:
        return to_mime(self.textCursor())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if lines := markup_lines(source):
            with self.sync.step(steps.PASTE):
                insert_lines(self.textCursor(), lines)
            self.ensureCursorVisible()

    def cut(self) -> None:
        with self.sync.step(steps.CUT):
            super().cut()
