"""Which of the blocks that a change left behind goes on as which of the lines that were there."""

from __future__ import annotations

from collections.abc import Sequence


def match_lines(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new text the index of the old line that it goes on as, None for a new line. Order is kept.

    A text that is there unchanged keeps its line, from both ends inwards, so that its takes stay with it: Enter at
    the start of a line puts a new line above, joining with an empty line lets the one with words survive. What is
    left in the middle is paired from the top; the rest is new, or gone.
    """
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    paired = shorter - head - tail
    fresh = len(new) - head - paired - tail
    return [
        *range(head + paired),
        *([None] * fresh),
        *range(len(old) - tail, len(old)),
    ]
