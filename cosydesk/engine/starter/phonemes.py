"""The network's symbols: misaki's phoneme alphabet, as numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from cosydesk.resources import resource

MAX_IDS = 510
"""The network's longest input, the silent symbols at both ends not counted."""

STOPS = ".!?…"
CLAUSE_STOPS = ";:,—"


@dataclass(frozen=True)
class Spoken:
    """Phonemes of a stretch of text; `strong` where it is to be stressed."""

    phonemes: str
    strong: bool = False


@cache
def symbols() -> dict[str, int]:
    """Symbol -> number, from Kokoro's configuration."""
    table = json.loads(resource("starter/symbols.json").read_text("utf-8"))
    return {symbol: int(number) for symbol, number in table["vocab"].items()}


def known(phonemes: str) -> str:
    """The phonemes without what the network has no symbol for."""
    table = symbols()
    return "".join(symbol for symbol in phonemes if symbol in table)


def is_audible(phonemes: str) -> bool:
    """Whether there is a sound in it, not only punctuation and stress."""
    return any(symbol.isalpha() and symbol not in "ˈˌːʰʲ" for symbol in known(phonemes))


def join(pieces: list[Spoken]) -> tuple[str, list[bool]]:
    """The pieces as one string with a flag per symbol."""
    text = "".join(piece.phonemes for piece in pieces)
    flags = [piece.strong for piece in pieces for _ in piece.phonemes]
    return text, flags


def cut(text: str, limit: int, first: int | None = None) -> list[tuple[int, int]]:
    """Cut phonemes into ranges of at most `limit` symbols (the first of at most `first`), at the best place.

    Best is after a sentence, then after a clause, then between words; a word longer than the limit is cut anywhere.
    """
    ranges: list[tuple[int, int]] = []
    start = 0
    room = min(first or limit, limit)
    while len(text) - start > room:
        window = text[start : start + room]
        place = _last_of(window, STOPS, room // 3) or _last_of(window, CLAUSE_STOPS, room // 4)
        if place is None:
            if not ranges and first and room < limit:
                room = limit  # no clause ends early: better one longer sentence than one torn apart
                continue
            place = _last_of(window, " ", 1) or room
        ranges.append((start, start + place))
        start += place
        room = limit
    ranges.append((start, len(text)))
    return [(low, high) for low, high in ranges if is_audible(text[low:high])]


def _last_of(window: str, marks: str, least: int) -> int | None:
    place = max(window.rfind(mark) for mark in marks) + 1
    return place if place >= max(least, 1) else None
