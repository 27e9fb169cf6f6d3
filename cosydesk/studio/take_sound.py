"""The sound of takes in a project file: FLAC and peaks as blobs, read only when somebody asks for them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from cosydesk.studio.errors import StudioError
from cosydesk.studio.guard import Budget
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.sound import from_flac, to_flac
from cosydesk.studio.store import Samples
from cosydesk.studio.take import Take


class TakeSound:
    """What is written goes through the store's transactions; what is read comes over a connection of its own, from
    any thread.
    """

    def __init__(self, file: Path | None = None) -> None:
        """`file`: what the connection reads."""
        self._file = file
        self._reader: sqlite3.Connection | None = None
        self._reading = threading.Lock()
        self._new: dict[str, tuple[bytes, bytes]] = {}
        self._sizes: dict[str, int] | None = None

    def attach(self, reader: sqlite3.Connection) -> None:
        """Read over this connection from now on."""
        self._reader = reader

    def detach(self) -> None:
        """Close the connection; what is asked for later is missing."""
        with self._reading:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    # -- reading ---------------------------------------------------------------------------------------------

    def audio(self, take_id: str) -> Samples:
        """Samples at the take's own rate. Raises `StudioError` (``audio``)."""
        fresh = self._new.get(take_id)
        if fresh is not None:
            return from_flac(fresh[0])
        data, length = self._blob("flac", take_id)
        return from_flac(data, length)

    def peaks(self, take_id: str) -> PeakPyramid:
        """What its waveform is drawn from. Raises `StudioError` (``audio``)."""
        fresh = self._new.get(take_id)
        if fresh is not None:
            return PeakPyramid.of(from_flac(fresh[0]))
        data, length = self._blob("peaks", take_id)
        try:
            return PeakPyramid.from_bytes(data, -1 if length is None else length)
        except ValueError:
            return PeakPyramid.of(self.audio(take_id))

    def sizes(self) -> Mapping[str, int]:
        """Bytes that the sound of each take fills, by take id; also of deleted takes that an undo may bring back."""
        if self._sizes is None:
            with self._reading:
                # The length of a blob stands in its row's head: no sound is read for it.
                rows = (
                    self._reader.execute("SELECT take_id, length(flac) + length(peaks) FROM take_audio")
                    if self._reader is not None
                    else ()
                )
                self._sizes = {take_id: int(size) for take_id, size in rows}
            self._sizes.update(
                {take_id: len(flac) + len(peaks) for take_id, (flac, peaks) in self._new.items()}
            )
        return MappingProxyType(self._sizes)

    # -- writing ---------------------------------------------------------------------------------------------

    def add(self, take: Take, samples: Samples, bits: int) -> PeakPyramid:
        """Keep a take's sound until `write_new`; returns its peaks."""
        pyramid = PeakPyramid.of(samples)
        self.add_encoded(take.id, to_flac(samples, take.sample_rate, bits), pyramid.to_bytes())
        return pyramid

    def add_encoded(self, take_id: str, flac: bytes, peaks: bytes) -> None:
        """The same for sound that is FLAC already."""
        self._new[take_id] = (flac, peaks)
        if self._sizes is not None:
            self._sizes[take_id] = len(flac) + len(peaks)

    @property
    def unwritten_bytes(self) -> int:
        """How much waits for `write_new`."""
        return sum(len(flac) + len(peaks) for flac, peaks in self._new.values())

    def write_new(self, connection: sqlite3.Connection) -> None:
        """Write what isn't in the file yet, inside the connection's transaction."""
        for take_id, (flac, peaks) in self._new.items():
            connection.execute("INSERT OR REPLACE INTO take_audio VALUES (?, ?, ?)", (take_id, flac, peaks))

    def settle(self) -> None:
        """The transaction of `write_new` is through."""
        self._new.clear()

    # -- inside ----------------------------------------------------------------------------------------------

    def _blob(self, column: str, take_id: str) -> tuple[bytes, int | None]:
        """It, and how many samples the take has, unless that is known no more."""
        damaged = StudioError("The sound of this take is damaged.", "Speak the line again.", "audio")
        try:
            with self._reading:
                if self._reader is None:
                    raise StudioError("The project is closed.", code="audio")
                row = self._reader.execute(
                    f"SELECT length({column}), (SELECT length FROM takes WHERE id = take_id) FROM take_audio"
                    " WHERE take_id = ?",
                    (take_id,),
                ).fetchone()
                if row is None:
                    raise StudioError("The sound of this take is missing.", "Speak the line again.", "audio")
                # A row's head may claim what its file can't hold.
                if self._file is not None and row[0] > Budget.of(self._file).size:
                    raise damaged
                (data,) = self._reader.execute(
                    f"SELECT {column} FROM take_audio WHERE take_id = ?", (take_id,)
                ).fetchone()
        except sqlite3.Error as error:
            raise damaged from error
        if not isinstance(data, bytes):
            raise damaged
        return data, row[1]
