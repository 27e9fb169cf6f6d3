"""Where a text and what was heard disagree, in every language and way of writing that people use."""

from __future__ import annotations

import string

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.studio.heard_text import compare

SAME = [
    ("The museum opens at 9:15.", "the museum opens at nine fifteen", ""),
    ("The museum opens at 9:15.", "The museum opens at 9.15", ""),
    ("It arrives at 1:05 pm", "it arrives at one oh five PM", ""),
    (
        "It cost $1,250 in 2026 — 15% more.",
        "It cost 1250 dollars in twenty twenty-six, fifteen percent more.",
        "",
    ),
    ("one hundred and fifty people", "150 people", ""),
    ("two thousand five", "2005", "en"),
    ("nineteen eighty-seven", "1987", "en-GB"),
    ("on the 3rd of March", "on the third of March", ""),
    ("in the 1990s", "in the nineteen nineties", ""),
    ("3.5 million", "three point five million", "en"),
    ("18,600 visitors", "eighteen thousand six hundred visitors", ""),
    ("Don’t go, it’s late!", "dont go it's late", ""),
    ("Mr. Brown & Dr. Lee", "mister Brown and doctor Lee", ""),
    ("the web site", "the website", ""),
    ("a well-known café", "a well known cafe", ""),
    ("ＡＢＣ　ｄｅｆ", "abc def", "en"),
    ("Straße", "STRASSE", "de"),
    ("会议定在12月3日上午9:15", "会议定在十二月三日上午九点十五分", ""),
    ("今天是2026年", "今天是二零二六年", ""),
    ("多了30%。", "多了百分之三十", ""),
    ("一共有368页", "一共有三百六十八页", ""),
    ("3.5万人", "三点五万人", ""),
    ("卖了120000元", "卖了十二万元", ""),
    ("我买了2斤", "我买了两斤", ""),
    ("一、二、三", "123", "zh"),
    ("這條路兩邊種滿了樹", "这条路两边种满了树", ""),
    ("她长得很高", "他长的很高", ""),
    ("两边种满了银杏树", "两边种满了银性树", ""),
    ("佢哋喺度食飯", "佢哋喺度食饭", "yue"),
    ("ラーメンを３杯", "らーめんを三杯", "ja"),
    ("ﾗｰﾒﾝ", "ラーメン", "ja"),
    ("が", "か\u3099", "ja"),
    ("안녕하세요, 여러분", "안녕하세요 여러분", "ko"),
    ("我用 Python 写程序", "我用python写程序", ""),
    ("", "", ""),
    ("……", "。", "zh"),
]


@pytest.mark.parametrize(("text", "heard", "language"), SAME)
def test_what_sounds_the_same_agrees(text: str, heard: str, language: str) -> None:
    for left, right in ((text, heard), (heard, text)):
        found = compare(left, right, language)
        assert (found.differences, found.errors, found.error_rate) == ((), 0, 0.0)


SIMPLIFIED = (
    "他们卫生间里着火了，后来只剩几张台子，叙述得很清楚。",
    "什么时候发头发？干杯，里面的面条比钟表还贵。",
    "屋檐下的饭馆开门了，麻痹大意的人要台风才走。",
    "佢哋喺度食饭，唔该借借，呢啲系边个嘅电话？",
    "为什么这条线索这么重要，说着说着就笑起来了。",
    "他背负着答复的压力，仿佛刚刚苏醒，还没明了昵称的意思。",
)


@pytest.mark.parametrize("language", ["zh", "yue"])
@pytest.mark.parametrize("script", ["s2t", "s2hk", "s2tw"])
@pytest.mark.parametrize("simplified", SIMPLIFIED)
def test_either_script_of_chinese_agrees(simplified: str, script: str, language: str) -> None:
    """Typed in one, heard in the other: in Cantonese, too, where characters are not compared by their readings."""
    traditional = opencc.OpenCC(script).convert(simplified)
    assert traditional != simplified
    for text, heard in ((simplified, traditional), (traditional, simplified)):
        assert compare(text, heard, language).differences == ()


VARIANTS = "衞卫 衛衞 裏里 裡裏 著着 枱台 檯枱 敍叙 綫线 線綫 麪面 衹只 糭粽 粧妆 什甚 暱昵 簷檐 痺痹 藉借"


@pytest.mark.parametrize("pair", VARIANTS.split())
def test_variants_of_one_character_agree_in_cantonese(pair: str) -> None:
    assert compare(pair[0], pair[1], "yue").differences == ()


