"""SubStation Alpha: ASS and SSA. Its actor is the speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cosydesk.studio.importing.piece import Pieces, Stop
from cosydesk.studio.importing.times import clock_s

_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_BLOCK = re.compile(r"\{[^{}]*\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
_BREAK = re.compile(r"\\[Nn]")


def read(lines: Sequence[str], stop: Stop) -> Pieces:
    """The dialogue of a file. Comments and drawings are nothing to speak and go without a word."""
    pieces = Pieces()
    fields: tuple[str, ...] = _FIELDS
    events = False
    for index, line in enumerate(lines):
        if index % 512 == 0 and stop():
            break
        stripped = line.strip()
        key, colon, value = stripped.partition(":")
        key = key.casefold()
        if stripped.startswith("["):
            events = stripped.casefold().startswith("[events")
        elif key == "format" and events and colon:
            named = tuple(part.strip().casefold() for part in value.split(","))
            fields = named if {"start", "end", "text"} <= set(named) else _FIELDS
        elif key == "dialogue" and colon:
            _add(pieces, index + 1, fields, value.strip(), cut=index + 1 == len(lines))
    return pieces


def _add(pieces: Pieces, number: int, fields: tuple[str, ...], value: str, *, cut: bool) -> None:
    cells = value.split(",", len(fields) - 1)
    if len(cells) < len(fields):
        pieces.refuse(number, "cut" if cut else "columns", value)
        return
    row = dict(zip(fields, cells, strict=True))
    start, end = clock_s(row["start"]), clock_s(row["end"])
    text = row["text"]
    if start is None or end is None:
        pieces.refuse(number, "time", value)
    elif not _DRAWING.search(text):
        # A brace that is never closed is text; \h is a hard space.
        text = _BLOCK.sub("", text).replace("\\h", " ")
        said = tuple(part for part in _BREAK.split(text) if part.strip())
        pieces.add_timed(number, said, start, end, row.get("name", row.get("actor", "")).strip())
