"""Which script a character belongs to."""

from __future__ import annotations


def is_han(char: str) -> bool:
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char in "〇々"
        or "\U00020000" <= char <= "\U0003134f"
    )


def is_kana(char: str) -> bool:
    return ("\u3041" <= char <= "\u30ff" and char != "・") or "\uff66" <= char <= "\uff9f"


def is_latin(char: str) -> bool:
    """Latin letters, also accented and full-width ones."""
    return (
        "a" <= char <= "z"
        or "A" <= char <= "Z"
        or ("\u00c0" <= char <= "\u024f" and char not in "×÷")
        or "\uff21" <= char <= "\uff3a"
        or "\uff41" <= char <= "\uff5a"
        or "\u1e00" <= char <= "\u1eff"
    )
