"""An ordered collection of items with ids, quick to read as a whole and to change by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=HasId)


class Table(Generic[T]):
    """Items by id and in order. Changing one of n costs O(1), inserting or removing O(n) once."""

    def __init__(self) -> None:
        self._by_id: dict[str, T] = {}
        self._rows: list[T] = []
        self._positions: dict[str, int] | None = {}
        self._snapshot: tuple[T, ...] | None = ()

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, item_id: object) -> bool:
        return item_id in self._by_id

    def get(self, item_id: str | None) -> T | None:
        """The item, or None."""
        return None if item_id is None else self._by_id.get(item_id)

    def rows(self) -> Sequence[T]:
        """All items in order, as a snapshot that later changes don't touch."""
        if self._snapshot is None:
            self._snapshot = tuple(self._rows)
        return self._snapshot

    def mapping(self) -> Mapping[str, T]:
        """A live read-only view by id."""
        return MappingProxyType(self._by_id)

    def position(self, item_id: str) -> int:
        """Index in the order. Raises `KeyError`."""
        if self._positions is None:
            self._positions = {row.id: index for index, row in enumerate(self._rows)}
        return self._positions[item_id]

    def replace(self, item: T) -> T:
        """Put the item in the place of the one with its id, which is returned. Raises `KeyError`."""
        old = self._by_id[item.id]
        self._rows[self.position(item.id)] = item
        self._by_id[item.id] = item
        self._snapshot = None
        return old

    def insert(self, item: T, position: int = -1) -> int:
        """Insert a new item; -1 or anything too large appends. Returns where it went."""
        if not 0 <= position < len(self._rows):
            if self._positions is not None:
                self._positions[item.id] = len(self._rows)
            position = len(self._rows)
            self._rows.append(item)
        else:
            self._rows.insert(position, item)
            self._positions = None
        self._by_id[item.id] = item
        self._snapshot = None
        return position

    def remove(self, ids: Iterable[str]) -> tuple[tuple[int, T], ...]:
        """Remove those that are there; returns (position, item) ascending, as `insert` needs them to undo."""
        found = sorted((self.position(item_id), item_id) for item_id in set(ids) if item_id in self._by_id)
        if not found:
            return ()
        gone = tuple((position, self._by_id.pop(item_id)) for position, item_id in found)
        if len(gone) == 1:
            del self._rows[gone[0][0]]
        else:
            self._rows = [row for row in self._rows if row.id in self._by_id]
        self._positions = self._snapshot = None
        return gone

    def reorder(self, order: Iterable[str]) -> tuple[str, ...]:
        """Bring into this order, unnamed items last; returns the order before."""
        before = tuple(row.id for row in self._rows)
        named = dict.fromkeys(item_id for item_id in order if item_id in self._by_id)
        self._rows = [self._by_id[item_id] for item_id in named]
        self._rows += [self._by_id[item_id] for item_id in before if item_id not in named]
        self._positions = self._snapshot = None
        return before
