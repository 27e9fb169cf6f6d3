"""Looks for something in the whole script, a slice at a time, and keeps what was found up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from cosydesk.studio.search import PatternError, Query, Search, Span

_SLICE_S = 0.005
"""How long the search may hold the window at a time."""

_TOLD_S = 0.1
"""How often it is told meanwhile how much was found."""

_MOST_S = 4.0
"""A pattern that needs longer for the whole script is given up."""


class Place(Protocol):
    """Where is searched: the script as it is read, or its source. A row has a key that stays its own."""

    def rows(self, speaker: str) -> Sequence[tuple[str, str]]:
        """(key, text) of the rows that are to be searched, in order."""

    def text(self, key: str) -> str | None:
        """One row's text; None when it is gone."""

    def caret(self) -> tuple[str, int]:
        """The row and the letter of it that the caret, or what is marked, begins at."""

    def marked(self) -> tuple[str, Span] | None:
        """What is marked, if it lies in one row."""

    def mark(self, key: str, span: Span) -> None:
        """Mark letters of a row and bring them into sight."""

    def replace(self, changes: Mapping[str, Sequence[tuple[int, int, str]]], *, every: bool) -> None:
        """Exchange parts of rows as one step of the history."""


@dataclass(frozen=True)
class Found:
    """How a search stands.

    Attributes:
        total: matches so far. number: which of them is marked, from 1; 0 for none.
        searching: there is more to come. problem: why there is nothing, None where all is well.
    """

    total: int = 0
    number: int = 0
    searching: bool = False
    problem: PatternError | None = None


