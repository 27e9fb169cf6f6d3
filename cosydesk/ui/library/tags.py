"""Tags as they are typed."""

from __future__ import annotations

import re


def tags_of(text: str) -> tuple[str, ...]:
    """Between commas of any kind, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[,，、;；]", text))
    return tuple(dict.fromkeys(filter(None, parts)))
