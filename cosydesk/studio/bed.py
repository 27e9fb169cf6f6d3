"""The bed: the video's own sound under the speech, lowered while somebody speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import soxr

from cosydesk.studio.kept_sound import Frames, KeptSound

ATTACK_S = 0.1
"""Before speech the bed sinks this long; it is down when the first word begins."""

RELEASE_S = 0.4
"""After speech it rises this long."""


@dataclass(frozen=True)
class Ducking:
    """How far the bed is lowered where, as a function of nothing but the position.

    Attributes:
        spans: first sample and first one after it of each stretch of speech, apart and ascending.
        depth: factor under speech, 0 to 1. attack, release: samples of the ramps.
    """

    spans: tuple[tuple[int, int], ...] = ()
    depth: float = 1.0
    attack: int = 1
    release: int = 1

    @classmethod
    def under(cls, speech: Iterable[tuple[int, int]], ducking_db: float, sample_rate: int) -> Ducking:
        """Lowered by `ducking_db` under these stretches, in any order. In gaps that are too short to rise and sink
        again the bed stays down.
        """
        attack, release = round(ATTACK_S * sample_rate), round(RELEASE_S * sample_rate)
        spans: list[tuple[int, int]] = []
        if ducking_db > 0:
            for start, end in sorted(span for span in speech if span[1] > span[0]):
                if spans and start - attack <= spans[-1][1] + release:
                    spans[-1] = (spans[-1][0], max(spans[-1][1], end))
                else:
                    spans.append((start, end))
        return cls(tuple(spans), 10.0 ** (-max(0.0, ducking_db) / 20.0), attack, release)

    def gain(self, start: int, n: int, step: float = 1.0) -> Frames:
        """The factors of n frames from frame `start` on, float32 of shape (n, 1). `step`: samples from one frame to
        the next.
        """
        times, downs = self._knots
        if not len(times):
            return np.ones((n, 1), np.float32)
        first, last = np.searchsorted(times, (start * step, (start + n) * step))
        if first == last:
            # No corner within: all up, all down, or one straight way between two corners.
            first, last = max(0, first - 1), min(len(times), last + 1)
            if len(set(downs[first:last].tolist())) == 1:
                return np.full((n, 1), self._curve(downs[first : first + 1])[0], np.float32)
        down = np.interp(np.arange(start, start + n, dtype=np.float64) * step, times, downs)
        return self._curve(down)[:, None].astype(np.float32)

    def factors(self, at: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """The factors at these samples, of the same shape."""
        times, downs = self._knots
        return self._curve(np.interp(at, times, downs)) if len(times) else np.ones(at.shape)

    def _curve(self, down: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        # A ramp without corners: it leaves and arrives level.
        return 1.0 - (1.0 - self.depth) * (down * down * (3.0 - 2.0 * down))

    @cached_property
    def _knots(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Where the ramps begin and end, and how far down (0 to 1) it is there."""
        times = [
            at for start, end in self.spans for at in (start - self.attack, start, end, end + self.release)
        ]
        downs = np.tile(np.array([0.0, 1.0, 1.0, 0.0]), len(self.spans))
        return np.array(times, np.float64), downs


@dataclass(frozen=True)
class Bed:
    """The video's sound as the mix needs it, from the start of the timeline.

    Attributes:
        sound: as it is kept, at its own rate.
        sample_rate: of the plan, Hz: what `read` and the ducking count in.
        gain: factor, without the ducking.
    """

    sound: KeptSound
    sample_rate: int
    gain: float = 1.0
    ducking: Ducking = Ducking()

    def read(self, start: int, n: int) -> Frames:
        """The samples of [start, start + n) at the plan's rate, float32 of shape (n, 2); silence outside the sound.
        The same whatever blocks it is asked for in. Any thread.

        Raises:
            StudioError: ``audio``: the kept sound can't be read.
        """
        frames = self.sound.read_at(self.sample_rate, start, n)
        frames = frames * (self.ducking.gain(start, n) * np.float32(self.gain))
        return np.repeat(frames, 2, axis=1) if self.sound.channels == 1 else frames


class BedStream:
    """The bed from its beginning on at the rate of a file, with all the highs that both have."""

    def __init__(self, bed: Bed, sample_rate: int) -> None:
        """`sample_rate`: of the file, Hz."""
        self._bed = bed
        self._sound = bed.sound
        self._step = bed.sample_rate / sample_rate
        self._at = 0
        self._taken = 0
        self._ready = np.zeros((0, self._sound.channels), np.float32)
        self._stream = None
        if self._sound.sample_rate != sample_rate:
            self._stream = soxr.ResampleStream(
                self._sound.sample_rate, sample_rate, self._sound.channels, dtype="float32", quality="HQ"
            )

    def read(self, n: int, channels: int) -> Frames:
        """The next n frames, float32 of shape (n, channels); silence after the end.

        Raises:
            StudioError: ``audio``: the kept sound can't be read.
        """
        parts, there = [self._ready], len(self._ready)
        while there < n:
            parts.append(self._more(n))
            there += len(parts[-1])
        joined = np.concatenate(parts)
        frames, self._ready = joined[:n], joined[n:]
        if channels < frames.shape[1]:
            frames = frames.mean(axis=1, keepdims=True, dtype=np.float32)
        gains = self._bed.ducking.gain(self._at, n, self._step) * np.float32(self._bed.gain)
        self._at += n
        frames = frames * gains
        return np.repeat(frames, channels, axis=1) if frames.shape[1] < channels else frames

    def _more(self, n: int) -> Frames:
        count = min(n, len(self._sound) - self._taken)
        if count <= 0 and self._stream is None:
            return np.zeros((n, self._sound.channels), np.float32)
        block = self._sound.read(self._taken, max(0, count))
        self._taken += len(block)
        if self._stream is None:
            return block
        ended = self._taken >= len(self._sound)
        block = block[:, 0] if self._sound.channels == 1 else block
        made: Frames = self._stream.resample_chunk(np.ascontiguousarray(block), last=ended)
        if ended:
            self._stream = None
        return made.reshape(-1, self._sound.channels)
