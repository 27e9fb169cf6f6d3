"""Which words of a line are doubted, by how likely a recogniser finds each of them."""

from __future__ import annotations

import pytest

from cosydesk.studio.checking.along import text_along, unlikely_words
from cosydesk.studio.checking.reading import read_back
from cosydesk.studio.take import TakeRequest


def request(text: str, spoken: str = "") -> TakeRequest:
    return TakeRequest("starter", "starter:af_heart", "sft", text, "", 1.0, 0, spoken)


def doubted(text: str, heard: str, language: str, **unlikely: float) -> list[str]:
    """Where all words of a line are likely but these."""
    unit = "character" if language == "zh" else "word"
    words = list(text) if language == "zh" else text.split()
    said = [(word, unlikely.get(word, 0.9)) for word in words]
    return unlikely_words(said, read_back(request(text), heard, language), unit)


def test_a_word_that_is_all_but_impossible_is_doubted_although_it_was_written_down() -> None:
    line = "She asked us to read it"
    assert doubted(line, line, "en", us=0.01) == ["us"]
    assert doubted(line, "She asked to read it", "en", us=0.01) == ["us"]
    assert doubted(line, line, "en", us=0.3) == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("We met Anneke there", "Anneke"),
        ("It is 4 o clock", "4"),
        ("Well , yes", ","),
        ("Part IV ends", "IV"),
    ],
)
def test_names_numbers_and_marks_are_never_likely(line: str, word: str) -> None:
    assert doubted(line, line, "en", **{word: 0.0}) == []


def test_what_agrees_but_is_written_otherwise_is_not_doubted() -> None:
    assert doubted("All right okay then", "All right OK then", "en", okay=0.01) == []
    assert doubted("请大家系好安全带", "请大家既好安全带", "zh", 系=0.001) == []
    assert doubted("请大家拿好安全带", "请大家好安全带", "zh", 拿=0.001) == ["拿"]


def test_characters_beside_numbers_and_marks_are_not_doubted() -> None:
    assert doubted("八点30出发", "八点30出发", "zh", 出=0.001, 发=0.5) == []
    assert doubted("好,今天去", "好,今天去", "zh", 今=0.001) == []
    assert doubted("我们今天去", "我们今天去", "zh", 今=0.001) == ["今"]


def test_a_line_that_is_spelled_for_the_voice_is_not_held_against_it() -> None:
    assert text_along(request("Ask <strong>Siobhan</strong>.[breath]")) == "Ask Siobhan."
    assert text_along(request("好，走吧。")) == "好,走吧。"
    assert text_along(request("Ask Siobhan.", "Ask Shivawn.")) == ""
