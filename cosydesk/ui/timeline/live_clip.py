"""A clip that is still being spoken: it grows with every chunk towards the end that is expected of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cosydesk.markup import Text, parse
from cosydesk.ui.timeline.peak_bank import BASE_BIN, Amplitudes, pyramid

_WIDE_CHAR_S = 0.21
_LETTER_S = 0.064
"""What a Chinese character and a Latin letter take to speak on average."""


class LiveClip:
    """The part of a line that has arrived.

    Attributes:
        line_id: the line being spoken. start: where its clip will lie, project samples.
        received: project samples so far. expected: its whole length as far as can be told.
    """

    def __init__(self, line_id: str, start: int, sample_rate: int, expected: int) -> None:
        self.line_id = line_id
        self.start = start
        self.received = 0
        self._sample_rate = sample_rate
        self._expected = expected
        self._rest = np.zeros(0, np.float32)
        self._base: list[Amplitudes] = []
        self._levels: list[Amplitudes] | None = None

    @property
    def expected(self) -> int:
        return max(self.received, self._expected)

    @property
    def end(self) -> int:
        return self.start + self.expected

    @property
    def levels(self) -> list[Amplitudes]:
        """Peak pyramid of what has arrived; its level 0 bins are `BASE_BIN` project samples long."""
        if self._levels is None:
            base = np.concatenate(self._base) if self._base else np.zeros(0, np.uint8)
            self._levels = pyramid(base)
        return self._levels

    def append(self, samples: npt.NDArray[np.float32], sample_rate: int, fraction: float = 0.0) -> None:
        """Take a chunk, float32 mono. `fraction` of the line that it completes, 0 when that isn't known."""
        bin_size = max(1, round(BASE_BIN * sample_rate / self._sample_rate))
        joined = np.concatenate((self._rest, np.asarray(samples, np.float32).reshape(-1)))
        whole = len(joined) // bin_size * bin_size
        if whole:
            loud = np.abs(joined[:whole]).reshape(-1, bin_size).max(axis=1)
            self._base.append(np.minimum(loud * 255, 255).astype(np.uint8))
            self._levels = None
        self._rest = joined[whole:]
        self.received += round(len(samples) * self._sample_rate / sample_rate)
        if 0.2 < fraction <= 1.0:
            self._expected = round(self.received / fraction)


def spoken_seconds(markup: str, speed: float) -> float:
    """How long a text will take, roughly: enough to draw the outline of what is to come."""
    text = "".join(node.text for node in parse(markup) if isinstance(node, Text))
    wide = sum(1 for char in text if ord(char) >= 0x2E80)
    return max(0.4, (wide * _WIDE_CHAR_S + (len(text) - wide) * _LETTER_S) / max(speed, 0.1))
