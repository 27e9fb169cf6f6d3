"""Jobs for the engine: their queue, and the thread that owns the engine process. QtCore only."""

from __future__ import annotations

from cosydesk.jobs.engine_thread import EngineThread
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.queue import JobQueue

__all__ = ["EngineThread", "Job", "JobQueue", "JobState"]
