"""The queue with the engine process as it ships: the starter voices."""

from __future__ import annotations

import os
import signal
import sys

import numpy as np
import pytest

from cosydesk.engine.messages import Described
from cosydesk.engine.types import Request

from .conftest import MakeQueue, Record

LONG = "The quick brown fox jumps over the lazy dog, and nobody minds. " * 40


@pytest.fixture
def starter(make_queue: MakeQueue) -> Record:
    return make_queue(opener=None, threads=0)


@pytest.mark.slow
def test_two_lines_in_two_languages(starter: Record) -> None:
    described: list[object] = []
    starter.queue.questions.describe("starter", described.append)
    english = starter.queue.submit("starter", Request("Hello there. How are you?", voice="af_heart"))
    chinese = starter.queue.submit("starter", Request("你好，世界。", voice="zf_xiaoxiao"))
    starter.until(lambda: len(starter.finished) == 2)
    assert [job.id for job, *_ in starter.finished] == [english, chinese]
    for job, samples, rate, _ in starter.finished:
        assert rate == 24_000
        assert samples.dtype == np.float32
        assert 0.5 < samples.size / rate < 6
        assert np.abs(samples).max() > 0.05
        parts = [chunk for job_id, chunk, _ in starter.chunks if job_id == job.id]
        np.testing.assert_array_equal(np.concatenate(parts), samples)
    assert isinstance(described[0], Described)
    assert "af_heart" in {voice.id for voice in described[0].voices}


@pytest.mark.slow
def test_cancelled_in_mid_sentence_without_a_kill(starter: Record) -> None:
    job_id = starter.queue.submit("starter", Request(LONG))
    starter.until(lambda: starter.chunks)
    pid = starter.queue.engine_pid
    starter.queue.cancel(job_id)
    starter.queue.submit("starter", Request("Hello."))
    starter.until(lambda: starter.finished)
    assert starter.queue.engine_pid == pid
    assert [job.id for job in starter.cancelled] == [job_id]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_in_mid_sentence(starter: Record) -> None:
    job_id = starter.queue.submit("starter", Request(LONG))
    starter.until(lambda: starter.chunks)
    os.kill(starter.queue.engine_pid or 0, signal.SIGKILL)
    starter.until(lambda: starter.failed)
    [job] = starter.failed
    assert job.id == job_id
    assert job.error is not None
    assert job.error.code == "engine_killed"
    starter.queue.retry(job_id)
    starter.until(lambda: len(starter.chunks) >= 2)
    starter.queue.cancel(job_id)


def test_the_starter_refuses_what_it_cannot_say(starter: Record) -> None:
    starter.queue.submit("starter", Request("...", voice="af_heart"))
    starter.queue.submit("starter", Request("Hello.", voice="nobody"))
    starter.until(lambda: len(starter.failed) == 2)
    assert [job.error.code for job in starter.failed if job.error] == ["nothing_to_say", "voice_unknown"]
