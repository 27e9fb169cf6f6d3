"""How long jobs take, from how long they took: no Qt, no clock of its own."""

from __future__ import annotations

from cosydesk import markup
from cosydesk.jobs.job import Job, JobState

_WIDE = 3.0
"""A Chinese character takes about as long to speak as so many letters."""
_NEWEST = 0.4
"""Share of the newest job in the measured pace; what else the machine does comes and goes."""
_ENOUGH = 0.08
"""From this fraction on a job's own pace says something."""


def weight(job: Job) -> float:
    """How much there is to speak, in letters."""
    text = job.request.text if isinstance(job.request.text, str) else "".join(job.request.text)
    spoken = markup.plain_text(markup.parse(text))
    wide = sum(char >= "\u2e80" for char in spoken)
    return max(1.0, wide * _WIDE + len(spoken) - wide)


class Pace:
    """Learns the seconds of computing per letter, for each model, and expects the next jobs to be alike."""

    def __init__(self) -> None:
        self._per_letter: dict[str, float] = {}

    def learn(self, job: Job) -> None:
        """Take in a job that is finished; others say nothing."""
        if job.state is not JobState.FINISHED or job.computed_s <= 0.0:
            return
        found = job.computed_s / weight(job)
        known = self._per_letter.get(job.model, found)
        self._per_letter[job.model] = known + _NEWEST * (found - known)

    def per_letter_s(self, model: str, running: Job | None = None) -> float | None:
        """Seconds of computing for a letter; None while nothing is known of the model.

        Args:
            running: whose pace serves where no job of its model is finished yet.
        """
        if model in self._per_letter or running is None or running.model != model:
            return self._per_letter.get(model)
        whole = self._running_whole_s(running, running.computed_s)
        return whole / weight(running) if whole is not None else None

    def left_s(self, job: Job, now: float) -> float | None:
        """How long a running job will still take; None while nothing is known."""
        spent = now - job.began_at if job.began_at is not None else 0.0
        whole = self._running_whole_s(job, spent)
        return (1.0 - job.fraction) * whole if whole is not None else None

    def _running_whole_s(self, job: Job, spent: float) -> float | None:
        """What it takes in all: at its beginning as the jobs before, towards its end as it goes itself."""
        pace = self._per_letter.get(job.model)
        before = pace * weight(job) if pace is not None else None
        own = spent / job.fraction if job.fraction >= _ENOUGH and spent > 0.0 else None
        if own is None or before is None:
            return before if own is None else own
        return before + job.fraction * (own - before)


class Countdown:
    """A time left that people can read: it runs with the clock, and moves only for a reason, never below 0."""

    def __init__(self) -> None:
        self._end: float | None = None

    def aim(self, left_s: float | None, now: float) -> None:
        """A new estimate. Small differences are let be, great ones taken over by halves."""
        if left_s is None:
            self._end = None
            return
        end = now + max(0.0, left_s)
        if self._end is None:
            self._end = end
        elif abs(end - self._end) > max(1.0, 0.15 * left_s):
            self._end += 0.5 * (end - self._end)

    def left_s(self, now: float) -> float | None:
        """Seconds to go; None while nothing is known."""
        return max(0.0, self._end - now) if self._end is not None else None
