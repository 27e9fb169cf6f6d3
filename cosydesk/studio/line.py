"""A line: the unit of the script."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cosydesk import markup


def new_id() -> str:
    """A fresh id for a line, take, clip or track."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Line:
    """What one voice says in one go.

    Attributes:
        text: markup, see `cosydesk.markup`; never holds a line break.
        voice_id: ``"model:voice"``, see `cosydesk.studio.library`; empty = nobody chosen yet.
        mode: one of the values of `cosydesk.engine.types.Mode`.
        instruct: the manner, in words; counts only in mode ``"instruct"``.
        speed: 1.0 as the model speaks, above is faster.
        seed: used as it is when `seed_locked`; otherwise each new take draws its own.
        gap_ms: silence after this line; None = the project's.
        take_id: the chosen take.
        slot_in, slot_out: project samples between which the line is to be heard; None: it is free on that side.
        speaker: who says it in the original, as subtitles name them; empty = nobody is named.
        source: what is said in the original, where `text` is a translation of it.
    """

    id: str
    text: str
    voice_id: str
    mode: str = "sft"
    instruct: str = ""
    speed: float = 1.0
    seed: int = 0
    seed_locked: bool = False
    gap_ms: int | None = None
    notes: str = ""
    take_id: str | None = None
    slot_in: int | None = None
    slot_out: int | None = None
    speaker: str = ""
    source: str = ""

    @property
    def speakable(self) -> bool:
        """Whether there is anything to speak: words, or an event; a pause alone is not."""
        for node in markup.parse(self.text):
            if isinstance(node, markup.Event):
                return True
            if isinstance(node, markup.Text) and any(char.isalnum() for char in node.text):
                return True
        return False
