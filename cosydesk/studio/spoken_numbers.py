"""Numbers as digits, however they are written: in words, in characters, or in digits already."""

from __future__ import annotations

from collections.abc import Sequence

HAN_DIGITS = {char: i for i, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "幺": 1}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_SCALES = {"万": 10_000, "亿": 100_000_000}
HAN_NUMBER = "".join((*HAN_DIGITS, *HAN_UNITS, *HAN_SCALES))
"""Every character of a number, in simplified script."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
ENGLISH: dict[str, int] = {
    **{word: value for value, word in enumerate(_SMALL.split())},
    **{word: value for value, word in enumerate(_ORDINALS.split())},
    **{word: 20 + 10 * value for value, word in enumerate(_ROUND.split())},
    **{word[:-1] + "ieth": 20 + 10 * value for value, word in enumerate(_ROUND.split())},
    **{word[:-1] + "ies": 20 + 10 * value for value, word in enumerate(_ROUND.split())},
}
ENGLISH_SCALES = {"hundred": 100, "thousand": 1000}

_LINKS = {"and": ("hundred", "thousand"), "point": (), "oh": ()}
"""Words inside a number, and those that they must stand behind (none: behind any)."""


def english_run(words: Sequence[str]) -> int:
    """How many words at the beginning make one number; 0 = the first is none."""
    digits_first = len(words) > 1 and words[0].isdigit() and words[1] in ENGLISH_SCALES
    if not words or not (words[0] in ENGLISH or digits_first):
        return 0
    count = 1
    while count < len(words):
        word, before = words[count], words[count - 1]
        if word in _LINKS:
            must = _LINKS[word]
            if (must and before not in must) or count + 1 == len(words) or words[count + 1] not in ENGLISH:
                break
        elif word not in ENGLISH and word not in ENGLISH_SCALES:
            break
        count += 1
    return count


def english_digits(words: Sequence[str]) -> str:
    """The digits of a run of number words; numbers side by side are written side by side (``nineteen ten``: 1910)."""
    done = ""
    value: int | None = None
    for word in words:
        if word in ENGLISH_SCALES:
            scale = ENGLISH_SCALES[word]
            whole, rest = divmod(value or 1, 1000)
            value = whole * 1000 + (rest or 1) * 100 if scale == 100 else (value or 1) * 1000
        elif word in ("point", "oh"):
            done += str(value if value is not None else "") + ("0" if word == "oh" else "")
            value = None
        elif word != "and":
            number = int(word) if word.isdigit() else ENGLISH[word]
            if value is not None and _fits(value, number):
                value += number
            else:
                done += "" if value is None else str(value)
                value = number
    return done + ("" if value is None else str(value))


def _fits(value: int, number: int) -> bool:
    """Whether the number goes on with the value: ``two hundred`` with ``six``, ``twenty`` with ``one``."""
    if value >= 100 and value % 100 == 0:
        return 0 < number < 100 or (value % 1000 == 0 and number < 1000)
    return value % 100 >= 20 and value % 10 == 0 and 0 < number < 10


def han_digits(run: str) -> str:
    """A run of characters and digits as digits: ``二零二六`` 2026, ``三百零五`` 305, ``12万`` 120000, ``三点五`` 35.

    A scale behind a decimal stays as it is, for whoever writes the digits instead has it too.
    """
    run = run.translate({ord(mark): None for mark in ",'’"}).replace(":", "点").replace(".", "点")
    scale = ""
    if "点" in run:
        bare = run.rstrip("万亿")
        run, scale = bare, run[len(bare) :]
    return "".join(_han_value(part) for part in run.split("点")) + scale


def _han_value(run: str) -> str:
    if not any(char in HAN_UNITS or char in HAN_SCALES for char in run):
        return "".join(str(HAN_DIGITS.get(char, char)) for char in run)
    total = section = 0
    number: int | None = None
    for char in run:
        if char in HAN_SCALES:
            total = (total + section + (number or 0) or 1) * HAN_SCALES[char]
            section, number = 0, None
        elif char in HAN_UNITS:
            section += (1 if number is None else number) * HAN_UNITS[char]
            number = None
        elif char in HAN_DIGITS:
            number = HAN_DIGITS[char]
        else:
            number = (number or 0) * 10 + int(char)
    return str(total + section + (number or 0))
