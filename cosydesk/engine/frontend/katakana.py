"""Japanese as it is pronounced, in katakana. Source: spec cosyvoice3.md section 2.

Written Japanese doesn't say how its characters are read, and a model that reads characters takes them for Chinese. The
readings are Open JTalk's, which comes with the optional extra ``japanese``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cosydesk.engine.starter import japanese
from cosydesk.engine.starter.han import is_han, is_kana
from cosydesk.engine.types import Notice

Analyse = Callable[[str], Iterable[Mapping[str, Any]]]
"""A text's words, with ``string`` as written, ``pron`` as pronounced and ``pos``, the part of speech."""

LANGUAGE_CODES = ("ja", "jp")
MISSING = Notice(
    "japanese_reading",
    "This model reads Japanese well only in katakana, and the part that writes it so is not installed; "
    "the text was read as written. Install it with: pip install cosydesk[japanese]",
)

_LEFT_ALONE = re.compile(
    r"(<[^<>]*>|\[[^\[\]]*\]|[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f'’-]*|[\ue000-\uf8ff]+|\s+)"
)
"""Tags, words in Latin letters, sounds kept from normalisation, spaces."""
_KATAKANA = re.compile("[ァ-ヺー]")
_KEPT = "…"
"""A mark that Unicode's compatible form would take apart."""


def is_japanese(text: str) -> bool:
    """Whether there is any kana in it."""
    return any(map(is_kana, text))


def open_analyser() -> Analyse | None:
    """What finds words and their readings; None where the extra isn't installed. It loads when it is used."""
    if not japanese.is_installed():
        return None

    def analyse(text: str) -> Iterable[Mapping[str, Any]]:
        words: Iterable[Mapping[str, Any]] = japanese.warm_up()(text)
        return words

    return analyse


def katakana(text: str, analyse: Analyse) -> str:
    """The text in katakana with a space between words, since nothing else would part them any more.

    Numbers are spoken out. Tags, Latin words and marks stay.
    """
    text = _KEPT.join(unicodedata.normalize("NFKC", part) for part in text.split(_KEPT))
    parts = _LEFT_ALONE.split(text)
    return "".join(
        part if index % 2 or not _is_read(part) else _spoken(part, analyse)
        for index, part in enumerate(parts)
    )


def _is_read(part: str) -> bool:
    return any(is_kana(char) or is_han(char) or char.isdigit() for char in part)


def _spoken(part: str, analyse: Analyse) -> str:
    out = ""
    parted = True
    for word in analyse(part):
        reading = re.sub("[’']", "", word["pron"])
        said = word["pos"] != "記号" and bool(_KATAKANA.search(reading))
        if said and not parted and not reading.startswith("ー"):
            out += " "
        out += reading if said else word["string"]
        parted = not said
    return out
