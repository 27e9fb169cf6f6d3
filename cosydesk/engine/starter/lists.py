"""A list of words written as one string, for tables that people edit."""

from __future__ import annotations


def word_list(words: str) -> tuple[str, ...]:
    return tuple(words.split())
