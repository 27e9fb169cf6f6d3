"""A line as it is read: its words without the tags, and how to change them so that the tags around them stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cosydesk.markup import Node, Text, normalise

Replacement = tuple[int, int, str]
"""From and to where in the words, and what comes there."""

_LETTER = r"[^\W_\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
"""A letter or digit of a script that sets words off by spaces; Chinese and Japanese have none."""

_IS_LETTER = re.compile(_LETTER)
_EDGE = f"(?!(?<={_LETTER}){_LETTER})"


def whole(pattern: str) -> str:
    """The regular expression, matching where neither of its ends cuts a word in two."""
    return f"{_EDGE}(?:{pattern}){_EDGE}"


def words_of(nodes: Sequence[Node], chip: str = "") -> str:
    """The words of a line; each sound, pause and unknown tag counts as `chip`."""
    return "".join(node.text if isinstance(node, Text) else chip for node in nodes)


def places(nodes: Sequence[Node], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the words as spans of cells: letters and chips, counted one each."""
    at = _cells_of_letters(nodes)
    return [(at[start], at[end - 1] + 1) for start, end in spans]


def replaced(nodes: Sequence[Node], changes: Sequence[Replacement], chip: str = "") -> list[Node]:
    """The line with parts of its words replaced; `changes` ascend and don't overlap.

    Only the words that differ are exchanged, so that of a match across the edge of a span each side keeps its
    own; what is new lies in the spans of the first letter that it stands for. Chips within stay, behind it.
    """
    if len(nodes) == 1 and isinstance(only := nodes[0], Text):
        text = only.text
        for start, end, new in reversed(changes):
            text = text[:start] + new + text[end:]
        return normalise([Text(text, only.styles)])
    cells: list[Node] = []
    for node in nodes:
        if isinstance(node, Text):
            cells.extend(Text(letter, node.styles) for letter in node.text)
        else:
            cells.append(node)
    at = list(range(len(cells))) if chip else _cells_of_letters(nodes)
    words = words_of(nodes, chip)
    for start, end, new in reversed(changes):
        _exchange(cells, at, words, start, end, new)
    return normalise(cells)


def _exchange(cells: list[Node], at: list[int], words: str, start: int, end: int, new: str) -> None:
    old = words[start:end]
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    first, last, new = start + head, end - tail, new[head : len(new) - tail]
    if first < last:
        place, behind = at[first], at[last - 1] + 1
        styles = cells[place].styles
    else:
        before = cells[at[first - 1]].styles if first > start else None
        after = cells[at[first]].styles if first < end else None
        styles = (
            before & after if before is not None and after is not None else (before or after or frozenset())
        )
        place = behind = at[first - 1] + 1 if first > start else at[first]
    chips = [cell for cell in cells[place:behind] if not isinstance(cell, Text)]
    cells[place:behind] = [*(Text(letter, styles) for letter in new), *chips]


def _common(old: str, new: str) -> int:
    """How much two texts have in common at their beginnings, in whole words."""
    count = 0
    while count < min(len(old), len(new)) and old[count] == new[count]:
        count += 1
    while count and any(_cuts(text, count) for text in (old, new)):
        count -= 1
    return count


def _cuts(text: str, at: int) -> bool:
    return at < len(text) and bool(_IS_LETTER.match(text[at - 1]) and _IS_LETTER.match(text[at]))


def _cells_of_letters(nodes: Sequence[Node]) -> list[int]:
    """For each letter of the words the cell that it is."""
    found: list[int] = []
    cell = 0
    for node in nodes:
        if isinstance(node, Text):
            found.extend(range(cell, cell + len(node.text)))
            cell += len(node.text)
        else:
            cell += 1
    return found
