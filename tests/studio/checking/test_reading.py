"""What a take should say against what was heard, word by word."""

from __future__ import annotations

import pytest

from cosydesk.studio.checking.reading import Part, Piece, read_back, take_language, unit_of
from cosydesk.studio.take import TakeRequest


def request(text: str, spoken: str = "", **values: str) -> TakeRequest:
    return TakeRequest("starter", "starter:af_heart", "sft", text, "", 1.0, 0, spoken, **values)


def test_what_is_only_written_otherwise_is_no_error() -> None:
    said = request("It costs $5, <strong>not</strong> more. [laughter]")
    reading = read_back(said, "it costs five dollars not more", "en")
    assert reading.error_rate == 0.0
    assert [piece.part for piece in reading.pieces()] == [Part.KEPT]


def test_missing_extra_and_replaced_words_are_told_apart() -> None:
    reading = read_back(
        request("The old lamp stood near a window."), "The lamp stood really near a door.", "en"
    )
    assert [piece for piece in reading.pieces() if piece.part is not Part.KEPT] == [
        Piece(Part.MISSING, "old"),
        Piece(Part.EXTRA, "", "really"),
        Piece(Part.REPLACED, "window", "door"),
    ]
    assert "".join(piece.text for piece in reading.pieces()) == "The old lamp stood near a window."
    assert reading.error_rate == pytest.approx(3 / 7)
    assert (reading.missing, reading.extra) == (3, 6)


def test_a_misheard_word_is_neither_missing_nor_too_much() -> None:
    reading = read_back(request("The fort was closed."), "The fought was closed.", "en")
    assert reading.comparison.errors == 1
    assert reading.missing == 0
    assert reading.extra <= 2


def test_a_respelled_word_may_be_heard_as_it_is_written() -> None:
    said = request("Siobhan sings.", "Shivawn sings.")
    assert read_back(said, "Siobhan sings.", "en").error_rate == 0.0
    assert read_back(said, "Shivawn sings.", "en").error_rate == 0.0
    assert read_back(said, "Susan sings.", "en").error_rate == 0.5


def test_chinese_counts_characters_and_hears_pinyin_as_characters() -> None:
    reading = read_back(request("他在重庆。", "他在[chóng][qìng]。"), "他在重庆", "zh")
    assert reading.error_rate == 0.0
    assert read_back(request("今天天气很好"), "今天气很好", "zh").missing == 1
    assert unit_of("zh") == "character"
    assert unit_of("en") == "word"


@pytest.mark.parametrize(
    ("text", "voice", "language"),
    [
        ("The lamp is lit.", "en-US", "en"),
        ("The lamp is lit.", "zh", "en"),
        ("Das Licht brennt.", "de", "de"),
        ("Schöne Grüße", "zh", ""),
        ("Добрый день", "", ""),
        ("今天天气很好", "en", "zh"),
        ("今日天氣幾好", "yue", "yue"),
        ("きょうはいい天気", "zh", "ja"),
    ],
)
def test_the_language_is_told_by_the_letters_and_then_by_the_voice(
    text: str, voice: str, language: str
) -> None:
    assert take_language(request(text), voice) == language
