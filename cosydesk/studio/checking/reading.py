"""A take read back: which words of its line were heard, which are missing, and which are too many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from cosydesk.markup import parse, plain_text
from cosydesk.studio import pinyin
from cosydesk.studio.checking.said import written_out
from cosydesk.studio.heard_text import Comparison, Difference, compare
from cosydesk.studio.language import language_of
from cosydesk.studio.spoken_units import spoken_units
from cosydesk.studio.take import TakeRequest

BY_CHARACTER = frozenset({"zh", "yue", "ja", "ko"})
"""Languages whose errors are counted by character, not by word."""

_DIGITS = re.compile(r"\d")
_WRITTEN_ANYHOW = re.compile(r"[\da-zA-Z]")
_BEYOND_ENGLISH = re.compile(r"[^\W\d_a-zA-Z]")


@dataclass(frozen=True)
class Hearing:
    """What somebody who listened to a take says.

    Attributes:
        text: the words, as they would be written; None = nobody listened for words.
        recogniser: who did.
        spans: where speech is, in seconds; None = nobody looked.
        along: words of `along.text_along`, and how likely each of them is said where it stands; empty = nobody can
            tell.
    """

    text: str | None = None
    recogniser: str = ""
    spans: tuple[tuple[float, float], ...] | None = None
    along: tuple[tuple[str, float], ...] = ()


class Part(Enum):
    """What became of a stretch of the line."""

    KEPT = auto()
    MISSING = auto()
    EXTRA = auto()
    REPLACED = auto()


@dataclass(frozen=True)
class Piece:
    """A stretch of the line, or of what was heard instead.

    Attributes:
        text: of the line; empty for what is too many.
        heard: what was said there; empty for what is missing, and for what was kept.
    """

    part: Part
    text: str = ""
    heard: str = ""


@dataclass(frozen=True)
class Reading:
    """What a take should say against what was heard.

    Attributes:
        text: what should be said: as it is written, or as the pronunciation dictionary respells it.
        missing, extra: the most letters that are missing, or too many, at one place.
    """

    text: str
    heard: str
    comparison: Comparison
    missing: int
    extra: int

    @property
    def error_rate(self) -> float:
        return self.comparison.error_rate

    def pieces(self) -> list[Piece]:
        """The line from its beginning to its end, with what was heard otherwise."""
        pieces: list[Piece] = []
        at = 0
        for one in self.comparison.differences:
            if one.start > at:
                pieces.append(Piece(Part.KEPT, self.text[at : one.start]))
            said, heard = self.text[one.start : one.end], self.heard[one.heard_start : one.heard_end]
            pieces.append(Piece(_part(said, heard), said, heard))
            at = one.end
        if at < len(self.text):
            pieces.append(Piece(Part.KEPT, self.text[at:]))
        return pieces


def _part(said: str, heard: str) -> Part:
    if not heard.strip():
        return Part.MISSING
    return Part.REPLACED if said.strip() else Part.EXTRA


def read_back(request: TakeRequest, heard: str, language: str) -> Reading:
    """Compare what a take should say with what was heard.

    A word that the dictionary respells may be heard either way, for a recogniser writes names as it knows them, and so
    may signs and units: the writing that agrees best counts.
    """
    readings = []
    for text in _texts(request):
        readings.append(_reading(text, heard, language))
        said, given = written_out(text, language), written_out(heard, language)
        if (said, given) != (text, heard):
            readings.append(_reading(said, given, language))
    return min(readings, key=lambda reading: reading.comparison.errors)


def take_language(request: TakeRequest, voice_language: str = "") -> str:
    """Primary code of what a take is in; empty = the recogniser shall find out.

    Args:
        voice_language: of the voice, which tells apart what is written in the same letters.
    """
    text = plain_text(parse(request.sent))
    by_letters = language_of(text)
    voice = voice_language.partition("-")[0].lower()
    if by_letters == "zh":
        return "yue" if voice == "yue" else "zh"
    if by_letters != "en":
        return by_letters
    if _BEYOND_ENGLISH.search(text):
        return "" if voice in ("en", *BY_CHARACTER) else voice
    # A Chinese voice that reads Latin letters reads English.
    return "en" if voice in ("", *BY_CHARACTER) else voice


def unit_of(language: str) -> str:
    """What is counted: ``"word"`` or ``"character"``, as `TakeCheck.unit`."""
    return "character" if language in BY_CHARACTER else "word"


def letters(text: str, language: str) -> int:
    """How many letters, digits or characters of a text are heard."""
    return sum(len(unit.key) for unit in spoken_units(text, language))


def _texts(request: TakeRequest) -> Iterable[str]:
    spoken = pinyin.read_out(request.sent)
    return dict.fromkeys(plain_text(parse(markup)).strip() for markup in (spoken, request.text))


def _reading(text: str, heard: str, language: str) -> Reading:
    found = compare(text, heard, language)
    language = language or language_of(text or heard)
    balances = [_balance(text, heard, one, language) for one in found.differences]
    return Reading(text, heard, found, max((0, *balances)), max((0, *(-balance for balance in balances))))


def _balance(text: str, heard: str, one: Difference, language: str) -> int:
    """How many letters more the line has there than what was heard; a word that was misheard has about as many.

    Numbers, and foreign words among characters, say nothing: each recogniser writes them in its own way.
    """
    said, given = text[one.start : one.end], heard[one.heard_start : one.heard_end]
    unsure = _WRITTEN_ANYHOW if language in BY_CHARACTER else _DIGITS
    if unsure.search(said) or unsure.search(given):
        return 0
    return letters(said, language) - letters(given, language)
