"""Written text to spoken words, and what Chinese text needs besides.

Source: spec cosyvoice1.md sections 2.2, 2.3 and 2.6.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Protocol

log = logging.getLogger(__name__)

_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_COMMAS_AT_END = re.compile(r"[，,、]+$")
_PARTS = (re.compile(r"((?<=[.!?;。！？；\n])\s+)"), re.compile(r"(\s+|[，,、])"))
"""Where a text is taken apart that can't be normalised as a whole: between sentences, then between words."""
_DROPPED = str.maketrans("", "", "（）【】`")


class Normaliser(Protocol):
    """Numbers, dates and money to words."""

    def normalise(self, text: str, chinese: bool) -> str: ...


class WeTextNormaliser:
    """wetext, as the reference runs it: only where there is a digit.

    It fails on marks that its grammars don't know beside a digit (``#1 @2``) and on endless numbers, and the reference
    with it. Here the words that it can't read stay as written, and the rest is still normalised.
    """

    def normalise(self, text: str, chinese: bool) -> str:
        return _normalised(text, chinese, _PARTS)


def _normalised(text: str, chinese: bool, parts: tuple[re.Pattern[str], ...]) -> str:
    if not _DIGIT.search(text):
        return text
    try:
        return str(_wetext(chinese).normalize(text))
    except Exception:  # assertions, and whatever else its parser runs into
        log.debug("wetext can't read %d characters", len(text), exc_info=True)
    if not parts:
        return text
    return "".join(_normalised(part, chinese, parts[1:]) for part in parts[0].split(text))


def is_chinese(text: str) -> bool:
    """Whether any CJK ideograph of the basic block occurs, as the reference decides it."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def clean_chinese(text: str) -> str:
    """What follows normalisation in the Chinese path, in the reference's order."""
    text = text.replace("\n", "")
    text = _drop_spaces(text)
    text = text.replace("²", "平方").replace("³", "立方")
    text = text.replace(".", "。").replace(" - ", "，")
    text = text.translate(_DROPPED).replace("——", " ")
    return _COMMAS_AT_END.sub("。", text)


def spell_numbers(text: str) -> str:
    """Each run of digits in words; what stands between digits stays."""
    parts: list[str] = []
    run = ""
    for character in text:
        if character.isdigit():
            run += character
            continue
        if run:
            parts.append(_number_words(run))
            run = ""
        parts.append(character)
    if run:
        parts.append(_number_words(run))
    return "".join(parts)


def _drop_spaces(text: str) -> str:
    """A space stays only between two ASCII characters that aren't spaces themselves."""

    def keeps(index: int) -> bool:
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        return all(side and side.isascii() and side != " " for side in (before, after))

    return "".join(c for index, c in enumerate(text) if c != " " or keeps(index))


@cache
def _wetext(chinese: bool):  # type: ignore[no-untyped-def]
    from wetext import Normalizer

    return Normalizer(remove_erhua=False) if chinese else Normalizer()


@cache
def _inflect():  # type: ignore[no-untyped-def]
    import inflect

    return inflect.engine()


def _number_words(run: str) -> str:
    from inflect import NumOutOfRangeError

    words = _inflect()
    try:
        return str(words.number_to_words(run))
    except NumOutOfRangeError:  # beyond the decillions it is read digit by digit
        return " ".join(str(words.number_to_words(digit)) for digit in run)
