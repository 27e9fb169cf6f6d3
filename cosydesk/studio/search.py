"""Finding and replacing: plain words or a regular expression, in one text at a time and in bounded time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cosydesk.studio.errors import StudioError
from cosydesk.studio.written import whole

Span = tuple[int, int]

LINE_S = 0.05
"""A pattern that needs longer for one line runs away: it tries ever more ways to match."""

LONGEST = 1_000
"""Letters of a pattern."""

MOST_REPEATS = 10_000
"""Counted repeats are written out when a pattern is made ready: nested ones would fill the memory."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        regex: `text` is a regular expression, as Python writes them.
    """

    text: str
    match_case: bool = False
    whole_words: bool = False
    regex: bool = False


class PatternError(StudioError):
    """A pattern or a replacement that can't be used.

    Attributes:
        reason: a stable key: ``long``, ``slow``, ``group``, ``escape``, ``bracket``, ``repeat``, ``range``, ``syntax``.
        at: the place in it, counted from 0; None where there is none.
    """

    def __init__(self, message: str, reason: str, at: int | None = None) -> None:
        super().__init__(message, "Change the pattern.", "pattern")
        self.reason = reason
        self.at = at


class Search:
    """A query ready to be used.

    A regular expression matches within one line. Matches of no letters are none: there is nothing to mark.
    """

    def __init__(self, query: Query) -> None:
        """Raises:
        PatternError: it is no pattern.
        """
        self.query = query
        self._pattern = _compiled(query)

    def spans(self, text: str) -> list[Span]:
        """Where it is found in a text.

        Raises:
            PatternError: ``slow``.
        """
        return [match.span() for match in self._matches(text)]

    def replacements(self, text: str, template: str) -> list[tuple[int, int, str]]:
        """What comes where in a text.

        With a regular expression ``\\1``, ``$1`` and ``${name}`` are groups, ``$&`` is the match.

        Raises:
            PatternError: ``slow``, or the replacement names what isn't there.
        """
        parts = self._parts(template)
        return [
            (
                *match.span(),
                "".join(part if isinstance(part, str) else match[part[0]] or "" for part in parts),
            )
            for match in self._matches(text)
        ]

    def check(self, template: str) -> None:
        """Raises:
        PatternError: the replacement names what isn't there.
        """
        self._parts(template)

    def _matches(self, text: str) -> list[Any]:
        try:
            found = list(self._pattern.finditer(text, timeout=LINE_S))
        except TimeoutError as error:
            raise PatternError("The pattern takes too long.", "slow") from error
        return [match for match in found if match.end() > match.start()]

    def _parts(self, template: str) -> list[str | tuple[int | str]]:
        if not self.query.regex:
            return [template]
        parts: list[str | tuple[int | str]] = []
        done = 0
        for found in _GROUP.finditer(template):
            parts.append(template[done : found.start()])
            done = found.end()
            written = found[0]
            if written in ("$$", r"\\"):
                parts.append(written[0])
            elif written == r"\t":
                parts.append("\t")
            elif written in ("$&", "$0", r"\0"):
                parts.append((0,))
            elif name := found["name"] or found["named"] or found["digits"] or found["dollar"]:
                key = int(name) if name.isdigit() else name
                known = (
                    key <= self._pattern.groups if isinstance(key, int) else key in self._pattern.groupindex
                )
                if not known:
                    raise PatternError(f"There is no group {name}.", "group", found.start())
                parts.append((key,))
            elif written[0] == "\\":
                raise PatternError(f"{written} means nothing in a replacement.", "escape", found.start())
            else:
                parts.append(written)
        parts.append(template[done:])
        return parts


_GROUP = re.compile(
    r"\\g<(?P<named>\w+)>|\\(?P<digits>[0-9]{1,2})|\\.|\\$|\$\$|\$&|\$(?:(?P<dollar>[0-9]{1,2})|\{(?P<name>\w+)\})"
)


@lru_cache(maxsize=8)
def _compiled(query: Query) -> Any:
    import regex  # slow to load, and only needed once somebody looks for something

    text = query.text
    if len(text) > LONGEST:
        raise PatternError("The pattern is too long.", "long")
    flags = 0 if query.match_case else regex.IGNORECASE
    if not query.regex:
        text = regex.escape(text, special_only=True, literal_spaces=True)
    elif _repeats(text) > MOST_REPEATS:
        raise PatternError("The pattern repeats too much.", "long")
    try:
        pattern = regex.compile(text, flags)  # also when it is wrapped: errors tell places in what was typed
        return regex.compile(whole(text), flags) if query.whole_words else pattern
    except regex.error as error:
        raise PatternError(str(error.msg), _reason(error.msg), error.pos) from error


def _repeats(text: str) -> int:
    """How often the innermost of a pattern may be repeated at most, if all its counts were nested."""
    product = 1
    for found in _COUNTS.finditer(text):
        product *= max(1, *(int(number[:9]) for number in found.groups() if number))
    return product


_COUNTS = re.compile(r"\{(\d*)(?:,(\d*))?\}")


def _reason(message: str) -> str:
    for words, reason in _REASONS:
        if words in message:
            return reason
    return "syntax"


_REASONS = (
    ("missing )", "bracket"),
    ("unbalanced", "bracket"),
    ("trailing characters", "bracket"),
    ("missing ]", "bracket"),
    ("unterminated", "bracket"),
    ("repeat", "repeat"),
    ("bad escape", "escape"),
    ("range", "range"),
    ("group", "group"),
)
