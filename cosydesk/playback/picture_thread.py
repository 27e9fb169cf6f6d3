"""Decodes the pictures of a film in a thread; the newest wish counts."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from cosydesk.playback.pictures import Pictures
from cosydesk.studio.errors import StudioError

_FAR_S = 3.0
_PATIENCE_S = 0.15
"""While the playhead is dragged about something is shown at least so often, although it is not the newest wish."""


@dataclass(frozen=True)
class _Wish:
    seconds: float
    size: tuple[int, int]


class PictureThread(QThread):
    """One film.

    Attributes:
        path: the file.

    Signals (told in the receiver's thread; the first value is this thread, for what was told before it was ended may
    come after):
        shown: a `Picture`, or None where the film has none.
        failed: the `StudioError` that ends it.
    """

    shown = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pictures")
        self.path = path
        self._changed = threading.Condition()
        self._wish: _Wish | None = None
        self._ended = False
        self._overtaken = False
        self._last_shown = 0.0

    def ask(self, seconds: float, size: tuple[int, int]) -> None:
        """Show the picture of this time, fitted into (width, height) device pixels, instead of what was asked for
        before.
        """
        with self._changed:
            self._wish = _Wish(seconds, size)
            self._changed.notify()

    def end(self) -> None:
        """Stop, and wait for it."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self.wait()

    def run(self) -> None:
        try:
            with Pictures(self.path) as film:
                at = 0.0
                while (wish := self._next(film, at)) is not None:
                    at = wish.seconds
                    self._overtaken = False
                    picture = film.at(wish.seconds, wish.size, lambda wish=wish: self._gives_up(wish))  # type: ignore[misc]
                    if self._overtaken:
                        continue
                    self._last_shown = time.monotonic()
                    self.shown.emit(self, picture)
        except StudioError as error:
            self.failed.emit(self, error)

    def _next(self, film: Pictures, at: float) -> _Wish | None:
        """The next wish; until it comes the pictures after the last one are made ready."""
        while True:
            with self._changed:
                if self._ended:
                    return None
                if (wish := self._wish) is not None:
                    self._wish = None
                    return wish
            if not film.prepare(at):
                with self._changed:
                    if self._wish is None and not self._ended:
                        self._changed.wait()

    def _gives_up(self, wish: _Wish) -> bool:
        """Whether this wish need not be fulfilled any more; where the newer one lies on the way, it must."""
        newer = self._wish
        if newer is not None and time.monotonic() - self._last_shown <= _PATIENCE_S:
            self._overtaken = not wish.seconds <= newer.seconds <= wish.seconds + _FAR_S
        self._overtaken |= self._ended
        return self._overtaken
