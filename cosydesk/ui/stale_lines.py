"""How many lines "Speak stale" would speak, kept up to date at the cost of what changed, not of the script."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cosydesk.studio.line import Line
from cosydesk.ui.document import Document

_PER_LINE = frozenset({"line", "lines", "take", "clip", "track", "marker"})
"""Changes of which each touches only the lines it names; any other may make every line stale."""


class StaleLines(QObject):
    """Looks at a line again only when the line is another one: lines don't change, they are replaced.

    Signals:
        changed: `count` may be another one.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._known: dict[str, Line] = {}
        self._stale: set[str] = set()
        self._unsubscribe: Callable[[], None] | None = None
        document.project_changed.connect(self._attach)
        self._attach()

    @property
    def count(self) -> int:
        """Stale and new lines with a voice that no job is speaking yet."""
        return len(self._stale - self._document.lines_under_way())

    def _attach(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = self._document.project.subscribe(self._touched)
        self._forget()
        self._look_at_all()

    def _touched(self, touched: frozenset[tuple[str, str]]) -> None:
        kinds = {kind for kind, _ in touched}
        if kinds - _PER_LINE:
            self._forget()
        project = self._document.project
        for kind, name in touched:
            if kind == "take" and (take := project.takes.get(name)) is not None:
                self._known.pop(take.line_id, None)
        if "lines" in kinds or kinds - _PER_LINE:
            self._look_at_all()
            return
        for kind, name in touched:
            if kind == "line" and project.has_line(name):
                self._look_at(project.line(name))
        if kinds & {"line", "take"}:
            self.changed.emit()

    def _forget(self) -> None:
        self._known.clear()
        self._stale.clear()

    def _look_at_all(self) -> None:
        lines = self._document.project.lines
        for line in lines:
            known = self._known.get(line.id)
            if known is not line:
                self._look_at(line)
        if len(self._known) > len(lines):
            present = {line.id for line in lines}
            for gone in self._known.keys() - present:
                del self._known[gone]
            self._stale &= present
        self.changed.emit()

    def _look_at(self, line: Line) -> None:
        stale = bool(line.voice_id) and self._document.project.line_state(line.id) in ("new", "stale")
        self._known[line.id] = line
        if stale:
            self._stale.add(line.id)
        else:
            self._stale.discard(line.id)
