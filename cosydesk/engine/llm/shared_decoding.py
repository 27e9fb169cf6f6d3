"""Speech tokens for several readers out of one decoding."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cosydesk.engine.llm.generate import Row

ROWS_AT_ONCE = 8
"""Utterances decoded as one batch; beyond that a step of a CPU costs as much as it saves."""


class SharedDecoding:
    """Decodes what is enrolled as one batch, a wave of rows after the other, no further than somebody reads.

    A reader that wants its row's next token has every row of the wave take a step; what the others get waits for
    them. Rows that are enrolled while a wave is under way belong to the next.

    Args:
        generate: decodes rows together, yielding (row index, token); notes rows that have ended.
    """

    def __init__(self, generate: Callable[[list[Row]], Iterator[tuple[int, int]]]) -> None:
        self._generate = generate
        self._enrolled: list[Row] = []
        self._wave: Iterator[tuple[int, int]] | None = None
        self._fault: BaseException | None = None

    def enrol(self, rows: list[Row]) -> None:
        """Have rows decoded, once somebody reads."""
        self._enrolled += rows

    def tokens(self, row: Row) -> Iterator[int]:
        """An enrolled row's tokens as they come. What `generate` raises reaches every reader."""
        given = 0
        while True:
            while given < len(row.tokens):
                yield row.tokens[given]
                given += 1
            if row.ended:
                return
            self._advance()

    def _advance(self) -> None:
        """One more token for somebody, or the next wave."""
        if self._fault is not None:
            raise self._fault
        if self._wave is None:
            wave, self._enrolled = self._enrolled[:ROWS_AT_ONCE], self._enrolled[ROWS_AT_ONCE:]
            self._wave = self._generate(wave)
        try:
            if next(self._wave, None) is None:
                self._wave = None
        except BaseException as fault:
            self._fault = fault
            raise
