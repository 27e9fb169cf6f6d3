"""Where the caret was around each step of the history."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

Caret = tuple[int, int]
"""Anchor and position in the text document."""


class CaretHistory:
    """Remembers for each step pushed from the text the caret before and after it.

    Steps are known by their command, not by their index: the history drops its oldest steps at its limit, and others
    push steps of their own. Letters that merged into a word keep the caret from before the first one.
    """

    def __init__(self, undo: QUndoStack) -> None:
        self._undo = undo
        self._carets: WeakKeyDictionary[QUndoCommand, tuple[Caret, Caret]] = WeakKeyDictionary()
        self._index = undo.index()

    def note(self, before: Caret, after: Caret) -> None:
        """The topmost step was pushed, or merged into, by an edit of the text."""
        self._index = self._undo.index()
        step = self._undo.command(self._index - 1)
        if step is not None:
            first = self._carets.get(step)
            self._carets[step] = (first[0] if first is not None else before, after)

    def moved(self) -> Caret | None:
        """Call when the history's index changed: where the caret belongs now, None when it is not known."""
        if not isValid(self._undo):  # it tells of its own end, too
            return None
        index, old = self._undo.index(), self._index
        self._index = index
        if index < old:
            step, which = self._undo.command(index), 0
        elif index > old:
            step, which = self._undo.command(index - 1), 1
        else:
            return None
        carets = self._carets.get(step) if step is not None else None
        return carets[which] if carets is not None else None
