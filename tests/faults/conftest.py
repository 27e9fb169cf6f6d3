"""What faults are caused in: the queue of jobs with a record of its signals, and the real window."""

from __future__ import annotations

import os
import signal

from tests.jobs.conftest import Record, make_queue  # noqa: F401 - a fixture
from tests.ui.window.conftest import built, window  # noqa: F401 - fixtures


def tell_engine(record: Record, number: signal.Signals) -> int:
    """Send a signal to the engine process; its id."""
    pid = record.queue.engine_pid
    assert pid is not None
    os.kill(pid, number)
    return pid
