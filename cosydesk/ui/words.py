"""Texts that stay on the screen while the language may change under them."""

from __future__ import annotations

from collections.abc import Callable


class Words(str):
    """Reads as it does in the language it was made in, and can say itself anew in the one there is later.

    Signals that carry it are of `object`: as one of `str` it would arrive as plain text.
    """

    _say: Callable[[], str]

    def __new__(cls, say: Callable[[], str]) -> Words:
        """Args:
        say: asked now, and again whenever the language is another.
        """
        words = super().__new__(cls, say())
        words._say = say
        return words

    def anew(self) -> Words:
        """The same in the window's language."""
        return Words(self._say)


def renewed(text: str) -> str:
    """In the window's language, where the text knows how."""
    return text.anew() if isinstance(text, Words) else text
