"""Text that is read in turns with the speech: which ids it becomes, and where utterances end."""

from __future__ import annotations

from typing import cast

from cosydesk.engine.frontend.interleaved_text import ENOUGH, InterleavedText
from cosydesk.engine.frontend.prompting import PROMPTING_3
from cosydesk.engine.frontend.qwen_specials import RICH_TAGS
from cosydesk.engine.frontend.text import LONGEST_CLAUSE, Silence, TextFrontend
from cosydesk.engine.frontend.tokenizer import Tokenizer


class Letters:
    """A tokenizer whose ids are the letters."""

    def encode(self, text: str) -> list[int]:
        return [ord(letter) for letter in text]


def read(bits: list[str]) -> tuple[list[str | float], list[str]]:
    frontend = TextFrontend(cast(Tokenizer, Letters()), None, RICH_TAGS, prompting=PROMPTING_3)
    text = InterleavedText(frontend, bits)
    found: list[str | float] = [
        part.seconds if isinstance(part, Silence) else "".join(chr(one) for ids in part for one in ids)
        for part in text.parts()
    ]
    return found, list(text.left_out)


def test_tags_and_breaks_in_turns() -> None:
    found, left_out = read(
        [
            "<|en|>你好<stro",
            "ng>世界</strong",
            ">[brea",
            'th]再<odd>见<break time="300',
            'ms"/>',
            "。好",
            "<|endofprompt|>的[ǐ]",
        ]
    )
    assert found == ["你好<strong>世界</strong>[breath]再见", 0.3, "。好的[ǐ]"]
    assert left_out == ["<|en|>", "<odd>"]


def test_a_long_text_becomes_several_utterances() -> None:
    found, _ = read(["<strong>", "今天天气很好，我们一起去公园走走吧。" * 40, "</strong>"])
    assert len(found) > 2
    assert all(str(one).startswith("<strong>今天") and str(one).endswith("。</strong>") for one in found)
    assert all(ENOUGH <= len(str(one)) < LONGEST_CLAUSE for one in found[:-1])
    endless, _ = read(["word "] * LONGEST_CLAUSE)
    assert "".join(map(str, endless)) == "word " * LONGEST_CLAUSE
    assert all(LONGEST_CLAUSE - 5 <= len(str(one)) <= LONGEST_CLAUSE for one in endless[:-1])
