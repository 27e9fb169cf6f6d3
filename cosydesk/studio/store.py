"""Where a project's rows and sound are kept: the interface, and the one that keeps them in memory only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cosydesk.studio.errors import StudioError
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.prompt_store import PromptStore
from cosydesk.studio.state import State, Touched
from cosydesk.studio.take import Take

Samples = npt.NDArray[np.float32]
"""Mono audio, float32, shape (n,)."""

WriteFailed = Callable[[StudioError], None]


class Store(Protocol):
    """What a project writes through to. Writing never raises: see `on_write_failed`."""

    path: Path | None
    read_only: bool
    held_elsewhere: bool
    prompts: PromptStore
    on_write_failed: WriteFailed | None

    @property
    def failing(self) -> bool:
        """Whether something could not be written and is in memory only."""

    def write(self, state: State, touched: Collection[Touched]) -> None:
        """Write the rows that changed, in one transaction."""

    def add_audio(self, take: Take, samples: Samples, bits: int = 24) -> PeakPyramid:
        """Keep a take's sound (float32 mono at its own rate) in so many bits a sample, to be written with its row;
        returns its peaks.
        """

    def audio(self, take_id: str) -> Samples:
        """A take's sound at its own rate, float32 mono. Any thread. Raises `StudioError` (``audio``)."""

    def peaks(self, take_id: str) -> PeakPyramid:
        """A take's peaks. Raises `StudioError` (``audio``)."""

    def audio_sizes(self) -> Mapping[str, int]:
        """Bytes that the sound of each take fills, by take id, deleted ones that an undo may bring back included."""


class MemoryStore:
    """Keeps sound in memory and writes nothing: for a project without a file."""

    path: Path | None = None
    read_only = False
    held_elsewhere = False
    failing = False

    def __init__(self) -> None:
        self.on_write_failed: WriteFailed | None = None
        self.prompts = PromptStore()
        self._audio: dict[str, Samples] = {}
        self._peaks: dict[str, PeakPyramid] = {}

    def write(self, state: State, touched: Collection[Touched]) -> None:
        """Nothing to do: the state itself is all there is."""

    def add_audio(self, take: Take, samples: Samples, bits: int = 24) -> PeakPyramid:
        self._audio[take.id] = samples
        self._peaks[take.id] = PeakPyramid.of(samples)
        return self._peaks[take.id]

    def audio(self, take_id: str) -> Samples:
        try:
            return self._audio[take_id]
        except KeyError:
            raise StudioError(
                "The sound of this take is missing.", "Speak the line again.", "audio"
            ) from None

    def peaks(self, take_id: str) -> PeakPyramid:
        try:
            return self._peaks[take_id]
        except KeyError:
            raise StudioError(
                "The sound of this take is missing.", "Speak the line again.", "audio"
            ) from None

    def audio_sizes(self) -> Mapping[str, int]:
        return {take_id: samples.nbytes for take_id, samples in self._audio.items()}
