"""A line's markup in a QTextDocument, and back.

A block holds one line. Words are text whose character format carries the spans; an event, a pause or an unknown
tag is one object replacement character whose format says what it stands for, so that it is passed and deleted
like a letter. Positions in a QTextDocument count UTF-16 units, which is why lengths go through `utf16_length`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextFormat

from cosydesk.markup import SPANS, Break, Event, Node, Text, Unknown, normalise, parse, to_markup

OBJECT = "\ufffc"
SOFT_BREAK = "\u2028"
"""How a line break inside a line stands in a block; in markup it is a newline."""

CHIP_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
_KIND = QTextFormat.Property.UserProperty.value + 1
_VALUE = QTextFormat.Property.UserProperty.value + 2
SPAN_PROPERTIES: dict[str, int] = {
    name: QTextFormat.Property.UserProperty.value + 16 + index for index, name in enumerate(SPANS)
}
"""Which character format property says that a span covers the text."""

# What a block can't hold as itself: separators become soft breaks; frame marks, bare objects, byte order marks,
# zero bytes and halves of surrogate pairs have no meaning in a script and go.
_CLEAN: dict[int, str | None] = {0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x2028: "\n", 0x2029: "\n"}
_CLEAN |= dict.fromkeys((0x00, 0xFDD0, 0xFDD1, 0xFEFF, 0xFFFC, 0xFFFE, *range(0xD800, 0xE000)))

Cell = tuple[Node, int]
"""One character or chip with its length in UTF-16 units."""


def utf16_length(text: str) -> int:
    """Length of `text` in UTF-16 units, which is what Qt's positions count."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(nodes: Iterable[Node]) -> list[Node]:
    """The nodes as a block can hold them, neighbours of one style joined."""
    return normalise(
        [
            Text(node.text.replace("\r\n", "\n").translate(_CLEAN), node.styles)
            if isinstance(node, Text)
            else node
            for node in nodes
        ]
    )


def nodes_of(markup: str) -> list[Node]:
    """Markup as the nodes that a block holds for it."""
    return clean(parse(markup))


def canonical(markup: str) -> str:
    """The one way in which the editor writes `markup`; equal for all markups that look the same in a block."""
    return to_markup(nodes_of(markup))


def text_format(styles: Iterable[str] = ()) -> QTextCharFormat:
    """The character format of words that lie in the spans `styles`."""
    made = QTextCharFormat()
    _add_styles(made, styles)
    return made


def chip_format(node: Event | Break | Unknown) -> QTextCharFormat:
    """The character format of the object replacement character that stands for `node`."""
    made = QTextCharFormat()
    made.setObjectType(CHIP_TYPE)
    match node:
        case Event(name):
            kind, value = "event", name
        case Break(seconds):
            kind, value = "break", repr(seconds)
        case Unknown(raw):
            kind, value = "unknown", raw
    made.setProperty(_KIND, kind)
    made.setProperty(_VALUE, value)
    _add_styles(made, node.styles)
    return made


def chip_of(chip: QTextFormat) -> Event | Break | Unknown | None:
    """The node that a format stands for, None when it is a format of words."""
    if chip.objectType() != CHIP_TYPE:
        return None
    styles = styles_of(chip)
    value = cast(str, chip.property(_VALUE))
    match chip.property(_KIND):
        case "event":
            return Event(value, styles)
        case "break":
            return Break(float(value), styles)
    return Unknown(value, styles)


def styles_of(text: QTextFormat) -> frozenset[str]:
    """The spans that a character format says."""
    return frozenset(name for name, key in SPAN_PROPERTIES.items() if text.hasProperty(key))


def read_block(block: QTextBlock, start: int = 0, end: int | None = None) -> list[Node]:
    """The nodes of a block, or of the part of it between two offsets in UTF-16 units."""
    nodes: list[Node] = []
    at = block.begin()
    base = block.position()
    while not at.atEnd():
        fragment = at.fragment()
        at += 1
        first = fragment.position() - base
        text = _slice(fragment.text(), start - first, None if end is None else end - first)
        if not text:
            continue
        chip = fragment.charFormat()
        node = chip_of(chip)
        if node is None:
            nodes.append(Text(text.replace(SOFT_BREAK, "\n").replace(OBJECT, ""), styles_of(chip)))
        else:
            nodes.extend([node] * len(text))
    return normalise(nodes)


def read_markup(block: QTextBlock) -> str:
    """A block as canonical markup."""
    return to_markup(read_block(block))


def write_nodes(cursor: QTextCursor, nodes: Sequence[Node]) -> None:
    """Insert cleaned nodes at `cursor`, which stands behind them afterwards."""
    for node in nodes:
        if isinstance(node, Text):
            cursor.insertText(node.text.replace("\n", SOFT_BREAK), text_format(node.styles))
        else:
            cursor.insertText(OBJECT, chip_format(node))


def rewrite_block(block: QTextBlock, nodes: Sequence[Node]) -> bool:
    """Make a block hold `nodes` (cleaned), touching only what differs; says whether anything did.

    Carets and selections outside the differing middle stay where they are.
    """
    old, new = _cells(read_block(block)), _cells(nodes)
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    if head == len(old) == len(new):
        return False
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start = block.position() + sum(width for _, width in old[:head])
    width = sum(width for _, width in old[head : len(old) - tail])
    cursor = QTextCursor(block)
    cursor.beginEditBlock()
    cursor.setPosition(start)
    cursor.setPosition(start + width, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    write_nodes(cursor, normalise([node for node, _ in new[head : len(new) - tail]]))
    cursor.endEditBlock()
    return True


def _cells(nodes: Iterable[Node]) -> list[Cell]:
    cells: list[Cell] = []
    for node in nodes:
        if isinstance(node, Text):
            cells.extend(
                (Text(character, node.styles), 2 if character > "\uffff" else 1) for character in node.text
            )
        else:
            cells.append((node, 1))
    return cells


def _slice(text: str, start: int, end: int | None) -> str:
    """A slice by UTF-16 offsets, which may lie outside the text."""
    start = max(start, 0)
    if end is not None and end <= start:
        return ""
    if text.isascii() or utf16_length(text) == len(text):
        return text[start:end]
    units = text.encode("utf-16-le")
    return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", "ignore")


def _add_styles(made: QTextCharFormat, styles: Iterable[str]) -> None:
    for name in styles:
        made.setProperty(SPAN_PROPERTIES[name], True)
        if name == "strong":
            made.setFontWeight(QFont.Weight.Bold)
        else:
            made.setFontItalic(True)
