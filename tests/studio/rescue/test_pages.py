"""Rows read page by page are the rows that SQLite reads."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from cosydesk.studio.rescue.pages import BrokenCellError, Cell, Pages

PAGE_SIZES = (512, 1024, 4096, 16384, 65536)
NUMBERS = (0, 1, -1, 127, -128, 32_767, -8_388_608, 2**31, 2**47 - 1, -(2**47), 2**62, -(2**63))


def written(path: Path, page_size: int = 4096, rows: int = 400) -> bytes:
    """A database of one table with row ids and one without, with values of every kind and length."""
    chance = random.Random(page_size)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute(f"PRAGMA page_size = {page_size}")
        database.execute("CREATE TABLE plain (name TEXT, number INTEGER, share REAL, sound BLOB)")
        database.execute("CREATE TABLE keyed (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID")
        database.execute("BEGIN")
        for row in range(rows):
            size = chance.choice((0, 5, 300, page_size - 40, 3 * page_size + 7))
            values = (f"row {row} 第", chance.choice(NUMBERS), chance.choice((None, 2.0, -0.125)))
            database.execute("INSERT INTO plain VALUES (?, ?, ?, ?)", (*values, chance.randbytes(size)))
            database.execute("INSERT INTO keyed VALUES (?, ?)", (f"key {row}", "好" * (size // 3)))
        database.execute("COMMIT")
    return path.read_bytes()


def rows_of(path: Path, table: str) -> Counter[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return Counter(database.execute(f"SELECT * FROM {table}").fetchall())


def found(data: bytes, *, keyed: bool) -> Counter[tuple[object, ...]]:
    """What is there beside the rows of SQLite's own table, which has five columns, and of indexes."""
    cells = [cell for cell in Pages(data).cells() if cell.is_keyed == keyed and len(cell.types) < 5]
    return Counter(tuple(cell.values()) for cell in cells)


@pytest.mark.parametrize("page_size", PAGE_SIZES)
def test_every_row_is_found_once_as_it_was_written(tmp_path: Path, page_size: int) -> None:
    path = tmp_path / "a"
    data = written(path, page_size)
    assert found(data, keyed=False) == rows_of(path, "plain")
    assert found(data, keyed=True) == rows_of(path, "keyed")


@pytest.mark.parametrize("page_size", PAGE_SIZES[:3])
def test_rows_that_were_deleted_are_not_found(tmp_path: Path, page_size: int) -> None:
    path = tmp_path / "a"
    written(path, page_size)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("DELETE FROM plain WHERE number < 0")
        database.execute("DELETE FROM keyed WHERE length(text) > 90")
    data = path.read_bytes()
    assert found(data, keyed=False) == rows_of(path, "plain")
    assert found(data, keyed=True) == rows_of(path, "keyed")


def test_the_first_column_is_read_without_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a"
    data = written(path)
    names = Counter(
        cell.first_text() for cell in Pages(data).cells() if not cell.is_keyed and len(cell.types) == 4
    )
    assert names == Counter(row[0] for row in rows_of(path, "plain").elements())


def test_a_first_column_of_another_kind_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("CREATE TABLE only (number)")
        database.execute("INSERT INTO only VALUES (7), (x'00')")
    cells = [cell for cell in Pages(path.read_bytes()).cells() if len(cell.types) == 1]
    assert len(cells) == 2
    for cell in cells:
        with pytest.raises(BrokenCellError):
            cell.first_text()


@pytest.mark.parametrize("root", ["kept", "gone"])
def test_a_page_that_is_gone_costs_no_row_of_another(tmp_path: Path, root: str) -> None:
    """Where it was the table's root, the map of pages alone still tells the others."""
    path = tmp_path / "a"
    data = bytearray(written(path, 1024))
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'plain'").fetchone()
    start = 1024 * (page - 1)
    if root == "kept":  # its first child instead
        pointer = int.from_bytes(data[start + 12 : start + 14], "big")
        start = 1024 * (int.from_bytes(data[start + pointer : start + pointer + 4], "big") - 1)
    data[start : start + 1024] = bytes(1024)
    left, whole = found(bytes(data), keyed=False), rows_of(path, "plain")
    assert left <= whole
    assert found(bytes(data), keyed=True) == rows_of(path, "keyed")
    # A page of 1024 bytes holds a few dozen such rows, and an inner page as many others of its kind.
    assert (whole - left).total() < 100
    assert left.total() > 250


def long_row(tmp_path: Path) -> tuple[bytes, Cell]:
    path = tmp_path / "a"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("CREATE TABLE long (sound BLOB)")
        database.execute("INSERT INTO long VALUES (?)", (random.Random(1).randbytes(50_000),))
    data = path.read_bytes()
    return data, one_long(data)


def one_long(data: bytes) -> Cell:
    (cell,) = (cell for cell in Pages(data).cells() if len(cell.types) == 1)
    return cell


def read(cell: Cell, times: int) -> None:
    for _ in range(times):
        cell.values()


def test_a_row_that_leads_nowhere_says_so(tmp_path: Path) -> None:
    data, cell = long_row(tmp_path)
    assert len(bytes(cell.values()[0] or b"")) == 50_000  # type: ignore[arg-type]
    cut = one_long(data[: len(data) - 2 * 4096])
    with pytest.raises(BrokenCellError):
        cut.values()


def test_rows_that_share_their_pages_end(tmp_path: Path) -> None:
    """A forged file could hold its one sound a thousand times over."""
    _, cell = long_row(tmp_path)
    with pytest.raises(BrokenCellError, match="more than"):
        read(cell, times=20)


@pytest.mark.parametrize("seed", range(20))
def test_any_bytes_are_read_to_the_end(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(written(tmp_path / "a", 512, 60))
    for _ in range(400):
        data[chance.randrange(len(data))] = chance.randrange(256)
    count = 0
    for cell in Pages(bytes(data)).cells():
        try:
            cell.values()
            cell.first_text()
        except (BrokenCellError, IndexError):
            continue
        count += 1
    assert count > 0
