"""What a batch tells while it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cosydesk.batch.order import Failure
from cosydesk.studio.take_check import TakeCheck


@dataclass(frozen=True, slots=True)
class Begun:
    """Speaking begins: `due` lines are to be spoken, `current` ones are up to date already."""

    due: int
    current: int


@dataclass(frozen=True, slots=True)
class LineProgress:
    """So much of a line's `attempt` is done, 0 to 1."""

    number: int
    fraction: float
    attempt: int = 1
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class LineSpoken:
    """A line is spoken and kept: `seconds` of audio, with what there is to say about it; the best of so many attempts,
    and what checking it found.
    """

    number: int
    text: str
    seconds: float
    notices: tuple[str, ...] = ()
    check: TakeCheck | None = None
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class LineFailed:
    """A line couldn't be spoken; the others go on."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class LineDoubted:
    """A line is delivered although its take, the best of its attempts, failed its check: somebody should listen."""

    number: int
    text: str
    check: TakeCheck


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know that stops nothing; `code` is stable."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Delivering:
    """So much of the delivery is done, 0 to 1."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file is in its place."""

    path: Path


Event = Begun | LineProgress | LineSpoken | LineFailed | LineDoubted | Note | Delivering | Delivered
Tell = Callable[[Event], None]
