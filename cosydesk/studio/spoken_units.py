"""A text as what can be heard of it: words, or characters where a language writes without spaces; numbers by digit.

Case, width, punctuation, accents and the script of Chinese don't sound, so they are gone. A number is its digits
however it is written: ``2026``, ``twenty twenty-six`` and ``二零二六`` are the same four units, as are ``9:15``,
``nine fifteen`` and ``9.15``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from cosydesk.studio.spoken_numbers import HAN_NUMBER, english_digits, english_run, han_digits

_CHARACTER = (
    r"\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3"
    r"\U00020000-\U0003ffff"
)
"""Scripts whose every character is heard by itself."""

_LETTER = rf"[^\W\d_{_CHARACTER}]"
_NUMERIC = rf"[\d{HAN_NUMBER}]"
_PIECES = re.compile(
    rf"(?P<share>百分之(?={_NUMERIC}))"
    rf"|(?P<number>{_NUMERIC}(?:{_NUMERIC}|[点,.:'’](?={_NUMERIC}))*)"
    rf"|(?P<character>[{_CHARACTER}])"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|['’](?={_LETTER}))*)"
    r"|(?P<sign>[%&@+=])"
    r"|(?P<money>[$£€¥])(?=\s?\d)"
)
_SIGNS = {"%": "percent", "&": "and", "@": "at", "+": "plus", "=": "equals"}
_MONEY = {"$": ("dollars", "美元"), "£": ("pounds", "英镑"), "€": ("euros", "欧元"), "¥": ("yuan", "元")}
_SHORT = {
    "dollar": "dollars", "pound": "pounds", "euro": "euros",
    "mr": "mister", "mrs": "missis", "ms": "miss", "dr": "doctor", "ok": "okay", "vs": "versus",
    "km": "kilometers", "kg": "kilograms", "cm": "centimeters", "mm": "millimeters",
    "kilometre": "kilometer", "kilometres": "kilometers",
}  # fmt: skip
_ORDINAL_ENDS = ("st", "nd", "rd", "th", "s")
_ONE_MARKED = re.compile(r"(?s)[ｦ-ﾟ][ﾞﾟ]?|.[\u0300-\u036f\u3099\u309a]*")


@dataclass(frozen=True)
class Unit:
    """One thing to hear.

    Attributes:
        key: equal for what sounds the same without question.
        start, end: where it is in the text; the digits of a number share the whole number.
    """

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class _Piece:
    kind: str
    text: str
    keys: tuple[str, ...]
    start: int
    end: int


def spoken_units(text: str, language: str) -> list[Unit]:
    """The units of a text in their order; `language` is a primary code."""
    folded, places = _folded(text)
    chinese = language in ("zh", "yue")
    pieces = _with_money_behind(_with_english_numbers(list(_pieces(folded, chinese))))
    if chinese:
        pieces = _as_read_in_chinese(pieces)
    return [
        Unit(key, places[piece.start][0], places[piece.end - 1][1]) for piece in pieces for key in piece.keys
    ]


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text in compatible, lower, simplified form, and which stretch of it each of its characters comes from."""
    folded = ""
    places: list[tuple[int, int]] = []
    for match in _ONE_MARKED.finditer(text):
        piece = "".join(map(_plain, unicodedata.normalize("NFKC", match[0]).casefold()))
        folded += piece
        places += [match.span()] * len(piece)
    return folded, places


@cache
def _plain(char: str) -> str:
    """A character without what doesn't sound: traditional form, accent, the kind of kana."""
    if "\u3400" <= char <= "\u9fff":
        simple = str(_to_simplified().convert(char))
        return simple if len(simple) == 1 else char
    if "ァ" <= char <= "ヶ":
        return chr(ord(char) - 0x60)
    if char < "\u0250" or "\u1e00" <= char <= "\u1eff":
        return unicodedata.normalize("NFD", char)[:1]
    return char


@cache
def _to_simplified() -> Any:
    import opencc

    return opencc.OpenCC("t2s", include_tofu_risk_dictionaries=False)


def _pieces(text: str, chinese: bool) -> Iterator[_Piece]:
    for match in _PIECES.finditer(text):
        kind, found = str(match.lastgroup), match[0]
        if kind == "share":
            keys: tuple[str, ...] = ("percent",)
        elif kind == "number":
            keys = tuple(han_digits(found))
        elif kind == "money":
            english, han = _MONEY[found]
            keys = tuple(han) if chinese else (english,)
        elif kind == "sign":
            keys = (_SIGNS[found],)
        elif kind == "word":
            word = found.replace("'", "").replace("’", "")
            if word in _ORDINAL_ENDS and match.start() and text[match.start() - 1].isdigit():
                continue
            found, keys = word, (_SHORT.get(word, word),)
        else:
            keys = (found,)
        yield _Piece(kind, found, keys, *match.span())


def _with_english_numbers(pieces: list[_Piece]) -> list[_Piece]:
    """Runs of number words as one number."""
    words = [piece.text if piece.kind in ("word", "number") else "" for piece in pieces]
    out = []
    at = 0
    while at < len(pieces):
        if count := english_run(words[at : at + 24]):
            digits = english_digits(words[at : at + count])
            first, last = pieces[at], pieces[at + count - 1]
            out.append(_Piece("number", digits, tuple(digits), first.start, last.end))
        else:
            out.append(pieces[at])
        at += count or 1
    return out


def _with_money_behind(pieces: list[_Piece]) -> list[_Piece]:
    """``$5`` as it is said: the number, then the dollars."""
    out = list(pieces)
    for at in range(len(out) - 1):
        if out[at].kind == "money":
            out[at], out[at + 1] = out[at + 1], out[at]
    return out


def _as_read_in_chinese(pieces: list[_Piece]) -> list[_Piece]:
    """``15%`` is read 百分之十五, and the 分 of 八点三十分 isn't written in 8:30."""
    out: list[_Piece] = []
    for at, piece in enumerate(pieces):
        before = out[-1] if out else None
        number = before is not None and before.kind == "number" and before.end == piece.start
        following = pieces[at + 1].text if at + 1 < len(pieces) else ""
        if number and piece.text == "%":
            out.insert(-1, piece)
        elif not (
            number and before and re.search("[点:]", before.text) and piece.text == "分"
        ) or following in (
            "之",
            "钟",
        ):
            out.append(piece)
    return out
