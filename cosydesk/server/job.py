"""A long text on its way: what it asks, how far it is, and who watches it."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from cosydesk.engine import EncodedPrompt
from cosydesk.server.errors import ApiError, error_body
from cosydesk.server.speech import Checked


class JobState(StrEnum):
    """Where a job stands; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINAL = frozenset({JobState.FINISHED, JobState.FAILED, JobState.CANCELLED})


@dataclass(eq=False)
class Job:
    """Attributes:
    checked: the request, with the first piece in the place of the text.
    pieces: of the text, markup each.
    audio: one of `audio.FORMATS`.
    client: who takes turns for it.
    path: the sound file, whole when the job is over.
    characters: of all pieces; `spoken`: of those that are done.
    part: how much of the piece at work is done, 0..1.
    audio_s: seconds of speech so far.
    error: why it failed.
    created_at, started_at, ended_at: seconds since 1970; 0 = not yet.
    expires_at: when what it made is removed; 0 = not known yet.
    """

    checked: Checked
    pieces: list[str]
    audio: str
    client: str
    path: Path
    id: str = field(default_factory=lambda: f"job_{secrets.token_hex(12)}")
    state: JobState = JobState.QUEUED
    pieces_done: int = 0
    spoken: int = 0
    part: float = 0.0
    audio_s: float = 0.0
    error: ApiError | None = None
    created_at: float = field(default_factory=time.time)
    started_at: float = 0.0
    ended_at: float = 0.0
    expires_at: float = 0.0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.characters = sum(map(len, self.pieces))
        self._told = 0.0

    @property
    def over(self) -> bool:
        return self.state in FINAL

    @property
    def progress(self) -> float:
        """0..1 of the text."""
        if self.state is JobState.FINISHED:
            return 1.0
        at_work = len(self.pieces[self.pieces_done]) if self.pieces_done < len(self.pieces) else 0
        return (self.spoken + self.part * at_work) / self.characters

    @property
    def seconds_left(self) -> float | None:
        """Going by what it took so far; None while nothing can be said."""
        if self.state is not JobState.RUNNING or not (done := self.progress):
            return None
        return (time.time() - self.started_at) * (1.0 - done) / done

    def describe(self) -> dict[str, Any]:
        """What clients see."""
        base = f"/v1/jobs/{self.id}"
        left = self.seconds_left
        return {
            "id": self.id,
            "object": "job",
            "state": self.state.value,
            "progress": round(self.progress, 4),
            "pieces": len(self.pieces),
            "pieces_done": self.pieces_done,
            "characters": self.characters,
            "audio_seconds": round(self.audio_s, 3),
            "seconds_left": None if left is None else round(left, 1),
            "response_format": self.audio,
            "created_at": int(self.created_at),
            "started_at": int(self.started_at) or None,
            "ended_at": int(self.ended_at) or None,
            "expires_at": int(self.expires_at) or None,
            "error": None if self.error is None else error_body(self.error)["error"],
            "events_url": f"{base}/events",
            "audio_url": f"{base}/audio" if self.has_audio else None,
        }

    @property
    def has_audio(self) -> bool:
        """Whether there is something to fetch: all of it, or what was made until it failed."""
        return self.over and self.audio_s > 0 and self.state is not JobState.CANCELLED

    def move(self, state: JobState) -> None:
        """Change its state, and tell those who watch."""
        self.state = state
        if state is JobState.RUNNING:
            self.started_at = time.time()
        if self.over:
            self.ended_at = time.time()
        self.tell()

    def note_part(self, part: float) -> None:
        """How far the piece at work is; told when it makes a difference."""
        self.part = max(self.part, min(1.0, part))
        if self.progress - self._told >= 0.01:
            self.tell()

    def note_piece(self, audio_s: float) -> None:
        """A piece is done."""
        self.spoken += len(self.pieces[self.pieces_done])
        self.pieces_done += 1
        self.part = 0.0
        self.audio_s += audio_s
        self.tell()

    def learn(self, encoded: EncodedPrompt) -> None:
        """Let the pieces that follow use the encoded form of the recording."""
        request = self.checked.request
        if request.prompt is not None:
            prompt = replace(request.prompt, encoded=(*request.prompt.encoded, encoded))
            self.checked = replace(self.checked, request=replace(request, prompt=prompt))

    def tell(self) -> None:
        """Wake those who watch."""
        self._told = self.progress
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def watch(self, patience_s: float) -> AsyncIterator[bool]:
        """True at once and after each change, the last time when it is over; False where nothing changes for long."""
        while True:
            changed = self._changed
            yield True
            while not self.over and not changed.is_set():
                try:
                    await asyncio.wait_for(changed.wait(), patience_s)
                except TimeoutError:
                    yield False
            if self.over and not changed.is_set():
                return
