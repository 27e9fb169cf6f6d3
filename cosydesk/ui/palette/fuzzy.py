"""How well a few typed letters fit a name: in order, gaps allowed, starts of words and runs count more."""

from __future__ import annotations

from dataclasses import dataclass

_START_OF_WORD = 8.0
_RUN = 9.0
_LETTER = 1.0
_LATE = 0.05


@dataclass(frozen=True)
class Match:
    """Attributes: score (higher fits better), places (indices of the letters that were found)."""

    score: float
    places: tuple[int, ...] = ()


def match(query: str, text: str) -> Match | None:
    """How `query` fits `text`, upper and lower case alike; None when a letter is missing.

    Words of the query may come in any order. An empty query fits everything with a score of 0.
    """
    total, places = 0.0, set[int]()
    folded = text.casefold()
    if len(folded) != len(text):  # places must be those of the text as shown
        folded = text.lower() if len(text.lower()) == len(text) else text
    for word in query.casefold().split():
        found = _match_word(word, folded)
        if found is None:
            return None
        total += found.score
        places.update(found.places)
    return Match(total - _LATE * len(text) * bool(places), tuple(sorted(places)))


def _match_word(word: str, text: str) -> Match | None:
    """The best way to find the letters of `word` in `text` in their order, over all ways."""
    if not word or len(word) > len(text):
        return None
    # best[j]: of all ways that put the present letter at place j, the score and where the letters stand.
    best: list[Match | None] = [None] * len(text)
    for number, letter in enumerate(word):
        before, best = best, [None] * len(text)
        reach: Match | None = Match(0.0) if number == 0 else None
        for place, other in enumerate(text):
            past = before[place - 1] if number and place else None
            if past is not None and (reach is None or past.score > reach.score):
                reach = past
            if other != letter or reach is None:
                continue
            gain = _LETTER + (_START_OF_WORD if _starts_word(text, place) else 0.0)
            chosen = Match(reach.score + gain, (*reach.places, place))
            if past is not None:
                joined = past.score + gain + _RUN
                if joined > chosen.score:
                    chosen = Match(joined, (*past.places, place))
            best[place] = chosen
    ways = [way for way in best if way is not None]
    return max(ways, key=lambda way: (way.score, -way.places[0])) if ways else None


def _starts_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()
