"""Where a project's rows and sound are kept: the interface, and the one that keeps them in memory only."""

from __future__ import annotations

from collections.abc import Callable, Collection
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
    prompts: PromptStore
    on_write_failed: WriteFailed | None

    def write(self, state: State, touched: Collection[Touched]) -> None:
        """Write the rows that changed, in one transaction."""

    def add_audio(self, take: Take, samples: Samples) -> PeakPyramid:
        """Keep a take's sound (float32 mono at its own rate) to be written with its row; returns its
        peaks.
        """

    def audio(self, take_id: str) -> Samples:
        """A take's sound at its own rate, float32 mono. Any thread. Raises `StudioError` (``audio``)."""

    def peaks(self, take_id: str) -> PeakPyramid:
        """A take's peaks. Raises `StudioError` (``audio``)."""


class MemoryStore:
    """Keeps sound in memory and writes nothing: for a project without a file."""

    path: Path | None = None
    read_only = False

    def __init__(self) -> None:
        self.on_write_failed: WriteFailed | None = None
        self.prompts = PromptStore()
        self._audio: dict[str, Samples] = {}
        self._peaks: dict[str, PeakPyramid] = {}

    def write(self, state: State, touched: Collection[Touched]) -> None:
        """Nothing to do: the state itself is all there is."""

    def add_audio(self, take: Take, samples: Samples) -> PeakPyramid:
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
