"""The library's SQLite file: its tables, the steps from older versions, and what happens when it is damaged."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from cosydesk.studio.errors import StudioError
from cosydesk.studio.guard import Budget, connect, unexpected
from cosydesk.studio.log_sync import LogSync

_log = logging.getLogger(__name__)

_V1 = "CREATE TABLE IF NOT EXISTS favourites (voice_id TEXT PRIMARY KEY);"

_V2 = """
CREATE TABLE voices (id TEXT PRIMARY KEY, prompt TEXT NOT NULL, data TEXT NOT NULL, deleted TEXT);
CREATE TABLE prompts (hash TEXT PRIMARY KEY, flac BLOB NOT NULL);
CREATE TABLE encoded_prompts (
    prompt TEXT NOT NULL, encoder TEXT NOT NULL, data BLOB NOT NULL, used TEXT NOT NULL,
    PRIMARY KEY (prompt, encoder)
);
CREATE TABLE uses (voice_id TEXT PRIMARY KEY, at TEXT NOT NULL);
"""

_MIGRATIONS = (_V1, _V2)
_TABLES = ("favourites", "voices", "prompts", "encoded_prompts", "uses")
_CHECKED = ("favourites", "voices", "uses")
"""Checked at each start; the tables that hold sound are checked piece by piece when it is read."""

Row = tuple[Any, ...]
Step = tuple[str, Sequence[object]]


class LibraryFile:
    """One open file, or none when it can't be used. Any thread.

    A damaged file is never written to: it is set aside under another name, and what can be read of it goes into a
    new one.

    Attributes:
        path: the file.
        problem: what went wrong on opening, to be shown; ``library_damaged`` (a new file is in use),
            ``library_newer`` or ``library_unusable`` (nothing can be kept).
        set_aside: the damaged file, None when there was none.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem: StudioError | None = None
        self.set_aside: Path | None = None
        self.lock = threading.RLock()
        self._database: sqlite3.Connection | None = None
        real = Path(os.path.realpath(path))
        self._sync = LogSync(real.with_name(f"{real.name}-wal"))
        try:
            self._database = self._open()
        except sqlite3.OperationalError as error:
            self._give_up(error)
        except sqlite3.DatabaseError:
            _log.exception("The voice library %s is damaged", path)
            self._start_anew()

    @property
    def usable(self) -> bool:
        """Whether anything can be kept."""
        return self._database is not None

    def close(self) -> None:
        """Close the file; nothing is kept afterwards."""
        with self.lock:
            self._sync.close()
            if self._database is not None:
                self._database.close()
                self._database = None

    def read(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows of a query; none when the file can't be used.

        Raises:
            StudioError: ``library_damaged``: this part of it can't be read.
        """
        with self.lock:
            if self._database is None:
                return []
            try:
                return self._database.execute(query, values).fetchall()
            except sqlite3.Error as error:
                _log.exception("The voice library can't be read")
                raise StudioError(
                    "The voice library is damaged.",
                    "Start CosyDesk again to have it repaired.",
                    "library_damaged",
                ) from error

    def write(self, *steps: Step) -> None:
        """Carry out statements in one transaction.

        Raises:
            StudioError: ``write``: nothing of it is kept.
        """
        with self.lock:
            if self._database is None:
                raise self.problem or StudioError("The voice library is closed.", code="write")
            try:
                with self._database:
                    for statement, values in steps:
                        self._database.execute(statement, values)
                self._sync.note()
            except sqlite3.Error as error:
                _log.exception("The voice library can't be written")
                raise StudioError(
                    f"The voice library can't be written: {error}.", "Free some space on the disk.", "write"
                ) from error

    def _open(self) -> sqlite3.Connection | None:
        """Raises `sqlite3.Error`."""
        database = connect(self.path, "rwc")
        database.isolation_level = "DEFERRED"
        try:
            Budget.of(self.path).limit(database)
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version > len(_MIGRATIONS):
                self.problem = StudioError(
                    "The voice library was made by a newer CosyDesk.",
                    "Update CosyDesk; until then your own voices and favourites can't be used.",
                    "library_newer",
                )
                database.close()
                return None
            if version and unexpected(database, _MIGRATIONS[:version]):
                raise sqlite3.DatabaseError("it has tables that no library has")
            with suppress(sqlite3.OperationalError):  # a folder that can't be written is noticed below
                # So that noting a favourite while something is spoken doesn't wait for the disk.
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = NORMAL")
            _migrate(database, version)
            for table in _CHECKED:
                (verdict,) = database.execute(f"PRAGMA quick_check('{table}')").fetchone()
                if verdict != "ok":
                    raise sqlite3.DatabaseError(verdict)
            Budget.lift(database)
        except BaseException:
            database.close()
            raise
        return database

    def _start_anew(self) -> None:
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        number = 1
        while True:
            name = f"{self.path.stem}.damaged-{stamp}" + (f"-{number}" if number > 1 else "")
            aside = self.path.with_name(name + self.path.suffix)
            if not aside.exists():  # one of before stays, also where the clock was set back
                break
            number += 1
        try:
            for suffix in ("", "-wal", "-shm", "-journal"):
                with suppress(FileNotFoundError):
                    os.replace(
                        self.path.with_name(self.path.name + suffix), aside.with_name(aside.name + suffix)
                    )
            self._database = self._open()
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)
            return
        self.set_aside = aside
        self.problem = StudioError(
            "The voice library was damaged.",
            f"What could be read was saved; the damaged file is kept as {aside.name}.",
            "library_damaged",
        )
        if self._database is not None:
            _salvage(aside, self._database)

    def _give_up(self, error: Exception) -> None:
        _log.error("The voice library %s can't be used: %s", self.path, error)
        self.problem = StudioError(
            f"The voice library can't be used: {error}.",
            "Until it can, favourites and voices of your own are not kept.",
            "library_unusable",
        )


def _migrate(database: sqlite3.Connection, version: int) -> None:
    """Take the tables to the present version, all or nothing. Raises `sqlite3.Error`."""
    if version == len(_MIGRATIONS):
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        for script in _MIGRATIONS[version:]:
            for statement in filter(str.strip, script.split(";")):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
    except BaseException:
        database.rollback()
        raise
    database.commit()


def _salvage(source: Path, target: sqlite3.Connection) -> None:
    """Copy what can be read of a damaged file, row by row."""
    for table in _TABLES:
        count = 0
        try:
            with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as damaged:
                for row in damaged.execute(f"SELECT * FROM {table}"):
                    marks = ", ".join("?" * len(row))
                    with target:
                        target.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
                    count += 1
        except sqlite3.Error as error:
            _log.warning("%d rows of %s were saved, then: %s", count, table, error)


def placeholders(values: Iterable[object]) -> str:
    """``?, ?, ?`` for an SQL list."""
    return ", ".join("?" for _ in values)
