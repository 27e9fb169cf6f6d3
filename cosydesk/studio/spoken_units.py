"""A text as what can be heard of it: words, or characters where a language writes without spaces; numbers by digit.

Case, width, punctuation, accents and the script of Chinese don't sound, so they are gone. A number is its digits
however it is written: ``2026``, ``twenty twenty-six`` and ``二零二六`` are the same four units, as are ``9:15``,
``nine fifteen`` and ``9.15``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
_VARIANTS = dict(zip("著簷痺睪甚暱藉揹瞭薰伕甦彷拏覆", "着檐痹睾什昵借背了熏夫苏仿拿复", strict=True))
"""Taiwan's forms, and what the converter keeps apart because it depends on the word: 什么 is 甚麼 in Hong Kong.

Where such a character is right as it stands, as in 甚至, it is changed on both sides and agrees all the same.
"""

_LONGEST_NUMBER = 24
"""Words."""

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
    pieces = _with_money_behind(_with_english_numbers(list(_pieces(folded, chinese)), folded))
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
        simple = str(_to_simplified().convert(_VARIANTS.get(char, char)))
        return simple if len(simple) == 1 else char
    if "ァ" <= char <= "ヶ":
        return chr(ord(char) - 0x60)
    if char < "\u0250" or "\u1e00" <= char <= "\u1eff":
        return unicodedata.normalize("NFD", char)[:1]
    return char


@cache
def _to_simplified() -> Any:
    import opencc

    # From Hong Kong's forms, which have all of the others' but those of `_VARIANTS`.
    return opencc.OpenCC("hk2s", include_tofu_risk_dictionaries=False)


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


def _with_english_numbers(pieces: list[_Piece], text: str) -> list[_Piece]:
    """Runs of number words with nothing but spaces and hyphens between them as one number."""
    out = []
    at = 0
    while at < len(pieces):
        words: list[str] = []
        last = pieces[at].start
        for piece in pieces[at : at + _LONGEST_NUMBER]:
            if piece.kind not in ("word", "number") or text[last : piece.start].strip(" -"):
                break
            words.append(piece.text)
            last = piece.end
        if count := english_run(words):
            digits = english_digits(words[:count])
            end = pieces[at + count - 1].end
            out.append(_Piece("number", digits, tuple(digits), pieces[at].start, end))
        else:
            out.append(pieces[at])
        at += count or 1
    return out


def _with_money_behind(pieces: list[_Piece]) -> list[_Piece]:
    """``$5`` as it is said: the number, then the dollars."""
    out = list(pieces)
    for at, piece in enumerate(pieces[:-1]):
        if piece.kind == "money":
            out[at : at + 2] = _swapped(piece, pieces[at + 1])
    return out


def _swapped(left: _Piece, right: _Piece) -> list[_Piece]:
    """Read the other way round than written; they share their place, so that places never go backwards."""
    return [replace(piece, start=left.start, end=right.end) for piece in (right, left)]


def _as_read_in_chinese(pieces: list[_Piece]) -> list[_Piece]:
    """``15%`` is read 百分之十五, and the 分 of 八点三十分 isn't written in 8:30."""
    out: list[_Piece] = []
    for at, piece in enumerate(pieces):
        before = out[-1] if out else None
        if before is None or before.kind != "number" or before.end != piece.start:
            out.append(piece)
        elif piece.text == "%":
            out[-1:] = _swapped(before, piece)
        elif piece.text != "分" or not re.search("[点:]", before.text) or _names_a_length(pieces[at + 1 :]):
            out.append(piece)
    return out


def _names_a_length(following: list[_Piece]) -> bool:
    """Whether a 分 before these is that of 分钟 or 分之."""
    return bool(following) and following[0].text in ("钟", "之")
