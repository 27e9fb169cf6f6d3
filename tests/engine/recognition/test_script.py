"""Recognised text as a hand of that language would write it."""

from __future__ import annotations

import pytest

from cosydesk.engine.recognition.script import written
from cosydesk.engine.recognition_types import HeardWord


def pieces(*texts: str) -> list[HeardWord]:
    return [HeardWord(text, float(at), at + 1.0, 0.9 - at / 100) for at, text in enumerate(texts)]


def say(language: str, *texts: str) -> tuple[str, list[str]]:
    text, words = written(pieces(*texts), language)
    return text, [word.text for word in words]


def test_mandarin_becomes_simplified() -> None:
    assert say("zh", "這", "條", "路", "兩邊", ",", "種滿了", "樹.") == (
        "这条路两边，种满了树。",
        ["这", "条", "路", "两边，", "种满了", "树。"],
    )


def test_characters_around_decide_what_one_becomes() -> None:
    assert say("zh", "乾", "燥", "乾", "坤") == ("干燥乾坤", ["干", "燥", "乾", "坤"])


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("佢哋唔喺度", "佢哋唔喺度"),
        ("我食咗饭嘞", "我食咗飯嘞"),
        ("呢几个字都表达唔到", "呢幾個字都表達唔到"),
        ("嗰啲嘢冇问题,嚟啦!", "嗰啲嘢冇問題，嚟啦！"),
    ],
)
def test_cantonese_keeps_its_own_words(heard: str, meant: str) -> None:
    assert say("yue", *heard)[0] == meant


def test_latin_words_in_chinese_keep_their_spaces_and_pieces_of_one_are_one_word() -> None:
    assert say("zh", "我用", " Py", "thon", " 写") == ("我用 Python 写", ["我用", "Python", "写"])


def test_a_pause_without_punctuation_gets_some() -> None:
    assert say("zh", "你好", " 世界")[0] == "你好，世界"
    assert say("ja", "こんにちは", " 世界")[0] == "こんにちは、世界"


def test_numbers_keep_their_marks() -> None:
    assert say("zh", "4", ".5", "元,", "共3,000", "个")[0] == "4.5元，共3,000个"


def test_english_pieces_without_a_space_are_one_word() -> None:
    text, words = written(pieces(" The", " 9", ".15", " train", ",", " don", "'t"), "en")
    assert text == "The 9.15 train, don't"
    assert [word.text for word in words] == ["The", "9.15", "train,", "don't"]
    assert (words[1].start_s, words[1].end_s, words[1].probability) == (1.0, 3.0, pytest.approx(0.88))


def test_nothing_is_nothing() -> None:
    assert say("zh") == ("", [])
    assert say("en", " ", "") == ("", [])
