"""The script as plain text with its tags, to read and to edit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontDatabase,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from cosydesk.ui.document import Document
from cosydesk.ui.editor import steps
from cosydesk.ui.editor.line_difference import difference
from cosydesk.ui.editor.line_matching import match_lines
from cosydesk.ui.editor.markup_document import SOFT_BREAK
from cosydesk.ui.theme import Theme

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\[[A-Za-z][\w .-]*\]|&(?:lt|gt|amp|#91|#93);")
_MOST_COMPARED = 400
"""Changed stretches of more lines than this are paired from the top instead of being compared one by one."""


class SourceView(QPlainTextEdit):
    """Shows one line of markup per line of the script while it is open.

    What was edited here is taken over as one step, when it loses the focus or is left. Until then its own undo
    works on the letters typed in it; when there is nothing left to undo here, undo is the document's again.

    Signals:
        applied: the edits were taken over.
    """

    applied = Signal()

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self._ids: list[str] = []
        self._shown: list[str] = []
        self.setObjectName("scriptSource")
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self._found_in: Callable[[str], Sequence[tuple[int, int]]] = lambda _row: ()
        self._marks = _Tags(self.document(), theme)
        document.lines_changed.connect(self._refresh)
        document.project_changed.connect(self.show_script)
        theme.changed.connect(self._dress)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._mark_found())
        self._dress()
        self.retranslate()

    def show_script(self) -> None:
        """Take the text from the project; edits that were not taken over are lost."""
        lines = self._document.project.lines
        self._ids = [line.id for line in lines]
        self._shown = [line.text.replace("\n", SOFT_BREAK) for line in lines]
        self.setReadOnly(self._document.project.read_only)
        self.setPlainText("\n".join(self._shown))
        self.document().setModified(False)

    def go_to(self, line_id: str) -> None:
        """Put the caret at the start of a line."""
        if line_id in self._ids:
            block = self.document().findBlockByNumber(self._ids.index(line_id))
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def apply(self) -> None:
        """Take what was edited over into the project."""
        if not self.document().isModified():
            return
        self.document().setModified(False)
        blocks = (self.document().findBlockByNumber(n) for n in range(self.document().blockCount()))
        after = [block.text().replace("\ufffc", "") for block in blocks]
        if after == [""] and not self._ids:
            return
        matching = _match(self._shown, after)
        edit = difference(
            self._document.project,
            0,
            self._ids,
            [text.replace(SOFT_BREAK, "\n") for text in self._shown],
            [text.replace(SOFT_BREAK, "\n") for text in after],
            matching,
        ).edit(steps.SOURCE)
        self._document.apply(edit)
        self.applied.emit()

    def show_found(self, found_in: Callable[[str], Sequence[tuple[int, int]]]) -> None:
        """Mark what a search found in the rows that can be seen; `found_in` knows it by a row's number."""
        self._found_in = found_in
        self._mark_found()

    def _mark_found(self) -> None:
        shape = QTextCharFormat()
        shape.setBackground(self.theme.color("accent_soft"))
        marks = []
        block = self.firstVisibleBlock()
        bottom = self.viewport().height()
        while (
            block.isValid()
            and self.blockBoundingGeometry(block).translated(self.contentOffset()).top() < bottom
        ):
            for start, end in self._found_in(str(block.blockNumber())):
                mark = QTextEdit.ExtraSelection()
                mark.format = shape
                mark.cursor = QTextCursor(block)
                mark.cursor.setPosition(block.position() + start)
                mark.cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                marks.append(mark)
            block = block.next()
        self.setExtraSelections(marks)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Source of the script"))
        self.setPlaceholderText(self.tr("One line of the script per line, with its tags"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            text = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not text.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not text.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.apply()

    def _refresh(self, _lines: object) -> None:
        """The project changed: show it, unless the person is in the middle of something here."""
        if self.isVisible() and not self.document().isModified():
            position = self.textCursor().position()
            scrolled = self.verticalScrollBar().value()
            self.show_script()
            cursor = self.textCursor()
            cursor.setPosition(min(position, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(scrolled)

    def _dress(self) -> None:
        theme = self.theme
        font = theme.font(theme.type.body + 1)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        font.setFamilies([fixed, *font.families()])
        self.setFont(font)
        pad = theme.metrics.lg
        self.setStyleSheet(
            f"QPlainTextEdit#scriptSource {{ background: {theme.palette.bg}; border: none; border-radius: 0;"
            f" padding: {theme.metrics.sm}px {pad}px; font-family: '{fixed}', {_quoted(font.families()[1:])};"
            f" font-size: {theme.type.body + 1}px; }}"
        )
        self._marks.rehighlight()


class _Tags(QSyntaxHighlighter):
    """Colours tags, so that words stand out."""

    def __init__(self, text: QTextDocument, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme

    def highlightBlock(self, text: str) -> None:
        shape = QTextCharFormat()
        shape.setForeground(QColor(self._theme.palette.accent_ink))
        for found in _TAG.finditer(text):
            start = len(text[: found.start()].encode("utf-16-le")) // 2
            self.setFormat(start, len(found[0].encode("utf-16-le")) // 2, shape)


def _match(before: list[str], after: list[str]) -> list[int | None]:
    """Like `match_lines`, but lines in the middle that are there unchanged keep their identity too."""
    rough = match_lines(before, after)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(old), len(new)) > _MOST_COMPARED:
        return rough
    matching: list[int | None] = list(range(head))
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = range(head + first, head + last)
        if kind == "equal":
            matching.extend(same)
        else:
            paired = min(last - first, end - start)
            matching.extend(same[:paired])
            matching.extend([None] * (end - start - paired))
    matching.extend(range(len(before) - tail, len(before)))
    return matching


def _quoted(families: list[str]) -> str:
    return ", ".join(f"'{family}'" for family in families)
