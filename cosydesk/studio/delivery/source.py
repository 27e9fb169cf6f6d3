"""The sound of one file to be, block by block: rendered, at the file's rate and in its channels."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import soxr

from cosydesk.studio.bed import BedStream
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import Frames, MixPlan, render_speech
from cosydesk.studio.store import Samples

BLOCK = 1 << 16


def no_sound() -> Samples:
    """Nothing."""
    return np.zeros(0, np.float32)


@dataclass(frozen=True)
class Source:
    """Sound that can be gone through as often as it takes; each time the same samples.

    Attributes:
        mix: what is heard. sample_rate: Hz of the file. channels: 1 or 2.
        before, after: mono sound at the file's rate that is heard before the mix and after it.
        length: samples at the file's rate that the mix fills; None = its own length. What is missing is silence.
        over: `before` and `after` lie over the beginning and the end of the mix instead, which is silent there.
    """

    mix: MixPlan
    sample_rate: int
    channels: int
    before: Samples = field(default_factory=no_sound)
    after: Samples = field(default_factory=no_sound)
    length: int | None = None
    over: bool = False

    @property
    def frames(self) -> int:
        """Samples of the file, in each channel."""
        return self.mix_frames + (0 if self.over else len(self.before) + len(self.after))

    @property
    def mix_frames(self) -> int:
        """Samples at the file's rate that the mix fills."""
        if self.length is not None:
            return self.length
        rate = self.mix.sample_rate
        return (self.mix.length * self.sample_rate + rate // 2) // rate

    def blocks(self, cancel: threading.Event | None = None) -> Iterator[Frames]:
        """The sound from its beginning, float32 of shape (n, channels); `frames` samples in all.

        Raises:
            StudioError: ``audio``: a take is missing; ``cancelled``.
        """
        if self.over:
            yield from self._under_cues(cancel)
            return
        if len(self.before):
            yield self._spread(self.before)
        yield from self._filled(cancel)
        if len(self.after):
            yield self._spread(self.after)

    def _under_cues(self, cancel: threading.Event | None) -> Iterator[Frames]:
        at, last = 0, self.mix_frames - len(self.after)
        for block in self._filled(cancel):
            block = block.copy()
            for cue, start in ((self.before, 0), (self.after, max(0, last))):
                first, end = max(at, start), min(at + len(block), start + len(cue))
                if first < end:
                    block[first - at : end - at] = self._spread(cue[first - start : end - start])
            at += len(block)
            yield block

    def _filled(self, cancel: threading.Event | None) -> Iterator[Frames]:
        left = self.mix_frames
        for block in self._resampled():
            stop_if(cancel)
            if left and len(block):
                yield block[:left]
                left -= min(left, len(block))
        while left:
            stop_if(cancel)
            count = min(left, BLOCK)
            yield np.zeros((count, self.channels), np.float32)
            left -= count

    def _resampled(self) -> Iterator[Frames]:
        """Speech is raised to the file's rate and laid over the bed there, which so keeps all its highs."""
        rate = self.mix.sample_rate
        stream = bed = None
        if rate != self.sample_rate:
            stream = soxr.ResampleStream(rate, self.sample_rate, 1, dtype="float32", quality="HQ")
        if self.mix.bed is not None:
            bed = BedStream(self.mix.bed, self.sample_rate)
        for start in range(0, self.mix.length, BLOCK):
            count = min(BLOCK, self.mix.length - start)
            speech = render_speech(self.mix, start, count)
            if stream is not None:
                speech = stream.resample_chunk(speech, last=start + count == self.mix.length)
            if bed is None:
                yield self._spread(speech)
            else:
                yield bed.read(len(speech), self.channels) + speech[:, None]

    def _spread(self, samples: Samples) -> Frames:
        return np.repeat(samples[:, None], self.channels, axis=1)


def stop_if(cancel: threading.Event | None) -> None:
    """Raises `StudioError` (``cancelled``) where that is wished."""
    if cancel is not None and cancel.is_set():
        raise StudioError("Export cancelled.", code="cancelled")
