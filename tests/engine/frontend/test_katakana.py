"""Japanese for the generation that reads it in katakana."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from cosydesk.engine.frontend.katakana import Analyse, katakana, open_analyser
from cosydesk.engine.frontend.normaliser import WeTextNormaliser
from cosydesk.engine.frontend.prompting import PROMPTING_2, PROMPTING_3, Prompting
from cosydesk.engine.frontend.text import TextFrontend
from cosydesk.engine.frontend.tokenizer import Tokenizer
from cosydesk.engine.parity import Parity

WORDS = {
    "東京": "トーキョー",
    "は": "ワ",
    "3": "サン",
    "時": "ジ",
    "です": "デス’",
    "。": "、",
    "、": "、",
    "「": "、",
    "」": "、",
}


class Letters:
    """A tokenizer whose ids are the letters."""

    def encode(self, text: str) -> list[int]:
        return [ord(letter) for letter in text]


def words(text: str) -> Iterable[Mapping[str, Any]]:
    """The words of `WORDS`, read as Open JTalk reads them."""
    while text:
        word = next(word for word in WORDS if text.startswith(word))
        text = text.removeprefix(word)
        yield {"string": word, "pron": WORDS[word], "pos": "記号" if WORDS[word] == "、" else "名詞"}


def frontend(
    analyse: Analyse | None, prompting: Prompting = PROMPTING_3, parity: Parity = Parity.FIXED
) -> TextFrontend:
    tags = frozenset({"strong", "[breath]"})
    return TextFrontend(cast(Tokenizer, Letters()), WeTextNormaliser(), tags, parity, prompting, analyse)


def test_words_are_parted_and_the_rest_stays() -> None:
    assert katakana("東京は3時です。", words) == "トーキョー ワ サン ジ デス。"
    assert katakana("「東京」は、", words) == "「トーキョー」ワ、"
    assert katakana("<strong>東京</strong>[breath]は Tokyo 3時です", words) == (
        "<strong>トーキョー</strong>[breath]ワ Tokyo サン ジ デス"
    )


def test_a_text_with_kana_is_japanese() -> None:
    script = frontend(words).script("東京は<strong>3時</strong>です。")
    assert script.parts == ("トーキョー ワ<strong>サン ジ</strong>デス。",)
    assert not script.notices
    assert frontend(words).unsplit("東京は3時です。") == "トーキョー ワ サン ジ デス。", "transcripts too"


def test_the_chosen_language_decides() -> None:
    assert frontend(words).script("<|ja|>東京。") == frontend(words).script("<|jp|>東京。")
    script = frontend(words).script("<|ja|>東京。")
    assert (script.parts, script.notices) == (("トーキョー。",), ())
    assert frontend(words).script("東京。").parts == ("東京。",)
    (chinese,) = frontend(words).script("<|zh|>東京の。").parts
    assert "の" in str(chinese)


def test_long_japanese_is_split_at_its_ends() -> None:
    parts = frontend(words).script("東京は、3時です。" * 30).parts
    assert len(parts) > 3
    assert all(str(part).endswith(("デス。", "ワ、")) for part in parts)


def test_what_is_not_rewritten() -> None:
    text = "東京は3時です。"
    assert frontend(words).script(text, normalise=False).parts == (text,)
    assert "東京" in str(frontend(words, PROMPTING_2).script(text).parts[0])
    assert "東京" in str(frontend(words, parity=Parity.REFERENCE).script(text).parts[0])
    sound = frontend(words).script("[ǐ]東京は")
    assert sound.parts == ("[ǐ]トーキョー ワ。",)


def test_without_the_extra_it_stays_and_a_notice_says_how_to_get_it() -> None:
    script = frontend(None).script('東京は三時です。<break time="1s"/>です。')
    assert script.parts[0] == "東京は三時です。"
    (notice,) = script.notices
    assert notice.code == "japanese_reading"
    assert "cosydesk[japanese]" in notice.message
    for text, prompting in (("东京。", PROMPTING_3), ("東京は", PROMPTING_2), ("Tokyo", PROMPTING_3)):
        assert not frontend(None, prompting).script(text).notices
    assert not frontend(None).script("東京は", normalise=False).notices


def test_open_jtalk_reads_it() -> None:
    analyse = open_analyser()
    if analyse is None:
        pytest.skip("the extra “japanese” is not installed")
    assert katakana("今日は、東京で会いましょう。", analyse) == "キョー ワ、トーキョー デ アイ マショー。"
    assert katakana("「ありがとう…」", analyse) == "「アリガトー…」"
    assert katakana("3,500円です", analyse).startswith("サン")
    assert not any(char.isdigit() for char in katakana("2026年11月27日", analyse))


def test_the_third_generation_s_models_have_it(later_model_dir: Path) -> None:
    from cosydesk.engine import open_model
    from cosydesk.engine.pipeline import CosyVoiceModel

    model = open_model(later_model_dir, "cpu")
    assert isinstance(model, CosyVoiceModel)
    script = model.parts.frontend.script("こんにちは。")
    third = model.capabilities.generation == 3
    wanted = ["japanese_reading"] if third and open_analyser() is None else []
    assert [notice.code for notice in script.notices] == wanted
