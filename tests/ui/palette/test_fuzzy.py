"""What a few letters find, and what they put first."""

from __future__ import annotations

import pytest

from cosydesk.ui.palette.fuzzy import match


def score(query: str, text: str) -> float:
    found = match(query, text)
    assert found is not None, (query, text)
    return found.score


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("sl", "Speak line"),
        ("SPEAK", "speak line"),
        ("line speak", "Speak line"),
        ("朗句", "朗读本句"),
        ("", "Anything"),
        ("zm ft", "Zoom to fit"),
    ],
)
def test_letters_in_order_fit(query: str, text: str) -> None:
    assert match(query, text) is not None


@pytest.mark.parametrize(
    ("query", "text"), [("ls", "Sl"), ("speakk", "Speak"), ("x", ""), ("读x", "朗读本句")]
)
def test_missing_or_swapped_letters_do_not(query: str, text: str) -> None:
    assert match(query, text) is None


def test_starts_of_words_and_runs_win() -> None:
    assert score("sl", "Speak line") > score("sl", "Reset layout")
    assert score("undo", "Undo") > score("undo", "Unfold downloads")
    assert score("play", "Play") > score("play", "Replay everything")


def test_places_are_those_of_the_best_way() -> None:
    found = match("line", "Like the new line")
    assert found is not None
    assert found.places == (13, 14, 15, 16)


def test_letters_that_change_length_in_lower_case_keep_their_places() -> None:
    found = match("b", "İSTANBUL")
    assert found is None or all(0 <= place < 8 for place in found.places)
