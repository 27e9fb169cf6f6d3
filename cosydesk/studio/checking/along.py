"""A line's words held against its take one by one: how likely is it that each is said where it should be?

A recogniser that writes down what it hears writes a missing word all the same where the sentence calls for it, and one
that is said twice but once. Asked how likely each word of the line is, it can't: a word that was cut out, and one that
doesn't follow where it should, are all but impossible. What is written in many ways is left out, never being likely:
names, numbers and what follows them, and single characters after a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cosydesk.markup import parse, plain_text
from cosydesk.studio import pinyin
from cosydesk.studio.checking.reading import Reading
from cosydesk.studio.take import TakeRequest

LEAST_LIKELY = {"word": 0.1, "character": 0.01}
"""Below this a word isn't said; characters have more that sound like them. Set by the tuned half of
``tests/listen/measure_checks.py``."""

_COMMON = re.compile(r"[^\W\d_A-Z]{2,}")
_DIGIT = re.compile(r"\d")
_HAN_OR_KANA = re.compile(r"[\u3041-\u30fa\u3400-\u9fff]+")
_MARKS = str.maketrans("，？！；：、", ",?!;:,")


def text_along(request: TakeRequest) -> str:
    """What a take is held against, as a recogniser would write it; empty where the line is spelled for a voice, not
    for a reader: respelled words and pinyin.
    """
    sent = request.sent
    if request.spoken or pinyin.read_out(sent) != sent:
        return ""
    return plain_text(parse(sent)).strip().translate(_MARKS)


def unlikely_words(words: Sequence[tuple[str, float]], reading: Reading, unit: str) -> list[str]:
    """Words of the line that aren't said as they should be.

    Args:
        words: of `text_along` with their likelihood, 0 to 1, in order.
        reading: what was heard. A word that agrees with it but is written otherwise there isn't doubted.
    """
    found = []
    before = ""
    for word, likelihood in words:
        if (
            likelihood < LEAST_LIKELY[unit]
            and _is_plain(word.strip(), before, unit)
            and _matters(word, reading)
        ):
            found.append(word.strip())
        before = word.strip()
    return found


def _is_plain(word: str, before: str, unit: str) -> bool:
    if unit == "word":
        return _COMMON.fullmatch(word) is not None and not _DIGIT.search(before)
    return bool(_HAN_OR_KANA.fullmatch(word)) and (not before or bool(_HAN_OR_KANA.fullmatch(before)))


def _matters(word: str, reading: Reading) -> bool:
    word = word.strip()
    return word in reading.heard.lower() or any(
        word in reading.text[one.start : one.end].lower() for one in reading.comparison.differences
    )
