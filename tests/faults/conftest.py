"""What faults are caused in: the queue of jobs with a record of its signals."""

from __future__ import annotations

from tests.jobs.conftest import make_queue  # noqa: F401 - a fixture
