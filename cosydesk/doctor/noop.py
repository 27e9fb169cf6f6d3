"""Marks texts that the window translates when it shows them."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """The text itself; ``lupdate`` finds it by this function's name."""
    return text
