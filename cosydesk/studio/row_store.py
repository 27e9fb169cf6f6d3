"""The document's rows in its file: read as a whole on opening, written one by one as they change."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import MyVoice
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
from cosydesk.studio.state import ProjectSettings, State, Touched
from cosydesk.studio.table import Table

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


class RowStore:
    """What is noted goes through the transactions of the project's store. One thread."""

    def __init__(self) -> None:
        self._ranks: dict[str, int] = {}
        self._unwritten: set[Touched] = set()

    def read(self, connection: sqlite3.Connection) -> tuple[State, dict[str, str]]:
        """The document as the file holds it, and what else the file says of itself, by its names.

        Raises:
            sqlite3.Error, StudioError, KeyError, TypeError, ValueError: it can't be read.
        """
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

    def note(self, touched: Iterable[Touched]) -> None:
        """These have changed, or went: `write_noted` writes them as they are then."""
        self._unwritten.update(touched)

    def note_all(self, state: State) -> None:
        """The whole document is to be written."""
        self.note((kind, row.id) for kind, table in _tables(state).items() for row in table.rows())
        self.note([("lines", ""), ("project", "")])

    @property
    def unwritten(self) -> bool:
        """Whether something waits for `write_noted`."""
        return bool(self._unwritten)

    def write_noted(self, connection: sqlite3.Connection, state: State) -> None:
        """Write what isn't in the file yet, inside the connection's transaction."""
        if ("lines", "") in self._unwritten:
            order = [line.id for line in state.lines.rows()]
            self.note(("line", line_id) for line_id in ranked(order, self._ranks))
        if any(kind == "track" for kind, _ in self._unwritten):
            self.note(("track", track.id) for track in state.tracks.rows())
        if ("project", "") in self._unwritten:
            settings = state.settings.rows()[0]
            connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [(field.name, json.dumps(getattr(settings, field.name))) for field in fields(settings)],
            )
        tables = _tables(state)
        for kind, item_id in self._unwritten:
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

    def settle(self) -> None:
        """The transaction of `write_noted` is through."""
        self._unwritten.clear()


def has_leftovers(connection: sqlite3.Connection) -> bool:
    """Whether `purge` has something to do."""
    counts = connection.execute(
        f"SELECT (SELECT count(*) FROM takes WHERE {_LEFT_TAKES}),"
        f" (SELECT count(*) FROM take_audio WHERE {_LEFT_SOUND})"
    )
    return any(counts.fetchone())


def purge(connection: sqlite3.Connection) -> None:
    """Let go of takes, and of their sound, that only an undo could have brought back."""
    connection.execute(f"DELETE FROM takes WHERE {_LEFT_TAKES}")
    connection.execute(f"DELETE FROM take_audio WHERE {_LEFT_SOUND}")


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
