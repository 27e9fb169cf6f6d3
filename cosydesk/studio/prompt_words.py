"""Whether a transcript can be what is said in a recording: its syllables against the time."""

from __future__ import annotations

import re

from cosydesk.studio.prompt_check import Check, Finding, Severity

_FEWEST = 1.3
_MOST = 9.0
"""Syllables a second: slow reading has 2.5, fast speech 8."""

_SYLLABIC = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_OF_A_SYLLABLE = 2.8
_DIGIT_SYLLABLES = 1.5


def syllables(text: str) -> float:
    """How many syllables a text has, roughly: exact for Chinese, by the letters elsewhere."""
    whole = len(_SYLLABIC.findall(text))
    rest = _SYLLABIC.sub(" ", text)
    words = sum(max(1.0, len(word) / _LETTERS_OF_A_SYLLABLE) for word in _WORD.findall(rest))
    return whole + words + _DIGIT_SYLLABLES * sum(char.isdigit() for char in rest)


def judge_words(transcript: str, spoken_s: float) -> Finding:
    """Its figure: syllables a second of speech.

    Codes: ``words_ok``, ``words_none`` (the likeness suffers), ``words_few``, ``words_many`` (they belong to another
    stretch).
    """
    count = syllables(transcript)
    if not count:
        return Finding(Check.WORDS, Severity.WARNING, "words_none", 0.0)
    pace = count / max(spoken_s, 0.1)
    if pace < _FEWEST:
        return Finding(Check.WORDS, Severity.WARNING, "words_few", pace)
    if pace > _MOST:
        return Finding(Check.WORDS, Severity.WARNING, "words_many", pace)
    return Finding(Check.WORDS, Severity.OK, "words_ok", pace)


def language_of(text: str) -> str:
    """The language code that the letters of a text speak for; "" when they could be several."""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    return "zh" if _HAN.search(text) else ""
