"""Splitting text into utterances at sentence ends. Source: spec cosyvoice1.md section 2.4."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

LONGEST = 80
ENOUGH = 60
TOO_SHORT = 20
CHINESE_ENDS = "。？！；：、.?!;"
OTHER_ENDS = ".?!;:"
CLOSING_QUOTES = '"”'


def split_sentences(text: str, chinese: bool, length: Callable[[str], int]) -> list[str]:
    """Pieces of about 60 to 80 units; a single clause is never cut, however long.

    Args:
        length: of a string in the language's unit: characters for Chinese, text tokens otherwise.
    """
    ends = CHINESE_ENDS if chinese else OTHER_ENDS
    if not text:
        return []
    if text[-1] not in ends:
        text += "。" if chinese else "."
    pieces: list[str] = []
    current = ""
    for clause in _clauses(text, ends):
        if length(current + clause) > LONGEST and length(current) > ENOUGH:
            pieces.append(current)
            current = ""
        current += clause
    if current:
        if pieces and length(current) < TOO_SHORT:
            pieces[-1] += current
        else:
            pieces.append(current)
    return pieces


def only_punctuation(text: str) -> bool:
    """Whether nothing but punctuation and symbols is left; true for the empty string, false for a space."""
    return all(unicodedata.category(character)[0] in "PS" for character in text)


def _clauses(text: str, ends: str) -> list[str]:
    clauses: list[str] = []
    start = 0
    for index, character in enumerate(text):
        if character not in ends:
            continue
        if index > start:
            clauses.append(text[start : index + 1])
        # A quote that closes behind the mark belongs to the clause before; where there is none it is dropped.
        quoted = index + 1 < len(text) and text[index + 1] in CLOSING_QUOTES
        if quoted and clauses:
            clauses[-1] += text[index + 1]
        start = index + (2 if quoted else 1)
    return clauses
