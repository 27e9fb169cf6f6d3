"""Long silences of a language model are cut before the flow hears them. Source: spec cosyvoice3.md section 5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LONGEST_RUN = 5
"""Silent tokens in a row that are still passed on."""


def audible(tokens: Iterable[int], silent: frozenset[int]) -> Iterator[int]:
    """Tokens without the sixth and later of a run of `silent` ones, which stay in the language model's context."""
    run = 0
    for token in tokens:
        run = run + 1 if token in silent else 0
        if run <= LONGEST_RUN:
            yield token
