"""Another speed at the same pitch: WSOLA (Verhelst and Roelands, ICASSP 1993). numpy, no Qt."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cosydesk.studio.mix import Frames

HOP_S = 0.015
"""Each piece lasts this long and fades into the next; longer than a period of the deepest voice."""

SEARCH_S = 0.010
"""How far from its place a piece may be taken, so that its waves fit those it follows."""

Tape = Callable[[int, int], Frames]
"""(start, n): float32 samples [start, start + n), of shape (n, channels), of what is stretched; silence outside of it,
also below 0.
"""


class Stretch:
    """Reads a tape from 0 on, `speed` seconds of it for each second of sound. All channels are cut at the same places,
    so that what is heard from one side stays there.

    Output sample k comes from within `SEARCH_S` of tape sample k * speed; at speed 1 it is the tape itself. A shallow
    copy reads ahead and leaves the original where it is.
    """

    def __init__(self, tape: Tape, speed: float, sample_rate: int) -> None:
        self._tape = tape
        self._speed = speed
        self._hop = max(1, round(HOP_S * sample_rate))
        self._search = round(SEARCH_S * sample_rate)
        steps = (np.arange(self._hop) + 0.5) * (np.pi / 2 / self._hop)
        self._rise: Frames = (np.sin(steps) ** 2).astype(np.float32)[:, None]
        self._pieces = 0
        self._next = 0  # the tape's sample that would follow naturally
        self._ready: Frames | None = None

    def read(self, n: int) -> Frames:
        """The next n samples, of shape (n, channels)."""
        if self._ready is None:
            self._ready = self._tape(0, 0)
        parts = [self._ready]
        there = len(self._ready)
        while there < n:
            parts.append(self._piece())
            there += self._hop
        joined = np.concatenate(parts)
        self._ready = joined[n:]
        return joined[:n]

    def _piece(self) -> Frames:
        follows = self._tape(self._next, self._hop)
        # The piece begins where the last one ended and has reached its place by its own end.
        due = round((self._pieces + 1) * self._hop * self._speed) - self._hop
        around = self._tape(due - self._search, 2 * self._search + self._hop)
        at = self._likest(follows, around) if due != self._next else self._search
        piece = around[at : at + self._hop]
        self._next = due - self._search + at + self._hop
        self._pieces += 1
        return follows + self._rise * (piece - follows)

    def _likest(self, wanted: Frames, around: Frames) -> int:
        """Where in `around` the sound is most like the wanted one; in the middle where nothing is alike."""
        # Summed over the channels, since a mix of them would lose what stands against itself on the two sides.
        sides = zip(around.T, wanted.T, strict=True)
        likeness = np.sum([np.correlate(side, like, "valid") for side, like in sides], axis=0)
        power = np.concatenate([[0.0], np.cumsum(np.square(around, dtype=np.float64).sum(axis=1))])
        power = power[self._hop :] - power[: -self._hop]
        score = likeness / np.sqrt(np.maximum(power, 1e-9))
        best = int(np.argmax(score))
        return best if score[best] > 1e-6 else self._search
