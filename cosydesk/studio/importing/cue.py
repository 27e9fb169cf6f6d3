"""What a script or subtitle file holds, before anything of it is in the project."""

from __future__ import annotations

from dataclasses import dataclass

SUFFIXES: tuple[str, ...] = (
    ".srt",
    ".vtt",
    ".ass",
    ".ssa",
    ".csv",
    ".tsv",
    ".txt",
    ".md",
    ".markdown",
    ".docx",
)
"""Of the files that can be read, small letters."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A line to be.

    Attributes:
        text: what is to be said, as markup, without line breaks.
        number: line of the file where it stands, from 1.
        speaker: who says it, as the file names them; empty = nobody is named.
        start_s, end_s: seconds between which it is to be heard; None where the file has no times.
        source: the same in another language, as plain text, where the file has both; see `Imported.bilingual`.
    """

    text: str
    number: int
    speaker: str = ""
    start_s: float | None = None
    end_s: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that couldn't be read, and was left out.

    Attributes:
        number: line of the file, from 1.
        code: ``"time"`` (no times that can be read), ``"order"`` (ends before it begins), ``"empty"`` (nothing to
            say), ``"columns"`` (a table's row that doesn't fit its head), ``"cut"`` (the file ends in it).
        excerpt: what stands there, shortened.
    """

    number: int
    code: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """All that a file holds.

    Attributes:
        kind: ``"srt"``, ``"vtt"``, ``"ass"``, ``"csv"``, ``"text"``, ``"markdown"``, ``"docx"``.
        cues: in the order of their times where they have some, else of the file.
        troubles: what was left out.
        encoding: how its bytes were read, as Python names it; empty for ``.docx``.
        doubtful: the encoding is a guess that may be wrong: ask somebody who can read it.
    """

    kind: str
    cues: tuple[Cue, ...]
    troubles: tuple[Trouble, ...] = ()
    encoding: str = ""
    doubtful: bool = False

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who is named, in the order of their first lines; "" among them where a line names nobody."""
        return tuple(dict.fromkeys(cue.speaker for cue in self.cues))

    @property
    def bilingual(self) -> bool:
        """Whether what is said stands there in two languages, so that one of them has to be chosen."""
        return any(cue.source for cue in self.cues)

    @property
    def timed(self) -> bool:
        return any(cue.start_s is not None for cue in self.cues)
