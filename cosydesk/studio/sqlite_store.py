"""A project's store in its SQLite file: rows and sound written through at once, sound read lazily.

While open the file is in WAL mode, so that every transaction survives the death of the process, and a second later
also that of the machine; on closing it becomes one clean file again. Sound of takes that an undo could bring back
stays until then.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from cosydesk import disk
from cosydesk.studio.errors import StudioError
from cosydesk.studio.guard import Budget, connect, connect_reader, roll_back
from cosydesk.studio.lock import FileLock
from cosydesk.studio.log_sync import LogSync
from cosydesk.studio.my_voice import MyVoice
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.prompt_store import PromptStore, purge
from cosydesk.studio.row_values import check, types_of
from cosydesk.studio.rows import (
    CLIPS,
    LINES,
    MARKERS,
    MOST_RANK,
    RESPELLINGS,
    TAKES,
    TRACKS,
    VOICES,
    RowFormat,
    ranked,
)
from cosydesk.studio.schema import MIGRATIONS, checked, migrate, sound_structure
from cosydesk.studio.state import ProjectSettings, State, Touched
from cosydesk.studio.store import Samples, Store, WriteFailed
from cosydesk.studio.table import Table
from cosydesk.studio.take import Take
from cosydesk.studio.take_sound import TakeSound

_log = logging.getLogger(__name__)

_FORMATS: dict[str, RowFormat] = {
    "line": LINES,
    "take": TAKES,
    "clip": CLIPS,
    "track": TRACKS,
    "marker": MARKERS,
    "respelling": RESPELLINGS,
    "voice": VOICES,
}
_LEFT_TAKES = (
    "line_id NOT IN (SELECT id FROM lines) AND id NOT IN (SELECT take_id FROM clips WHERE line_id IS NULL)"
)
_LEFT_SOUND = "take_id NOT IN (SELECT id FROM takes)"
"""What only an undo could have brought back."""

_BATCH_BYTES = 64 << 20
"""How much sound of another store waits in memory until it is written."""

_WRITE_ERRORS = (sqlite3.Error, OverflowError, UnicodeError)


class SqliteStore:
    """One project file. Writing from one thread; `audio` and `peaks` from any.

    Attributes:
        path: the file, as it was named; its lock and its log lie where its links lead.
        prompts: the recordings of the voices that the project keeps.
        read_only: opened to look at; nothing is ever written.
        held_elsewhere: it is read-only because another window has the file open.
        on_write_failed: told once when writing begins to fail; what couldn't be written is tried again with every
            later edit, and nothing is lost while the session lasts.
    """

    def __init__(self, path: Path, lock: FileLock | None, *, held_elsewhere: bool = False) -> None:
        self.path: Path | None = path
        self.prompts = PromptStore()
        self.read_only = lock is None
        self.held_elsewhere = held_elsewhere
        self.on_write_failed: WriteFailed | None = None
        self._file = Path(os.path.realpath(path))
        self._lock = lock
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._sound = TakeSound(self._file)
        self._sync = LogSync(self._file.with_name(f"{self._file.name}-wal"))
        self._ranks: dict[str, int] = {}
        self._dirty: set[Touched] = set()
        self._failing = False

    # -- opening ---------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> SqliteStore:
        """Open a file that `schema.checked` found good; read-only when another window holds it. Call `load`
        next.
        """
        lock, held = None, False
        if not read_only and os.access(path, os.W_OK):
            with suppress(OSError):
                place = disk.place_of(path)
                # Under a second name another window could write to it unseen, with a log of its own.
                if place.stat().st_nlink == 1:
                    lock = FileLock.acquire(place)
                    held = lock is None
        return cls(path, lock, held_elsewhere=held)

    @classmethod
    def install(cls, temporary: Path, path: Path) -> SqliteStore:
        """Move a finished database to `path`, in place of what is there, and open it.

        Raises:
            StudioError: ``locked``. OSError: it can't be moved there.
        """
        place = disk.place_of(path)
        lock = FileLock.acquire(place)
        if lock is None:
            raise StudioError(
                f"{path.name} is open in another window.", "Close it there, or choose another name.", "locked"
            )
        try:
            disk.sync_file(temporary)
            # A write-ahead log of the file that is replaced must never be played into the new one.
            for suffix in ("-wal", "-shm", "-journal"):
                place.with_name(place.name + suffix).unlink(missing_ok=True)
            disk.put(temporary, place)
        except OSError:
            lock.release()
            raise
        return cls(path, lock)

    def load(self, *, anew: bool = True) -> tuple[State, int, bool]:
        """Read all rows: (state, sample rate, whether the last session ended without closing).

        The file is opened for writing only after all of it was read well. `anew`: a session begins, and what only
        an undo of the last one could have brought back goes; else a session moves here with its history.

        Raises:
            StudioError: ``damaged``, ``refused``; the file is unaltered. Call `abandon` then.
        """
        try:
            if not self.read_only:
                roll_back(self._file)
            version = checked(self._file)
            budget = Budget.of(self._file)
            self._reader = connect_reader(self._file) if self.read_only else connect(self._file, "ro")
            budget.limit(self._reader)
            sound_structure(self._file.name, self._reader, version, budget.size)
            if version < len(MIGRATIONS):
                self._migrate(version)
            self._sound.attach(self._reader)
            self.prompts.attach(self._reader)
            state, meta = self._read(self._reader)
            sample_rate = int(meta["sample_rate"])
            if not 8_000 <= sample_rate <= 192_000:
                raise ValueError(f"sample rate {sample_rate}")
            # Looked for before anything is written: a file in which even that fails is left as it is.
            leftovers = anew and self._has_leftovers(self._reader)
            Budget.lift(self._reader)
            if not self.read_only:
                self._writer = connect(self._file, "rw")
                self._writer.execute("PRAGMA journal_mode = WAL")
                self._writer.execute("PRAGMA synchronous = NORMAL")
                self._writer.execute("INSERT OR REPLACE INTO meta VALUES ('session', 'open')")
                if leftovers:
                    self._purge(self._writer)
        except sqlite3.OperationalError as error:
            _log.exception("%s could not be opened", self._file)
            raise StudioError(f"{self._file.name} can't be opened: {error}.", "", "damaged") from error
        except (sqlite3.Error, ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
            _log.exception("%s is damaged", self._file)
            raise StudioError(
                f"{self._file.name} is damaged: {error}.", "Open a backup of it.", "damaged"
            ) from error
        return state, sample_rate, meta.get("session") == "open" and not self.read_only

    def abandon(self) -> None:
        """Close without touching the file."""
        self._sync.close()
        self._sound.detach()
        self.prompts.detach()
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None
        if self._lock is not None:
            self._lock.release()

    # -- writing ---------------------------------------------------------------------------------------------

    def write(self, state: State, touched: Collection[Touched]) -> None:
        if self.read_only:
            return
        self._dirty.update(touched)
        try:
            self._flush(state)
        except _WRITE_ERRORS as error:
            self._failed(error)

    @property
    def failing(self) -> bool:
        return self._failing

    def add_audio(self, take: Take, samples: Samples, bits: int = 24) -> PeakPyramid:
        return self._sound.add(take, samples, bits)

    def fill(self, state: State, source: Store) -> None:
        """Write a whole document whose sound comes from another store. Raises `StudioError` (``write``)."""
        for prompt in needed_prompts(state):
            with suppress(StudioError):  # a take can be heard without what it was cloned from
                self.prompts.add(source.prompts.get(prompt))
        self._dirty = {(kind, row.id) for kind, table in _tables(state).items() for row in table.rows()}
        self._dirty |= {("lines", ""), ("project", "")}
        for take in state.takes.rows():
            self._sound.add(take, source.audio(take.id), state.settings.rows()[0].take_bits)
            if self._sound.unwritten_bytes > _BATCH_BYTES:
                self.checkpoint(state)
                self._dirty.add(("project", ""))
        self.checkpoint(state)

    def checkpoint(self, state: State) -> None:
        """Write what is still unwritten and bring it to the disk, power cuts included.

        Raises:
            StudioError: ``write``.
        """
        if self._writer is None:
            return
        try:
            self._flush(state)
            self._writer.execute("PRAGMA wal_checkpoint(FULL)").fetchall()
        except _WRITE_ERRORS as error:
            self._failing = True
            raise self._error(error) from error

    def copy_to(self, path: Path, state: State) -> None:
        """Write a complete copy, with what could not be written here. Raises `OSError`."""
        source = self._writer or self._reader
        assert source is not None
        try:
            copy = sqlite3.connect(path, isolation_level=None)
            try:
                source.backup(copy, pages=-1)
                copy.execute("PRAGMA journal_mode = DELETE")
                copy.execute("BEGIN IMMEDIATE")
                self._write_rows(copy, state, self._dirty)
                copy.execute("DELETE FROM meta WHERE key = 'session'")
                copy.execute("COMMIT")
            finally:
                copy.close()
        except _WRITE_ERRORS as error:
            raise OSError(0, str(error)) from error

    def close(self, state: State | None = None) -> None:
        """End the session and leave one clean file.

        Raises:
            StudioError: ``write``: something is not in the file yet; the store stays open.
        """
        if self._writer is not None:
            if state is not None and self._dirty:
                self.checkpoint(state)
            try:
                self._tidy(self._writer)
            except sqlite3.Error:
                # All edits are in the file and its log; the next opening tidies up.
                _log.exception("%s could not be tidied up", self._file)
        self.abandon()

    # -- sound -----------------------------------------------------------------------------------------------

    def audio(self, take_id: str) -> Samples:
        return self._sound.audio(take_id)

    def peaks(self, take_id: str) -> PeakPyramid:
        return self._sound.peaks(take_id)

    def audio_sizes(self) -> Mapping[str, int]:
        return self._sound.sizes()

    # -- inside ----------------------------------------------------------------------------------------------

    def _migrate(self, version: int) -> None:
        if self.read_only:
            raise StudioError(
                f"{self._file.name} was made by an older CosyDesk and can't be opened to look at only.",
                "Open it where it can be written.",
                "read_only",
            )
        connection = connect(self._file, "rw")
        try:
            migrate(connection, version)
        finally:
            connection.close()

    def _read(self, connection: sqlite3.Connection) -> tuple[State, dict[str, str]]:
        connection.execute("BEGIN")
        try:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            lines = connection.execute(LINES.select).fetchall()
            takes = connection.execute(TAKES.select).fetchall()
            tracks = connection.execute(TRACKS.select).fetchall()
            clips = connection.execute(CLIPS.select).fetchall()
            markers = connection.execute(MARKERS.select).fetchall()
            respellings = connection.execute(RESPELLINGS.select).fetchall()
            voices = connection.execute(VOICES.select).fetchall()
        finally:
            connection.execute("COMMIT")
        # Those that are none, or at the end of all numbers, are given anew when something is written.
        self._ranks = {row[0]: row[-1] for row in lines if type(row[-1]) is int and abs(row[-1]) < MOST_RANK}
        state = State()
        state.settings.replace(_settings(meta))
        state.load("line", map(LINES.from_row, lines))
        # Takes of deleted lines were kept for an undo that ended with its session, unless a loose clip plays them.
        placed = [clip for clip in map(CLIPS.from_row, clips)]
        played = {clip.take_id for clip in placed if clip.line_id is None}
        state.load(
            "take",
            (take for take in map(TAKES.from_row, takes) if take.line_id in state.lines or take.id in played),
        )
        state.load("track", map(TRACKS.from_row, tracks))
        state.load("clip", (clip for clip in placed if clip.take_id in state.takes))
        state.load("marker", map(MARKERS.from_row, markers))
        state.load("respelling", map(RESPELLINGS.from_row, respellings))
        state.load("voice", _readable_voices(voices))
        state.settle_all()
        return state, meta

    def _flush(self, state: State) -> None:
        if self._writer is None or not self._dirty:
            return
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            self._write_rows(self._writer, state, self._dirty)
            self._writer.execute("COMMIT")
        except BaseException:
            if self._writer.in_transaction:
                with suppress(sqlite3.Error):
                    self._writer.execute("ROLLBACK")
            raise
        self._sync.note()
        self._dirty.clear()
        self._sound.settle()
        self.prompts.settle()
        self._failing = False

    def _write_rows(self, connection: sqlite3.Connection, state: State, dirty: set[Touched]) -> None:
        if ("lines", "") in dirty:
            order = [line.id for line in state.lines.rows()]
            dirty.update(("line", line_id) for line_id in ranked(order, self._ranks))
        if any(kind == "track" for kind, _ in dirty):
            dirty.update(("track", track.id) for track in state.tracks.rows())
        if ("project", "") in dirty:
            settings = state.settings.rows()[0]
            connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [(field.name, json.dumps(getattr(settings, field.name))) for field in fields(settings)],
            )
        tables = _tables(state)
        for kind, item_id in dirty:
            if kind not in _FORMATS:
                continue
            form, item = _FORMATS[kind], tables[kind].get(item_id)
            if item is None:
                connection.execute(f"DELETE FROM {form.table} WHERE id = ?", (item_id,))
                continue
            row = form.to_row(item)
            if kind == "line":
                row += (self._ranks[item_id],)
            elif kind == "track":
                row += (state.tracks.position(item_id),)
            connection.execute(form.upsert, row)
        self._sound.write_new(connection)
        self.prompts.write_new(connection)

    def _failed(self, error: Exception) -> None:
        _log.error("%s could not be written: %s", self._file, error)
        if not self._failing:
            self._failing = True
            if self.on_write_failed is not None:
                self.on_write_failed(self._error(error))

    def _error(self, error: Exception) -> StudioError:
        return StudioError(
            f"{self._file.name} can't be written: {error}.",
            "Free some space or save under another name; until then your changes are kept in memory.",
            "write",
        )

    def _has_leftovers(self, connection: sqlite3.Connection) -> bool:
        """Whether `_purge` has something to do."""
        counts = connection.execute(
            f"SELECT (SELECT count(*) FROM takes WHERE {_LEFT_TAKES}),"
            f" (SELECT count(*) FROM take_audio WHERE {_LEFT_SOUND})"
        )
        return any(counts.fetchone())

    def _purge(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"DELETE FROM takes WHERE {_LEFT_TAKES}")
        connection.execute(f"DELETE FROM take_audio WHERE {_LEFT_SOUND}")

    def _tidy(self, connection: sqlite3.Connection) -> None:
        self._purge(connection)
        purge(connection)
        connection.execute("DELETE FROM meta WHERE key = 'session'")
        # It gives back one page at each step and returns no rows: only a script is stepped to its end.
        connection.executescript("PRAGMA incremental_vacuum")
        self._sound.detach()
        self.prompts.detach()
        self._reader = None
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def _tables(state: State) -> dict[str, Table[Any]]:
    return {
        "line": state.lines,
        "take": state.takes,
        "clip": state.clips,
        "track": state.tracks,
        "marker": state.markers,
        "respelling": state.respellings,
        "voice": state.voices,
    }


def needed_prompts(state: State) -> set[str]:
    """Hashes of the recordings that the document's voices and takes were made from."""
    takes = {take.request.prompt for take in state.takes.rows() if take.request.prompt}
    return takes | {voice.prompt for voice in state.voices.rows()}


def _readable_voices(rows: Iterable[Sequence[Any]]) -> Iterator[MyVoice]:
    """The voices that can be read: the project can be opened, played and spoken without one."""
    for row in rows:
        try:
            yield VOICES.from_row(row)
        except (StudioError, ValueError, TypeError, RecursionError) as error:
            _log.error("The project's voice %s can't be read: %s", row[0], error)


def _settings(meta: dict[str, str]) -> ProjectSettings:
    """The project's settings; what the file doesn't know yet is as in a new one. Raises `ValueError`."""
    known = {
        field.name: json.loads(meta[field.name]) for field in fields(ProjectSettings) if field.name in meta
    }
    check(types_of(ProjectSettings), tuple(known), tuple(known.values()))
    return ProjectSettings(**known)
