"""Bytes become the right characters, also those of short files without a mark."""

from __future__ import annotations

import codecs

import pytest

from cosydesk.studio.errors import StudioError
from cosydesk.studio.importing.encoding import ENCODINGS, decode

CHINESE = (
    "你好",
    "我们走吧。",
    "今天天气不错，我们出去走走吧。",
    "旁白：夜深了，城市渐渐安静下来。",
    "iPhone手机的价格是5999元",
)
TAIWAN = ("你好嗎？", "我們走吧。", "臺灣的夏天很熱，大家都喜歡去海邊。", "請問這個多少錢？")
JAPANESE = ("こんにちは", "今日はいい天気ですね。", "東京タワーへ行きましょう", "私は学生です。")
WESTERN = (
    "Café",
    "naïve",
    "Où est-il allé ? À l’école…",
    "Das ist schön, Fräulein Müller.",
    "“Smart quotes” — and dashes",
    "¿Qué pasó, señor?",
)
CUE = "1\r\n00:00:01,000 --> 00:00:02,000\r\n{}\r\n"


@pytest.mark.parametrize("form", ["{}", CUE], ids=["bare", "cue"])
@pytest.mark.parametrize(
    ("encoding", "written", "texts"),
    [
        ("gb18030", "gb18030", CHINESE),
        ("big5", "cp950", TAIWAN),
        ("shift_jis", "cp932", JAPANESE),
        ("cp1252", "cp1252", WESTERN),
        ("utf-8", "utf-8", CHINESE + TAIWAN + JAPANESE + WESTERN),
    ],
)
def test_real_sentences(form: str, encoding: str, written: str, texts: tuple[str, ...]) -> None:
    for text in map(form.format, texts):
        decoded = decode(text.encode(written))
        assert (decoded.text, decoded.encoding, decoded.doubtful) == (text, encoding, False)


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", CHINESE[1:] + TAIWAN + JAPANESE[1:] + WESTERN)
def test_utf_16_without_a_mark(order: str, text: str) -> None:
    decoded = decode(CUE.format(text).encode(order))
    assert (decoded.text, decoded.encoding) == (CUE.format(text), order)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_marks(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + "Ann: 你好".encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.doubtful) == ("Ann: 你好", encoding, False)


def test_a_lost_byte_costs_one_line() -> None:
    line = "今天天气不错，我们出去走走吧。\n".encode("gb18030")
    decoded = decode(line * 3 + line[1:] + line * 3)
    assert (decoded.encoding, decoded.doubtful) == ("gb18030", False)
    assert decoded.text.splitlines().count("今天天气不错，我们出去走走吧。") == 6


def test_other_languages_are_asked_about() -> None:
    text = "Привет, как дела? Сегодня хорошая погода, пойдём гулять в парк. Я тебя люблю."
    decoded = decode(text.encode("cp1251"))
    assert decoded.text == text
    assert decoded.doubtful


def test_letters_of_central_europe_are_asked_about() -> None:
    assert decode("Příliš žluťoučký kůň úpěl ďábelské ódy.".encode("cp1250")).doubtful


def test_two_characters_that_could_be_others_are_doubtful() -> None:
    decoded = decode("谢谢".encode("gb18030"))
    assert (decoded.text, decoded.doubtful) == ("谢谢", True)


def test_a_chosen_encoding_is_obeyed() -> None:
    data = "我們走吧。".encode("big5")
    assert decode(data, "big5").text == "我們走吧。"
    assert decode(data, "gb18030").text != "我們走吧。"
    for encoding in ENCODINGS:
        assert decode(data, encoding).encoding == encoding


def test_what_is_no_text() -> None:
    with pytest.raises(StudioError) as raised:
        decode(bytes(range(32)) * 50)
    assert raised.value.code == "script_unreadable"
    with pytest.raises(StudioError) as raised:
        decode(b"abc", "klingon")
    assert raised.value.code == "script_unreadable"


def test_nothing_is_text() -> None:
    assert decode(b"").text == ""
