"""The engine process as it ships is killed, as the system does when memory runs out."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from support.fault_table import Fault

from cosydesk.engine.types import Request
from tests.jobs.conftest import MakeQueue, Record

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

LONG = "The quick brown fox jumps over the lazy dog, and nobody minds. " * 40


@pytest.fixture
def starter(make_queue: MakeQueue) -> Record:
    return make_queue(opener=None, threads=0)


def kill(record: Record) -> None:
    os.kill(record.queue.engine_pid or 0, signal.SIGKILL)


def test_twice_in_a_row_in_mid_sentence(starter: Record, fault: Fault) -> None:
    count = fault("the engine process is killed in mid-sentence, twice in a row")
    queue = starter.queue
    for nth in range(count.tries(1)):
        job_id = queue.submit("starter", Request(LONG))
        for _ in range(2):
            before, failed = len(starter.chunks), len(starter.failed)
            starter.until(lambda before=before: len(starter.chunks) > before)
            kill(starter)
            starter.until(lambda failed=failed: len(starter.failed) > failed)
            job = starter.failed[-1]
            assert (job.id, job.error and job.error.code) == (job_id, "engine_killed")
            queue.retry(job_id)
        before = len(starter.chunks)
        starter.until(lambda before=before: len(starter.chunks) > before)
        queue.cancel(job_id)
        queue.submit("starter", Request("Hello."))
        starter.until(lambda nth=nth: len(starter.finished) > nth)
        count.survived()
    count.lost("the take that was being made; it is retried from its beginning")
