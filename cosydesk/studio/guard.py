"""SQLite files that a stranger may have made: nothing in them runs, and reading them takes no more than their size
allows.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_EVERY = 10_000
_LEAST_STEPS = 30_000_000
_STEPS_A_BYTE = 16
_SPACE = re.compile(r"\s+")
_ALONE = "win32-none" if sys.platform == "win32" else "unix-none"
"""SQLite's way to a file that it asks nobody else about."""


def connect(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
    """Open a file for any thread: ``ro``, ``rw`` or ``rwc``. Functions of its schema don't run, and cells that don't
    fit their page are damage. `more`: further parameters of SQLite's address, each with its "&".

    Raises:
        sqlite3.Error: it can't be opened.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}{more}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=2.0,
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open a file that nothing may be written to; what a session that was cut off left in its log is read too, also
    where nothing can be written.

    Raises:
        sqlite3.Error: it can't be opened.
    """
    connection = connect(path, "ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        # To share the log with others takes a file beside it, which can't be made; alone it is read without.
        connection.close()
        if not path.with_name(f"{path.name}-wal").exists():
            return connect(path, "ro", "&immutable=1")
        connection = connect(path, "ro", f"&vfs={_ALONE}")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    except BaseException:
        connection.close()
        raise
    return connection


def roll_back(path: Path) -> None:
    """Take back what a program that was killed had written by half; who may only read can't.

    Raises:
        sqlite3.Error: the file can't be read, or not written.
    """
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists() and journal.stat().st_size:
        with closing(connect(path, "rw")) as connection:
            Budget.of(path).limit(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


@dataclass(frozen=True)
class Budget:
    """What reading a file may take: a small one that claims to hold a world is found out, not read.

    Attributes:
        size: bytes of the file with its log. Nothing that it holds can be longer.
    """

    size: int

    @classmethod
    def of(cls, path: Path) -> Budget:
        """Of a file as it is now; one that isn't there yet has none."""
        real = path.resolve()
        return cls(
            sum(file.stat().st_size for file in (real, real.with_name(f"{real.name}-wal")) if file.exists())
        )

    def limit(self, connection: sqlite3.Connection) -> None:
        """Hold a connection to it: statements that take more fail with `sqlite3.OperationalError`."""
        left = (_LEAST_STEPS + _STEPS_A_BYTE * self.size) // _EVERY

        def is_spent() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        connection.set_progress_handler(is_spent, _EVERY)
        # Shorter than this SQLite itself can't work.
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(1 << 20, self.size))

    @staticmethod
    def lift(connection: sqlite3.Connection) -> None:
        """The file is found good: from here on it is ours, and what is written to it may be of any length."""
        connection.set_progress_handler(None, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000_000)


def unexpected(connection: sqlite3.Connection, migrations: Sequence[str]) -> str:
    """The first thing in a file's schema that the steps to its version don't make: a trigger, a view, another table,
    or a table of ours with other columns or conditions. Empty when there is none.

    Raises:
        sqlite3.Error: the schema can't be read.
    """
    known = _made_by(tuple(migrations))
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 1000").fetchall()
    found = {(kind, name, table, _plain(sql)) for kind, name, table, sql in rows}
    if strange := sorted(found - known, key=repr):
        return f"{strange[0][0]} {strange[0][1]}"
    missing = sorted(known - found, key=repr)
    return f"no {missing[0][0]} {missing[0][1]}" if missing else ""


def _plain(sql: object) -> str:
    return _SPACE.sub(" ", sql).strip() if isinstance(sql, str) else ""


@lru_cache(maxsize=16)
def _made_by(migrations: tuple[str, ...]) -> frozenset[tuple[str, str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        for script in migrations:
            for statement in filter(str.strip, script.split(";")):
                model.execute(statement)
        rows = model.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return frozenset((kind, name, table, _plain(sql)) for kind, name, table, sql in rows)
