"""Letters to sounds, for words like names and inventions that nothing else can be said about.

The model is a tree of letter contexts, made from misaki's dictionary by packaging/make_letter_model.py: for each
letter the longest context seen there says which phonemes it stands for.
"""

from __future__ import annotations


def read(word: str, british: bool = False) -> str:
    return ""
