"""English as written becomes words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.engine.starter.english_numbers import cardinal, ordinal, roman, to_roman, year
from cosydesk.engine.starter.english_text import spoken_form


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("at 8:30 or 10:05 pm", "at eight thirty or ten oh five PM"),
        ("at 12:00.", "at twelve o'clock."),
        ("by 5 p.m.", "by five PM."),
        ("2026-11-22", "November twenty-second, twenty twenty-six"),
        ("Nov 22", "November twenty-second"),
        ("3 May 2005", "the third of May, two thousand five"),
        ("11/22/2026", "November twenty-second, twenty twenty-six"),
        ("$1,250", "one thousand two hundred fifty dollars"),
        ("€3.50", "three euros and fifty cents"),
        ("£1.01", "one pound and one penny"),
        ("¥500", "five hundred yen"),
        ("$2.5 million", "two point five million dollars"),
        ("20 USD", "twenty U.S. dollars"),
        ("12.5%", "twelve point five percent"),
        ("-5 °C", "minus five degrees Celsius"),
        ("5 km at 100 km/h", "five kilometers at one hundred kilometers per hour"),
        ("1 kg", "one kilogram"),
        ("555-0142", "five five five, zero one four two"),
        ("+1 (555) 123-4567", "one, five five five, one two three, four five six seven"),
        ("the 21st", "the twenty-first"),
        ("3.14", "three point one four"),
        ("in 1999, 1905 and 2005", "in nineteen ninety-nine, nineteen oh five and two thousand five"),
        ("2048 files", "two thousand forty-eight files"),
        ("the 1990s and '80s", "the nineteen nineties and eighties"),
        ("3-5 apples", "three to five apples"),
        ("1/2 cup, 2 1/2 cups, ¾", "one half cup, two and a half cups, three quarters"),
        ("Henry VIII in Chapter IV", "Henry the eighth in Chapter four"),
        ("World War II", "World War two"),
        ("I saw Mr. Fox", "I saw Mister Fox"),
        ("St. John on Main St.", "Saint John on Main Street."),
        ("R&D, 2+2=4, a@b", "R and D, two plus two equals four, a at b"),
        ("#3 and #music", "number three and hashtag music"),
        ("https://example.com/a-b", "example dot com slash a dash b"),
        ("bob.smith@mail.org", "bob dot smith at mail dot org"),
        ("v1.2.3", "version one point two point three"),
        ("agent 007", "agent zero zero seven"),
        ("GPT-4 and A4", "GPT four and A four"),
        ("a 5-year-old", "a five-year-old"),
        ("6'2\" tall", "six foot two tall"),
    ],
)
def test_spoken_form(written: str, spoken: str) -> None:
    assert spoken_form(written) == spoken


@given(st.text(alphabet="0123456789.,:/-+%$€£¥°CFkmgAIVX st#@'\"()", max_size=40))
def test_no_digit_is_left(text: str) -> None:
    assert not re.search(r"\d", spoken_form(text))


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_back(number: int) -> None:
    assert roman(to_roman(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "ABC", "IC"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert roman(text) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (-7, "minus seven"), (1_000_001, "one million one"), (115, "one hundred fifteen")],
)
def test_cardinal(number: int, words: str) -> None:
    assert cardinal(number) == words


def test_numbers_beyond_names_are_digits() -> None:
    assert cardinal(10**15) == "one" + " zero" * 15


def test_ordinals_and_years() -> None:
    assert [ordinal(n) for n in (12, 20, 101)] == ["twelfth", "twentieth", "one hundred first"]
    assert [year(n) for n in (1066, 1800, 2000, 2010)] == [
        "ten sixty-six",
        "eighteen hundred",
        "two thousand",
        "twenty ten",
    ]
