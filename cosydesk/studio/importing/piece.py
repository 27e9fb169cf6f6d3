"""What the readers of the formats hand on: pieces as they stand in the file, before their words are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cosydesk.studio.importing.cue import Trouble
from cosydesk.studio.importing.limits import MAX_CUES, excerpt, too_big

Stop = Callable[[], bool]
"""Asked now and then: whether nobody wants the result any more."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One cue, row or paragraph.

    Attributes:
        number: line of the file, from 1.
        lines: its text as the file breaks it, tags and all.
        speaker: whom the format itself names.
        translation: the text of a column of its own that is a translation of `lines`.
    """

    number: int
    lines: tuple[str, ...]
    start_s: float | None = None
    end_s: float | None = None
    speaker: str = ""
    translation: str = ""


@dataclass
class Pieces:
    """What a format's reader found.

    Attributes:
        found: in the order of the file.
        troubles: what was left out.
    """

    found: list[Piece] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Keep a piece. Raises `StudioError` (``script_too_big``) beyond the limit."""
        if len(self.found) >= MAX_CUES:
            raise too_big(f"The file has more than {MAX_CUES} lines to speak.")
        self.found.append(piece)

    def refuse(self, number: int, code: str, text: str) -> None:
        """Note something that is left out; of very many the last ones aren't listed."""
        if len(self.troubles) < MAX_CUES:
            self.troubles.append(Trouble(number, code, excerpt(text)))

    def add_timed(
        self, number: int, lines: tuple[str, ...], start_s: float, end_s: float, speaker: str = ""
    ) -> None:
        """Keep a piece with times, or note why it can't be: ``"order"`` or ``"empty"``. One that ends where it
        begins has no end.
        """
        if end_s < start_s:
            self.refuse(number, "order", " ".join(lines))
        elif not any(line.strip() for line in lines):
            self.refuse(number, "empty", "")
        else:
            self.add(Piece(number, lines, start_s, end_s if end_s > start_s else None, speaker))
