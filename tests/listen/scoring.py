"""Error rates between what should be heard and what the recogniser wrote.

Both sides go through the same normaliser, because a recogniser writes "$1,250" or "1250 dollars" as it likes:
case and punctuation go, number words become digits ("twenty twenty-six", "2026" and "20 26" are all 2026), signs and
units become the words for them, Chinese becomes simplified, and characters that sound exactly alike and differ only in
grammar (他她它, 的地得) count as one; so does
a loan word that the recogniser writes in characters. Nothing else is forgiven: a wrong number is an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8}
_ONES = dict(
    zip(
        _SMALL.split(),
        range(20),
        strict=True,
    )
)
_TENS = {word: 10 * (i + 2) for i, word in enumerate(_ROUND.split())}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_SIGNS = {
    "%": " percent ", "&": " and ", "@": " at ", "°c": " degrees celsius ", "km/h": " kilometers per hour ",
    "kilometres": "kilometers", "p.m.": "pm", "a.m.": "am", "ms.": "miss", "mr.": "mister", "dr.": "doctor",
    "½": " one half ", "1/2": " one half ",
}  # fmt: skip


def word_error(expected: Sequence[str], heard: Sequence[str]) -> tuple[int, int]:
    """(edits, words expected), after the normaliser."""
    edits = total = 0
    for left, right in zip(expected, heard, strict=True):
        a, b = english_words(left), english_words(right)
        edits += _distance(a, b)
        total += len(a)
    return edits, total


def character_error(expected: Sequence[str], heard: Sequence[str]) -> tuple[int, int]:
    """(edits, characters expected), after the normaliser; a Latin word counts letter by letter."""
    edits = total = 0
    for left, right in zip(expected, heard, strict=True):
        a, b = chinese_characters(left), chinese_characters(right)
        edits += _distance(a, b)
        total += len(a)
    return edits, total


def english_words(text: str) -> list[str]:
    text = text.lower().replace("’", "'")
    text = re.sub(r"([$£€])\s?([\d,.]*\d)(\s(?:million|billion))?", _money, text)
    for sign, words in _SIGNS.items():
        text = re.sub(("(?<![a-z])" if sign[0].isalpha() else "") + re.escape(sign), words, text)
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th|s)\b|'(?=\d\ds)|(?<=\d)\s?(?=km\b|gb\b|g\b)", " ", text)
    text = re.sub(r"\bkm\b", "kilometers", text)
    text = re.sub(r"\bgb\b", "gigabytes", text)
    text = re.sub(r"\bg\b", "grams", text)
    text = re.sub(r"(\w)\.(com|org)\b", r"\1 dot \2", text).replace("www.", "w w w dot ")
    text = re.sub(r"\b(king \w+ |chapter )([ivx]+)\b", _roman, text)
    text = re.sub(r"\b(\d)\s?-\s?(\d)\b", r"\1 to \2", text)
    text = re.sub(r"(?<=\d)[,:.\-](?=\d)", "", text)
    text = re.sub(r"-(?=\d)", " minus ", text)
    words = re.sub(r"[^\w' ]+", " ", text).split()
    return _numbers(words)


def _money(match: re.Match[str]) -> str:
    sign, amount, scale = match.groups()
    many, part = {"$": ("dollars", "cents"), "£": ("pounds", "pence"), "€": ("euros", "cents")}[sign]
    whole, _, cents = amount.replace(",", "").partition(".")
    if scale:
        return f"{amount}{scale} {many}"
    return f"{whole} {many}" + (f" and {cents} {part}" if cents else "")


def _roman(match: re.Match[str]) -> str:
    number = _ROMAN.get(match[2], 0)
    return f"{match[1]}{'the ' if match[1].startswith('king') else ''}{number}"


def _numbers(words: list[str]) -> list[str]:
    """Runs of number words become one word of digits: values of a group, groups side by side."""
    out: list[str] = []
    run: list[str] = []

    def close() -> None:
        if run:
            digits = _digits(run)
            if out and out[-1].isdigit():
                out[-1] += digits
            else:
                out.append(digits)
            run.clear()

    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        scale = word in ("hundred", "thousand") and run
        inner = run and word in ("and", "point", "oh") and _is_number(following) and _joins(word, run)
        if _is_number(word) or scale or inner:
            run.append(word)
        elif word.isdigit():
            close()
            if out and out[-1].isdigit():
                out[-1] += word
            else:
                out.append(word)
        else:
            close()
            out.append(word)
    close()
    return out


def _joins(word: str, run: list[str]) -> bool:
    return word != "and" or run[-1] in ("hundred", "thousand")


def _is_number(word: str) -> bool:
    return word in _ONES or word in _TENS or word in _ORDINALS or word == "nineties"


def _digits(run: list[str]) -> str:
    groups: list[int | str] = []
    value: int | None = None
    for word in run:
        if word in ("and", "point"):
            if word == "point":
                groups.append(value or 0)
                value = None
            continue
        if word == "oh":
            groups.extend([value or 0, "0"])
            value = None
            continue
        number = 90 if word == "nineties" else _ONES.get(word, _TENS.get(word, _ORDINALS.get(word, -1)))
        if word == "hundred":
            value = (value or 1) // 1000 * 1000 + (value or 1) % 1000 * 100
        elif word == "thousand":
            value = (value or 1) * 1000
        elif value is None:
            value = number
        elif (value % 100 == 0 and value >= 100) or (
            value % 10 == 0 and value % 100 >= 20 and 0 < number < 10
        ):
            value += number
        else:
            groups.append(value)
            value = number
    if value is not None:
        groups.append(value)
    return "".join(str(group) for group in groups)


_HAN_DIGITS = {char: i for i, char in enumerate("零一二三四五六七八九")} | {"两": 2, "幺": 1, "〇": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_ALIKE = str.maketrans({"她": "他", "它": "他", "地": "的", "得": "的"})


def chinese_characters(text: str) -> list[str]:
    text = _simplified()(text.lower()).replace("咖啡", "coffee")
    text = re.sub(r"(\d+(?:\.\d+)?)\s?%", r"百分之\1", text)
    text = re.sub(r"-(\d+)\s?(?:°c|℃|度)", r"零下\1摄氏度", text)
    text = re.sub(r"(?<=\d)[,:.](?=\d)", lambda m: {".": "点", ":": "点", ",": ""}[m[0]], text)
    text = re.sub(r"([零一二三四五六七八九十百千万两幺〇\d]+)", lambda m: _han_digits(m[0]), text)
    text = re.sub(r"(?<=\d)点(?=\d)", "", text)
    text = re.sub(r"(?<=\d)分(?!之|钟)|[块圆]", lambda m: "元" if m[0] in "块圆" else "", text)
    return list(re.sub(r"[\W_]+", "", text).translate(_ALIKE))


def _han_digits(run: str) -> str:
    if not any(char in "十百千万" for char in run):
        return "".join(char if char.isascii() else str(_HAN_DIGITS[char]) for char in run)
    total = section = 0
    number: int | None = None
    for char in run:
        if char.isdigit() and char.isascii():
            number = (number or 0) * 10 + int(char)
        elif char in _HAN_DIGITS:
            number = _HAN_DIGITS[char]
        elif char == "万":
            total += (section + (number or 0)) * 10_000
            section, number = 0, None
        else:
            section += (1 if number is None else number) * _HAN_UNITS[char]
            number = None
    return str(total + section + (number or 0))


@cache
def _simplified() -> Any:
    import wetext

    return partial(wetext.preprocess, traditional_to_simple=True)


def _distance(a: Sequence[str], b: Sequence[str]) -> int:
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
    return row[-1]
