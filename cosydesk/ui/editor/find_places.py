"""The two places where a search looks: the script as it is read, and its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from cosydesk.markup import Node, Text, to_markup
from cosydesk.studio.line import Line
from cosydesk.studio.search import Span
from cosydesk.studio.written import places, replaced, words_of
from cosydesk.ui.document import Document
from cosydesk.ui.editor.markup_document import nodes_of, utf16_length

if TYPE_CHECKING:
    from cosydesk.ui.editor.script_edit import ScriptEdit

_KEEP = QTextCursor.MoveMode.KeepAnchor


class ScriptPlace:
    """The lines of the script, by their ids; tags and chips are no part of the words."""

    def __init__(self, document: Document, edit: ScriptEdit) -> None:
        self._document = document
        self._edit = edit
        self._read: dict[str, tuple[str, str]] = {}

    def rows(self, speaker: str) -> Sequence[tuple[str, str]]:
        lines = self._document.project.lines
        return [(line.id, self._words(line)) for line in lines if not speaker or line.voice_id == speaker]

    def text(self, key: str) -> str | None:
        line = self._document.line(key)
        return None if line is None else self._words(line)

    def caret(self) -> tuple[str, int]:
        cursor = self._edit.textCursor()
        block = self._edit.document().findBlock(cursor.selectionStart())
        key = self._edit.sync.line_id(block.blockNumber())
        return key, self._letter(key, cursor.selectionStart() - block.position())

    def marked(self) -> tuple[str, Span] | None:
        cursor = self._edit.textCursor()
        block = self._edit.document().findBlock(cursor.selectionStart())
        begin, end = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
        if begin == end or end >= block.length():
            return None
        key = self._edit.sync.line_id(block.blockNumber())
        return key, (self._letter(key, begin), self._letter(key, end))

    def mark(self, key: str, span: Span) -> None:
        block = self._edit.sync.block(key)
        if block is None:
            return
        begin, end = self.in_block(key, [span])[0] if span[0] < span[1] else (self._unit(key, span[0]),) * 2
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + begin)
        cursor.setPosition(block.position() + end, _KEEP)
        self._edit.setTextCursor(cursor)
        self._edit.caret.show_with_room()

    def replace(self, changes: Mapping[str, Sequence[tuple[int, int, str]]], *, every: bool) -> None:
        project = self._document.project
        texts = {
            key: to_markup(replaced(nodes_of(project.line(key).text), parts))
            for key, parts in changes.items()
        }
        self._document.apply(project.edit_texts(texts, "Replace all" if every else "Replace"))

    def in_block(self, key: str, spans: Sequence[Span]) -> list[Span]:
        """Spans of a line's letters as spans of its block, which counts UTF-16 units and chips."""
        line = self._document.line(key)
        if line is None:
            return []
        words = self._words(line)
        if words is line.text and (words.isascii() or utf16_length(words) == len(words)):
            return list(spans)
        nodes = nodes_of(line.text)
        units = _units(nodes)
        return [(units[start], units[end]) for start, end in places(nodes, spans)]

    def _words(self, line: Line) -> str:
        known = self._read.get(line.id)
        if known is not None and known[0] is line.text:
            return known[1]
        text = line.text
        plain = text.isprintable() and not any(mark in text for mark in "<[&\ufffc")
        words = text if plain else words_of(nodes_of(text))
        self._read[line.id] = (text, words)
        return words

    def _letter(self, key: str, unit: int) -> int:
        """The letter of a line that stands at, or first behind, a place of its block."""
        line = self._document.line(key)
        count = 0
        for node in nodes_of(line.text) if line is not None else ():
            for letter in node.text if isinstance(node, Text) else "\ufffc":
                if unit <= 0:
                    return count
                unit -= utf16_length(letter)
                count += isinstance(node, Text)
        return count

    def _unit(self, key: str, letter: int) -> int:
        """The place in a line's block right behind so many of its letters."""
        return self.in_block(key, [(letter - 1, letter)])[0][1] if letter else 0


class SourcePlace:
    """The rows of the source view, by their numbers; tags are text like any other here."""

    def __init__(self, view: QPlainTextEdit) -> None:
        self._view = view

    def rows(self, speaker: str) -> Sequence[tuple[str, str]]:
        found = []
        block = self._view.document().begin()
        while block.isValid():
            found.append((str(block.blockNumber()), block.text()))
            block = block.next()
        return found

    def text(self, key: str) -> str | None:
        block = self._block(key)
        return block.text() if block.isValid() else None

    def caret(self) -> tuple[str, int]:
        start = self._view.textCursor().selectionStart()
        block = self._view.document().findBlock(start)
        return str(block.blockNumber()), _letters(block.text(), start - block.position())

    def marked(self) -> tuple[str, Span] | None:
        cursor = self._view.textCursor()
        block = self._view.document().findBlock(cursor.selectionStart())
        begin, end = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
        if begin == end or end >= block.length():
            return None
        text = block.text()
        return str(block.blockNumber()), (_letters(text, begin), _letters(text, end))

    def mark(self, key: str, span: Span) -> None:
        self._view.setTextCursor(self._cursor(self._block(key), *span))
        self._view.ensureCursorVisible()

    def replace(self, changes: Mapping[str, Sequence[tuple[int, int, str]]], *, every: bool) -> None:
        step = QTextCursor(self._view.document())
        step.beginEditBlock()
        for key, parts in changes.items():
            block = self._block(key)
            for start, end, new in reversed(parts):
                cursor = self._cursor(block, start, end)
                cursor.insertText(new)
        step.endEditBlock()

    def in_block(self, key: str, spans: Sequence[Span]) -> list[Span]:
        text = self._block(key).text()
        return [(utf16_length(text[:start]), utf16_length(text[:end])) for start, end in spans]

    def _block(self, key: str) -> QTextBlock:
        return self._view.document().findBlockByNumber(int(key))

    def _cursor(self, block: QTextBlock, start: int, end: int) -> QTextCursor:
        text = block.text()
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + utf16_length(text[:start]))
        cursor.setPosition(block.position() + utf16_length(text[:end]), _KEEP)
        return cursor


def _letters(text: str, units: int) -> int:
    """How many letters so many UTF-16 units are."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _units(nodes: Sequence[Node]) -> list[int]:
    """The UTF-16 units at which the cells begin, and at which the last one ends."""
    found = [0]
    for node in nodes:
        for letter in node.text if isinstance(node, Text) else "\ufffc":
            found.append(found[-1] + utf16_length(letter))
    return found
