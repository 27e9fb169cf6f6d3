"""Which language a text is in, as far as its letters tell."""

from __future__ import annotations

import re

_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9d]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HANGUL = re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")

LANGUAGES: tuple[str, ...] = ("zh", "en", "ja", "ko")
"""What `language_of` can answer; everything that is written in none of the others' letters is ``"en"``."""


def language_of(text: str) -> str:
    """The language of a line. A Chinese line stays Chinese with English words or a の in it."""
    han = len(_HAN.findall(text))
    kana = len(_KANA.findall(text))
    if kana and kana * 4 >= han:
        return "ja"
    if han:
        return "zh"
    return "ko" if _HANGUL.search(text) else "en"
