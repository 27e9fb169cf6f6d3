"""A recording in pieces that a recogniser can hear at once, cut where nobody speaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cosydesk.engine.recognition_types import Span

LONGEST_S = 28.0
"""Whisper hears half a minute at a time."""

MARGIN_S = 0.2


def clips(spans: Sequence[Span], length_s: float) -> list[Span]:
    """Stretches of at most about half a minute that hold all the speech, in order, apart from each other.

    Args:
        spans: where there is speech, none longer than `LONGEST_S`; none = the whole recording is cut blindly.
        length_s: of the recording.
    """
    if not spans:
        starts = range(0, max(1, int(-(-length_s // LONGEST_S))))
        return [(LONGEST_S * at, min(length_s, LONGEST_S * (at + 1))) for at in starts]
    joined: list[Span] = []
    for start, end in spans:
        if joined and end - joined[-1][0] <= LONGEST_S:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    edges = [
        0.0,
        *((left[1] + right[0]) / 2 for left, right in pairwise(joined)),
        length_s,
    ]
    return [
        (max(before, start - MARGIN_S), min(after, end + MARGIN_S))
        for (start, end), (before, after) in zip(joined, pairwise(edges), strict=True)
    ]
