"""A line becomes sentences and silences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.engine.starter.split import MAX_CHARS, Sentence, Silence, boundaries, plan
from cosydesk.markup import parse


def sentences(text: str) -> list[str]:
    return [text[low:high].strip() for low, high in boundaries(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Smith met J. Doe at 3.5 km. Fine.", ["Dr. Smith met J. Doe at 3.5 km.", "Fine."]),
        ("See e.g. this. At 5 p.m. we go.", ["See e.g. this.", "At 5 p.m. we go."]),
        ("The U.S. Army came.", ["The U.S. Army came."]),
        ('He said "Stop!" and left.', ['He said "Stop!" and left.']),
        ("今天好。明天呢？“好！”他说。", ["今天好。", "明天呢？", "“好！”", "他说。"]),
        ("Line one\nline two", ["Line one", "line two"]),
        ("Wait... what?", ["Wait... what?"]),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(max_size=1500))
def test_boundaries_cover_the_text_in_short_pieces(text: str) -> None:
    ranges = boundaries(text)
    assert "".join(text[low:high] for low, high in ranges) == text
    assert all(high - low <= MAX_CHARS for low, high in ranges)


def test_a_number_is_not_cut_at_its_comma() -> None:
    text = "a" * (MAX_CHARS - 100) + " 1,250 " + "b" * 300
    assert all("1,250" in piece or "250" not in piece for piece in sentences(text))


def test_breaks_are_exact_and_between_sentences() -> None:
    steps = plan([parse('One <break time="500ms"/> two.')]).steps
    assert [type(step) for step in steps] == [Sentence, Silence, Sentence]
    assert steps[1] == Silence(0.5, 1)


def test_what_is_not_spoken_is_reported_once() -> None:
    made = plan([parse("<laughter>Ha</laughter> [laughter] [breath] [breath] <b>x</b> 😀 😀 привет")])
    assert [notice.code for notice in made.notices] == [
        "tag_not_spoken",
        "unknown_tag",
        "emoji_dropped",
        "script_not_spoken",
    ]
    assert made.notices[0].message.count("[breath]") == 1
    text = "".join(step.text for step in made.steps if isinstance(step, Sentence))
    assert "😀" not in text
    assert "Ha" in text


def test_sounds_by_name_are_left_out_and_reported() -> None:
    made = plan([parse("Say [HH][AH0][L][OW1] and press [F].")])
    assert [notice.code for notice in made.notices] == ["tag_not_spoken"]
    assert "[HH][AH0][L][OW1]" in made.notices[0].message
    text = "".join(step.text for step in made.steps if isinstance(step, Sentence))
    assert text.split() == ["Say", "and", "press", "[F]."]


def test_strong_spans_reach_the_runs() -> None:
    (step,) = plan([parse("a <strong>b</strong> c.")]).steps
    assert isinstance(step, Sentence)
    assert step.runs == [("a ", False), ("b", True), (" c.", False)]


@pytest.mark.parametrize("text", ["", "  \n", "…", "?!。，", "😀", "[breath]", "\x00\x07", "<b></b>"])
def test_nothing_to_say(text: str) -> None:
    assert plan([parse(text)]).steps == []
