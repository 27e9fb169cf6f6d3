"""Sounds spelt in a text, such as ``[HH][AH0][L][OW1]`` and ``[ch][óng]``, for models that would read them aloud.

Only what can't be anything else counts: one vowel with its stress, or several sounds of a kind with a vowel among them.
A key such as [F] or a list such as [a][b] is text.
"""

from __future__ import annotations

import re
import unicodedata

from cosydesk.engine.frontend.qwen_specials import ARPABET_UNITS, PINYIN_UNITS

_STRESSED = frozenset(unit for unit in ARPABET_UNITS if unit[-2].isdigit())
_VOWELS = _STRESSED | {f"{unit[:-2]}]" for unit in _STRESSED}
_TONED = frozenset(unit for unit in PINYIN_UNITS if not unit.isascii())
_RUN = re.compile(r"(?:\[[^\W_]{1,5}\])+")
_SIGN = re.compile(r"\[[^\]]+\]")


def without_sounds(text: str) -> tuple[str, list[str]]:
    """The text without them, in composed form where there were some, and what was left out."""
    left_out: list[str] = []

    def leave_out(run: re.Match[str]) -> str:
        if not _spells(_SIGN.findall(run[0])):
            return run[0]
        left_out.append(run[0])
        return ""

    if "[" not in text:
        return text, left_out
    cleaned = _RUN.sub(leave_out, unicodedata.normalize("NFC", text))
    return (cleaned, left_out) if left_out else (text, left_out)


def _spells(signs: list[str]) -> bool:
    if len(signs) == 1:
        return signs[0] in _STRESSED
    english = _ARPABET.issuperset(signs) and not _VOWELS.isdisjoint(signs)
    return english or (_PINYIN.issuperset(signs) and not _TONED.isdisjoint(signs))


_ARPABET, _PINYIN = frozenset(ARPABET_UNITS), frozenset(PINYIN_UNITS)
