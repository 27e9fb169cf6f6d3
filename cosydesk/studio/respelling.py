"""An entry of the pronunciation dictionary, and the dictionary that speaks by all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cosydesk.markup import parse, plain_text, to_markup
from cosydesk.studio import pinyin
from cosydesk.studio.language import language_of
from cosydesk.studio.written import replaced, whole, words_of

_CHIP = "\ufffc"
"""Stands for a sound or a pause: a word doesn't go on beyond one."""

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word and how it is spoken.

    Attributes:
        word: as it is written in the script.
        spoken: what is said for it: words, or pinyin with tones, see `cosydesk.studio.pinyin`.
        language: counts in lines of this language only (see `language_of`); "" in all.
        match_case: ``AI`` is not ``ai``.
        whole_word: not within a longer word; without meaning where words aren't set off by spaces.
        enabled: whether it counts just now.
    """

    id: str
    word: str
    spoken: str
    language: str = ""
    match_case: bool = False
    whole_word: bool = True
    enabled: bool = True

    @property
    def said(self) -> str:
        """What comes into the text in the place of the word: pinyin spelt in brackets, which models that don't take it
        get as characters, see `pinyin.read_out`.
        """
        if pinyin.is_spelt(self.spoken):
            return self.spoken.strip()
        return pinyin.spelt(self.spoken) or self.spoken

    @property
    def is_pinyin(self) -> bool:
        return pinyin.syllables(self.spoken) is not None


class Dictionary:
    """Says what is spoken for what is written. Entries don't change: other entries make another dictionary."""

    def __init__(self, entries: Iterable[Respelling] = ()) -> None:
        # Longest first, so that 重庆大学 is looked for before 重庆; of equals the one for one language.
        self._entries = sorted(
            (entry for entry in entries if entry.enabled and entry.word.strip()),
            key=lambda entry: (-len(entry.word), not entry.language, not entry.match_case, entry.id),
        )
        self._matchers: dict[str, _Matcher | None] = {}
        self._spoken: dict[str, str] = {}

    def spoken(self, markup: str) -> str:
        """The markup with the words of the dictionary respelled, tags left alone; "" where none occurs."""
        if not self._entries:
            return ""
        known = self._spoken.get(markup)
        if known is None:
            if len(self._spoken) >= _REMEMBERED:
                self._spoken.clear()
            known = self._spoken[markup] = self._respelled(markup)
        return known

    def _respelled(self, markup: str) -> str:
        nodes = parse(markup)
        matcher = self._matcher(language_of(plain_text(nodes)))
        if matcher is None:
            return ""
        words = words_of(nodes, _CHIP)
        changes = [(*match.span(), matcher.said(match)) for match in matcher.pattern.finditer(words)]
        spoken = to_markup(replaced(nodes, changes, _CHIP)) if changes else ""
        return "" if spoken == markup else spoken

    def _matcher(self, language: str) -> _Matcher | None:
        if language not in self._matchers:
            fitting = [entry for entry in self._entries if entry.language in ("", language)]
            self._matchers[language] = _Matcher(fitting) if fitting else None
        return self._matchers[language]


class _Matcher:
    """One pattern for all words of a language; the group that matched tells the entry."""

    def __init__(self, entries: list[Respelling]) -> None:
        self._entries = entries

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = []
        firsts = set()
        for entry in self._entries:
            part = re.escape(entry.word)
            if not entry.match_case:
                part = f"(?i:{part})"
            parts.append(f"({whole(part) if entry.whole_word else part})")
            firsts |= {entry.word[0], entry.word[0].lower(), entry.word[0].upper()[:1]}
        first = "".join(map(re.escape, sorted(firsts)))
        return re.compile(f"(?=[{first}])(?:{'|'.join(parts)})")

    def said(self, match: re.Match[str]) -> str:
        return self._entries[(match.lastindex or 1) - 1].said
