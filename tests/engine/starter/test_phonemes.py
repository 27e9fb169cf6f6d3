"""Text becomes phonemes that the network knows, in both languages and mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.engine.errors import RequestError
from cosydesk.engine.starter import chinese, english, japanese, letters, pinyin_names, script
from cosydesk.engine.starter.chinese_tones import apply_sandhi
from cosydesk.engine.starter.han import is_kana
from cosydesk.engine.starter.phonemes import MAX_IDS, cut, is_audible, join, known, symbols


def say(text: str, voice_language: str = "en-US") -> str:
    language = script.language_of(text, voice_language, japanese=False)
    return join(script.phonemes([(text, False)], language, voice_language))[0]


def sandhi(*words: str) -> str:
    return " ".join("".join(found) for found in apply_sandhi([(word, "n") for word in words]))


@pytest.mark.parametrize(
    "pinyin", ["ma1", "zhong1", "lv4", "nve4", "xue2", "yuan2", "wu3", "er2", "shi4", "zi5", "qiong2", "you3"]
)
def test_every_syllable_has_known_phonemes(pinyin: str) -> None:
    sound = chinese.syllable(pinyin)
    assert sound
    assert known(sound) == sound


@pytest.mark.parametrize(
    ("pinyin", "sound"),
    [
        ("ni3", "ni↓"),
        ("zhong1", "ꭧʊ→ŋ"),
        ("xue2", "ɕɥe↗"),
        ("shi4", "ʂɨ↘"),
        ("de5", "tɤ"),
        ("er4", "ɚ↘"),
        ("jiu3", "ʨjou↓"),
    ],
)
def test_syllables(pinyin: str, sound: str) -> None:
    assert chinese.syllable(pinyin) == sound


def test_what_is_no_syllable_is_silent() -> None:
    assert chinese.syllable("xyz1") == ""


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        (("不", "对"), "bu2 dui4"),
        (("不", "好"), "bu4 hao3"),
        (("一", "个"), "yi2 ge4"),
        (("一", "天"), "yi4 tian1"),
        (("第一", "天"), "di4yi1 tian1"),
        (("十一", "月"), "shi2yi1 yue4"),
        (("看", "一", "看"), "kan4 yi5 kan4"),
        (("你好",), "ni2hao3"),
        (("我", "买"), "wo2 mai3"),
        (("银行", "行长"), "yin2hang2 hang2zhang3"),
        (("重庆", "很", "重要"), "chong2qing4 hen3 zhong4yao4"),
        (("小花儿",), "xiao3hua1R"),
        (("女儿",), "nv3er2"),
    ],
)
def test_tones_in_connected_speech(words: tuple[str, ...], readings: str) -> None:
    assert sandhi(*words) == readings


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("I read it yesterday.", "ɹˈɛd"),
        ("Read it now.", "ɹˈid"),
        ("8:30", "ˈAt θˈɜɹTi"),
        ("Ask the FBI.", "ˌɛfbˌiˈI"),
        ("café", "kæfˈA"),
    ],
)
def test_english_words(text: str, part: str) -> None:
    assert part in say(text)


def test_british_and_american_differ() -> None:
    assert say("the car", "en-GB") == "ðə kˈɑː"
    assert say("the car", "en-US") == "ðə kˈɑɹ"


@pytest.mark.parametrize(
    "word",
    ["Zyxophant", "frobnicated", "CosyDesk", "voiceovers", "qwrtpsdf", "kubectl", "Xiaoxiao", "COSYDESK"],
)
@pytest.mark.parametrize("language", ["en-US", "en-GB"])
def test_no_word_is_silent(word: str, language: str) -> None:
    sounds = say(word, language)
    assert is_audible(sounds)
    assert sounds.count("ˈ") >= 1


def test_unknown_words_are_taken_apart() -> None:
    words = {"desk": "dˈɛsk", "voice": "vˈYs", "over": "ˈOvəɹ", "blorp": "blˈɔɹp"}
    assert letters.pronounce("voiceover", words.get) == "vˈYsˌOvəɹ"
    assert letters.pronounce("blorping", words.get) == "blˈɔɹpɪŋ"
    assert letters.pronounce("blorps", words.get) == "blˈɔɹps"
    assert letters.pronounce("DeskOver", words.get) == "dˈɛsk ˈOvəɹ"
    assert letters.pronounce("XQJ", words.get) == "ˌɛkskjˌuʤˈA"


def test_chinese_names_in_english() -> None:
    assert pinyin_names.pronounce("Wang") == "wˈɑŋ"
    assert pinyin_names.pronounce("Hunan") == "hˌunˈɑn"
    assert pinyin_names.pronounce("Smith") is None


def test_latin_words_in_chinese_are_english() -> None:
    sounds = say("我用 Python 写程序。", "zh")
    assert "pˈIθˌɑn" in sounds
    assert "ɕje" in sounds


def test_numbers_in_chinese_are_chinese_even_beside_latin_words() -> None:
    assert "ʂɨ↗u↓" in say("我买了 iPhone 15。", "zh")


@pytest.mark.parametrize(
    ("text", "voice", "language"),
    [
        ("hello", "zh", "en"),
        ("你好", "en-US", "zh"),
        ("你好", "ja", "zh"),
        ("こんにちは", "en-US", "ja"),
        ("123", "zh", "zh"),
        ("123", "en-GB", "en"),
    ],
)
def test_language_of(text: str, voice: str, language: str) -> None:
    assert script.language_of(text, voice, japanese=False) == language


def test_han_is_japanese_beside_kana_with_a_japanese_voice() -> None:
    assert script.language_of("東京", "ja", japanese=True) == "ja"
    assert script.language_of("東京", "zh", japanese=True) == "zh"


def test_strong_words_are_marked() -> None:
    pieces = english.phonemes([("This is ", False), ("very", True), (" good.", False)])
    assert [piece.phonemes.strip() for piece in pieces if piece.strong] == ["vˈɛɹi"]
    pieces = chinese.phonemes([("我", False), ("真的", True), ("喜欢", False)])
    assert "".join(piece.phonemes for piece in pieces if piece.strong) == chinese.syllable("zhen1") + "tɤ"


@given(st.text(max_size=60))
def test_any_text_gives_known_symbols(text: str) -> None:
    if any(map(is_kana, text)) and not japanese.is_installed():
        with pytest.raises(RequestError):
            say(text, "zh")
        return
    assert set(say(text, "zh")) <= set(symbols())


@given(st.text(alphabet="aˈə ,.", max_size=600), st.integers(20, MAX_IDS))
def test_cut_pieces_are_short_and_complete(text: str, limit: int) -> None:
    ranges = cut(text, limit)
    assert all(0 < high - low <= limit for low, high in ranges)
    kept = "".join(text[low:high] for low, high in ranges)
    assert kept.count("a") + kept.count("ə") == text.count("a") + text.count("ə")


@pytest.mark.skipif(not japanese.is_installed(), reason="needs the Japanese extra")
def test_a_long_vowel_that_is_a_word_of_its_own_is_heard() -> None:
    (spoken,) = japanese.phonemes([("会いましょう。", False)])
    assert spoken.phonemes.strip() == "ai maɕoː."
