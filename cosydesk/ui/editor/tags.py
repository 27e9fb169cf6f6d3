"""Puts tags into the text at the caret and over the selection."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from cosydesk.markup import Break, Event, Unknown, parse
from cosydesk.ui.editor import steps
from cosydesk.ui.editor.line_sync import LineSync
from cosydesk.ui.editor.markup_document import (
    OBJECT,
    chip_format,
    chip_of,
    styles_of,
    text_format,
    utf16_length,
)

_CLOSING = re.compile(r"</(strong|laughter)>$", re.IGNORECASE)
_KEEP = QTextCursor.MoveMode.KeepAnchor
_BLANK = "\u2028\t \u3000"


class Tags:
    """Spans, events and pauses of one text widget; each call is one step of the history.

    Attributes:
        pending: the spans that were chosen for what is typed next, without text to hold them yet.
    """

    def __init__(self, edit: QTextEdit, sync: LineSync) -> None:
        self._edit = edit
        self._sync = sync
        self.pending: frozenset[str] | None = None

    def styles(self) -> frozenset[str]:
        """The spans that cover the whole selection, or those that the caret stands in."""
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            covering = [styles for _, _, styles in _stretches(cursor)]
            return frozenset.intersection(*covering) if covering else frozenset()
        return self.pending if self.pending is not None else styles_before(cursor)

    def toggle_span(self, name: str) -> None:
        """Put the span over the selection or the word at the caret, or take it away where it covers all.

        Without a word at the caret it is switched for what is typed next.
        """
        cursor = self._edit.textCursor()
        if not cursor.hasSelection() and (self.pending is not None or not _select_word(cursor)):
            self.pending = self.styles() ^ {name}
            self._edit.setCurrentCharFormat(text_format(self.pending))
            return
        stretches = _stretches(cursor)
        take_away = all(name in styles for _, _, styles in stretches)
        with self._sync.step(steps.STRONG if name == "strong" else steps.LAUGHTER):
            cursor.beginEditBlock()
            for start, end, styles in stretches:
                _restyle(cursor, start, end, styles - {name} if take_away else styles | {name})
            cursor.endEditBlock()

    def insert(self, node: Event | Break) -> None:
        """Insert a chip at the caret, or behind the selection."""
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            cursor.setPosition(cursor.selectionEnd())
        inside = styles_before(cursor) & styles_after(cursor)
        with self._sync.step(steps.EVENT if isinstance(node, Event) else steps.BREAK):
            cursor.insertText(OBJECT, chip_format(replace(node, styles=inside)))
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()

    def replace_chip(self, position: int, node: Break) -> None:
        """Put another pause in the place of the chip behind `position`."""
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(position)
        cursor.setPosition(position + 1, _KEEP)
        old = chip_of(cursor.charFormat())
        if old is None or old == replace(node, styles=old.styles):
            return
        with self._sync.step(steps.BREAK_LENGTH):
            cursor.insertText(OBJECT, chip_format(replace(node, styles=old.styles)))

    def chip_at(self, position: int) -> Event | Break | Unknown | None:
        """The chip behind a position of the document."""
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(position)
        if cursor.atBlockEnd():
            return None
        cursor.setPosition(position + 1)
        return chip_of(cursor.charFormat())

    def styles_at(self, position: int) -> frozenset[str]:
        """The spans around a position of the document."""
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(position)
        return styles_before(cursor) & styles_after(cursor)

    def prepare_typing(self, text: str) -> None:
        """Decide which spans hold what is about to be typed.

        Inside a span it is held by it. At the end of a span only if it goes on with a word written in letters:
        a space, punctuation and the next Chinese word stand outside, since emphasis belongs to words.
        """
        cursor = self._edit.textCursor()
        if self.pending is not None:
            wanted = self.pending
        elif cursor.hasSelection():
            start = QTextCursor(cursor)
            start.setPosition(cursor.selectionStart())
            wanted = styles_after(start)
        else:
            before = styles_before(cursor)
            wanted = before & styles_after(cursor)
            if before != wanted and _goes_on(cursor, text):
                wanted = before
        self._edit.setCurrentCharFormat(text_format(wanted))

    def complete_typed_tag(self) -> None:
        """Turn a tag whose last character was just typed into what it means; undo gives the letters back."""
        cursor = self._edit.textCursor()
        end = cursor.positionInBlock()
        block = cursor.block()
        before = block.text().encode("utf-16-le")[: 2 * end].decode("utf-16-le", "ignore")
        begin = max(before.rfind("["), before.rfind("<"))
        if begin < 0:
            return
        nodes = parse(before[begin:])
        if len(nodes) == 1 and isinstance(node := nodes[0], Event | Break):
            start = block.position() + utf16_length(before[:begin])
            styles = styles_before(cursor)
            with self._sync.step(steps.TAG):
                cursor.setPosition(start, _KEEP)
                cursor.insertText(OBJECT, chip_format(replace(node, styles=styles)))
            self._edit.setTextCursor(cursor)
        elif closing := _CLOSING.search(before):
            self._complete_span(block, before, closing)

    def _complete_span(self, block: QTextBlock, before: str, closing: re.Match[str]) -> None:
        name = closing[1].lower()
        opening = before.lower().rfind(f"<{name}>")
        if opening < 0:
            return
        inner = block.position() + utf16_length(before[: opening + len(name) + 2])
        start = block.position() + utf16_length(before[:opening])
        end = block.position() + utf16_length(before[: closing.start()])
        cursor = QTextCursor(block)
        with self._sync.step(steps.TAG):
            cursor.beginEditBlock()
            cursor.setPosition(end)
            cursor.setPosition(end + len(closing[0]), _KEEP)
            cursor.removeSelectedText()
            cursor.setPosition(inner)
            cursor.setPosition(end, _KEEP)
            for first, last, styles in _stretches(cursor, trim=False):
                _restyle(cursor, first, last, styles | {name})
            cursor.setPosition(start)
            cursor.setPosition(inner, _KEEP)
            cursor.removeSelectedText()
            cursor.endEditBlock()


def styles_before(cursor: QTextCursor) -> frozenset[str]:
    """The spans of the character before the caret; none at a line's start."""
    if cursor.atBlockStart():
        return frozenset()
    probe = QTextCursor(cursor.document())  # the caret itself may carry what is typed next
    probe.setPosition(cursor.position())
    return styles_of(probe.charFormat())


