"""Cues that say the same in two languages, one below the other."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cosydesk.studio.importing import same_letters, words
from cosydesk.studio.importing.piece import Piece
from cosydesk.studio.language import language_of

_SHARE = 0.5
_SAMPLE = 400
"""Cues that are asked for their languages, spread over the file."""
_OWN_LETTERS = {"zh", "ja", "ko"}
"""No other language is written in these."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two languages of a file: that of the lines above, and that of those below.

    Attributes:
        places: what tells them apart where their letters don't.
    """

    first: str
    second: str
    places: same_letters.Places | None = None


def tongue(text: str) -> str:
    """What a text is written in, as far as letters tell; empty where it has none."""
    text = words.plain(text)
    letter = next((char for char in text if char.isalpha()), "")
    if not letter:
        return ""
    found = language_of(text)
    if found != "en" or letter.isascii():
        return found
    script = unicodedata.name(letter, "LATIN").split()[0]
    return (
        "en"
        if script in ("LATIN", "FULLWIDTH", "MODIFIER", "FEMININE", "MASCULINE", "MICRO")
        else script.lower()
    )


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with the same times in two languages as one, where most of a file is made like that: one style, or one
    part of the file, for each language.
    """
    groups: dict[tuple[float | None, float | None, str], list[Piece]] = {}
    for piece in pieces:
        groups.setdefault((piece.start_s, piece.end_s, piece.speaker), []).append(piece)
    twos = {id(two[0]): two for two in groups.values() if len(two) == 2 and two[0].end_s is not None}
    if len(twos) < _SHARE * len(groups):
        return list(pieces)
    texts = {key: [" ".join(one.lines) for one in two] for key, two in twos.items()}
    apart = {key: two for key, two in twos.items() if len({*map(tongue, texts[key])} - {""}) == 2}
    if len(apart) >= _SHARE * len(groups):
        twos = apart
    elif _places(list(texts.values())) is None:
        return list(pieces)
    second = {id(two[1]) for two in twos.values()}
    return [
        replace(piece, lines=piece.lines + twos[id(piece)][1].lines) if id(piece) in twos else piece
        for piece in pieces
        if id(piece) not in second
    ]


def halves(lines: Sequence[str]) -> tuple[int, str, str] | None:
    """(index where the second language begins, first language, second) of a cue whose lines change their language
    once; None otherwise.
    """
    if len(lines) < 2:
        return None
    found = [tongue(line) for line in lines]
    first = next(filter(None, found), "")
    at = next((index for index, one in enumerate(found) if one not in ("", first)), None)
    if at is None or any(one not in ("", found[at]) for one in found[at:]):
        return None
    return at, first, found[at]


def _places(cues: Sequence[Sequence[str]]) -> same_letters.Places | None:
    several = [lines for lines in cues if len(lines) > 1]
    asked = several[:: max(1, len(several) // _SAMPLE)]
    alike = [lines for lines in asked if _one_tongue(lines)]
    return same_letters.vote(alike) if len(alike) >= _SHARE * len(asked) else None


def _one_tongue(lines: Sequence[str]) -> bool:
    found = {tongue(line) for line in lines} - {""}
    return len(found) == 1 and not found & _OWN_LETTERS


def pair_of(cues: Sequence[Sequence[str]]) -> Pair | None:
    """The languages of a file, where most of its cues of several lines have two; None: it has one.

    Where letters tell nothing, each language has to keep its place.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    several = 0
    for lines in cues:
        if len(lines) > 1:
            several += 1
            if (found := halves(lines)) is not None:
                pairs[found[1:]] += 1
    if not pairs or pairs.total() < _SHARE * several:
        places = _places(cues)
        return None if places is None else Pair(places.first, places.second, places)
    return Pair(*pairs.most_common(1)[0][0])


def split(lines: Sequence[str], pair: Pair) -> tuple[list[str], list[str]]:
    """(lines in the first language, lines in the second), whichever of them stands above; the second is empty where
    the cue has but one.
    """
    if pair.places is not None and len(lines) > 1:
        at = pair.places.cut(lines)
        return (list(lines[:at]), list(lines[at:])) if 0 < at < len(lines) else (list(lines), [])
    found = halves(lines)
    if found is None:
        return list(lines), []
    above, below = list(lines[: found[0]]), list(lines[found[0] :])
    return (below, above) if (found[2], found[1]) == (pair.first, pair.second) else (above, below)
