"""English as written -> English as spoken: numbers, dates, money, units, signs and abbreviations in words.

A list of patterns, each replaced in turn, from the most special (a web address) to the most general (a number).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from cosydesk.engine.starter.english_numbers import (
    cardinal,
    decimal,
    digits,
    fraction,
    ordinal,
    plural_of_tens,
    roman,
    year,
)
from cosydesk.engine.starter.english_words import (
    ABBREVIATIONS,
    CURRENCIES,
    CURRENCY_CODES,
    MONARCHS,
    MONTHS,
    NUMBERED,
    SIGNS,
    UNITS,
    WEEKDAYS,
)
from cosydesk.engine.starter.lists import word_list

_Match = re.Match[str]
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONTH = "|".join(sorted({re.escape(name) for name in MONTHS}, key=len, reverse=True))
_SCALE = r"(?:\s?(?:(thousand|million|billion|trillion)\b|(k|K|m|M|bn|B|tn)\b))?"
_SCALES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_VULGAR = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⅕": "1/5",
    "⅛": "1/8",
    "⅜": "3/8",
    "⅝": "5/8",
    "⅞": "7/8",
}
_NOT_PLURAL = frozenset(word_list("is was has as this his its us plus minus times equals"))


def spoken_form(text: str) -> str:
    """Words and punctuation only; no digit and no sign is left."""
    for char, plain in _VULGAR.items():
        text = re.sub(rf"(\d)?{char}", lambda match, plain=plain: f"{match[1] or ''} {plain}", text)  # type: ignore[misc]
    for pattern, replace in _rules():
        text = pattern.sub(replace, text)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" (?=[,.;:!?-])(?! - )", "", text).strip()


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[_Match], str]], ...]:
    symbols = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
    codes = "|".join(CURRENCY_CODES)
    units = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
    numbered = "|".join(NUMBERED)
    abbreviations = "|".join(re.escape(short) for short in sorted(ABBREVIATIONS, key=len, reverse=True))
    signs = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
    number = f"({_NUMBER})"
    rules: list[tuple[str, Callable[[_Match], str]]] = [
        (r"\bhttps?://(\S*[\w/])", lambda m: _address(m[1])),
        (r"(?<![\w@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lambda m: _address(m[0])),
        (r"\bwww\.\S*[\w/]", lambda m: _address(m[0])),
        (
            r"(?<![\w@.])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|ai|dev|edu|gov|cn|uk|de|jp|app|co)\b(?:/[\w./-]*\w)?",
            lambda m: _address(m[0]),
        ),
        (rf"(?i)(?<![\w.])(?:{abbreviations})(?!\w)", _abbreviation),
        # money
        (
            rf"(?<!\w)(-)?({symbols})\s?{number}{_SCALE}",
            lambda m: _money(m[3], CURRENCIES[m[2]], m[4] or m[5], bool(m[1])),
        ),
        (
            rf"(?<![\w.]){number}{_SCALE}\s?({symbols}|(?:{codes})\b)",
            lambda m: _money(m[1], CURRENCIES.get(m[4]) or CURRENCY_CODES[m[4]], m[2] or m[3]),
        ),
        (rf"\b({codes})\s?{number}{_SCALE}", lambda m: _money(m[2], CURRENCY_CODES[m[1]], m[3] or m[4])),
        # dates
        (
            r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])",
            lambda m: _date(m, int(m[1]), int(m[2]), int(m[3])),
        ),
        (
            r"(?<![\d/])(\d{4})/(\d{1,2})/(\d{1,2})(?![\d/])",
            lambda m: _date(m, int(m[1]), int(m[2]), int(m[3])),
        ),
        (r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])", _slashed_date),
        (
            r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.]\d)",
            lambda m: _date(m, int(m[3]), int(m[2]), int(m[1])),
        ),
        (
            rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?\b(?![\d:])",
            lambda m: _written_date(m, m[1], m[2], m[3]),
        ),
        (
            rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+({_MONTH})\b\.?(?:,?\s+(\d{{4}})\b)?",
            lambda m: _written_date(m, m[2], m[1], m[3], day_first=True),
        ),
        (rf"\b({_MONTH})\.?\s+(\d{{4}})\b", lambda m: f"{MONTHS[m[1]]} {year(int(m[2]))}"),
        (rf"\b({'|'.join(WEEKDAYS)})\.?(?=,|\s+[A-Z\d])", lambda m: WEEKDAYS[m[1]]),
        # times
        (
            r"(?i)(?<![\d:.])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\s?([ap])\.?m\b\.?)?(?![\d:])",
            lambda m: _time(int(m[1]), int(m[2]), m[3], m[4]) + _stop(m),
        ),
        (
            r"(?i)(?<![\d:.])(\d{1,2})\s?([ap])\.?m\b\.?",
            lambda m: f"{cardinal(int(m[1]))} {m[2].upper()}M" + _stop(m),
        ),
        (r"(?i)\b([ap])\.m\b\.?", lambda m: f"{m[1].upper()}M" + _stop(m)),
        (
            r"(?<![\d:.])(\d{1,4}):(\d{1,4})(?![\d:])",
            lambda m: f"{cardinal(int(m[1]))} to {cardinal(int(m[2]))}",
        ),
        # numbers that are names: telephones, addresses, versions
        (
            r"(?<![\w.])(\+\d{1,3}[ -]?)?(\(\d{2,4}\)[ -]?|\d{2,4}[ -])(\d{3,4})[ -](\d{3,4})(?![\w-])",
            lambda m: ", ".join(digits(part) for part in (m[1], m[2], m[3], m[4]) if part),
        ),
        (r"(?<![\w-])(\d{3})-(\d{4})(?![\w-])", lambda m: f"{digits(m[1])}, {digits(m[2])}"),
        (r"\+(\d{7,15})\b", lambda m: _grouped(m[1], plus=True)),
        (r"(?<![\w.,])(\d{10,15})(?![\w.,]\d)", lambda m: _grouped(m[1])),
        (
            r"(?<![\w.])[vV]?(\d+(?:\.\d+){2,})(?![\w]|\.\d)",
            lambda m: (
                ("version " if m[0][0] in "vV" else "")
                + (" dot " if m[1].count(".") == 3 else " point ").join(
                    _plain(part) for part in m[1].split(".")
                )
            ),
        ),
        (r"\b[vV](\d+(?:\.\d+)?)\b", lambda m: f"version {decimal(m[1])}"),
        # ordinals and decades
        (r"(?i)\b(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b", lambda m: _ordinal(m[1])),
        (r"\b(1[1-9]|20)(\d0)'?s\b", lambda m: f"{cardinal(int(m[1]))} {_decade(int(m[2]))}"),
        (r"(?<![\w.])['’]?([2-9]0)'?s\b", lambda m: plural_of_tens(int(m[1]))),
        # measures
        (
            rf"(?<![\w.])(-|−)?{number}\s?°\s?([CF])\b",
            lambda m: (
                ("minus " if m[1] else "")
                + f"{decimal(m[2])} {_degrees(m[2])} "
                + ("Celsius" if m[3] == "C" else "Fahrenheit")
            ),
        ),
        (rf"{number}\s?°", lambda m: f"{decimal(m[1])} {_degrees(m[1])}"),
        (rf"{number}\s?[-–—~]\s?{number}\s?%", lambda m: f"{decimal(m[1])} to {decimal(m[2])} percent"),
        (rf"{number}\s?[%％]", lambda m: f"{decimal(m[1])} percent"),
        (rf"{number}\s?‰", lambda m: f"{decimal(m[1])} per mille"),
        (
            rf"(?<![\w.])(?:{number}\s?[-–—~]\s?)?{number}\s?({units})(?![\w²³])",
            lambda m: (f"{decimal(m[1])} to " if m[1] else "") + _measure(m[2], m[3]),
        ),
        (
            r"(?<![\w.])(\d{1,2})['′]\s?(\d{1,2})(?:\"|″|'')?(?!\w)",
            lambda m: f"{cardinal(int(m[1]))} foot {cardinal(int(m[2]))}",
        ),
        (rf"(?<![\w.]){number}[\"″]", lambda m: f"{decimal(m[1])} " + ("inch" if m[1] == "1" else "inches")),
        # fractions, ranges, products
        (r"(?<![\w.,/])(\d+)\s+(\d{1,2})/(\d{1,3})(?![\w/]|\.\d)", _mixed_fraction),
        (r"(?<![\w.,/])(\d{1,4})/(\d{1,4})(?![\w/]|\.\d)", _fraction),
        (
            r"(?<![\w.])(1[1-9]\d\d|20\d\d)\s?[-–—]\s?(\d{2}|1[1-9]\d\d|20\d\d)(?![\w]|\.\d)",
            lambda m: f"{year(int(m[1]))} to {year(int(m[2])) if len(m[2]) == 4 else cardinal(int(m[2]))}",
        ),
        (
            rf"(?<![\w.-]){number}\s?[-–~]\s?{number}(?![\w-]|\.\d)",
            lambda m: f"{decimal(m[1])} to {decimal(m[2])}",
        ),
        (rf"{number}\s?[x×*]\s?(?=\d)", lambda m: f"{m[1]} times "),
        (rf"{number}\s?÷\s?(?=\d)", lambda m: f"{m[1]} divided by "),
        (r"(?<=\d)\s+[-−]\s+(?=\d)", lambda m: " minus "),
        # names with numbers
        (rf"\b((?i:{numbered}))\s+([IVXLC]+)\b", _numbered_roman),
        (
            rf"\b({'|'.join(MONARCHS)})\s+([IVX]+)\b",
            lambda m: f"{m[1]} the {ordinal(value)}" if (value := roman(m[2])) else m[0],
        ),
        (r"\b([A-Z][a-z]+)\s+([IVX]{2,5})\b", _numbered_roman),
        (r"(?:\b[Nn]o\.|№)\s?(?=\d)", lambda m: "number "),
        (r"#(?=\d)", lambda m: " number "),
        (r"#(?=[A-Za-z])", lambda m: " hashtag "),
        # what is left of numbers
        (r"(?<![\w.,])(1[1-9]\d\d|20\d\d)(?![\d,]*\d|\.\d)(?=(\s+[a-z]+)?)", _year_or_count),
        (rf"(?<![\w\d])[-−]{number}", lambda m: f"minus {decimal(m[1])}"),
        (r"(?<![\w])\.(\d+)", lambda m: f"point {digits(m[1])}"),
        (rf"(?<=[A-Za-z])-?{number}", lambda m: f" {decimal(m[1])} "),
        (rf"{number}(?=[A-Za-z])", lambda m: f"{decimal(m[1])} "),
        (number, lambda m: f" {decimal(m[1])} "),
        (r"\d+", lambda m: f" {digits(m[0])} "),
        # signs
        (r"\b([Cc])\+\+", lambda m: f"{m[1]} plus plus"),
        (r"\b([CF])#", lambda m: f"{m[1]} sharp"),
        (signs, lambda m: SIGNS[m[0]]),
        (r"(?<=[A-Za-z])/(?=[A-Za-z])", lambda m: " slash "),
        (r"[*_^`|~<>\\{}\[\]•·/#°−]+", lambda m: " "),
    ]
    return tuple((re.compile(pattern), replace) for pattern, replace in rules)


def _stop(match: _Match) -> str:
    """The full stop that a match took, where it ended the sentence too."""
    return "." if match[0].endswith(".") and not match.string[match.end() :].strip() else ""


def _plain(text: str) -> str:
    return (
        digits(text)
        if len(text) > 1 and text[0] == "0"
        else cardinal(int(text))
        if len(text) < 16
        else digits(text)
    )


def _address(text: str) -> str:
    words: list[str] = []
    names = {".": "dot", "/": "slash", "@": "at", "-": "dash", "_": "underscore", ":": "colon", "+": "plus"}
    names |= {"?": "question mark", "=": "equals", "&": "and", "#": "hash", "%": "percent"}
    for part in re.findall(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]", text):
        if part.isdigit():
            words.append(_plain(part) if len(part) < 5 else digits(part))
        elif part.lower() == "www":
            words.append("W W W")
        else:
            words.append(names.get(part, part if part.isalpha() else ""))
    return " ".join(word for word in words if word)


def _abbreviation(match: _Match) -> str:
    raw = match[0]
    word = ABBREVIATIONS[raw.lower()]
    tail = match.string[match.end() :]
    if raw.lower() == "st.":
        word = "Saint" if re.match(r"\s+[A-Z]", tail) else "Street"
    if raw.lower() == "no.":
        return "number" if re.match(r"\s?\d", tail) else raw
    ends = raw.endswith(".") and (not tail.strip() or raw.lower() in ("etc.", "inc.", "ltd.", "corp."))
    return word + ("." if ends and not tail.strip() else "")


def _money(
    number: str, currency: tuple[str, str, str, str], scale: str | None, negative: bool = False
) -> str:
    one, many, cent, cents = currency
    minus = "minus " if negative else ""
    number = number.replace(",", "")
    if scale:
        return f"{minus}{decimal(number)} {_SCALES.get(scale.lower(), scale)} {many}"
    whole, _, part = number.partition(".")
    if part and (len(part) > 2 or not cent):
        return f"{minus}{decimal(number)} {many}"
    pieces = []
    if int(whole) or not part.strip("0"):
        pieces.append(f"{decimal(whole)} {one if int(whole) == 1 else many}")
    if part.strip("0"):
        count = int(part.ljust(2, "0"))
        pieces.append(f"{cardinal(count)} {cent if count == 1 else cents}")
    return minus + " and ".join(pieces)


def _date(match: _Match, year_number: int, month: int, day: int) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0]
    name = list(dict.fromkeys(MONTHS.values()))[month - 1]
    return f"{name} {ordinal(day)}, {year(year_number)}"


def _slashed_date(match: _Match) -> str:
    first, second = int(match[1]), int(match[2])
    month, day = (first, second) if first <= 12 else (second, first)
    return _date(match, int(match[3]), month, day)


def _written_date(match: _Match, month: str, day: str, year_text: str | None, day_first: bool = False) -> str:
    if not 1 <= int(day) <= 31 or (month == "May" and day_first and match[2] == "may"):
        return match[0]
    name = MONTHS[month]
    words = f"the {ordinal(int(day))} of {name}" if day_first else f"{name} {ordinal(int(day))}"
    before = match.string[: match.start()].rstrip()
    if day_first and before.lower().endswith("the"):
        words = words.removeprefix("the ")
    return words + (f", {year(int(year_text))}" if year_text else "") + _stop(match)


def _time(hour: int, minute: int, second: str | None, half: str | None) -> str:
    if hour > 24:
        return f"{cardinal(hour)} to {cardinal(minute)}"
    words = cardinal(hour)
    if minute:
        words += f" oh {cardinal(minute)}" if minute < 10 else f" {cardinal(minute)}"
    elif not half:
        words += " o'clock" if hour <= 12 else " hundred"
    if second:
        words += f" and {cardinal(int(second))} seconds"
    return words + (f" {half.upper()}M" if half else "")


def _grouped(number: str, plus: bool = False) -> str:
    groups = [digits(number[i : i + 3]) for i in range(0, len(number), 3)]
    return ("plus " if plus else "") + ", ".join(groups)


def _ordinal(text: str) -> str:
    text = text.replace(",", "")
    return ordinal(int(text)) if len(text) < 16 else digits(text)


def _decade(number: int) -> str:
    return "hundreds" if number == 0 else plural_of_tens(number)


def _degrees(number: str) -> str:
    return "degree" if number == "1" else "degrees"


def _measure(number: str, unit: str) -> str:
    one, many = UNITS[unit]
    return f"{decimal(number)} {one if number == '1' else many}"


def _mixed_fraction(match: _Match) -> str:
    whole, over, under = (int(match[i]) for i in (1, 2, 3))
    if under < 2 or over >= under:
        return match[0]
    part = fraction(over, under)
    return f"{cardinal(whole)} and " + (part.replace("one ", "a ", 1) if over == 1 else part)


def _fraction(match: _Match) -> str:
    over, under = int(match[1]), int(match[2])
    if (over, under) == (24, 7):
        return "twenty-four seven"
    if 2 <= under <= 12 or under in (16, 20, 32, 50, 64, 100, 1000):
        return fraction(over, under)
    return f"{cardinal(over)} slash {cardinal(under)}"


def _numbered_roman(match: _Match) -> str:
    value = roman(match[2])
    return f"{match[1]} {cardinal(value)}" if value else match[0]


def _year_or_count(match: _Match) -> str:
    number = int(match[1])
    following = (match[2] or "").strip()
    counted = following.endswith("s") and not following.endswith("ss") and following not in _NOT_PLURAL
    return cardinal(number) if counted else year(number)
