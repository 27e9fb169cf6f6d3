"""How many lines "Speak stale" would speak, kept up to date at the cost of what changed, not of the script."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cosydesk.ui.document import Document

_PER_LINE = frozenset({"line", "lines", "take", "clip", "track", "marker"})
"""Changes of which each touches only the lines it names; any other may make every line stale."""


class StaleLines(QObject):
    """Looks at a line again only when the change names it.

    Signals:
        changed: `count` may be another one.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._stale: set[str] = set()
        self._unsubscribe: Callable[[], None] | None = None
        document.project_changed.connect(self._attach)
        self._attach()

    @property
    def count(self) -> int:
        """Stale and new lines with a voice that no job is speaking yet."""
        return len(self._stale) - len(self._stale & self._document.lines_under_way())

    def _attach(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = self._document.project.subscribe(self._touched)
        self._look_at_all()

    def _touched(self, touched: frozenset[tuple[str, str]]) -> None:
        kinds = {kind for kind, _ in touched}
        if kinds - _PER_LINE:
            self._look_at_all()
            return
        for kind, name in touched:
            if kind == "line":
                self._look_at(name)
        if kinds & {"line", "lines", "take"}:
            self.changed.emit()

    def _look_at_all(self) -> None:
        self._stale.clear()
        for line in self._document.project.lines:
            self._look_at(line.id)
        self.changed.emit()

    def _look_at(self, line_id: str) -> None:
        """A line that came, changed or went."""
        project = self._document.project
        stale = (
            project.has_line(line_id)
            and bool(project.line(line_id).voice_id)
            and project.line_state(line_id) in ("new", "stale")
        )
        if stale:
            self._stale.add(line_id)
        else:
            self._stale.discard(line_id)
