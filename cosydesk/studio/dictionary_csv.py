"""The pronunciation dictionary as a table that spreadsheets read and write."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from cosydesk.studio.language import LANGUAGES
from cosydesk.studio.line import new_id
from cosydesk.studio.respelling import Respelling

COLUMNS = ("word", "spoken", "language", "match_case", "whole_word", "enabled")
_YES = frozenset(("1", "yes", "true", "x", "是"))
_NO = frozenset(("0", "no", "false", "", "否"))
_DEFAULTS = {"match_case": False, "whole_word": True, "enabled": True}


def to_csv(entries: Iterable[Respelling]) -> str:
    """The entries with a head, ordered by their words."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in sorted(entries, key=lambda entry: (entry.word.casefold(), entry.language)):
        flags = ("yes" if getattr(entry, name) else "no" for name in _DEFAULTS)
        writer.writerow((entry.word, entry.spoken, entry.language, *flags))
    return made.getvalue()


def from_csv(text: str) -> tuple[list[Respelling], list[int]]:
    """The entries of a table, with fresh ids, and the numbers (from 1) of the rows that can't be read.

    Columns may be separated by commas, semicolons or tabs. Without a head they are word and spoken, then in the
    order of `COLUMNS`; with one in any order, and columns that nobody knows are left out.
    """
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    columns: Sequence[str] = COLUMNS
    found: list[Respelling] = []
    unread: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, 1):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if number == 1 and {"word", "spoken"} <= {cell.casefold() for cell in cells}:
                columns = [cell.casefold() for cell in cells]
                continue
            entry = _entry(dict(zip(columns, cells, strict=False)))
            if entry is None:
                unread.append(number)
            else:
                found.append(entry)
    except csv.Error:
        unread.append(reader.line_num)
    return found, unread


def _entry(cells: dict[str, str]) -> Respelling | None:
    word, spoken = cells.get("word", ""), cells.get("spoken", "")
    language = cells.get("language", "").lower()
    flags = dict(_DEFAULTS)
    for name in _DEFAULTS:
        value = cells.get(name)
        if value is not None and value.casefold() in _YES | (_NO - {""}):
            flags[name] = value.casefold() in _YES
        elif value:
            return None
    if not word or not spoken or language not in ("", *LANGUAGES):
        return None
    return Respelling(new_id(), word, spoken, language, **flags)
