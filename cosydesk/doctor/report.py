"""A report: what was found, in sections, and the problems among it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cosydesk.doctor.problem_words import PROBLEMS

Raw = str | int | float | bool | None

SERIOUS = ("error", "warning")
"""Severities that make `Report.fine` false."""


@dataclass(frozen=True)
class Value:
    """One thing that is known.

    Attributes:
        name: stable, among those of its fact; the key in JSON.
        raw: in bytes, seconds or counts, or a text; None = couldn't be found out.
        kind: how to write it: ``text``, ``path``, ``word`` (of `words.WORDS`), ``memory`` and ``disk`` (bytes, by 1024
            and by 1000), ``memory_free`` and ``disk_free``, ``idle`` (seconds), or a key of `words.KINDS`.
    """

    name: str
    raw: Raw
    kind: str = "text"


@dataclass(frozen=True)
class Fact:
    """One row.

    Attributes:
        key: stable; what stands before the values if it is in `words.FACTS`.
        values: what is known about it, the most telling first.
        subject: name of the card, model or package that it is about; stands before the values instead.
    """

    key: str
    values: tuple[Value, ...]
    subject: str = ""


@dataclass(frozen=True)
class Section:
    """Facts under one title; `key` is one of `words.SECTIONS`."""

    key: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Problem:
    """Something that is in the way.

    Attributes:
        code: stable; a key of `problem_words.PROBLEMS`.
        about: fills the gaps of its sentences.
    """

    code: str
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        """``error``: something doesn't work. ``warning``: it works less well. ``hint``: good to know."""
        return PROBLEMS[self.code][0]

    @property
    def message(self) -> str:
        """What is wrong, in one English sentence."""
        return PROBLEMS[self.code][1].format(**self.about)

    @property
    def remedy(self) -> str:
        """What to do about it, in one English sentence."""
        return PROBLEMS[self.code][2].format(**self.about)


@dataclass(frozen=True)
class Report:
    """Everything. The worst problems come first."""

    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]

    @property
    def fine(self) -> bool:
        """Whether there is nothing but hints."""
        return not any(problem.severity in SERIOUS for problem in self.problems)

    def section(self, key: str) -> Section:
        """Raises:
        KeyError: there is none.
        """
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)
