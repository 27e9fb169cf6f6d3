"""Finding settings by their name, help or other words for them, in whichever language they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cosydesk.ui.preferences.kinds import Choice, Page

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Hit:
    """Attributes:
    page: name of the page. row: number of the row on it; None: the page itself.
    label, help: as shown. in_label, in_help: what of them was typed, as (start, end).
    """

    page: str
    row: int | None
    label: str
    help: str
    in_label: tuple[tuple[int, int], ...] = ()
    in_help: tuple[tuple[int, int], ...] = ()


def find(typed: str, pages: Sequence[Page], shown: Translate, others: Sequence[Translate] = ()) -> list[Hit]:
    """Rows that have every typed word, in the order of the pages.

    Args:
        shown: translates the texts of the table as they are shown.
        others: the same in other languages; found in, never shown.
    """
    words = typed.casefold().split()
    if not words:
        return []
    hits = []
    for page in pages:
        title = shown(page.title)
        titles = _all(page.title, shown, others)
        for number, row in enumerate(page.rows):
            label, text = shown(row.label), shown(row.help)
            options = row.control.options if isinstance(row.control, Choice) else ()
            chosen = [text for _value, option in options for text in _all(option, shown, others)]
            where = " ".join(
                (*_all(row.label, shown, others), *_all(row.help, shown, others), row.words, *chosen, *titles)
            )
            if _has(words, where):
                hits.append(Hit(page.name, number, label, text, places(words, label), places(words, text)))
        if page.words and _has(words, " ".join((*titles, page.words))):
            hits.append(Hit(page.name, None, title, "", places(words, title)))
    return hits


def places(words: Sequence[str], text: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in the text, in order and without overlaps."""
    folded = text.casefold()
    if len(folded) != len(text):
        return ()
    marked = [False] * len(text)
    for word in words:
        start = folded.find(word)
        while start >= 0:
            marked[start : start + len(word)] = [True] * len(word)
            start = folded.find(word, start + 1)
    found: list[tuple[int, int]] = []
    for at, on in enumerate(marked):
        if on and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        elif on:
            found.append((at, at + 1))
    return tuple(found)


def _all(text: str, shown: Translate, others: Sequence[Translate]) -> tuple[str, ...]:
    return (text, shown(text), *(translate(text) for translate in others))


def _has(words: Sequence[str], where: str) -> bool:
    folded = where.casefold()
    return all(word in folded for word in words)
