"""Marks source texts that are translated later, when they are shown."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """The text itself; ``lupdate`` finds it by this function's name. (PySide6's own is typed as object.)"""
    return text