class FindSession(QObject):
    """One search over one place; what it found is asked for while rows are painted.

    Signals:
        changed: matches, or the marked one, are others now.
    """

    changed = Signal()

    def __init__(self, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._query = Query("")
        self._speaker = ""
        self._search: Search | None = None
        self._problem: PatternError | None = None
        self._texts: dict[str, str] = {}
        self._spans: dict[str, list[Span]] = {}
        self._order: dict[str, int] = {}
        self._total = 0
        self._left: Iterator[tuple[str, str]] | None = None
        self._spent = 0.0
        self._told = 0.0
        self._wanted: tuple[str, int] | None = None
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether anything is looked for."""
        return bool(self._query.text)

    def found(self) -> Found:
        return Found(self._total, self._number(), self._left is not None, self._problem)

    def spans(self, key: str) -> Sequence[Span]:
        """What was found in a row."""
        return self._spans.get(key, ())

    def look_for(self, query: Query, speaker: str = "", *, show: bool = True) -> None:
        """Begin anew. `show` marks the first match from the caret on, as soon as it is found."""
        if (query, speaker) != (self._query, self._speaker):
            self._query, self._speaker = query, speaker
            self._problem = None
            self._texts.clear()
            self._spans.clear()
            self._search = None
            self._total = 0
            if query.text:
                try:
                    self._search = Search(query)
                except PatternError as error:
                    self._problem = error
        self._wanted = self.place.caret() if show and self._search is not None else None
        self.refresh()

    def end(self) -> None:
        """Look for nothing any more."""
        self.look_for(Query(""), show=False)

    def refresh(self) -> None:
        """Rows came, went or changed: only what is new is searched."""
        self._slices.stop()
        self._left = None
        if self._search is None or self._problem is not None:
            self.changed.emit()
            return
        rows = self.place.rows(self._speaker)
        self._order = {key: number for number, (key, _) in enumerate(rows)}
        for gone in self._texts.keys() - self._order.keys():
            self._forget(gone)
        # From the caret on and round, so that the first match is soon found.
        start = self._order.get(self._wanted[0], 0) if self._wanted is not None else 0
        self._left = iter([*rows[start:], *rows[:start]])
        self._spent = 0.0
        self._go_on()

    def refresh_rows(self, keys: Iterable[str]) -> None:
        """Some rows have other words now."""
        if self._search is None or self._problem is not None:
            return
        for key in keys:
            if (
                key in self._order
                and (text := self.place.text(key)) is not None
                and not self._take(key, text)
            ):
                break
        self.changed.emit()

    def go(self, step: int) -> None:
        """Mark the next match from what is marked now (or the one before it), round the end if need be."""
        if not self._spans:
            return
        key, at = self.place.caret()
        here = (self._order.get(key, -1), at)
        matches = sorted((self._order[row], row) for row, spans in self._spans.items() if spans)
        marked = self.place.marked()
        if step > 0:
            for number, row in matches:
                if number >= here[0]:
                    for span in self._spans[row]:
                        same = marked is not None and marked == (row, span)
                        if (number, span[0]) >= here and not same:
                            self._mark(row, span)
                            return
            row = matches[0][1]
            self._mark(row, self._spans[row][0])
        else:
            for number, row in reversed(matches):
                if number <= here[0]:
                    for span in reversed(self._spans[row]):
                        if (number, span[0]) < here:
                            self._mark(row, span)
                            return
            row = matches[-1][1]
            self._mark(row, self._spans[row][-1])

    def replace(self, template: str) -> None:
        """Replace the marked match and go on to the next one; only go to it where none is marked."""
        search, marked = self._search, self.place.marked()
        if search is None or marked is None or marked[1] not in self.spans(marked[0]):
            self.go(1)
            return
        key, span = marked
        text = self.place.text(key)
        changes = [change for change in search.replacements(text or "", template) if change[:2] == span]
        if changes:
            self.place.replace({key: changes}, every=False)
            behind = span[0] + len(changes[0][2])
            self.place.mark(key, (behind, behind))
            self.go(1)

    def replace_all(self, template: str) -> int:
        """Replace every match as one step; returns how many.

        Raises:
            PatternError: the replacement can't be used.
        """
        if self._search is None:
            return 0
        while self._left is not None:
            self._go_on()
        changes = {}
        for key in sorted((row for row, spans in self._spans.items() if spans), key=self._order.__getitem__):
            changes[key] = self._search.replacements(self._texts[key], template)
        if changes:
            self.place.replace(changes, every=True)
        return sum(map(len, changes.values()))

    def check(self, template: str) -> None:
        """Raises:
        PatternError: the replacement can't be used.
        """
        if self._search is not None:
            self._search.check(template)

    def _mark(self, key: str, span: Span) -> None:
        self.place.mark(key, span)
        self.changed.emit()

    def _number(self) -> int:
        marked = self.place.marked() if self._total else None
        if marked is None or marked[1] not in self.spans(marked[0]):
            return 0
        row = self._order[marked[0]]
        before = sum(len(spans) for key, spans in self._spans.items() if spans and self._order[key] < row)
        return before + self._spans[marked[0]].index(marked[1]) + 1

    def _go_on(self) -> None:
        """Search for a while; the rest waits for the next turn of the loop."""
        began = perf_counter()
        left = self._left
        assert left is not None
        for key, text in left:
            if not self._take(key, text):
                break
            self._show_wanted(key)
            if perf_counter() - began > _SLICE_S:
                self._slices.start()
                break
        else:
            self._left = None
            if self._wanted is not None:
                self._wanted = None
                self.go(1)
        self._spent += perf_counter() - began
        if self._spent > _MOST_S and self._left is not None:
            self._give_up(PatternError("The pattern takes too long.", "slow"))
        if self._left is None or perf_counter() - self._told > _TOLD_S:
            self._told = perf_counter()
            self.changed.emit()

    def _take(self, key: str, text: str) -> bool:
        """Search a row that isn't known; whether the search can go on."""
        if self._texts.get(key) == text:
            return True
        assert self._search is not None
        try:
            spans = self._search.spans(text)
        except PatternError as error:
            self._give_up(error)
            return False
        self._total += len(spans) - len(self._spans.get(key, ()))
        self._texts[key] = text
        if spans:
            self._spans[key] = spans
        else:
            self._spans.pop(key, None)
        return True

    def _give_up(self, error: PatternError) -> None:
        self._slices.stop()
        self._left = None
        self._problem = error
        self._texts.clear()
        self._spans.clear()
        self._total = 0

    def _forget(self, key: str) -> None:
        del self._texts[key]
        self._total -= len(self._spans.pop(key, ()))

    def _show_wanted(self, key: str) -> None:
        """Mark the first match behind where the search began, if it is in this row."""
        if self._wanted is None:
            return
        row, at = self._wanted
        for span in self.spans(key):
            if key != row or span[0] >= at:
                self._wanted = None
                self._mark(key, span)
                return
