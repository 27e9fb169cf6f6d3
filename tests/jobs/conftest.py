"""A queue whose engine process speaks with the tiny model, and a record of what it signals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from tiny_models import open_tiny

from cosydesk.jobs.job import Job
from cosydesk.jobs.queue import JobQueue
from tests.weights.conftest import hub, model, repository  # noqa: F401 - fixtures

PATIENCE_MS = 60_000


@dataclass
class Record:
    """What the queue has signalled, in order."""

    queue: JobQueue
    qtbot: QtBot
    states: list[tuple[str, str]] = field(default_factory=list)
    chunks: list[tuple[str, Any, int]] = field(default_factory=list)
    finished: list[tuple[Job, Any, int, list[Any]]] = field(default_factory=list)
    failed: list[Job] = field(default_factory=list)
    cancelled: list[Job] = field(default_factory=list)
    engine: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.queue.job_changed.connect(self._note_state)
        self.queue.chunk_ready.connect(lambda *values: self.chunks.append(values))
        self.queue.job_finished.connect(lambda *values: self.finished.append(values))
        self.queue.job_failed.connect(self.failed.append)
        self.queue.job_cancelled.connect(self.cancelled.append)
        self.queue.engine_state_changed.connect(lambda *values: self.engine.append(values))

    def _note_state(self, job: Job) -> None:
        if (job.id, job.state.value) not in self.states[-1:]:
            self.states.append((job.id, job.state.value))

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def until_state(self, job_id: str, state: str) -> None:
        self.until(lambda: (job_id, state) in self.states)


MakeQueue = Callable[..., Record]


@pytest.fixture
def make_queue(qtbot: QtBot) -> Iterator[MakeQueue]:
    queues: list[JobQueue] = []

    def make(**options: Any) -> Record:
        queue = JobQueue(**{"threads": 1, "opener": open_tiny, **options})
        queues.append(queue)
        return Record(queue, qtbot)

    yield make
    for queue in queues:
        queue.shutdown()


@pytest.fixture
def record(make_queue: MakeQueue) -> Record:
    return make_queue()
