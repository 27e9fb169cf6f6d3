"""How far the queue is, with a real engine process and a clock that the test holds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from cosydesk.engine.types import Request
from cosydesk.jobs.job import JobState
from cosydesk.jobs.outlook import Outlook

from .conftest import MakeQueue


@dataclass
class Clock:
    now: float = 1_000.0
    step: float = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_a_batch_counts_measures_and_expects(make_queue: MakeQueue, qtbot: QtBot) -> None:
    clock = Clock()
    record = make_queue(clock=clock)
    outlook = Outlook(record.queue)
    assert (outlook.total, outlook.done, outlook.fraction, outlook.left_s) == (0, 0, 0.0, None)
    first = record.queue.submit("tiny", Request("aaaa wait"))
    second = record.queue.submit("tiny", Request("bbbb bbbb bbbb bbbbb"))
    record.until(lambda: record.chunks)
    job = record.queue.job(first)
    assert job is not None
    assert job.began_at == 1_000.0
    assert job.tokens == 2
    record.until(lambda: (running := record.queue.job(first)) is not None and running.fraction == 0.5)
    assert outlook.total == 2
    assert outlook.done == 0
    assert outlook.fraction == pytest.approx(0.5 * 9 / 29)
    clock.now += 4.5
    outlook._look()
    job = record.queue.job(first)
    assert job is not None
    assert outlook.job_left_s(job) == pytest.approx(4.5)
    clock.step = 0.01
    record.queue.cancel(first)
    record.until(lambda: len(record.finished) == 1)
    job = record.finished[0][0]
    assert (job.id, job.state, job.tokens) == (second, JobState.FINISHED, 8)
    assert job.computed_s > 0.0
    assert job.rtf == pytest.approx(job.computed_s / 0.4)
    assert (outlook.done, outlook.total, outlook.fraction) == (2, 2, 1.0)
    record.queue.submit("tiny", Request("word"))
    assert (outlook.done, outlook.total) == (0, 1)


def test_the_seconds_of_a_running_job_pass(make_queue: MakeQueue, qtbot: QtBot) -> None:
    record = make_queue()
    outlook = Outlook(record.queue)
    record.queue.submit("tiny", Request("wait"))
    record.until(lambda: record.states[-1][1] == "speaking")
    with qtbot.waitSignal(outlook.changed):
        pass
    record.queue.cancel_all()
    assert outlook.done == outlook.total == 1


def test_everything_that_failed_is_tried_again_at_once(make_queue: MakeQueue) -> None:
    record = make_queue()
    ids = [record.queue.submit("tiny", Request(text)) for text in ("refuse", "word", "refuse b")]
    record.until(lambda: not record.queue.busy)
    record.queue.retry_failed()
    assert [job.id for job in record.queue.jobs() if not job.state.ended] == [ids[0], ids[2]]
    record.until(lambda: not record.queue.busy)
    assert [job.attempt for job in record.failed] == [1, 1, 2, 2]
