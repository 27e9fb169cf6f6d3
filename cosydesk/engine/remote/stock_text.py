"""The markup of a line for CosyVoice's own server, which reads its model's tags and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from cosydesk.engine.types import Notice
from cosydesk.markup import SPANS, Break, Event, Text, parse

TAGS = frozenset({"strong", "laughter", "[laughter]", "[breath]"})
"""Those that models of all generations read."""


def pieces_of(texts: Sequence[str]) -> tuple[list[str | float], tuple[Notice, ...]]:
    """The texts to send one after the other with the seconds of silence between them, and what was left out."""
    pieces: list[str | float] = []
    left_out: dict[str, None] = {}
    for text in texts:
        said = ""
        for node in parse(text):
            match node:
                case Text(words, styles):
                    said += _enclosed(words, styles)
                case Break(seconds):
                    pieces += [said, seconds]
                    said = ""
                case Event(name) if f"[{name}]" in TAGS:
                    said += f"[{name}]"
                case Event(name):
                    left_out[f"[{name}]"] = None
                case _:
                    left_out[node.raw] = None
        pieces.append(said)
    spoken = [piece for piece in pieces if not isinstance(piece, str) or any(map(str.isalnum, piece))]
    if not left_out:
        return spoken, ()
    names = ", ".join(left_out)
    return spoken, (Notice("tags_left_out", f"This model can't speak {names}; it was left out."),)


def _enclosed(words: str, styles: frozenset[str]) -> str:
    for name in reversed(SPANS):
        if name in styles:
            words = f"<{name}>{words}</{name}>"
    return words
