"""Text to utterances with the fixes on: tags, languages, pauses, texts without an end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cosydesk.engine.frontend.normaliser import WeTextNormaliser
from cosydesk.engine.frontend.prompting import PROMPTING_3
from cosydesk.engine.frontend.sentences import split_sentences
from cosydesk.engine.frontend.spelt_sounds import without_sounds
from cosydesk.engine.frontend.text import LONGEST_CLAUSE, Silence, TextFrontend
from cosydesk.engine.frontend.tokenizer import whisper_tokenizer
from cosydesk.engine.parity import Parity

TOKENIZER = whisper_tokenizer()
RICH = frozenset({"strong", "laughter", "[laughter]", "[breath]"})


@pytest.fixture(scope="module")
def frontend() -> TextFrontend:
    return TextFrontend(TOKENIZER, WeTextNormaliser(), RICH)


def test_check_values_of_the_vocabulary() -> None:
    assert TOKENIZER.size == 51866
    assert TOKENIZER.encode("<|zh|>你好") == [50260, 26410]
    assert TOKENIZER.encode("Hello world.") == [15947, 1002, 13]
    assert TOKENIZER.encode("<endofprompt>") == [27, 521, 2670, 28722, 662, 29]


def test_a_language_tag_does_not_switch_normalisation_off(frontend: TextFrontend) -> None:
    assert frontend.utterances("<|zh|>我有3个苹果") == ["<|zh|>我有三个苹果。"]
    reference = TextFrontend(TOKENIZER, WeTextNormaliser(), RICH, Parity.REFERENCE)
    assert reference.utterances("<|zh|>我有3个苹果") == ["<|zh|>我有3个苹果"]


def test_the_old_tag_for_japanese_is_understood(frontend: TextFrontend) -> None:
    (utterance,) = frontend.utterances("<|jp|>こんにちは。")
    assert utterance.startswith("<|ja|>こんにちは")
    assert TOKENIZER.encode(utterance)[0] == TOKENIZER.encode("<|ja|>")[0]
    assert len(TOKENIZER.encode("<|ja|>")) == 1


def test_every_utterance_of_a_long_text_keeps_its_language(frontend: TextFrontend) -> None:
    utterances = frontend.utterances("<|yue|>" + "今晚去边度食饭呀？" * 40)
    assert len(utterances) > 2
    assert all(utterance.startswith("<|yue|>") for utterance in utterances)


def test_a_span_over_a_split_is_closed_and_opened_again(frontend: TextFrontend) -> None:
    sentence = "今天天气不错，我们一起去公园散步吧。"
    script = frontend.script(f"<strong>{sentence * 12}</strong>结束。")
    assert len(script.utterances) > 1
    for utterance in script.utterances:
        assert utterance.count("<strong>") == utterance.count("</strong>") == 1
        assert utterance.startswith("<strong>")


def test_tags_the_model_lacks_are_left_out_and_told(frontend: TextFrontend) -> None:
    plain = TextFrontend(TOKENIZER, WeTextNormaliser())
    script = plain.script("你<strong>好</strong>[breath]，[sigh]再<foo>见。")
    assert script.parts == ("你好，再见。",)
    assert [notice.code for notice in script.notices] == ["tags_left_out"]
    for name in ("<strong>", "[breath]", "[sigh]", "<foo>"):
        assert name in script.notices[0].message
    rich = frontend.script("你<strong>好</strong>[breath]，[sigh]再<foo>见。")
    assert rich.parts == ("你<strong>好</strong>[breath]，再见。",)
    assert "<strong>" not in rich.notices[0].message


def test_spelt_sounds_are_left_out_and_told_where_they_would_be_read(frontend: TextFrontend) -> None:
    script = frontend.script("报道[j][ǐ]予好评，[HH][AH0][L][OW1]和[AA1]。")
    assert script.parts == ("报道予好评，和。",)
    assert [notice.code for notice in script.notices] == ["tags_left_out"]
    for sound in ("[j][ǐ]", "[HH][AH0][L][OW1]", "[AA1]"):
        assert sound in script.notices[0].message
    spelling = TextFrontend(TOKENIZER, None, prompting=PROMPTING_3)
    (utterance,) = spelling.script("报道[j][ǐ]予好评[AA1]。").utterances
    assert utterance.endswith("报道[j][ǐ]予好评[AA1]。")
    reference = TextFrontend(TOKENIZER, WeTextNormaliser(), RICH, Parity.REFERENCE)
    assert not reference.script("[AA1]").notices


@pytest.mark.parametrize("text", ["[F]", "[a][b]", "[B][D]", "[sic]", "[AA]", "[j]", "a[1][2]"])
def test_what_may_be_no_sound_is_text(text: str) -> None:
    assert without_sounds(text) == (text, [])


def test_pauses_are_their_own_parts(frontend: TextFrontend) -> None:
    script = frontend.script('你好。<break time="300ms"/>再见。[pause 1.5]')
    assert script.parts == ("你好。", Silence(0.3), "再见。", Silence(1.5))


@pytest.mark.parametrize("text", ["长句没有标点" * 2000, "word " * 4000, "a" * 10_000, "の" * 10_000])
def test_text_without_an_end_is_cut(frontend: TextFrontend, text: str) -> None:
    utterances = frontend.utterances(text)
    assert len(utterances) > 5
    for utterance in utterances:
        assert min(len(utterance), len(TOKENIZER.encode(utterance))) <= LONGEST_CLAUSE + 2
    kept = "".join(utterances).replace(" ", "").rstrip(".。")
    assert kept == text.replace(" ", "")


def test_a_chapter_is_split_in_full(frontend: TextFrontend) -> None:
    sentence = "今天天气不错，我们一起去公园散步吧。"
    assert "".join(frontend.utterances(sentence * 1200)) == sentence * 1200


def test_a_quote_after_nothing_is_dropped() -> None:
    assert split_sentences("。”你好。”再见", True, len) == ["你好。”再见。"]


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_fails(text: str) -> None:
    frontend = TextFrontend(TOKENIZER, None, RICH)
    for part in frontend.script(text).parts:
        assert isinstance(part, Silence) or part.strip()


@given(st.text("你好abc.。？！,，、;； “”\"'123", max_size=300), st.booleans())
@settings(max_examples=200, deadline=None)
def test_splitting_loses_nothing_but_marks_and_quotes(text: str, chinese: bool) -> None:
    marks = '。？！；：、.?!;:"”'
    pieces = "".join(split_sentences(text, chinese, len))
    assert [c for c in pieces if c not in marks] == [c for c in text if c not in marks]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("#1 @2 &3.", "#one @two &three."),
        ("#1 is here. It costs $12.50.", "#one is here. It costs twelve point five dollars."),
        ("$1" + "0" * 40, "$one" + " zero" * 40 + "."),
    ],
)
def test_what_the_normaliser_cannot_read_does_not_stop_the_rest(
    frontend: TextFrontend, text: str, read: str
) -> None:
    assert frontend.utterances(text) == [read]


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(list("1290.,:;-/%$#@&\"'\\[]{}()<>|=+~^_* \n年月日元好aZ½²①٣😀\u0301")),
        max_size=40,
    )
)
def test_no_mixture_of_marks_and_digits_fails(frontend: TextFrontend, text: str) -> None:
    script = frontend.script(text)
    assert all(part for part in script.utterances)
    frontend.unsplit(text)


def test_without_normalisation_the_text_stays_as_written(frontend: TextFrontend) -> None:
    text = "It's 3.5 km. <strong>Go</strong> on! Then 2 more."
    assert frontend.utterances(text, normalise=False) == [text]
    assert frontend.utterances(text) != [text]
    assert frontend.unsplit("2024年", normalise=False) == "2024年"
    assert frontend.script("...", normalise=False).parts == ()
    long = frontend.utterances("3 km. " * 1000, normalise=False)
    assert "".join(long) == "3 km. " * 1000
    assert all(len(TOKENIZER.encode(piece)) <= LONGEST_CLAUSE + 20 for piece in long)
    reference = TextFrontend(TOKENIZER, WeTextNormaliser(), RICH, Parity.reference)
    assert reference.utterances("3 ", normalise=False) == ["3 "]