def styles_after(cursor: QTextCursor) -> frozenset[str]:
    """The spans of the character behind the caret; none at a line's end."""
    if cursor.atBlockEnd():
        return frozenset()
    probe = QTextCursor(cursor.document())
    probe.setPosition(cursor.position() + 1)
    return styles_of(probe.charFormat())


def _goes_on(cursor: QTextCursor, text: str) -> bool:
    probe = QTextCursor(cursor)
    probe.movePosition(QTextCursor.MoveOperation.PreviousCharacter, _KEEP)
    return all(_is_letter(character) for character in (probe.selectedText()[-1:], text[:1]))


def _is_letter(character: str) -> bool:
    """Whether it is part of a word that is set off by spaces."""
    return character.isalnum() and not "\u2e80" <= character <= "\uffdc" and character <= "\uffff"


def _select_word(cursor: QTextCursor) -> bool:
    cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    return any(character.isalnum() for character in cursor.selectedText())


def _stretches(cursor: QTextCursor, *, trim: bool = True) -> list[tuple[int, int, frozenset[str]]]:
    """The selection as pieces of one format: (start, end, spans), without blanks at its ends."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    document = cursor.document()
    if trim:
        while start < end and document.characterAt(start) in _BLANK + "\u2029":
            start += 1
        while start < end and document.characterAt(end - 1) in _BLANK + "\u2029":
            end -= 1
    found = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        at = block.begin()
        while not at.atEnd():
            fragment = at.fragment()
            at += 1
            first = max(start, fragment.position())
            last = min(end, fragment.position() + fragment.length())
            if first < last:
                found.append((first, last, styles_of(fragment.charFormat())))
        block = block.next()
    return found


def _restyle(cursor: QTextCursor, start: int, end: int, styles: frozenset[str]) -> None:
    """Give a piece of one format other spans."""
    cursor.setPosition(start)
    cursor.setPosition(end, _KEEP)
    node = chip_of(cursor.charFormat())
    cursor.setCharFormat(text_format(styles) if node is None else chip_format(replace(node, styles=styles)))
