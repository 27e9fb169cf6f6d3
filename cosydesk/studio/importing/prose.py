"""Plain text and Markdown: a piece for each paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cosydesk.studio.importing import table
from cosydesk.studio.importing.limits import unreadable
from cosydesk.studio.importing.piece import Piece, Pieces, Stop

_FENCE = re.compile(r"---\s*$")


def read_text(lines: Sequence[str], stop: Stop) -> Pieces:
    """Every line that isn't blank."""
    pieces = Pieces()
    for index, line in enumerate(lines):
        if index % 512 == 0 and stop():
            break
        if line.strip():
            pieces.add(Piece(index + 1, (line,)))
    return pieces


def read_markdown(lines: Sequence[str], stop: Stop) -> Pieces:
    """The words of headings, paragraphs, lists and tables. Code, pictures and the front matter aren't spoken.

    Raises:
        StudioError: ``script_unreadable``: nobody could have written that by hand.
    """
    lines = list(lines)
    if lines and _FENCE.match(lines[0]):
        closing = next((index for index in range(1, len(lines)) if _FENCE.match(lines[index])), 0)
        lines[: closing + 1] = [""] * (closing + 1)
    pieces = Pieces()
    try:
        tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines))
    except (RecursionError, IndexError, ValueError) as error:
        raise unreadable("The Markdown of the file can't be read.") from error
    rows: list[table.Row] | None = None
    for token in tokens:
        if stop():
            break
        if token.type == "table_open":
            rows = []
        elif token.type == "table_close" and rows is not None:
            table.read_rows(rows, pieces)
            rows = None
        elif token.type == "tr_open" and rows is not None:
            rows.append(((token.map or [0])[0] + 1, []))
        elif token.type == "inline":
            said = _lines(token)
            number = (token.map or [0])[0] + 1
            if rows is not None and rows:
                rows[-1][1].append(" ".join(said))
            elif any(part.strip() for part in said):
                pieces.add(Piece(number, tuple(said)))
    pieces.found.sort(key=lambda piece: piece.number)
    return pieces


def _lines(inline: Token) -> list[str]:
    """The words of a paragraph, by its lines. Our own tags are HTML to Markdown and stay."""
    parts: list[str] = []
    for token in inline.children or ():
        if token.type in ("text", "code_inline", "html_inline", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts).split("\n")
