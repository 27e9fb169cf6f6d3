"""Long texts spoken piece by piece: each piece waits its turn like a request, and what it made is kept for a while."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import psutil

from cosydesk.engine import AudioChunk, EngineError, Progress, RequestError
from cosydesk.engine.types import Samples
from cosydesk.server.audio import FileEncoder
from cosydesk.server.errors import ApiError, from_engine
from cosydesk.server.job import Job, JobState
from cosydesk.server.limits import Limits
from cosydesk.server.speaker import BusyError, Speaker
from cosydesk.server.speech import Checked

logger = logging.getLogger(__name__)

_TRIES = 2
_ASK_AGAIN_S = 60
_MOST_KEPT = 200
_LONGEST_PAUSE_S = 5.0
_SILENT = frozenset({"nothing_spoken", "text_empty"})


class JobBoard:
    """The jobs of a service. All of it belongs to the event loop."""

    def __init__(self, speaker: Speaker, limits: Limits, root: Callable[[], Path]) -> None:
        """
        Args:
            root: where each service has a folder for what its jobs make, removed with the service.
        """
        self._speaker = speaker
        self._limits = limits
        self._root = root
        self._folder: Path | None = None
        self._jobs: dict[str, Job] = {}
        self._tasks: dict[Job, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(limits.jobs_at_once)

    def add(self, checked: Checked, pieces: list[str], audio: str, client: str) -> Job:
        """Take on a job.

        Raises:
            ApiError: 429, too many are unfinished; 507, there is no room.
        """
        if len(self._tasks) >= self._limits.jobs:
            raise ApiError(
                429,
                "jobs_full",
                "Too many jobs are unfinished.",
                f"Try again in {_ASK_AGAIN_S} seconds.",
                retry_after_s=_ASK_AGAIN_S,
            )
        self._make_room()
        folder = self._made()
        job = Job(checked, pieces, audio, client, folder / f"{secrets.token_hex(8)}.{audio}")
        self._jobs[job.id] = job
        task = asyncio.get_running_loop().create_task(self._run(job))
        self._tasks[job] = task
        task.add_done_callback(lambda _: self._tasks.pop(job, None))
        return job

    def find(self, job_id: str) -> Job:
        """Raises:
        ApiError: 404, there is none, or no more.
        """
        self._expire()
        if (job := self._jobs.get(job_id)) is None:
            raise ApiError(
                404,
                "job_unknown",
                "There is no such job, or no more.",
                "What jobs made is kept for a while only.",
            )
        return job

    async def remove(self, job: Job) -> None:
        """Cancel it if it isn't over, and delete what it made."""
        if task := self._tasks.get(job):
            task.cancel()
            await asyncio.wait([task])
        if not job.over:  # it was not even begun
            job.move(JobState.CANCELLED)
        self._forget(job)

    def count(self) -> dict[str, int]:
        """How many jobs are in which state."""
        states = Counter(job.state for job in list(self._jobs.values()))
        return {state.value: states[state] for state in JobState}

    async def close(self) -> None:
        """Cancel what runs, and delete everything."""
        for job in list(self._jobs.values()):
            await self.remove(job)
        if self._folder is not None:
            await asyncio.to_thread(shutil.rmtree, self._folder, True)
            self._folder = None

    # --- one job -------------------------------------------------------------------------------------------

    async def _run(self, job: Job) -> None:
        try:
            async with self._turns:
                job.move(JobState.RUNNING)
                await self._speak_all(job)
            self._keep(job)
            job.move(JobState.FINISHED)
        except asyncio.CancelledError:
            job.move(JobState.CANCELLED)
            raise
        except EngineError as error:
            self._fail(job, from_engine(error))
        except ApiError as error:
            self._fail(job, error)
        except OSError as error:
            logger.error("What a job makes can't be written: %s", error)
            self._fail(job, ApiError(507, "storage", "There is no room for the result.", "Try again later."))
        except Exception:
            logger.exception("A job failed unexpectedly")
            self._fail(
                job, ApiError(500, "internal", "The service made a mistake.", "The server's log says which.")
            )

    def _fail(self, job: Job, error: ApiError) -> None:
        job.error = error
        self._keep(job)
        job.move(JobState.FAILED)

    def _keep(self, job: Job) -> None:
        job.expires_at = time.time() + self._limits.job_kept_s
        asyncio.get_running_loop().call_later(self._limits.job_kept_s + 1.0, self._expire)

    async def _speak_all(self, job: Job) -> None:
        encoder: FileEncoder | None = None
        with _private(job.path) as file:
            try:
                for piece in job.pieces:
                    samples, sample_rate = await self._speak(job, piece)
                    if len(samples):
                        encoder = encoder or FileEncoder(file, job.audio, sample_rate)
                        await asyncio.to_thread(encoder.feed, samples)
                        self._check_room()
                    job.note_piece(len(samples) / sample_rate)
            except Exception:
                if encoder is not None:
                    with contextlib.suppress(Exception):  # what there is can be listened to, if it can be
                        encoder.finish()
                raise
            if encoder is not None:
                await asyncio.to_thread(encoder.finish)
        if encoder is None:
            raise RequestError("There is nothing in the text that can be spoken.", code="nothing_spoken")

    async def _speak(self, job: Job, piece: str) -> tuple[Samples, int]:
        """The samples of a piece, none where it holds no word, and their rate.

        Raises:
            EngineError: it failed, and again.
        """
        tries = 0
        while True:
            try:
                return await self._try(job, piece)
            except BusyError as error:
                await asyncio.sleep(min(error.retry_after_s, _LONGEST_PAUSE_S))
            except EngineError as error:
                if error.code in _SILENT:
                    return np.zeros(0, np.float32), 1
                tries += 1
                if tries == _TRIES or isinstance(error, RequestError):
                    raise
                logger.warning("A piece of %s failed and is tried again: %s", job.id, error.message)

    async def _try(self, job: Job, piece: str) -> tuple[Samples, int]:
        stream = self._speaker.submit(replace(job.checked.request, text=piece), job.client)
        if job.checked.on_encoded is not None:
            stream.observe(job.checked.on_encoded)
        chunks: list[AudioChunk] = []
        try:
            async for event in stream.events():
                if isinstance(event, AudioChunk):
                    chunks.append(event)
                elif isinstance(event, Progress):
                    job.note_part(event.fraction)
                else:
                    job.learn(event)
        finally:
            stream.cancel()
        if not chunks:
            return np.zeros(0, np.float32), 1
        return np.concatenate([chunk.samples for chunk in chunks]), chunks[0].sample_rate

    # --- room ----------------------------------------------------------------------------------------------

    def _made(self) -> Path:
        """The folder of this service; those of services that were killed are removed."""
        if self._folder is None:
            root = self._root()
            root.mkdir(0o700, parents=True, exist_ok=True)
            for left in root.iterdir():
                owner = left.name.partition("-")[0]
                if owner.isdigit() and not psutil.pid_exists(int(owner)):
                    shutil.rmtree(left, ignore_errors=True)
            self._folder = root / f"{os.getpid()}-{secrets.token_hex(4)}"
            self._folder.mkdir(0o700)
        return self._folder

    def _used(self) -> int:
        return sum(_size(job.path) for job in self._jobs.values())

    def _make_room(self) -> None:
        """Delete the oldest results where there are too many.

        Raises:
            ApiError: 507, what is left is being made.
        """
        self._expire()
        over = sorted((job for job in self._jobs.values() if job.over), key=lambda job: job.ended_at)
        while over and (len(self._jobs) >= _MOST_KEPT or self._used() >= self._limits.jobs_bytes):
            self._forget(over.pop(0))
        self._check_room()

    def _check_room(self) -> None:
        if self._used() > self._limits.jobs_bytes:
            raise ApiError(
                507, "storage", "There is no room for the result.", "Delete jobs, or send less text."
            )

    def _expire(self) -> None:
        now = time.time()
        for job in [job for job in self._jobs.values() if job.expires_at and job.expires_at < now]:
            self._forget(job)

    def _forget(self, job: Job) -> None:
        self._jobs.pop(job.id, None)
        with contextlib.suppress(OSError):  # Windows keeps what is being sent; it goes with the folder
            job.path.unlink(missing_ok=True)


def _private(path: Path) -> BinaryIO:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "w+b")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # not begun, or just deleted
