"""English number words."""

from __future__ import annotations

from cosydesk.engine.starter.lists import word_list

_SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = word_list("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_DENOMINATORS = {2: "half", 4: "quarter"}
_LARGEST = 10**15
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def cardinal(number: int) -> str:
    """1250 -> "one thousand two hundred fifty"; beyond a quadrillion digit by digit."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" {cardinal(rest)}" if rest else "")
    if number >= _LARGEST:
        return digits(str(number))
    for scale, name in _SCALES:
        if number >= scale:
            count, rest = divmod(number, scale)
            return f"{cardinal(count)} {name}" + (f" {cardinal(rest)}" if rest else "")
    raise AssertionError(number)


def ordinal(number: int) -> str:
    """21 -> "twenty-first"."""
    words = cardinal(number)
    place = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:place], words[place:]
    if last in _ORDINALS:
        return head + _ORDINALS[last]
    if last.endswith("y"):
        return head + last[:-1] + "ieth"
    return head + last + "th"


def year(number: int) -> str:
    """1999 -> "nineteen ninety-nine", 2005 -> "two thousand five", 1905 -> "nineteen oh five"."""
    century, rest = divmod(number, 100)
    if not 1000 <= number <= 9999 or number % 1000 < 10:
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} " + (f"oh {_SMALL[rest]}" if rest < 10 else cardinal(rest))


def digits(text: str) -> str:
    """ "007" -> "zero zero seven"; what isn't a digit is left out."""
    return " ".join(_SMALL[int(char)] for char in text if char in "0123456789")


def decimal(text: str) -> str:
    """ "1,234.50" -> "one thousand two hundred thirty-four point five zero"."""
    whole, point, fraction = text.replace(",", "").partition(".")
    if whole and len(whole) > 1 and whole[0] == "0" and not point:
        return digits(whole)
    words = cardinal(int(whole)) if len(whole) <= 15 and whole else digits(whole or "0")
    return words + (f" point {digits(fraction)}" if point and fraction else "")


def fraction(over: int, under: int) -> str:
    """3, 4 -> "three quarters"."""
    name = _DENOMINATORS.get(under) or ordinal(under)
    if over == 1:
        return f"one {name}"
    return f"{cardinal(over)} " + ("halves" if name == "half" else f"{name}s")


def plural_of_tens(number: int) -> str:
    """90 -> "nineties"."""
    return _TENS[number // 10][:-1] + "ies" if number >= 20 else cardinal(number) + "s"


def roman(text: str) -> int | None:
    """The value of a Roman numeral in its regular form, up to 3999; None for anything else."""
    values = [_ROMAN[char] for char in text if char in _ROMAN]
    if len(values) != len(text) or not values:
        return None
    total = sum(
        -value if any(later > value for later in values[i + 1 : i + 2]) else value
        for i, value in enumerate(values)
    )
    return total if to_roman(total) == text else None


def to_roman(number: int) -> str:
    parts = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    out = ""
    for value, letters in parts:
        while number >= value:
            out += letters
            number -= value
    return out
