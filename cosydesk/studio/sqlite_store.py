"""A project's store in its SQLite file: rows and sound written through at once, sound read lazily.

While open the file is in WAL mode, so that every transaction survives the death of the process, and a second later
also that of the machine; on closing it becomes one clean file again. Sound of takes that an undo could bring back
stays until then.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from cosydesk import disk
from cosydesk.studio import prompt_store, row_store
from cosydesk.studio.errors import StudioError
from cosydesk.studio.guard import Budget, connect, connect_reader, roll_back
from cosydesk.studio.lock import FileLock
from cosydesk.studio.log_sync import LogSync
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.prompt_store import PromptStore
from cosydesk.studio.row_store import RowStore
from cosydesk.studio.schema import MIGRATIONS, checked, migrate, sound_structure
from cosydesk.studio.state import State, Touched
from cosydesk.studio.store import Samples, Store, WriteFailed
from cosydesk.studio.take import Take
from cosydesk.studio.take_sound import TakeSound

_log = logging.getLogger(__name__)

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
        self._rows = RowStore()
        self._sound = TakeSound(self._file)
        self._sync = LogSync(self._file.with_name(f"{self._file.name}-wal"))
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
            state, meta = self._rows.read(self._reader)
            sample_rate = int(meta["sample_rate"])
            if not 8_000 <= sample_rate <= 192_000:
                raise ValueError(f"sample rate {sample_rate}")
            # Looked for before anything is written: a file in which even that fails is left as it is.
            leftovers = anew and row_store.has_leftovers(self._reader)
            Budget.lift(self._reader)
            if not self.read_only:
                self._writer = connect(self._file, "rw")
                self._writer.execute("PRAGMA journal_mode = WAL")
                self._writer.execute("PRAGMA synchronous = NORMAL")
                self._writer.execute("INSERT OR REPLACE INTO meta VALUES ('session', 'open')")
                if leftovers:
                    row_store.purge(self._writer)
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
        self._rows.note(touched)
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
        self._rows.note_all(state)
        for take in state.takes.rows():
            self._sound.add(take, source.audio(take.id), state.settings.rows()[0].take_bits)
            if self._sound.unwritten_bytes > _BATCH_BYTES:
                self.checkpoint(state)
                self._rows.note([("project", "")])
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
                self._write_new(copy, state)
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
            if state is not None and self._rows.unwritten:
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

    def _flush(self, state: State) -> None:
        if self._writer is None or not self._rows.unwritten:
            return
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            self._write_new(self._writer, state)
            self._writer.execute("COMMIT")
        except BaseException:
            if self._writer.in_transaction:
                with suppress(sqlite3.Error):
                    self._writer.execute("ROLLBACK")
            raise
        self._sync.note()
        self._rows.settle()
        self._sound.settle()
        self.prompts.settle()
        self._failing = False

    def _write_new(self, connection: sqlite3.Connection, state: State) -> None:
        self._rows.write_noted(connection, state)
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

    def _tidy(self, connection: sqlite3.Connection) -> None:
        row_store.purge(connection)
        prompt_store.purge(connection)
        connection.execute("DELETE FROM meta WHERE key = 'session'")
        # It gives back one page at each step and returns no rows: only a script is stepped to its end.
        connection.executescript("PRAGMA incremental_vacuum")
        self._sound.detach()
        self.prompts.detach()
        self._reader = None
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def needed_prompts(state: State) -> set[str]:
    """Hashes of the recordings that the document's voices and takes were made from."""
    takes = {take.request.prompt for take in state.takes.rows() if take.request.prompt}
    return takes | {voice.prompt for voice in state.voices.rows()}
