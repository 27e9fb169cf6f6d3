"""Recognised text as a hand of that language would write it: one script, and its own punctuation.

Whisper writes Chinese in simplified or traditional characters as it happens. Mandarin becomes simplified here.
Cantonese becomes traditional as in Hong Kong, where its own words (嘅, 咗, 喺, 唔, 佢哋, 嚟) have their characters: to
simplify them would need some that few fonts have. The tables are OpenCC's (Apache-2.0).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from cosydesk.engine.recognition_types import HeardWord

CONVERSIONS = {"zh": "t2s", "yue": "s2hk"}

UNSPACED = ("zh", "yue", "ja")
"""Languages that are written without spaces between words."""

_CJK = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WIDE = str.maketrans(",?!;:", "，？！；：")
_MARK = re.compile(rf"(?<=[{_CJK}」』”）])[,?!;:](?!\d)")
_STOP = re.compile(rf"(?<=[{_CJK}」』”）])\.(?![.\w])")
_SPACE = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
_OPENING = "([{<“‘「『（《【"


def written(pieces: Sequence[HeardWord], language: str) -> tuple[str, tuple[HeardWord, ...]]:
    """The text that the pieces make, and its words.

    Args:
        pieces: as a recogniser gives them: with the spaces in front of them, words perhaps in several pieces.
    """
    texts = _in_its_script([piece.text for piece in pieces], language)
    words: list[HeardWord] = []
    apart = True  # whether a space stands before the next piece
    for piece, text in zip(pieces, texts, strict=True):
        bare = text.strip()
        apart = apart or text != text.lstrip()
        if not bare:
            continue
        if words and not apart and _belongs(words[-1].text[-1], bare, language):
            before = words[-1]
            words[-1] = replace(
                before,
                text=before.text + bare,
                end_s=max(before.end_s, piece.end_s),
                probability=min(before.probability, piece.probability),
            )
        else:
            words.append(replace(piece, text=bare))
        apart = text != text.rstrip()
    return "".join(texts).strip(), tuple(words)


def joint(language: str) -> str:
    """What stands between two sentences."""
    return "" if language in UNSPACED else " "


def _belongs(last: str, text: str, language: str) -> bool:
    """Whether a piece that follows without a space is of the same word: ``9`` and ``.15``, a word and its comma."""
    first = text[0]
    if language not in UNSPACED or (
        last.isascii() and last.isalnum() and first.isascii() and first.isalnum()
    ):
        return True
    return not first.isalnum() and first not in _OPENING


def _in_its_script(texts: list[str], language: str) -> list[str]:
    if name := CONVERSIONS.get(language):
        # All together, because what a character becomes depends on those around it.
        whole = _converter(name).convert("".join(texts))
        same = len(whole) == sum(map(len, texts))
        texts = _cut(whole, texts) if same else [_converter(name).convert(text) for text in texts]
    if language in UNSPACED:
        whole = _STOP.sub("。", "".join(texts))
        whole = _MARK.sub(lambda match: match[0].translate(_WIDE), whole)
        # A pause, where the recogniser leaves the punctuation out.
        texts = _cut(_SPACE.sub("、" if language == "ja" else "，", whole), texts)
    return texts


def _cut(whole: str, texts: list[str]) -> list[str]:
    """A text cut into pieces of the lengths of these."""
    pieces = []
    at = 0
    for text in texts:
        pieces.append(whole[at : at + len(text)])
        at += len(text)
    return pieces


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name, include_tofu_risk_dictionaries=False)
