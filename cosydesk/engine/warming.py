"""Models that load their parts late, and loading those ahead of need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Protocol, runtime_checkable

from cosydesk.engine.types import Model

_LETTERS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("en", re.compile(r"[A-Za-z]")),
)


@runtime_checkable
class WarmsUp(Model, Protocol):
    """A model that loads its parts when they are first needed, or when told to."""

    def warm_up(self, language: str = "") -> None:
        """Load what every request needs, or what one language needs beside it."""


def warm_up(model: Model, languages: Iterable[str], enough: Callable[[], bool] = lambda: False) -> None:
    """Load what speaking these languages (BCP 47 primary codes) needs; `enough` is asked before each part.

    Raises:
        EngineError: what is needed is missing or damaged.
    """
    if not isinstance(model, WarmsUp):
        return
    for language in ("", *languages):
        if enough():
            return
        model.warm_up(language)


def languages_of(text: str) -> list[str]:
    """The languages that the letters of a text suggest, the telling ones first; empty for none."""
    return [language for language, letters in _LETTERS if letters.search(text)]
