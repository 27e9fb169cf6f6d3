"""Script text on its way to and from the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocumentFragment

from cosydesk.markup import Node, plain_text, to_markup
from cosydesk.ui.editor.markup_document import SOFT_BREAK, nodes_of, read_block, text_format, write_nodes

SCRIPT_MIME = "application/x-cosydesk-script"
"""Lines of markup, UTF-8, one a line."""

VOICE_MIME = "application/x-cosydesk-voice"
"""A voice id, UTF-8."""


def selected_markup(cursor: QTextCursor) -> list[str]:
    """The selection as markup, one text for each line that it touches."""
    return [to_markup(nodes) for nodes in _selected_nodes(cursor)]


def to_mime(cursor: QTextCursor) -> QMimeData:
    """The selection: as markup for ourselves, as bare words for everybody else."""
    lines = _selected_nodes(cursor)
    made = QMimeData()
    markup = "\n".join(to_markup(nodes).replace("\n", SOFT_BREAK) for nodes in lines)
    made.setData(SCRIPT_MIME, markup.encode())
    made.setText("\n".join(plain_text(nodes) for nodes in lines))
    return made


def _selected_nodes(cursor: QTextCursor) -> list[list[Node]]:
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = cursor.document().findBlock(start)
    lines = []
    while block.isValid() and block.position() <= end:
        lines.append(read_block(block, max(0, start - block.position()), end - block.position()))
        block = block.next()
    return lines


def markup_lines(source: QMimeData) -> list[str]:
    """What was copied as lines of markup. From other programs only the text is taken, never its looks."""
    if source.hasFormat(SCRIPT_MIME):
        markup = source.data(SCRIPT_MIME).toStdString()
        return [line.replace(SOFT_BREAK, "\n") for line in markup.split("\n")]
    if source.hasText() or not source.hasHtml():
        return script_lines(source.text())
    words = QTextDocumentFragment.fromHtml(source.html()).toPlainText()
    return script_lines(words.replace("\ufffc", ""))  # what pictures leave behind


def script_lines(text: str) -> list[str]:
    """Foreign text as lines: of several the blank ones and the indents are dropped."""
    lines = [line.expandtabs(1) for line in text.replace("\ufeff", "").replace("\u2028", "\n").splitlines()]
    if len(lines) < 2:
        return lines
    return [stripped for line in lines if (stripped := line.strip())]


def insert_lines(cursor: QTextCursor, lines: list[str]) -> None:
    """Replace the selection by lines of markup: the first goes on with the caret's line, the others are new."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for number, line in enumerate(lines):
        if number:
            cursor.insertBlock(QTextBlockFormat(), text_format())
        write_nodes(cursor, nodes_of(line))
    cursor.endEditBlock()


def decode_text(data: bytes) -> str:
    """A text file's content: UTF-8, UTF-16 with its mark, else GB 18030, what Chinese Windows writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
