"""What a speaker has done since it was opened, counted for metrics and measurements."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_CHUNK_BOUNDS_S = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
"""Upper bounds of the classes in which `Stats.first_chunk_counts` counts; the last class has none."""


@dataclass(frozen=True)
class EngineState:
    """One engine of a speaker.

    Attributes:
        device: as it was asked for: ``auto``, ``cpu``, ``cuda:1``.
        pid: of its process; None while it has none, and for a model in the service's own process.
        open: whether its model is open, so that it can speak.
        restarts: how often its process was started again.
    """

    device: str
    pid: int | None
    open: bool
    restarts: int


@dataclass(frozen=True)
class Stats:
    """A snapshot.

    Attributes:
        waiting, speaking: requests that are here now.
        finished: spoken to the end.
        failed: ended by a fault of the engine or the service.
        rejected: couldn't be spoken as they stood, such as an unreadable recording.
        cancelled: given up because their client went away, or the service ended.
        refused: not taken on, since too many waited.
        audio_s: seconds of speech made.
        first_chunk_counts: requests by seconds from their arrival to their first audio, one number for each class of
            `FIRST_CHUNK_BOUNDS_S` and one for what took longer; not cumulated.
        first_chunk_total_s: sum of those seconds.
        first_chunks_s: those of the latest requests, the newest last.
        engines: what speaks.
    """

    waiting: int = 0
    speaking: int = 0
    finished: int = 0
    failed: int = 0
    rejected: int = 0
    cancelled: int = 0
    refused: int = 0
    audio_s: float = 0.0
    first_chunk_counts: tuple[int, ...] = (0,) * (len(FIRST_CHUNK_BOUNDS_S) + 1)
    first_chunk_total_s: float = 0.0
    first_chunks_s: tuple[float, ...] = ()
    engines: tuple[EngineState, ...] = ()
