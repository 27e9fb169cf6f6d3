"""The job that the engine works on: how far it is, and the audio that has come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from cosydesk.engine.messages import Chunk
from cosydesk.engine.types import Notice, Progress, Samples
from cosydesk.jobs.job import Job, JobState


class RunningJob:
    """Takes in what the engine tells of one job.

    Attributes:
        job: as it is now.
        sample_rate: of its audio; 0 before there is any.
        notices: each once, in the order in which they came.
    """

    def __init__(self, job: Job, clock: Callable[[], float]) -> None:
        self.job = job
        self.sample_rate = 0
        self.notices: list[Notice] = []
        self._clock = clock
        self._chunks: list[Samples] = []
        self._used_tokens = 0

    @property
    def samples(self) -> Samples:
        """Its audio so far, float32 mono; there must be some."""
        return np.concatenate(self._chunks)

    def begin(self, revision: str) -> None:
        """Its model is open and speaks."""
        self.job = replace(self.job, began_at=self._clock(), revision=revision)

    def note(self, progress: Progress) -> None:
        """It is that far; never less far than before."""
        job = self.job
        fraction = max(job.fraction, min(progress.fraction, 1.0))
        # A model that loads when it is first needed; a server's queue.
        if progress.stage in ("loading", "waiting"):
            self.job = replace(job, fraction=fraction, began_at=None)
            return
        began_at = self._clock() if job.began_at is None else job.began_at
        tokens = max(job.tokens, progress.tokens)
        self.job = self._timed(
            replace(job, state=JobState.SPEAKING, fraction=fraction, tokens=tokens, began_at=began_at)
        )

    def add(self, chunk: Chunk) -> None:
        """The next piece of its audio."""
        self._chunks.append(chunk.samples)
        self.sample_rate = chunk.sample_rate
        self.notices += [notice for notice in chunk.notices if notice not in self.notices]
        self._used_tokens += chunk.speech_tokens
        seconds = self.job.seconds_done + chunk.samples.size / chunk.sample_rate
        tokens = max(self.job.tokens, self._used_tokens)
        self.job = self._timed(
            replace(self.job, state=JobState.SPEAKING, seconds_done=seconds, tokens=tokens)
        )

    def finish(self) -> None:
        """Its audio is complete."""
        self.job = self._timed(replace(self.job, state=JobState.FINISHED, fraction=1.0))

    def _timed(self, job: Job) -> Job:
        return replace(job, computed_s=self._clock() - job.began_at) if job.began_at is not None else job