DIFFERENT = [
    ("Take the red one, please.", "take the bread one please", "", ["red"], ["bread"], 1),
    ("Take the red one.", "take the one", "", ["red"], [], 1),
    ("Take the one.", "take the red one", "", [], ["red"], 1),
    ("Hello there", "", "", ["Hello there"], [], 2),
    ("", "hello there", "en", [], ["hello there"], 2),
    ("这条路很长。", "这条路很远。", "", ["长"], ["远"], 1),
    ("银杏树", "营姓树嗯", "", ["银"], ["营", "嗯"], 2),
    ("在1208号", "在1209号", "", ["1208"], ["1209"], 1),
    ("room 1208", "room twelve oh nine", "", ["1208"], ["twelve oh nine"], 1),
    ("他说银", "他说淫", "yue", ["银"], ["淫"], 1),
    ("안녕 여러분", "안녕 여러문", "ko", ["분"], ["문"], 1),
    ("one two three four", "one x two y three four z", "", [], ["x", "y", "z"], 3),
]


@pytest.mark.parametrize(("text", "heard", "language", "unheard", "unwritten", "errors"), DIFFERENT)
def test_what_differs_is_pointed_at(
    text: str, heard: str, language: str, unheard: list[str], unwritten: list[str], errors: int
) -> None:
    found = compare(text, heard, language)
    assert [text[start:end] for start, end in found.unheard] == unheard
    assert [heard[start:end] for start, end in found.unwritten] == unwritten
    assert found.errors == errors


def test_something_too_many_has_its_place_in_the_text() -> None:
    found = compare("Take the one.", "take the red one")
    assert [(one.start, one.end) for one in found.differences] == [(8, 8)]
    found = compare("你好。", "嗯你好啊")
    assert [(one.start, one.end) for one in found.differences] == [(0, 0), (2, 2)]


def test_rate_is_errors_by_words_of_the_text() -> None:
    assert compare("one red two blue", "one two blue").error_rate == 0.25
    assert compare("cat", "a dog and many more words").error_rate == 1.0


def test_long_texts_take_no_time_worth_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "今天天气很好，我们去公园散步吧。"
    found = compare(sentence * 150, sentence.replace("吧", "") * 150)
    assert found.errors == 150
    assert found.units == 14 * 150


TEXTS = st.text(
    alphabet=string.ascii_letters
    + string.digits
    + " .,'%$-:"
    + "你好世界一二十百万点分银杏得的樹時かカー안녕éßﾊﾞ",
    max_size=40,
)
LANGUAGES = st.sampled_from(["", "zh", "yue", "en", "ja", "ko"])


@given(TEXTS, LANGUAGES)
def test_every_text_agrees_with_itself(text: str, language: str) -> None:
    assert compare(text, text, language).differences == ()


@given(TEXTS, LANGUAGES)
def test_case_and_punctuation_never_matter(text: str, language: str) -> None:
    plain = text.replace("'", "").replace("%", "").replace("$", "").replace("ß", "")
    assert compare(plain, f"“{plain.upper()}”!", language).errors == 0


@given(TEXTS, TEXTS, LANGUAGES)
def test_stretches_are_inside_in_order_and_apart(text: str, heard: str, language: str) -> None:
    found = compare(text, heard, language)
    assert 0 <= found.error_rate <= 1
    assert bool(found.errors) == bool(found.differences)
    last = heard_last = 0
    for one in found.differences:
        assert last <= one.start <= one.end <= len(text)
        assert heard_last <= one.heard_start <= one.heard_end <= len(heard)
        assert one.end > one.start or one.heard_end > one.heard_start
        last, heard_last = one.end, one.heard_end


@given(TEXTS, TEXTS, LANGUAGES)
def test_neither_side_is_preferred(text: str, heard: str, language: str) -> None:
    language = language or "en"
    assert compare(text, heard, language).errors == compare(heard, text, language).errors


@given(
    st.lists(st.sampled_from(["red", "green", "blue", "dog", "cat", "house"]), max_size=8), st.integers(0, 8)
)
def test_one_word_put_in_is_one_error_there(words: list[str], place: int) -> None:
    place = min(place, len(words))
    heard = " ".join([*words[:place], "zebra", *words[place:]])
    found = compare(" ".join(words), heard, "en")
    assert found.errors == 1
    assert [heard[start:end] for start, end in found.unwritten] == ["zebra"]
    assert found.unheard == ()
