"""The sound of takes as a project plays it: at its rate, and at any tempo. What was asked for lately is at hand."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping

from cosydesk.studio.errors import StudioError
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.sound import resampled
from cosydesk.studio.store import Samples, Store
from cosydesk.studio.take import Take
from cosydesk.studio.tempo import stretched

AUDIO_CACHE_BYTES = 192 * 1024 * 1024


class PlayedSound:
    """Reads it from the project's store, which may be another one each time: it holds the same takes. `audio` from
    any thread.
    """

    def __init__(self, takes: Mapping[str, Take], sample_rate: int) -> None:
        """Args:
        takes: all takes by id, live.
        sample_rate: Hz of the project.
        """
        self._takes = takes
        self._sample_rate = sample_rate
        self._audio: OrderedDict[tuple[str, float], Samples] = OrderedDict()
        self._audio_bytes = 0
        self._audio_lock = threading.Lock()
        self._peaks: dict[str, PeakPyramid] = {}

    def audio(self, store: Store, take_id: str, tempo: float = 1.0) -> Samples:
        """A take's sound at a tempo: float32 mono at the project's rate, not to be written to.

        Raises:
            StudioError: ``unknown_id``; ``audio``: it is missing or damaged.
        """
        with self._audio_lock:
            if (samples := self._audio.get((take_id, tempo))) is not None:
                self._audio.move_to_end((take_id, tempo))
                return samples
        take = self._takes.get(take_id)
        if take is None:
            raise StudioError("There is no such take.", code="unknown_id")
        if tempo == 1.0:
            samples = resampled(store.audio(take_id), take.sample_rate, self._sample_rate)
        else:
            samples = stretched(self.audio(store, take_id), tempo, self._sample_rate)
        with self._audio_lock:
            if (take_id, tempo) not in self._audio:
                self._audio[take_id, tempo] = samples
                self._audio_bytes += samples.nbytes
                while self._audio_bytes > AUDIO_CACHE_BYTES and len(self._audio) > 1:
                    self._audio_bytes -= self._audio.popitem(last=False)[1].nbytes
        return samples

    def peaks(self, store: Store, take_id: str) -> PeakPyramid:
        """What a take's waveform is drawn from, at the take's own rate. Raises `StudioError` (``audio``)."""
        if (pyramid := self._peaks.get(take_id)) is None:
            pyramid = self._peaks[take_id] = store.peaks(take_id)
        return pyramid

    def keep_peaks(self, take_id: str, pyramid: PeakPyramid) -> None:
        """These are known already: the take has just arrived."""
        self._peaks[take_id] = pyramid
