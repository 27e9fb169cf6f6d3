"""Estimates: honest, steady, never negative."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cosydesk.engine.types import Request
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.pace import Countdown, Pace, weight


def job(text: str, model: str = "m", **fields: object) -> Job:
    return replace(Job("1", None, "", model, Request(text)), **fields)  # type: ignore[arg-type]


def finished(text: str, seconds: float, model: str = "m") -> Job:
    return job(text, model, state=JobState.FINISHED, fraction=1.0, computed_s=seconds)


def test_what_there_is_to_speak_is_counted_without_its_markup() -> None:
    assert weight(job("<strong>abc</strong> d[breath]")) == 5
    assert weight(job("你好")) == 6
    assert weight(job("")) == 1


def test_a_pace_is_learned_for_each_model_and_follows_the_machine() -> None:
    pace = Pace()
    assert pace.per_letter_s("m") is None
    pace.learn(job("abcd", state=JobState.CANCELLED, computed_s=9.0))
    assert pace.per_letter_s("m") is None
    pace.learn(finished("abcd", 4.0))
    assert pace.per_letter_s("m") == pytest.approx(1.0)
    assert pace.per_letter_s("other") is None
    for _ in range(20):
        pace.learn(finished("abcd", 8.0))
    assert pace.per_letter_s("m") == pytest.approx(2.0, rel=0.01)


def test_a_running_job_goes_from_what_was_to_what_is() -> None:
    pace = Pace()
    pace.learn(finished("abcd", 4.0))
    running = job("abcdefgh", state=JobState.SPEAKING, began_at=100.0)
    assert pace.left_s(running, 100.0) == pytest.approx(8.0)
    # It turns out to take twice as long.
    lefts = [
        pace.left_s(replace(running, fraction=part), 100.0 + 16.0 * part) for part in (0.25, 0.5, 0.9, 1.0)
    ]
    truth = [12.0, 8.0, 1.6, 0.0]
    assert lefts[2] == pytest.approx(truth[2], rel=0.1)
    assert lefts[3] == 0.0
    assert all(0.0 <= left <= 16.0 for left in lefts if left is not None)


def test_without_a_past_the_running_job_tells_after_its_beginning() -> None:
    pace = Pace()
    running = job("abcdefgh", state=JobState.SPEAKING, began_at=0.0)
    assert pace.left_s(replace(running, fraction=0.01), 1.0) is None
    assert pace.left_s(replace(running, fraction=0.5), 5.0) == pytest.approx(5.0)
    told = replace(running, fraction=0.5, computed_s=5.0)
    assert pace.per_letter_s("m", told) == pytest.approx(10.0 / 8)
    assert pace.per_letter_s("other", told) is None


def test_a_countdown_runs_with_the_clock_and_is_never_negative() -> None:
    countdown = Countdown()
    assert countdown.left_s(0.0) is None
    countdown.aim(10.0, 0.0)
    assert [countdown.left_s(now) for now in (0.0, 4.0, 9.5, 12.0)] == [10.0, 6.0, 0.5, 0.0]
    countdown.aim(9.2, 0.0)
    assert countdown.left_s(0.0) == 10.0, "a little more or less isn't worth a jump"
    countdown.aim(30.0, 0.0)
    assert countdown.left_s(0.0) == 20.0, "a great difference is taken over by halves"
    countdown.aim(None, 1.0)
    assert countdown.left_s(1.0) is None
