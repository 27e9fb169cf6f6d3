"""The notes of the current line: what the person wants to remember about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.fold import Fold
from cosydesk.ui.widgets.history_field import HistoryField

_HEIGHT = 64


class NotesFold(Fold):
    """A few lines of plain text; typing merges into one step of the history."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._document = document
        self.field = HistoryField()
        self.field.setFixedHeight(_HEIGHT)
        self.field.typed.connect(self._typed)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, theme.metrics.xs)
        layout.addWidget(self.field)
        document.current_line_changed.connect(lambda _line: self._other_line())
        document.lines_changed.connect(self._follow)
        self.retranslate()

    def retranslate(self) -> None:
        self.field.setAccessibleName(self.tr("Notes"))
        self.field.setPlaceholderText(self.tr("Not spoken: directions, questions, sources"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def refresh(self) -> None:
        """Show the notes of the current line."""
        line = self._document.current_line()
        notes = line.notes if line is not None else ""
        self.field.show_text(notes)
        self.head.set_texts(self.tr("Notes"), " ".join(notes.split()))
        self.open_for(bool(notes))

    def _other_line(self) -> None:
        self.head.setChecked(False)
        self.refresh()

    def _follow(self, changed: frozenset[str] | None) -> None:
        if changed is None or self._document.current_line_id in changed:
            self.refresh()

    def _typed(self, notes: str) -> None:
        line = self._document.current_line()
        if line is not None:
            self._document.apply(self._document.project.edit_notes(line.id, notes))
            # Where it may not be changed the field says again what is so.
            self.field.show_text(self._document.project.line(line.id).notes)
