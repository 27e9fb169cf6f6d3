"""The project file's format: what marks it as ours, its tables, and the steps from older versions."""

from __future__ import annotations

import os
import sqlite3
import struct
from pathlib import Path

from cosydesk.studio.errors import StudioError
from cosydesk.studio.guard import unexpected

SUFFIX = ".cosydesk"
APPLICATION_ID = 0x436F5379
"""``CoSy`` in the SQLite header."""

_V1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE lines (
    id TEXT PRIMARY KEY, rank INTEGER NOT NULL, text TEXT NOT NULL, voice_id TEXT NOT NULL, mode TEXT NOT
    NULL, instruct TEXT NOT NULL, speed REAL NOT NULL, seed INTEGER NOT NULL, seed_locked INTEGER NOT NULL,
    gap_ms INTEGER, notes TEXT NOT NULL, take_id TEXT
);
CREATE TABLE takes (
    id TEXT PRIMARY KEY, line_id TEXT NOT NULL, model_id TEXT NOT NULL, voice_id TEXT NOT NULL, mode TEXT NOT
    NULL, text TEXT NOT NULL, instruct TEXT NOT NULL, speed REAL NOT NULL, seed INTEGER NOT NULL,
    sample_rate INTEGER NOT NULL, length INTEGER NOT NULL, created TEXT NOT NULL, starred INTEGER NOT NULL,
    notices TEXT NOT NULL
);
CREATE TABLE take_audio (take_id TEXT PRIMARY KEY, flac BLOB NOT NULL, peaks BLOB NOT NULL);
CREATE TABLE tracks (
    id TEXT PRIMARY KEY, rank INTEGER NOT NULL, name TEXT NOT NULL, voice_id TEXT, gain_db REAL NOT NULL,
    muted INTEGER NOT NULL, solo INTEGER NOT NULL
);
CREATE TABLE clips (
    id TEXT PRIMARY KEY, line_id TEXT, take_id TEXT NOT NULL, track_id TEXT NOT NULL, start INTEGER,
    "offset" INTEGER NOT NULL, length INTEGER, gain_db REAL NOT NULL
);
"""

_V2 = """
ALTER TABLE clips ADD COLUMN fade_in INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clips ADD COLUMN fade_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tracks ADD COLUMN color INTEGER;
CREATE TABLE markers (id TEXT PRIMARY KEY, at INTEGER NOT NULL, name TEXT NOT NULL, color INTEGER NOT NULL);
"""

_SLOTS = """
ALTER TABLE lines ADD COLUMN slot_in INTEGER;
ALTER TABLE lines ADD COLUMN slot_out INTEGER;
"""

_RESPELLINGS = """
CREATE TABLE respellings (
    id TEXT PRIMARY KEY, word TEXT NOT NULL, spoken TEXT NOT NULL, language TEXT NOT NULL,
    match_case INTEGER NOT NULL, whole_word INTEGER NOT NULL, enabled INTEGER NOT NULL
);
ALTER TABLE takes ADD COLUMN spoken TEXT NOT NULL DEFAULT '';
"""

_VOICES = """
ALTER TABLE takes ADD COLUMN prompt TEXT NOT NULL DEFAULT '';
ALTER TABLE takes ADD COLUMN transcript TEXT NOT NULL DEFAULT '';
CREATE TABLE voices (id TEXT PRIMARY KEY, prompt TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE prompts (hash TEXT PRIMARY KEY, flac BLOB NOT NULL);
"""

_REVISIONS = """
ALTER TABLE takes ADD COLUMN revision TEXT NOT NULL DEFAULT '';
"""

_DUBBING = """
ALTER TABLE lines ADD COLUMN speaker TEXT NOT NULL DEFAULT '';
ALTER TABLE lines ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE clips ADD COLUMN tempo REAL NOT NULL DEFAULT 1.0;
ALTER TABLE takes ADD COLUMN speech_in INTEGER;
ALTER TABLE takes ADD COLUMN speech_out INTEGER;
ALTER TABLE takes ADD COLUMN "check" TEXT NOT NULL DEFAULT '';
"""

MIGRATIONS: list[str] = [_V1, _V2, _SLOTS, _RESPELLINGS, _VOICES, _REVISIONS, _DUBBING]
"""Step k takes a file from version k to k + 1; a new file goes through all of them."""

ROW_TABLES = ("meta", "lines", "takes", "tracks", "clips", "markers", "respellings", "voices")
"""The tables that are read as a whole on opening."""


_MAGIC = b"SQLite format 3\0"

_CHECKED_WHOLE = 64 << 20
"""Bytes up to which every page of a file is looked at on opening: that takes a tenth of a second at most."""


def checked(path: Path) -> int:
    """The file's format version, read from its header alone.

    Raises:
        StudioError: ``missing``, ``foreign``, ``newer`` or ``damaged``.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from error
    if len(header) < 100 or not header.startswith(_MAGIC):
        if size == 0:
            raise StudioError(f"{path.name} is empty.", "Open a backup of it.", "damaged")
        if len(header) == 100 and (_alike(header, _MAGIC) or not any(header)):
            raise StudioError(
                f"{path.name} is damaged: its beginning is broken.", "Open a backup of it.", "damaged"
            )
        raise StudioError(f"{path.name} isn't a CosyDesk project.", "Choose a *.cosydesk file.", "foreign")
    # Offsets by the SQLite file format: 16 page size, 24 change counter, 28 pages, 60 and 68 ours, 92
    # valid-for.
    page_size, change_counter, pages = struct.unpack(">H6xII", header[16:32])
    page_size = 65536 if page_size == 1 else page_size
    version, application_id, valid_for = struct.unpack(">I4xI20xI", header[60:96])
    if application_id != APPLICATION_ID and (application_id ^ APPLICATION_ID).bit_count() <= 2:
        raise StudioError(
            f"{path.name} is damaged: its beginning is broken.", "Open a backup of it.", "damaged"
        )
    if application_id != APPLICATION_ID:
        raise StudioError(f"{path.name} isn't a CosyDesk project.", "Choose a *.cosydesk file.", "foreign")
    if version > len(MIGRATIONS):
        raise StudioError(
            f"{path.name} was made by a newer CosyDesk.", "Update CosyDesk, then open it again.", "newer"
        )
    real = Path(os.path.realpath(path))
    logs = [real.with_name(f"{real.name}{kind}") for kind in ("-wal", "-journal")]
    complete = change_counter != valid_for or size >= page_size * pages
    if version < 1 or not (complete or any(log.exists() and log.stat().st_size for log in logs)):
        raise StudioError(
            f"{path.name} is damaged: a part of it is missing.", "Open a backup of it.", "damaged"
        )
    return int(version)


def unreadable(path: Path, error: OSError) -> StudioError:
    """What is said of a project that the system doesn't give (``missing``)."""
    if isinstance(error, FileNotFoundError):
        return StudioError(f"{path.name} isn't there any more.", "Was it moved or renamed?", "missing")
    return StudioError(f"{path.name} can't be read: {error.strerror}.", "", "missing")


def _alike(header: bytes, magic: bytes) -> bool:
    """Whether most of the bytes that mark a database are there."""
    return sum(map(int.__eq__, header, magic)) >= 12


def sound_structure(name: str, connection: sqlite3.Connection, version: int, size: int) -> None:
    """Whether a file is put together as a project of this version is: then it can be read, and written to.

    Args:
        name: what to call it. size: its bytes.

    Raises:
        StudioError: ``refused``: something in it would run by itself. sqlite3.DatabaseError: it is damaged.
    """
    strange = unexpected(connection, MIGRATIONS[:version])
    if strange.startswith(("trigger", "view")):
        raise StudioError(
            f"{name} is refused: it holds what no project needs.",
            "It was not made by CosyDesk; don't open it.",
            "refused",
        )
    if strange:
        raise sqlite3.DatabaseError(f"its tables are not a project's ({strange})")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    checks = [f"integrity_check('{table}')" for table in ROW_TABLES if table in tables]
    checks = ["integrity_check"] if size <= _CHECKED_WHOLE else checks
    for check in checks:
        (verdict,) = connection.execute(f"PRAGMA {check}").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
    for table, column in (("take_audio", "flac"), ("prompts", "flac")):
        if size > _CHECKED_WHOLE and table in tables:
            # Looks at every row's head; the sound itself is looked at when it is played.
            connection.execute(f"SELECT sum(length({column})) FROM {table}").fetchone()


def new_database(path: Path, sample_rate: int) -> sqlite3.Connection:
    """A fresh project database at `path`, which must not exist. Raises `OSError`."""
    try:
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("PRAGMA page_size = 4096")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(database, 0)
        database.execute("INSERT INTO meta VALUES ('sample_rate', ?)", (str(sample_rate),))
    except sqlite3.Error as error:
        raise OSError(0, str(error)) from error
    return database


def migrate(database: sqlite3.Connection, version: int) -> None:
    """Take the tables from `version` to the present one, all or nothing. Raises `sqlite3.Error`."""
    if version == len(MIGRATIONS):
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                if statement.strip():
                    database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
