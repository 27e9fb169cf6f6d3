"""By what a row of a project tells which table it is of, when nothing else does any more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from cosydesk.studio.rescue.pages import Cell, Value
from cosydesk.studio.schema import MIGRATIONS

_NULL, _INTEGER, _REAL, _TEXT, _BLOB = "null", "INTEGER", "REAL", "TEXT", "BLOB"


@dataclass(frozen=True)
class Shape:
    """What the rows of one table look like.

    Attributes:
        columns: their names in order, those that later versions added last. defaults: what an older row has there.
        kinds: what may stand in each. lengths: how many columns a row may have, by the version that wrote it.
        is_keyed: the table has no row ids.
    """

    table: str
    columns: tuple[str, ...]
    defaults: tuple[Value, ...]
    kinds: tuple[frozenset[str], ...]
    lengths: frozenset[int]
    is_keyed: bool

    def fits(self, cell: Cell) -> bool:
        """Whether the row may be of this table."""
        return (
            cell.is_keyed == self.is_keyed
            and len(cell.types) in self.lengths
            and all(_kind_of(kind) in self.kinds[at] for at, kind in enumerate(cell.types))
        )

    def named(self, values: list[Value]) -> dict[str, Value]:
        """A row's values by name, with the defaults of columns that it is too old for."""
        return dict(zip(self.columns, [*values, *self.defaults[len(values) :]], strict=True))


def shape_of(cell: Cell) -> Shape | None:
    """The table that a row is of; None for what no project has."""
    return next((shape for shape in _shapes() if shape.fits(cell)), None)


def _kind_of(serial: int) -> str:
    if serial >= 12:
        return _BLOB if serial % 2 == 0 else _TEXT
    return {0: _NULL, 7: _REAL}.get(serial, _INTEGER)


@cache
def _shapes() -> tuple[Shape, ...]:
    lengths: dict[str, set[int]] = {}
    found: list[Shape] = []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        for script in MIGRATIONS:
            for statement in filter(str.strip, script.split(";")):
                model.execute(statement)
            for table, _sql in _tables(model):
                columns = model.execute(f"PRAGMA table_info({table})").fetchall()
                lengths.setdefault(table, set()).add(len(columns))
        for table, sql in _tables(model):
            columns = model.execute(f"PRAGMA table_info({table})").fetchall()
            found.append(
                Shape(
                    table,
                    tuple(column[1] for column in columns),
                    tuple(_default(model, column[4]) for column in columns),
                    tuple(_kinds(column[2], bool(column[3]) or bool(column[5])) for column in columns),
                    frozenset(lengths[table]),
                    "WITHOUT ROWID" in sql,
                )
            )
    return tuple(found)


def _tables(model: sqlite3.Connection) -> list[tuple[str, str]]:
    return model.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()


def _kinds(declared: str, required: bool) -> frozenset[str]:
    kinds = {declared} | (set() if required else {_NULL})
    # A whole number is kept as one in a column of reals.
    return frozenset(kinds | ({_INTEGER} if declared == _REAL else set()))


def _default(model: sqlite3.Connection, text: str | None) -> Value:
    value: Value = model.execute(f"SELECT {text}").fetchone()[0] if text is not None else None
    return value
