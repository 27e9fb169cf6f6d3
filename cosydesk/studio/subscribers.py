"""Who hears of changes to a project."""

from __future__ import annotations

from collections.abc import Callable

from cosydesk.studio.state import Touched

Subscriber = Callable[[frozenset[Touched]], None]


class Subscribers:
    """Functions that are called with what changed, in the order they came; any may leave meanwhile."""

    def __init__(self) -> None:
        self._callbacks: list[Subscriber] = []

    def add(self, callback: Subscriber) -> Callable[[], None]:
        """Call it from now on; returns the function that ends it."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def tell(self, touched: frozenset[Touched]) -> None:
        """Call all of them."""
        for callback in tuple(self._callbacks):
            callback(touched)
