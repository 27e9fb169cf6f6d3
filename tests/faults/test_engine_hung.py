"""The engine process is stopped, or waits for what won't come; and one that is merely busy is left alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from support.fault_table import Fault
from tiny_models import open_tiny

from cosydesk.batch.engine_speaker import EngineSpeaker
from cosydesk.engine.errors import EngineError
from cosydesk.engine.types import Request
from cosydesk.engine.watchdog import LOOKS, STUCK, Watchdog
from tests.faults.conftest import tell_engine
from tests.jobs.conftest import MakeQueue, Record

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

PATIENCE_S = 2.0
"""Instead of half a minute. A sign of life comes each second."""


@pytest.fixture
def watched(make_queue: MakeQueue) -> Record:
    return make_queue(patience_s=PATIENCE_S)


def until_hung(record: Record) -> None:
    """The line fails with a reason, and the state tells of it."""
    failed = len(record.failed)
    record.until(lambda: len(record.failed) > failed)
    error = record.failed[-1].error
    assert error is not None
    assert error.code == "engine_hung"
    assert ("crashed", error.message) in record.engine


def test_stopped_in_mid_sentence(watched: Record, fault: Fault) -> None:
    count = fault("the engine process hangs (is stopped) in mid-sentence")
    for nth in range(count.tries(1, at_most=10)):
        job_id = watched.queue.submit("tiny", Request("word wait"))
        watched.queue.submit("tiny", Request("word"))
        watched.until(lambda job_id=job_id: (job := watched.queue.job(job_id)) and job.seconds_done)
        pid = tell_engine(watched, signal.SIGSTOP)
        until_hung(watched)
        watched.until(lambda nth=nth: len(watched.finished) > nth)
        assert watched.queue.engine_pid != pid
        watched.queue.retry(job_id)
        watched.until(lambda job_id=job_id: (job := watched.queue.job(job_id)) and job.seconds_done)
        watched.queue.cancel(job_id)
        count.survived()
    count.lost("the take that was being made; Retry makes it anew")


def test_stopped_while_idle(watched: Record, fault: Fault) -> None:
    count = fault("the engine process hangs while it has nothing to do")
    for nth in range(count.tries(1, at_most=10)):
        watched.queue.submit("tiny", Request("word"))
        watched.until(lambda nth=nth: len(watched.finished) > 2 * nth and watched.engine[-1][0] == "ready")
        tell_engine(watched, signal.SIGSTOP)
        job_id = watched.queue.submit("tiny", Request("word"))
        until_hung(watched)
        watched.queue.retry(job_id)
        watched.until(lambda nth=nth: len(watched.finished) > 2 * nth + 1)
        count.survived()
    count.lost("nothing; the line is spoken when it is tried again")


def test_stopped_while_it_starts(watched: Record, fault: Fault) -> None:
    count = fault("the engine process hangs while it starts")
    for nth in range(count.tries(1, at_most=10)):
        job_id = watched.queue.submit("tiny", Request("word"))
        watched.until(lambda: watched.queue.engine_pid)
        tell_engine(watched, signal.SIGSTOP)
        until_hung(watched)
        watched.queue.retry(job_id)
        watched.until(lambda nth=nth: len(watched.finished) > nth)
        watched.queue.unload()
        watched.until(lambda: watched.queue.engine_pid is None)
        count.survived()
    count.lost("nothing; the line is spoken when it is tried again")


def test_a_stopped_engine_doesn_t_stop_a_batch(fault: Fault) -> None:
    """The speaker of the command line has its engine looked after in the same way."""
    count = fault("the engine process of a batch hangs")
    speaker = EngineSpeaker(threads=1, opener=open_tiny, patience_s=PATIENCE_S)
    try:
        for _ in range(count.tries(1, at_most=10)):
            speaker.describe("tiny")
            assert speaker.pid is not None
            os.kill(speaker.pid, signal.SIGSTOP)
            with pytest.raises(EngineError, match="stopped answering"):
                speaker.describe("tiny")
            assert speaker.describe("tiny").name == "Tiny tiny"
            count.survived()
    finally:
        speaker.close()
    count.lost("nothing; a line is spoken again by a new process")


@pytest.mark.slow
def test_no_alarm_for_one_that_computes_and_one_that_waits(watched: Record, fault: Fault) -> None:
    """Longer than the patience: one lets no thread run, the other uses no processor."""
    count = fault("the engine is busy for longer than the watchdog waits: no false alarm")
    for nth in range(count.tries(1, at_most=5)):
        watched.queue.submit("tiny", Request("busy busy word"))
        watched.until(lambda nth=nth: len(watched.finished) > nth)
        waiting = watched.queue.submit("tiny", Request("word wait"))
        watched.until(lambda waiting=waiting: (job := watched.queue.job(waiting)) and job.seconds_done)
        with watched.qtbot.waitSignal(watched.queue.freed, timeout=int(2000 * PATIENCE_S), raising=False):
            pass  # it goes on waiting
        watched.queue.cancel(waiting)
        assert watched.failed == []
        count.survived()
    count.lost("nothing")


@pytest.mark.slow
def test_no_alarm_while_the_starter_voices_open_and_speak(make_queue: MakeQueue, fault: Fault) -> None:
    """They load libraries for seconds, some of which keep the interpreter to themselves."""
    count = fault("a slow model takes its time: no false alarm")
    record = make_queue(opener=None, patience_s=PATIENCE_S)
    for nth in range(count.tries(1, at_most=5)):
        record.queue.submit("starter", Request("The engine takes its time for this. " * 4))
        record.until(lambda nth=nth: len(record.finished) > nth)
        assert record.failed == []
        record.queue.unload()
        record.until(lambda: record.queue.engine_pid is None)
        count.survived()
    count.lost("nothing")


@pytest.fixture
def sleeper() -> Iterator[int]:
    """A process that does nothing."""
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process.pid
        process.kill()


def test_what_lives_and_does_nothing_is_given_longer(sleeper: int) -> None:
    """Time is counted in looks, so that nothing is awaited here."""
    watch = Watchdog(sleeper)
    watch.begin()
    looks = 0
    hangs = False
    while not hangs and looks < 2 * LOOKS * STUCK:
        watch.beat()
        hangs = watch.hangs()
        looks += 1
    assert looks >= LOOKS * STUCK
    assert hangs
    watch.begin()
    for _ in range(2 * LOOKS * STUCK):
        watch.beat()
        assert not watch.hangs(patient=True), "a server may have it"
