"""What isn't to be spoken: each generation's own conventions."""

from __future__ import annotations

import unicodedata

import pytest

from cosydesk.engine.frontend.normaliser import WeTextNormaliser
from cosydesk.engine.frontend.prompting import PROMPTING_1, PROMPTING_2, PROMPTING_3, Prompting
from cosydesk.engine.frontend.text import TextFrontend

PREFIX = "You are a helpful assistant.<|endofprompt|>"


class Letters:
    """A tokenizer that counts letters."""

    size = 0x110000

    def encode(self, text: str) -> list[int]:
        return list(map(ord, text))


def frontend(prompting: Prompting) -> TextFrontend:
    return TextFrontend(Letters(), WeTextNormaliser(), frozenset({"strong", "[breath]"}), prompting=prompting)


@pytest.mark.parametrize(
    ("prompting", "read"),
    [
        (PROMPTING_1, "Speak softly<endofprompt>"),
        (PROMPTING_2, "Speak softly<|endofprompt|>"),
        (PROMPTING_3, "You are a helpful assistant. Speak softly<|endofprompt|>"),
    ],
)
@pytest.mark.parametrize(
    "given",
    [
        "Speak softly",
        " Speak softly<|endofprompt|>",
        "Speak softly<endofprompt> ",
        "Speak softly <|endofprompt|>",
    ],
)
def test_a_manner_is_closed_once(prompting: Prompting, given: str, read: str) -> None:
    assert prompting.enclose(prompting.manner(given)) == read


def test_system_words_that_people_bring_along_stand_once() -> None:
    given = "You are a helpful assistant. 请用四川话表达。<|endofprompt|>"
    assert PROMPTING_3.enclose(PROMPTING_3.manner(given)) == given
    assert PROMPTING_3.manner("You are a helpful assistant.") == ""
    assert PROMPTING_3.transcript(PREFIX + "你好") == PREFIX + "你好"


def test_the_system_words_are_read_once() -> None:
    assert PROMPTING_3.transcript("你好") == PREFIX + "你好"
    assert PROMPTING_3.piece(PREFIX + "你好", "再见") == "再见", "the transcript brought them"
    assert PROMPTING_3.piece("", "再见") == PREFIX + "再见"
    assert PROMPTING_3.piece("", PREFIX + "再见") == PREFIX + "再见"
    for other in (PROMPTING_1, PROMPTING_2):
        assert other.transcript("你好") == "你好"
        assert other.piece("", "再见") == "再见"


@pytest.mark.parametrize("prompting", [PROMPTING_2, PROMPTING_3])
def test_what_stands_before_the_marker_stands_before_every_piece(prompting: Prompting) -> None:
    long = "今天有3个苹果。" * 20
    pieces = frontend(prompting).utterances("Say it.<|endofprompt|>" + long)
    assert len(pieces) > 1
    assert all(piece.startswith("Say it.<|endofprompt|>今天有三个苹果。") for piece in pieces)


@pytest.mark.parametrize("prompting", [PROMPTING_2, PROMPTING_3])
def test_a_language_mark_is_never_read_aloud(prompting: Prompting) -> None:
    script = frontend(prompting).script("<|en|>Hello 5.")
    assert script.utterances == ["Hello five."]
    assert ["<|en|>" in notice.message for notice in script.notices] == [True]
    assert frontend(PROMPTING_1).script("<|en|>Hello 5.").utterances == ["<|en|>Hello five."]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("报道[j][ǐ]予好评，共3次", "报道[j][ǐ]予好评，共三次。"),
        ("I [R][EH1][D] it 2 times", "I [R][EH1][D] it two times."),
        ("[h][ǎo]", "[h][ǎo]."),
        ("see [AA9] and [sic]", None),
    ],
)
def test_sounds_by_name_pass_the_normaliser(form: str, text: str, read: str | None) -> None:
    (piece,) = frontend(PROMPTING_3).utterances(unicodedata.normalize(form, text))
    if read is None:
        assert "[AA9]" not in piece, "no sound of that name: its number is spoken"
        assert "[sic]" in piece
    else:
        assert piece == read


def test_every_unit_is_shielded_and_comes_back() -> None:
    text = "".join(PROMPTING_3.units)
    shielded = PROMPTING_3.shield(text)
    assert len(shielded) == len(PROMPTING_3.units)
    assert PROMPTING_3.unshield(shielded) == unicodedata.normalize("NFC", text)
    assert PROMPTING_2.shield(text) == text
