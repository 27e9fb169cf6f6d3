"""A job: one queued request and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from cosydesk.engine.errors import EngineError
from cosydesk.engine.types import Request


class JobState(StrEnum):
    QUEUED = "queued"
    LOADING = "loading"  # given to the engine, which may have to start and to open the model first
    SPEAKING = "speaking"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def running(self) -> bool:
        return self in (JobState.LOADING, JobState.SPEAKING)

    @property
    def ended(self) -> bool:
        return self in (JobState.FINISHED, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True)
class Job:
    """A snapshot of a job; each change makes a new one with the same id.

    Attributes:
        id: stays the same when the job is tried again.
        line_id: the line it is for, None for an audition.
        label: what to call it in a list.
        model: ``"starter"`` or a model directory.
        request: what the engine is asked.
        take_request: handed in with `JobQueue.submit` as `tag` and handed back as it was.
        fraction: 0..1, how much is done.
        seconds_done: audio that has arrived, in seconds.
        tokens: speech tokens made so far; 0 where the model has none.
        began_at: when the engine began to speak it, by the queue's clock; loading the model is left out.
        computed_s: how long the engine has worked on it, loading left out.
        revision: of the model that speaks it, once that is open.
        error: why it failed.
        attempt: 1, and one more with each retry.
        tries: (which, of how many) where a line is spoken again because its takes didn't pass; None where it isn't.
    """

    id: str
    line_id: str | None
    label: str
    model: str
    request: Request = field(repr=False)
    take_request: object = field(default=None, repr=False)
    state: JobState = JobState.QUEUED
    fraction: float = 0.0
    seconds_done: float = 0.0
    tokens: int = 0
    began_at: float | None = None
    computed_s: float = 0.0
    revision: str = ""
    error: EngineError | None = None
    attempt: int = 1
    tries: tuple[int, int] | None = None

    @property
    def rtf(self) -> float:
        """Seconds of computing for a second of audio, so far; 0.0 before there is audio."""
        return self.computed_s / self.seconds_done if self.seconds_done else 0.0

    @property
    def ticket(self) -> str:
        """Names this attempt to the engine, so that answers to an earlier one are told apart and dropped."""
        return f"{self.id}.{self.attempt}"

    def again(self) -> Job:
        """Its next attempt, to be queued."""
        return replace(
            self,
            state=JobState.QUEUED,
            fraction=0.0,
            seconds_done=0.0,
            tokens=0,
            began_at=None,
            computed_s=0.0,
            error=None,
            attempt=self.attempt + 1,
        )
