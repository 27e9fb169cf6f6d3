"""Who is next: clients take turns, and each of them has its requests in the order in which it sent them."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Waiting(Generic[T]):
    """Things that wait, by client. A client with a hundred of them holds up one with a single thing by one turn.

    One thread at a time.
    """

    def __init__(self) -> None:
        self._clients: OrderedDict[str, deque[T]] = OrderedDict()  # the one whose turn it is comes first

    def __len__(self) -> int:
        return sum(map(len, self._clients.values()))

    def add(self, client: str, item: T) -> None:
        """Put it behind what the client has already; a client that had nothing takes the last turn."""
        self._clients.setdefault(client, deque()).append(item)

    def put_back(self, client: str, item: T) -> None:
        """Give it the next turn: it was taken, and nothing came of it."""
        self._clients.setdefault(client, deque()).appendleft(item)
        self._clients.move_to_end(client, last=False)

    def take(self) -> T:
        """What is next.

        Raises:
            IndexError: nothing waits.
        """
        if not self._clients:
            raise IndexError("nothing waits")
        client, items = self._clients.popitem(last=False)
        item = items.popleft()
        if items:
            self._clients[client] = items
        return item

    def remove(self, client: str, item: T) -> bool:
        """Take it out; returns whether it waited."""
        items = self._clients.get(client, deque())
        if item not in items:
            return False
        items.remove(item)
        if not items:
            del self._clients[client]
        return True

    def clear(self) -> list[T]:
        """Take everything out, in the order of the turns."""
        return [self.take() for _ in range(len(self))]

    def place(self, client: str) -> int:
        """After how many turns one more thing of this client would be taken, its own turn counted: 1 is the next."""
        own = len(self._clients.get(client, ()))
        before, place = True, own + 1
        for other, items in self._clients.items():
            if other == client:
                before = False
            else:
                place += min(len(items), own + 1 if before else own)
        return place
