"""Rows of a damaged SQLite file, read page by page without SQLite: what one page lost costs no other.

Source: sqlite.org/fileformat2.html. Only what project files are made of is known: UTF-8, auto-vacuum, b-trees of tables
and of one table without row ids.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

Value = int | float | str | bytes | None

_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER, _TABLE_INNER = 0x0D, 0x0A, 0x02, 0x05
_ROOT, _BRANCH = 1, 5
_USUAL_PAGE = 4096
_INT_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class BrokenCellError(ValueError):
    """A row leads nowhere."""


@dataclass(frozen=True)
class Cell:
    """A row that was found, not yet read.

    Attributes:
        types: the serial types of its columns, by which its table can be told.
        is_keyed: it is of a table without row ids.
    """

    types: tuple[int, ...]
    is_keyed: bool
    _pages: Pages
    _size: int
    _local: bytes
    _next: int
    _head: int

    def values(self) -> list[Value]:
        """Its columns. Raises `BrokenCellError`: a part of it is missing."""
        data = self._pages.payload(self._local, self._size, self._next)
        at = self._head
        found: list[Value] = []
        for kind in self.types:
            size = _size_of(kind)
            found.append(_value(kind, data[at : at + size]))
            at += size
        return found

    def first_text(self) -> str:
        """Its first column, without reading the others. Raises `BrokenCellError`: that is no text."""
        size = _size_of(self.types[0])
        data = self._local[self._head : self._head + size]
        if self.types[0] < 13 or self.types[0] % 2 == 0 or len(data) != size:
            raise BrokenCellError("no text")
        return data.decode("utf-8", "replace")


class Pages:
    """The pages of a file."""

    def __init__(self, data: mmap | bytes) -> None:
        self._data = data
        size = int.from_bytes(data[16:18], "big")
        size = 65536 if size == 1 else size
        self._size = size if size in (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536) else _USUAL_PAGE
        self._usable = self._size - (data[20] if data[20] <= 32 else 0)
        self._count = len(data) // self._size
        self._unread = 4 * len(data)

    def cells(self) -> Iterator[Cell]:
        """All rows of all tables that are in use, in the order of their pages."""
        children = set(self._children())
        for number in range(1, self._count + 1):
            kind = self._kind(number)
            # What isn't hung up in a tree and isn't said to belong to one is sound, or was deleted.
            if self._role(number) in (_ROOT, _BRANCH) or number in children:
                if kind == _TABLE_LEAF:
                    yield from self._rows(number, is_keyed=False)
                elif kind in (_INDEX_LEAF, _INDEX_INNER):
                    yield from self._rows(number, is_keyed=True, inner=kind == _INDEX_INNER)

    def payload(self, local: bytes, size: int, following: int) -> bytes:
        """A row's bytes, those on pages of their own included. Raises `BrokenCellError`."""
        self._unread -= size
        if self._unread < 0:  # rows that share their pages hold more than there is
            raise BrokenCellError("more than the file holds")
        parts, missing = [local], size - len(local)
        while missing > 0:
            if not 2 <= following <= self._count:
                raise BrokenCellError("no such page")
            start = (following - 1) * self._size
            piece = self._data[start + 4 : start + 4 + min(missing, self._usable - 4)]
            following = int.from_bytes(self._data[start : start + 4], "big")
            parts.append(piece)
            missing -= len(piece)
        return b"".join(parts)

    # -- inside ----------------------------------------------------------------------------------------------

    def _page(self, number: int) -> bytes:
        return self._data[(number - 1) * self._size : number * self._size]

    def _head(self, number: int) -> int:
        return 100 if number == 1 else 0

    def _kind(self, number: int) -> int:
        return self._data[(number - 1) * self._size + self._head(number)]

    def _role(self, number: int) -> int:
        """What the map of pages says it is."""
        each = self._usable // 5
        index = (number - 2) % (each + 1)
        if number < 2 or index == 0:
            return 0
        return self._data[(number - index - 1) * self._size + 5 * (index - 1)]

    def _children(self) -> Iterator[int]:
        for number in range(1, self._count + 1):
            kind = self._kind(number)
            if kind not in (_TABLE_INNER, _INDEX_INNER) or self._role(number) not in (_ROOT, _BRANCH):
                continue
            page, head = self._page(number), self._head(number)
            yield int.from_bytes(page[head + 8 : head + 12], "big")
            for pointer in self._pointers(page, head, inner=True):
                yield int.from_bytes(page[pointer : pointer + 4], "big")

    def _pointers(self, page: bytes, head: int, *, inner: bool) -> Iterator[int]:
        first = head + (12 if inner else 8)
        count = min(int.from_bytes(page[head + 3 : head + 5], "big"), (self._usable - first) // 2)
        for (pointer,) in struct.iter_unpack(">H", page[first : first + 2 * count]):
            if first <= pointer < self._usable - 3:
                yield pointer

    def _rows(self, number: int, *, is_keyed: bool, inner: bool = False) -> Iterator[Cell]:
        page = self._page(number)
        for pointer in self._pointers(page, self._head(number), inner=inner):
            try:
                yield self._cell(page, pointer + (4 if inner else 0), is_keyed)
            except (IndexError, BrokenCellError):
                continue

    def _cell(self, page: bytes, at: int, is_keyed: bool) -> Cell:
        size, at = _varint(page, at)
        if not is_keyed:
            _, at = _varint(page, at)
        if size > len(self._data):
            raise BrokenCellError("longer than the file")
        usable = self._usable
        most = (usable - 12) * 64 // 255 - 23 if is_keyed else usable - 35
        least = (usable - 12) * 32 // 255 - 23
        here, following = size, 0
        if size > most:
            here = least + (size - least) % (usable - 4)
            here = here if here <= most else least
            following = int.from_bytes(page[at + here : at + here + 4], "big")
        local = page[at : at + here]
        if len(local) != here:
            raise BrokenCellError("beyond its page")
        head, position = _varint(local, 0)
        types: list[int] = []
        while position < head:
            kind, position = _varint(local, position)
            types.append(kind)
        if head + sum(map(_size_of, types)) != size:
            raise BrokenCellError("its columns don't fill it")
        return Cell(tuple(types), is_keyed, self, size, local, following, head)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where it ends. Raises `IndexError`."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9


def _size_of(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return _INT_SIZES.get(kind, 8 if kind == 7 else 0)


def _value(kind: int, data: bytes) -> Value:
    if kind >= 12:
        return bytes(data) if kind % 2 == 0 else data.decode("utf-8", "replace")
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind in _INT_SIZES:
        return int.from_bytes(data, "big", signed=True)
    return {8: 0, 9: 1}.get(kind)
