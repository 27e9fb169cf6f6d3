"""Speaking what is due in a project: every line that is finished is kept at once, and a failed one stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cosydesk.batch.events import Begun, LineFailed, LineProgress, LineSpoken, Tell
from cosydesk.batch.order import Failure, Order, Outcome, Speaker
from cosydesk.batch.orders import Orders
from cosydesk.batch.parts import Parts
from cosydesk.batch.shard import Shard
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project


def speak_due(
    project: Project,
    orders: Orders,
    speaker: Speaker,
    parts: Parts,
    tell: Tell,
    known: Sequence[Failure] = (),
) -> list[Failure]:
    """Speak every new and stale line of a project into it, taking what other machines have left in `parts`.

    Whatever ends this, a kill too, the lines finished until then are in the project.

    Args:
        known: lines that this run couldn't speak before: they are not tried, counted and told a second time.

    Returns:
        The lines that couldn't be spoken, by number.

    Raises:
        StudioError: ``write``: the project can't be written.
        EngineError: no engine can be started.
    """
    tried = {failure.number for failure in known}
    due, refused = orders.due()
    due = [order for order in due if order.number not in tried]
    failures = [failure for failure in refused if failure.number not in tried]
    tell(Begun(len(due) + len(failures), len(project.lines) - len(due) - len(failures) - len(tried)))
    for failure in failures:
        tell(LineFailed(failure))
    failures += known
    guard = _WriteGuard(project)
    left: list[Order] = []
    for order in due:
        if (spoken := parts.get(order)) is None:
            left.append(order)
        else:
            _keep(project, Outcome(order, spoken), orders, tell)
            guard.check()
    for outcome in speaker.speak(left, lambda order, done: tell(_progress(order, done))):
        if outcome.error is not None:
            failures.append(_told(project, outcome, tell))
        else:
            _keep(project, outcome, orders, tell)
            guard.check()
    return sorted(failures, key=lambda failure: failure.number)


def speak_share(
    project: Project, orders: Orders, speaker: Speaker, parts: Parts, shard: Shard, tell: Tell
) -> tuple[list[Failure], int]:
    """Speak one machine's share of what is due into `parts`; the project isn't changed.

    Returns:
        The lines of this share that couldn't be spoken, by number, and how many lines of others are still open.

    Raises:
        StudioError: ``write``: the folder can't be written.
        EngineError: no engine can be started.
    """
    due, refused = orders.due()
    failures = [failure for failure in refused if shard.owns(failure.number)]
    own = [order for order in due if shard.owns(order.number)]
    left = [order for order in own if parts.get(order) is None]
    tell(Begun(len(left) + len(failures), len(own) - len(left)))
    for failure in failures:
        tell(LineFailed(failure))
    for order in left:
        parts.forget_failure(order)
    for outcome in speaker.speak(left, lambda order, done: tell(_progress(order, done))):
        if outcome.error is not None:
            failure = _told(project, outcome, tell)
            parts.add_failure(outcome.order, failure)
            failures.append(failure)
        elif outcome.spoken is not None:
            parts.add(outcome.order, outcome.spoken)
            orders.keep_encoded(outcome.spoken.encoded)
            _tell_spoken(outcome, tell)
    return sorted(failures, key=lambda failure: failure.number), parts.open(due)


def gather(project: Project, orders: Orders, parts: Parts) -> list[Failure]:
    """Take what all machines have spoken into the project.

    Returns:
        The lines that no machine could speak, by number.

    Raises:
        StudioError: ``write``.
    """
    due, failures = orders.due()
    guard = _WriteGuard(project)
    for order in due:
        if (spoken := parts.get(order)) is not None:
            _keep(project, Outcome(order, spoken), orders, None)
            guard.check()
        else:
            failure = parts.failure(order)
            failures.append(failure or Failure(order.number, order.asked.text, "Its file can't be read."))
    return sorted(failures, key=lambda failure: failure.number)


class _WriteGuard:
    """A project keeps in memory what it can't write; a batch that nobody watches had better stop."""

    def __init__(self, project: Project) -> None:
        self._errors: list[StudioError] = []
        project.store.on_write_failed = self._errors.append

    def check(self) -> None:
        if self._errors:
            raise self._errors[0]


def _keep(project: Project, outcome: Outcome, orders: Orders, tell: Tell | None) -> None:
    spoken, order = outcome.spoken, outcome.order
    if spoken is None:
        return
    asked = order.asked if spoken.seed is None else replace(order.asked, seed=spoken.seed)
    project.add_take(
        order.line_id,
        asked,
        spoken.samples,
        spoken.sample_rate,
        spoken.notices,
        spoken.revision,
        spoken.check,
    )
    orders.keep_encoded(spoken.encoded)
    if tell is not None:
        _tell_spoken(outcome, tell)


def _progress(order: Order, done: float) -> LineProgress:
    return LineProgress(order.number, done, order.attempt, order.attempts)


def _tell_spoken(outcome: Outcome, tell: Tell) -> None:
    if (spoken := outcome.spoken) is not None:
        order = outcome.order
        tell(
            LineSpoken(
                order.number,
                order.asked.text,
                spoken.seconds,
                spoken.notices,
                spoken.check,
                spoken.attempts,
            )
        )


def _told(project: Project, outcome: Outcome, tell: Tell) -> Failure:
    assert outcome.error is not None
    text = project.line(outcome.order.line_id).text
    failure = Failure.of(outcome.order.number, text, outcome.error)
    tell(LineFailed(failure))
    return failure
