"""The queue with a real engine process: order, ends, and what comes back."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from tiny_models import CHUNK, SAMPLE_RATE

from cosydesk.engine.types import Notice, Request
from cosydesk.jobs.job import JobState

from .conftest import MakeQueue, Record


def test_two_jobs_in_order(record: Record) -> None:
    tag = object()
    first = record.queue.submit("tiny", Request("one two"), line_id="line-1", label="First", tag=tag)
    second = record.queue.submit("tiny", Request("WORD"))
    assert [job.state for job in record.queue.jobs()] == [JobState.LOADING, JobState.QUEUED]
    record.until(lambda: len(record.finished) == 2)
    assert record.states == [
        (first, "queued"),
        (first, "loading"),
        (second, "queued"),
        (first, "speaking"),
        (first, "finished"),
        (second, "loading"),
        (second, "speaking"),
        (second, "finished"),
    ]
    job, samples, rate, notices = record.finished[0]
    assert (job.id, job.line_id, job.label, job.fraction) == (first, "line-1", "First", 1.0)
    assert job.revision == f"of {job.model}"
    assert job.take_request is tag
    assert job.seconds_done == pytest.approx(2 * CHUNK / SAMPLE_RATE)
    assert rate == SAMPLE_RATE
    assert notices == []
    np.testing.assert_array_equal(samples, np.repeat(np.float32([0.1, 0.2]), CHUNK))
    assert record.finished[1][3] == [Notice("loud", "Loud word.")]
    assert [(job_id, chunk.size, rate) for job_id, chunk, rate in record.chunks] == [
        (first, CHUNK, SAMPLE_RATE),
        (first, CHUNK, SAMPLE_RATE),
        (second, CHUNK, SAMPLE_RATE),
    ]
    assert not record.queue.busy


def test_engine_states_are_told(record: Record) -> None:
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.engine and record.engine[-1][0] == "ready")
    assert record.engine == [("starting", ""), ("loading", "tiny"), ("speaking", "tiny"), ("ready", "")]


def test_a_request_with_event_and_callback_can_be_submitted(record: Record) -> None:
    record.queue.submit("tiny", Request("word", cancel=threading.Event(), on_progress=print))
    record.until(lambda: record.finished)


def test_cancel_running_frees_the_engine_for_the_next(record: Record) -> None:
    first = record.queue.submit("tiny", Request("word wait"))
    second = record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.chunks)
    pid = record.queue.engine_pid
    record.queue.cancel(first)
    assert [job.id for job in record.cancelled] == [first]  # at once
    record.until(lambda: record.finished)
    assert record.finished[0][0].id == second
    assert record.queue.engine_pid == pid  # no kill was needed
    assert record.failed == []


def test_cancel_waiting(record: Record) -> None:
    first = record.queue.submit("tiny", Request("wait"))
    second = record.queue.submit("tiny", Request("word"))
    third = record.queue.submit("tiny", Request("word"))
    record.until_state(first, "speaking")
    record.queue.cancel(second)
    record.queue.cancel(first)
    record.until(lambda: record.finished)
    assert [job.id for job in record.cancelled] == [second, first]
    assert record.finished[0][0].id == third
    record.queue.cancel(third)
    assert len(record.cancelled) == 2  # an ended job stays as it ended


def test_cancel_all(record: Record) -> None:
    ids = [record.queue.submit("tiny", Request(text)) for text in ("wait", "word", "word")]
    record.queue.cancel_all()
    assert {job.id for job in record.cancelled} == set(ids)
    assert not record.queue.busy
    last = record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.finished)
    assert [job.id for job, *_ in record.finished] == [last]


def test_a_failing_job_lets_the_next_go_on(record: Record) -> None:
    for text in ("refuse", "fault", "word"):
        record.queue.submit("tiny", Request(text))
    record.queue.submit("missing", Request("word"))
    record.until(lambda: len(record.failed) == 3)
    codes = [job.error.code for job in record.failed if job.error]
    assert codes == ["refused", "internal", "model_missing"]
    assert len(record.finished) == 1


def test_retry_drops_answers_to_the_earlier_attempt(record: Record) -> None:
    job_id = record.queue.submit("tiny", Request("one two wait"))
    record.until(lambda: len(record.chunks) == 2)
    record.queue.cancel(job_id)
    record.queue.retry(job_id)
    record.until(lambda: len(record.chunks) == 4)
    job = record.queue.job(job_id)
    assert job is not None
    assert (job.attempt, job.state) == (2, JobState.SPEAKING)
    assert job.seconds_done == pytest.approx(2 * CHUNK / SAMPLE_RATE)
    assert [known.id for known in record.queue.jobs()] == [job_id]


def test_retry_leaves_finished_and_unknown_jobs_alone(record: Record) -> None:
    job_id = record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.finished)
    record.queue.retry(job_id)
    record.queue.retry("nothing")
    assert not record.queue.busy


def test_move_changes_the_order(record: Record) -> None:
    first, *others = [record.queue.submit("tiny", Request(text)) for text in ("wait", "a", "b", "c")]
    record.until_state(first, "speaking")
    record.queue.move(others[2], 0)
    record.queue.move(others[0], 9)
    expected = [others[2], others[1], others[0]]
    assert [job.id for job in record.queue.jobs()] == [first, *expected]
    record.queue.cancel(first)
    record.until(lambda: len(record.finished) == 3)
    assert [job.id for job, *_ in record.finished] == expected


def test_pause_lets_the_running_job_end(record: Record) -> None:
    first = record.queue.submit("tiny", Request("word"))
    record.queue.submit("tiny", Request("word"))
    record.queue.set_paused(True)
    record.until_state(first, "finished")
    record.until(lambda: record.engine[-1][0] == "ready")
    assert [job.state for job in record.queue.jobs()] == [JobState.FINISHED, JobState.QUEUED]
    record.queue.set_paused(False)
    record.until(lambda: len(record.finished) == 2)


def test_warm_up_opens_the_model(record: Record) -> None:
    record.queue.warm_up("tiny")
    record.until(lambda: record.engine and record.engine[-1][0] == "ready")
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.finished)
    assert [state for state, _ in record.engine].count("loading") == 1


def test_submitting_from_a_handler_of_the_end(record: Record) -> None:
    """The next job may start while the end of the last one is still being told."""
    again: list[str] = []

    def go_on(job: object) -> None:
        if getattr(job, "state", None) is JobState.FINISHED and not again:
            again.append(record.queue.submit("tiny", Request("x y z")))

    record.queue.job_changed.connect(go_on)
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: len(record.finished) == 2)
    assert [samples.size for _, samples, _, _ in record.finished] == [CHUNK, 3 * CHUNK]


def test_clear_ended(record: Record) -> None:
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.finished)
    record.queue.clear_ended()
    assert record.queue.jobs() == []


def test_nothing_starts_before_it_is_needed(make_queue: MakeQueue) -> None:
    record = make_queue()
    assert record.queue.engine_pid is None
    record.queue.shutdown()
    assert record.engine == []
