"""Names of files: what templates make of their fields, on every system, and each only once."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.studio.delivery.names import filled, numbered, safe_name, told_apart, unknown_fields

_VALUES = {"number": "007", "speaker": "Ann", "text": "Hello there", "project": "Scene", "take": "2"}


def test_fields_are_filled_in_whatever_their_case() -> None:
    assert filled("{number}_{Speaker}_{ text }", _VALUES) == "007_Ann_Hello there"
    assert filled("{project} take {take}", _VALUES) == "Scene take 2"


def test_a_value_that_looks_like_a_field_is_not_filled_in_again() -> None:
    assert filled("{text}-{number}", {**_VALUES, "text": "{number}"}) == "{number}-007"


def test_a_field_without_value_takes_its_separator_along() -> None:
    assert filled("{number}_{speaker}_{text}", {**_VALUES, "speaker": ""}) == "007_Hello there"
    assert filled("{speaker} - {number}", {**_VALUES, "speaker": "..."}) == "007"
    assert filled("{speaker}", {"speaker": ""}) == ""


def test_a_slash_in_the_template_makes_a_folder_and_one_in_a_value_does_not() -> None:
    assert filled("{project}/{number}", {**_VALUES, "project": "a/b\\c"}) == "a b c/007"
    assert filled("../{number}", _VALUES) == "007"
    assert filled("/{number}/", _VALUES) == "007"


def test_unknown_fields_are_named_and_stay() -> None:
    assert unknown_fields("{number}_{nmae}_{nmae}") == ("nmae",)
    assert filled("{nmae}", _VALUES) == "{nmae}"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Who: me? <no>", "Who me no"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("LPT¹", "_LPT¹"),
        ("console", "console"),
        ("the end...", "the end"),
        (".hidden", "hidden"),
        ("tab\tand\nline", "tab and line"),
        ("a\u202eb\u200bc", "a b c"),
        ("在面对挑战时，他展现了勇气。", "在面对挑战时，他展现了勇气。"),
        ("e\u0301", "é"),
        ("???", ""),
    ],
)
def test_names_are_safe_on_every_system(text: str, safe: str) -> None:
    assert safe_name(text) == safe


def test_long_names_are_cut_between_letters() -> None:
    assert len(safe_name("字" * 300).encode()) <= 180
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    cut = safe_name("a" * 77 + family)
    assert cut == "a" * 77
    assert safe_name("x" * 79 + "q\u0323\u0307") == "x" * 79


def test_numbers_sort_as_names() -> None:
    assert numbered(7, 9) == "007"
    assert numbered(7, 12_345) == "00007"


def test_no_two_names_are_the_same_where_capitals_do_not_count() -> None:
    assert told_apart(["a.wav", "A.wav", "a (2).wav", "b/a.wav", "a", "a"]) == [
        "a.wav",
        "A (2).wav",
        "a (2) (2).wav",
        "b/a.wav",
        "a",
        "a (2)",
    ]
    assert told_apart(["é.wav", "E\u0301.wav"])[1] == "E\u0301 (2).wav"


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_stands_in_a_field_the_name_is_safe(speaker: str, text: str) -> None:
    name = filled("{speaker}_{text}", {"speaker": speaker, "text": text})
    assert not set(name) & set('<>:"/\\|?*')
    assert len(name.encode()) <= 181
    assert name == name.strip(" .")
    assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in name)
    assert safe_name(name) in (name, "_" + name)
