"""The recordings that a project's voices speak from, in its file: FLAC as blobs, each once, read when needed."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict

from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import PromptAudio

_CACHED = 8


class PromptStore:
    """What is added goes through the transactions of the project's store. Reading from any thread.

    Without a connection it keeps them in memory.
    """

    def __init__(self) -> None:
        self._reader: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._new: dict[str, PromptAudio] = {}
        self._read: OrderedDict[str, PromptAudio] = OrderedDict()

    def attach(self, reader: sqlite3.Connection) -> None:
        """Read over this connection from now on."""
        self._reader = reader

    def detach(self) -> None:
        """The connection is about to be closed."""
        with self._lock:
            self._reader = None

    def add(self, prompt: PromptAudio) -> None:
        """Keep a recording, to be written by `write_new`."""
        self._new[prompt.hash] = prompt

    def get(self, prompt: str) -> PromptAudio:
        """The recording with that hash.

        Raises:
            StudioError: ``voice_damaged``: it is missing or damaged.
        """
        with self._lock:
            found = self._new.get(prompt) or self._read.get(prompt)
            if found is None:
                found = self._read[prompt] = self._from_file(prompt)
                while len(self._read) > _CACHED:
                    self._read.popitem(last=False)
            return found

    def write_new(self, connection: sqlite3.Connection) -> None:
        """Write what isn't in the file yet, inside the connection's transaction."""
        connection.executemany(
            "INSERT OR IGNORE INTO prompts VALUES (?, ?)",
            [(prompt.hash, prompt.flac) for prompt in self._new.values()],
        )

    def settle(self) -> None:
        """The transaction of `write_new` is through."""
        with self._lock:
            self._read.update(self._new)
            self._new.clear()

    def _from_file(self, prompt: str) -> PromptAudio:
        missing = StudioError(
            "The recording of a voice is missing in the project.", "Choose another voice.", "voice_damaged"
        )
        if self._reader is None:
            raise missing
        try:
            row = self._reader.execute("SELECT flac FROM prompts WHERE hash = ?", (prompt,)).fetchone()
            found = PromptAudio.read(row[0]) if row is not None else None
        except (sqlite3.Error, StudioError) as error:
            raise StudioError(
                "The recording of a voice is damaged in the project.",
                "Choose another voice.",
                "voice_damaged",
            ) from error
        if found is None or found.hash != prompt:
            raise missing
        return found


def purge(connection: sqlite3.Connection) -> None:
    """Let go of voices that no line, take or track speaks with, and of recordings that no voice or take needs."""
    connection.execute(
        "DELETE FROM voices WHERE id NOT IN (SELECT voice_id FROM lines)"
        " AND id NOT IN (SELECT voice_id FROM takes)"
        " AND id NOT IN (SELECT voice_id FROM tracks WHERE voice_id IS NOT NULL)"
    )
    connection.execute(
        "DELETE FROM prompts WHERE hash NOT IN (SELECT prompt FROM voices)"
        " AND hash NOT IN (SELECT prompt FROM takes)"
    )
