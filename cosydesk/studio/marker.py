"""A marker: a named moment of the timeline."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marker:
    """A place to come back to.

    Attributes:
        at: project samples.
        name: may be empty.
        color: index of one of the speakers' hues.
    """

    id: str
    at: int
    name: str = ""
    color: int = 0
