"""Word's ``.docx``: the words of its paragraphs and the rows of its tables, read straight from the XML inside."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from cosydesk.studio.importing import table
from cosydesk.studio.importing.limits import MAX_BYTES, too_big, unreadable
from cosydesk.studio.importing.piece import Piece, Pieces

_BODY = "word/document.xml"
_LEFT_OUT = frozenset(("Fallback", "moveFrom", "del", "rt", "instrText", "footnotePr"))
"""Elements whose text nobody sees: drawings for old programs, what was deleted or moved away, readings."""


def is_docx(data: bytes) -> bool:
    """Whether the bytes may be a Word document; other packed files aren't."""
    return data.startswith(b"PK\x03\x04")


def read(data: bytes) -> Pieces:
    """The pieces of a document, numbered by paragraphs.

    Raises:
        StudioError: ``script_unreadable`` or ``script_too_big``.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(_body(data), True)
    except expat.ExpatError as error:
        raise unreadable("The Word document is damaged.") from error
    reader.finish()
    return reader.pieces


def _body(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(_BODY) as body:
            text = body.read(MAX_BYTES + 1)
    except KeyError:
        raise unreadable("The file is no Word document.") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        EOFError,
    ) as error:
        raise unreadable("The Word document is damaged, or it has a password.") from error
    if len(text) > MAX_BYTES:
        raise too_big("The Word document is too big.")
    return text


def _no_doctype(*_: object) -> None:
    # Word writes none; what comes with one may be a trap that grows without end.
    raise unreadable("The Word document is damaged.")


class _Reader:
    """Takes what the parser meets."""

    def __init__(self) -> None:
        self.pieces = Pieces()
        self._number = 0
        self._hidden = 0
        self._taking = False
        self._open: list[list[str]] = []
        self._rows: list[list[table.Row]] = []

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if self._hidden or name in _LEFT_OUT:
            self._hidden += 1
        elif name == "p":
            self._number += 1
            self._open.append([])
        elif name == "t":
            self._taking = True
        elif name in ("br", "cr", "tab") and self._open:
            self._open[-1].append(" " if name == "tab" else "\n")
        elif name == "tbl":
            self._rows.append([])
        elif name == "tr" and self._rows:
            self._rows[-1].append((self._number + 1, []))
        elif name == "tc" and self._rows and self._rows[-1]:
            self._rows[-1][-1][1].append("")

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if self._hidden:
            self._hidden -= 1
        elif name == "t":
            self._taking = False
        elif name == "p" and self._open:
            self._paragraph("".join(self._open.pop()))
        elif name == "tbl" and self._rows:
            self._table(self._rows.pop())

    def text(self, data: str) -> None:
        if self._taking and self._open and not self._hidden:
            self._open[-1].append(data)

    def finish(self) -> None:
        """Everything has been met."""
        self.pieces.found.sort(key=lambda piece: piece.number)

    def _paragraph(self, text: str) -> None:
        if not text.strip():
            return
        if self._rows and self._rows[-1] and self._rows[-1][-1][1]:
            cells = self._rows[-1][-1][1]
            cells[-1] = f"{cells[-1]}\n{text}" if cells[-1] else text
        else:
            self.pieces.add(Piece(self._number, tuple(text.split("\n"))))

    def _table(self, rows: list[table.Row]) -> None:
        """A table inside another is a part of its cell."""
        if self._rows and self._rows[-1] and self._rows[-1][-1][1]:
            cells = self._rows[-1][-1][1]
            inner = "\n".join(" ".join(row) for _, row in rows)
            cells[-1] = f"{cells[-1]}\n{inner}" if cells[-1] else inner
        else:
            filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
            table.read_rows(filled, self.pieces)
