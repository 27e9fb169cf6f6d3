"""Signs, units, money, times and fractions as they are said: a recogniser writes them now this way and now that.

What a line says and what was heard both go through here, so it is enough that all ways to write the same become one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_NUMBER = r"\d+(?:[.,]\d+)*"
_COINS = r"(?:dollars?|euros?|pounds?)"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ENGLISH_UNITS = {
    "kilometers": ("km", "kilomet(?:er|re)s?"),
    "meters": ("m", "met(?:er|re)s?"),
    "centimeters": ("cm", "centimet(?:er|re)s?"),
    "millimeters": ("mm", "millimet(?:er|re)s?"),
    "kilograms": ("kg", "kilo(?:gram(?:me)?)?s?"),
    "grams": ("g", "gram(?:me)?s?"),
    "milligrams": ("mg", "milligram(?:me)?s?"),
    "liters": ("[lL]", "lit(?:er|re)s?"),
    "milliliters": ("m[lL]", "millilit(?:er|re)s?"),
    "feet": ("ft", "f(?:ee|oo)t"),
    "ounces": ("oz", "ounces?"),
    "pounds": ("lbs?", "pounds?"),
    "minutes": ("min", "minutes?"),
    "watts": ("W", "watts?"),
    "kilobytes": ("[kK]B", "kilobytes?"),
    "megabytes": ("MB", "megabytes?"),
    "gigabytes": ("GB", "gigabytes?"),
}
"""One name for each, its sign behind a number, and its other names."""

_CHINESE_UNITS = {
    "平方公里": "km²|平方千米",
    "平方米": "m²",
    "公里": "km|千米",
    "厘米": "cm|公分",
    "毫米": "mm",
    "米": "m",
    "公斤": "kg|千克",
    "毫克": "mg",
    "克": "g",
    "毫升": "m[lL]",
    "升": "[lL]|公升",
    "华氏度": "℉|°F",
    "度": "℃|°C|摄氏度",
    "元": "块钱|[块圆]",
}
_HAN_DIGIT = "[零〇一二两三四五六七八九十百千万亿点]"
_HAN_NUMBER = rf"(?:{_NUMBER}|{_HAN_DIGIT}+)"
_ROMAN = {"I": 1, "V": 5, "X": 10}


def _rule(pattern: str, words: str | Callable[[re.Match[str]], str], flags: int = 0) -> _Rule:
    return re.compile(pattern, flags), words


def _said(pattern: str, words: str) -> _Rule:
    """A rule for words, which may begin a sentence."""
    return _rule(rf"\b{pattern}\b", words, re.IGNORECASE)


def _from_roman(match: re.Match[str]) -> str:
    values = [_ROMAN[char] for char in match[2]]
    after = [*values[1:], 0]
    total = sum(-value if value < later else value for value, later in zip(values, after, strict=True))
    return f"{match[1]} {total}"


_RANGES = (
    rf"(?<![\w-])({_NUMBER})\s?[–~～-]\s?(?=\d{{1,3}}(?![\d-]|\.\d+\.))",
    r"(?<![\w-])(\d{4})\s?[–~～-]\s?(?=\d{4}(?![\d-]))",
)
"""From one number to another: no date, and no telephone number, whose second part is longer than its first."""

_ENGLISH: tuple[_Rule, ...] = (
    _rule(r"(?<![\w.])[-−](?=\d)", "minus "),
    _said(r"negative (?=\d|[a-z])", "minus "),
    _rule(rf"({_NUMBER})\s?°\s?C\b", r"\1 degrees celsius"),
    _rule(rf"({_NUMBER})\s?°\s?F\b", r"\1 degrees fahrenheit"),
    _rule(rf"({_NUMBER})\s?°", r"\1 degrees"),
    _rule(r"(?<=\d)\s?½|(?<=\d)\s1/2\b", " and half"),
    _rule(r"½|\b1/2\b", "half"),
    _rule(r"¼|\b1/4\b", "quarter"),
    _rule(r"¾|\b3/4\b", "three quarters"),
    _said("half an?", "half"),
    _said("(?:one|a) (half|quarter)", r"\1"),
    *(_rule(pattern, r"\1 to ") for pattern in _RANGES),
    *(
        rule
        for sign, name in (("$", "dollars"), ("€", "euros"), ("£", "pounds"))
        for rule in (
            _rule(
                rf"{re.escape(sign)}\s?({_NUMBER}) (thousand|million|billion|trillion)\b", rf"\1 \2 {name}"
            ),
            _rule(rf"{re.escape(sign)}\s?(\d[\d,]*)\.00\b", rf"\1 {name}"),
            _rule(rf"{re.escape(sign)}\s?(\d[\d,]*)\.(\d\d)\b", rf"\1 {name} \2"),
        )
    ),
    _said(rf"({_COINS})(?: and)? (\d+|[a-z]+(?:[ -][a-z]+)?) (?:cents?|pence)", r"\1 \2"),
    _said("yen", "yuan"),
    _rule(rf"({_NUMBER})\s?km/h\b", r"\1 kilometers per hour"),
    _rule(rf"({_NUMBER})\s?mph\b", r"\1 miles per hour"),
    *(
        rule
        for name, (sign, names) in _ENGLISH_UNITS.items()
        for rule in (_rule(rf"({_NUMBER})\s?(?:{sign})\b", rf"\1 {name}"), _said(names, name))
    ),
    _rule(r"(?<![\d:])(\d{1,2}):00\b(?!:)", r"\1"),
    _said("o['’]?clock", ""),
    _said(rf"the ([\w-]+) of (?={_MONTHS})", r"\1 "),
    _rule(r"\bNo\.\s?(?=\d)|#(?=\d)", "number "),
    _rule(r"\b(Chapter|Part|Act|Scene|Volume|Book|Section|War)\s+([IVX]+)\b", _from_roman, re.IGNORECASE),
    _rule(r"(?<=\w)\.(?=(?:com|org|net|edu|io|cn|de|uk)\b)", " dot "),
    _rule(r"\bwww\b", "w w w"),
)
_CHINESE: tuple[_Rule, ...] = (
    _rule(r"(?<![\d-])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d-])", r"\1年\2月\3日"),
    # A sign stands behind a character too; between letters or digits it is a hyphen.
    _rule(rf"(?<![\da-zA-Z.])[-−]({_NUMBER})\s?(?=℃|°C|℉|°F|摄氏度|华氏度|度)", r"零下\1"),
    _rule(r"(?<![\da-zA-Z.])[-−](?=\d)", "负"),
    *(_rule(pattern.replace(r"[\w-]", r"[\da-zA-Z-]"), r"\1到") for pattern in _RANGES),
    _rule(rf"(?<={_HAN_DIGIT})至(?={_HAN_DIGIT})|(?<=\d)至(?=\d)", "到"),
    _rule(r"(?<![\d/])(\d+)/(\d+)(?![\d/])", r"\2分之\1"),
    _rule("½", "半"),
    _rule(r"([$€£¥￥]\s?\d[\d,]*)\.00\b", r"\1"),
    _rule(r"([$€£¥￥]\s?\d[\d,]*\.\d)0\b", r"\1"),
    _rule(rf"({_HAN_NUMBER})\s?(?:km/h|(?:公里|千米)/小?时)", r"\1公里每小时"),
    _rule(rf"每小时({_HAN_NUMBER})\s?(?:公里|千米|km\b)", r"\1公里每小时"),
    *(
        _rule(rf"(?<=[\d半零〇一二两三四五六七八九十百千万亿])\s?(?:{names})(?![a-zA-Z²])", name)
        for name, names in _CHINESE_UNITS.items()
    ),
    _rule("点半", "点三十分"),
    _rule(r"(?<![\d:])(\d{1,2}):00(?![\d:])", r"\1点"),
    _rule("点(?:整|钟)", "点"),
)


def written_out(text: str, language: str) -> str:
    """The text with its signs in words; other languages than English and Chinese stay as they are."""
    for pattern, words in {"en": _ENGLISH, "zh": _CHINESE}.get(language, ()):
        text = pattern.sub(words, text)
    return text
