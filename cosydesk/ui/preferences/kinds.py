"""What the pages of the preferences are made of: kinds of controls, rows and pages, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

CONTEXT = "Preference"
"""Where the texts of the rows are translated."""


@dataclass(frozen=True)
class Choice:
    """One of a few. Attributes: options (value and text, which isn't translated where it has no translation)."""

    options: tuple[tuple[object, str], ...]


@dataclass(frozen=True)
class Switch:
    """On or off."""


@dataclass(frozen=True)
class Number:
    """A number. Attributes: unit (after it), none (said instead of 0), per (the setting's value of one unit shown),
    most (the largest shown), decimals, step.
    """

    unit: str = ""
    none: str = ""
    per: float = 1
    most: float = 100
    decimals: int = 0
    step: float = 1


@dataclass(frozen=True)
class Address:
    """An http address, or nothing. Attributes: example (shown while it is empty)."""

    example: str


@dataclass(frozen=True)
class Name:
    """A name, or nothing. Attributes: example (shown while it is empty), clean (what is written of it)."""

    example: str
    clean: Callable[[str], str]


@dataclass(frozen=True)
class Folder:
    """A folder. Attributes: own (what empty means), room (whether its free space is told)."""

    own: str
    room: bool = False


@dataclass(frozen=True)
class Folders:
    """Any number of folders."""


@dataclass(frozen=True)
class Device:
    """A sound device that is there now, or was. Attributes: kind (``output`` or ``input``)."""

    kind: str


@dataclass(frozen=True)
class Place:
    """One of the two choices of `EnginePlace`. Attributes: kind (``device`` or ``precision``)."""

    kind: str


@dataclass(frozen=True)
class Press:
    """A button. Attributes: text, command (by which `Doings` knows it)."""

    text: str
    command: str


Control = Choice | Switch | Number | Address | Name | Folder | Folders | Device | Place | Press


@dataclass(frozen=True)
class Row:
    """Attributes:
    label, help: English; translated in `CONTEXT`.
    control: what the person changes it with.
    setting: name of the setting; "" for a button.
    words: what it may be called otherwise, in both languages, for the search.
    """

    label: str
    help: str
    control: Control
    setting: str = ""
    words: str = ""


@dataclass(frozen=True)
class Page:
    """Attributes:
    name: by which it is remembered. title: English. icon: of the list.
    words: for the search, where the page has more on it than rows.
    """

    name: str
    title: str
    icon: str
    rows: tuple[Row, ...] = field(default=())
    words: str = ""
