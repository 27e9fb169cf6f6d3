"""Where a text and what a recogniser heard disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from cosydesk.studio.language import language_of
from cosydesk.studio.spoken_units import Unit, spoken_units

_ALIKE = str.maketrans({"她": "他", "它": "他", "牠": "他", "妳": "你", "地": "的", "得": "的"})
"""Characters that sound exactly alike and differ in grammar only, where a dictionary gives them other readings too."""


@dataclass(frozen=True)
class Difference:
    """One place where they disagree; at least one of its stretches has something in it.

    Attributes:
        start, end: in the text; empty = the audio has something that the text lacks, and here it would stand.
        heard_start, heard_end: in what was heard; empty = the audio doesn't have these words of the text.
    """

    start: int
    end: int
    heard_start: int
    heard_end: int


@dataclass(frozen=True)
class Comparison:
    """A text against what was heard.

    Attributes:
        differences: in their order.
        errors: units that are wrong, missing or too many.
        units: words of the text, or its characters in languages that are written without spaces; digits of numbers.
    """

    differences: tuple[Difference, ...]
    errors: int
    units: int

    @property
    def error_rate(self) -> float:
        """Errors by units of the text, at most 1."""
        return min(1.0, self.errors / max(1, self.units))

    @property
    def unheard(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the text that the audio doesn't have as they are written."""
        return tuple((one.start, one.end) for one in self.differences if one.end > one.start)

    @property
    def unwritten(self) -> tuple[tuple[int, int], ...]:
        """Stretches of what was heard that the text doesn't have."""
        return tuple(
            (one.heard_start, one.heard_end) for one in self.differences if one.heard_end > one.heard_start
        )


def compare(text: str, heard: str, language: str = "") -> Comparison:
    """Compare a text with what was heard, by ear: what is only written differently agrees.

    Case, width, punctuation, accents, traditional or simplified characters, katakana or hiragana, numbers in words or
    digits, and compounds in one word or two make no difference. In Mandarin, neither do characters that are read
    alike, for no recogniser can tell them apart but by guessing.

    Args:
        text: what should be said.
        heard: what a recogniser wrote.
        language: code of what is spoken, such as ``zh`` or ``en-US``; empty = as the text's letters tell.
    """
    spoken = language.partition("-")[0].lower() or language_of(text or heard)
    left, right = spoken_units(text, spoken), spoken_units(heard, spoken)
    same = _agreement(left, right, by_sound=spoken == "zh")
    differences = []
    errors = 0
    for a, b, c, d in _blocks(same):
        wanted, given = left[a:b], right[c:d]
        if "".join(unit.key for unit in wanted) == "".join(unit.key for unit in given):
            continue  # one word in two, or two in one
        errors += max(b - a, d - c)
        differences.append(Difference(*_stretch(left, a, b, len(text)), *_stretch(right, c, d, len(heard))))
    return Comparison(tuple(_apart(differences)), errors, len(left))


def _stretch(units: Sequence[Unit], first: int, last: int, length: int) -> tuple[int, int]:
    """Where these units are; for none, the place before the next one, behind the one before."""
    if first < last:
        return units[first].start, max(unit.end for unit in units[first:last])
    place = units[first - 1].end if first else units[0].start if units else length
    return place, place


def _apart(differences: Sequence[Difference]) -> Iterator[Difference]:
    """Those that share a number become one."""
    kept: Difference | None = None
    for one in differences:
        if kept and (one.start < kept.end or one.heard_start < kept.heard_end):
            kept = Difference(
                kept.start,
                max(kept.end, one.end),
                min(kept.heard_start, one.heard_start),
                max(kept.heard_end, one.heard_end),
            )
            continue
        if kept:
            yield kept
        kept = one
    if kept:
        yield kept


def _agreement(left: Sequence[Unit], right: Sequence[Unit], *, by_sound: bool) -> npt.NDArray[np.bool_]:
    """Which units sound alike, shape (len(left), len(right))."""
    ours, our_place = _numbered(left)
    theirs, their_place = _numbered(right)
    table = np.zeros((len(ours), len(theirs)), bool)
    for row, key in enumerate(ours):
        for column, other in enumerate(theirs):
            table[row, column] = key == other or (by_sound and sound_alike(key, other))
    return table[np.ix_(our_place, their_place)]


def _numbered(units: Sequence[Unit]) -> tuple[list[str], list[int]]:
    """The different keys, and for each unit the number of its key."""
    numbers: dict[str, int] = {}
    places = [numbers.setdefault(unit.key, len(numbers)) for unit in units]
    return list(numbers), places


def sound_alike(key: str, other: str) -> bool:
    """Whether two keys of Mandarin sound the same in some reading."""
    return key.translate(_ALIKE) == other.translate(_ALIKE) or bool(_readings(key) & _readings(other))


@cache
def _readings(key: str) -> frozenset[str]:
    """The ways to read one Chinese character, in pinyin with tones."""
    if len(key) != 1 or not "\u3400" <= key <= "\u9fff":
        return frozenset()
    from pypinyin.pinyin_dict import pinyin_dict

    return frozenset(str(pinyin_dict.get(ord(key), "")).split(",")) - {""}


def _blocks(same: npt.NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """The stretches (of rows a to b, of columns c to d) that disagree, by the fewest edits, in order."""
    rows, columns = same.shape
    steps = np.arange(columns + 1)
    cost = np.zeros((rows + 1, columns + 1), np.int32)
    cost[0] = steps
    for row in range(1, rows + 1):
        best = np.minimum(cost[row - 1, 1:] + 1, cost[row - 1, :-1] + ~same[row - 1])
        best = np.concatenate(([row], best))
        cost[row] = np.minimum.accumulate(best - steps) + steps  # what is too many, from left to right
    blocks: list[tuple[int, int, int, int]] = []
    row, column = rows, columns
    end: tuple[int, int] | None = None
    while row or column:
        here = cost[row, column]
        if row and column and same[row - 1, column - 1] and here == cost[row - 1, column - 1]:
            if end:
                blocks.append((row, end[0], column, end[1]))
                end = None
            row, column = row - 1, column - 1
            continue
        end = end or (row, column)
        if row and column and here == cost[row - 1, column - 1] + 1:
            row, column = row - 1, column - 1
        elif row and here == cost[row - 1, column] + 1:
            row -= 1
        else:
            column -= 1
    if end:
        blocks.append((0, end[0], 0, end[1]))
    return blocks[::-1]
