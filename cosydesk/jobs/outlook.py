"""How far the queue is, and how long it will take."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QObject, QTimer, Signal

from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.pace import Countdown, Pace, weight
from cosydesk.jobs.queue import JobQueue

_EVERY_MS = 1000


class Outlook(QObject):
    """Follows one queue. A batch is what was submitted since the queue was last empty.

    Attributes:
        total, done: jobs of the batch, and how many of them have ended, well or not.
        fraction: 0..1 of the batch, by what there is to speak. It goes back only when more is asked for.

    Signals:
        changed: any of it, also with each second that passes while a job runs.
    """

    changed = Signal()

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._pace = Pace()
        self._weights: dict[str, float] = {}
        self._states: dict[str, JobState] = {}
        self._fractions: dict[str, float] = {}
        self._open: set[str] = set()
        self._whole = Countdown()
        self._one = Countdown()
        self._one_of = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)
        queue.job_changed.connect(self._follow)

    @property
    def total(self) -> int:
        return len(self._weights)

    @property
    def done(self) -> int:
        return len(self._weights) - len(self._open)

    @property
    def fraction(self) -> float:
        whole = sum(self._weights.values())
        if not whole:
            return 0.0
        return sum(self._weights[job_id] * part for job_id, part in self._fractions.items()) / whole

    @property
    def left_s(self) -> float | None:
        """Seconds until the queue is empty; None while that can't be told."""
        return self._whole.left_s(self._queue.clock())

    def job_left_s(self, job: Job) -> float | None:
        """Seconds until the running job is done; None for others, and while that can't be told."""
        return self._one.left_s(self._queue.clock()) if job.ticket == self._one_of else None

    def _follow(self, job: Job) -> None:
        if not self._open and not job.state.ended:
            self._weights.clear()
            self._states.clear()
            self._fractions.clear()
        if job.id not in self._weights:
            self._weights[job.id] = weight(job)
        self._fractions[job.id] = 1.0 if job.state.ended else job.fraction
        if self._states.get(job.id) is job.state:
            return
        self._states[job.id] = job.state
        if job.state.ended:
            self._open.discard(job.id)
            self._pace.learn(job)
        else:
            self._open.add(job.id)
        if self._open:
            self._timer.start()
        else:
            self._timer.stop()
        self._look()

    def _look(self) -> None:
        now = self._queue.clock()
        jobs = self._queue.jobs()
        running = next((job for job in jobs if job.state.running), None)
        if running is not None:
            if running.ticket != self._one_of:
                self._one_of, self._one = running.ticket, Countdown()
            self._one.aim(self._pace.left_s(running, now), now)
        letters: dict[str, float] = defaultdict(float)
        for job in jobs:
            if job.state is JobState.QUEUED:
                letters[job.model] += self._weights[job.id]
        parts = [self._one.left_s(now)] if running is not None else []
        for model, count in letters.items():
            pace = self._pace.per_letter_s(model, running)
            parts.append(None if pace is None else pace * count)
        known = [part for part in parts if part is not None]
        self._whole.aim(sum(known) if known and len(known) == len(parts) else None, now)
        self.changed.emit()
