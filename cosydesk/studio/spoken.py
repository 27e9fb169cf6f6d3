"""Where a recording has speech: stretches of samples, and what follows from them for its ends. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cosydesk.studio.prompt_check import Recorded
from cosydesk.studio.speech_frames import FRAME_S, Mask, find_speech, frame_size, runs

KEPT_BEFORE_S = 0.08
KEPT_AFTER_S = 0.2
"""What trimming leaves around the speech: soft beginnings and the breath after a sentence."""

_REACH_S = 120.0
_AROUND_S = 20.0


@dataclass(frozen=True)
class Spoken:
    """Attributes:
    spans: (start, end) of each, in samples of the recording, in order and apart from each other.
    score: 0..1, how clearly it is speech; None where only the level was looked at.
    looked_at: (start, end) in samples: outside of it nothing is known.
    """

    spans: tuple[tuple[int, int], ...]
    score: float | None
    looked_at: tuple[int, int]

    @classmethod
    def by_level(cls, recorded: Recorded) -> Spoken:
        """What the level alone tells; at once, and also of music and doors."""
        size = frame_size(recorded.sample_rate)
        found = runs(find_speech(recorded.levels).speaking)
        return cls(
            tuple((int(first) * size, int(last) * size) for first, last in found),
            None,
            (0, len(recorded.samples)),
        )

    @classmethod
    def of_seconds(
        cls, spans: Iterable[tuple[float, float]], score: float, rate: int, looked_at: tuple[int, int]
    ) -> Spoken:
        """Args:
        spans: in seconds from the beginning of what was looked at.
        """
        first, last = looked_at
        found = ((first + round(start * rate), first + round(end * rate)) for start, end in spans)
        return cls(tuple((start, min(end, last)) for start, end in found if start < last), score, looked_at)

    def covers(self, start: int, end: int) -> bool:
        """Whether all of the stretch was looked at."""
        return self.looked_at[0] <= start and end <= self.looked_at[1]

    def within(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The speech of a stretch, cut at its ends."""
        cut = ((max(first, start), min(last, end)) for first, last in self.spans)
        return tuple((first, last) for first, last in cut if first < last)

    def samples(self, start: int, end: int) -> int:
        """How many samples of a stretch are speech."""
        return sum(last - first for first, last in self.within(start, end))

    def trimmed(self, start: int, end: int, rate: int) -> tuple[int, int] | None:
        """The stretch without the silence at its ends, never wider than it was; None where nobody speaks."""
        found = self.within(start, end)
        if not found:
            return None
        first = found[0][0] - round(KEPT_BEFORE_S * rate)
        last = found[-1][1] + round(KEPT_AFTER_S * rate)
        return max(start, first), min(end, last)

    def differs(self, one: tuple[int, int], other: tuple[int, int]) -> int:
        """How many samples of speech are in only one of two stretches."""
        low, high = max(one[0], other[0]), min(one[1], other[1])
        common = self.samples(low, high) if low < high else 0
        return self.samples(*one) + self.samples(*other) - 2 * common

    def frames(self, recorded: Recorded) -> Mask:
        """For each frame of 10 ms whether it is speech, bool of shape (frames,)."""
        mask = np.zeros(len(recorded.levels), np.bool_)
        size = frame_size(recorded.sample_rate)
        for start, end in self.spans:
            mask[round(start / size) : round(end / size)] = True
        return mask

    def longest_gap_s(self, start: int, end: int, rate: int) -> float:
        """The longest silence between two pieces of speech of a stretch."""
        found = self.within(start, end)
        gaps = (after[0] - before[1] for before, after in pairwise(found))
        return max(gaps, default=0) / rate


def reach(start: int, end: int, length: int, rate: int) -> tuple[int, int]:
    """How much of a recording to look at for a stretch of it: all, or of a long one what lies around."""
    if length <= _REACH_S * rate:
        return 0, length
    around = round(_AROUND_S * rate)
    return max(0, start - around), min(length, end + around)


def is_cut(recorded: Recorded, spoken: Spoken, at: int) -> bool:
    """Whether an end there goes through a word: inside of a span, and where it isn't soft for a moment."""
    margin = round(0.05 * recorded.sample_rate)
    if not any(first + margin < at < last - margin for first, last in spoken.spans):
        return False
    size = frame_size(recorded.sample_rate)
    near = recorded.levels[max(0, at // size - _NEAR) : at // size + _NEAR]
    speech = recorded.levels[spoken.frames(recorded)]
    return bool(len(near) and len(speech) and near.min() > np.percentile(speech, 75) - _SOFT_DB)


_NEAR = round(0.03 / FRAME_S)
_SOFT_DB = 18.0
