"""Connects the find bar, the searches and the two views of the script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cosydesk.studio.search import PatternError, Span
from cosydesk.ui.document import Document
from cosydesk.ui.editor.find_bar import FindBar
from cosydesk.ui.editor.find_places import ScriptPlace, SourcePlace
from cosydesk.ui.editor.find_session import FindSession

if TYPE_CHECKING:
    from cosydesk.ui.editor.script_editor import ScriptEditor

_SOURCE_PAUSE_MS = 120
"""How long nothing is typed in the source before it is searched again."""


class Finding(QObject):
    """What Ctrl+F and its relatives do.

    Attributes:
        bar: what the person sees. session: the search over the view that is shown.
    """

    def __init__(self, editor: ScriptEditor, document: Document) -> None:
        super().__init__(editor)
        self._editor = editor
        self._document = document
        self.bar = FindBar(editor.theme)
        self._script = ScriptPlace(document, editor.edit)
        self._source = SourcePlace(editor.source)
        self._sessions = (FindSession(self._script, self), FindSession(self._source, self))
        self._pause = QTimer(self, singleShot=True, interval=_SOURCE_PAUSE_MS)
        self._pause.timeout.connect(self._search_source)
        editor.edit.found_in = self._found_in_line
        for session in self._sessions:
            session.changed.connect(self._show)
        bar = self.bar
        bar.query_changed.connect(self._look)
        bar.stepped.connect(self.step)
        bar.replace_wanted.connect(self._replace)
        bar.replace_all_wanted.connect(self._replace_all)
        bar.closed.connect(self.close)
        document.lines_changed.connect(self._lines_changed)
        document.project_changed.connect(self._project_changed)
        document.voices.changed.connect(self._fill_speakers)
        editor.source.textChanged.connect(self._pause.start)
        editor.edit.selectionChanged.connect(self._selection_changed)
        editor.source.selectionChanged.connect(self._selection_changed)

    @property
    def session(self) -> FindSession:
        return self._sessions[self._editor.shows_source]

    @property
    def shows_match(self) -> bool:
        """Whether what is marked was found, not chosen by hand."""
        return self.bar.isVisible() and self.session.found().number > 0

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar, with what is marked to be looked for."""
        self._fill_speakers()
        self.bar.set_editable(not self._document.project.read_only)
        self.bar.open(replacing=replacing, words=self._marked_words())
        self._look()

    def step(self, by: int) -> None:
        """To the next match or the one before; opens the bar when nothing is looked for."""
        if not self.bar.field.text():
            self.open()
            return
        if self.bar.isHidden():
            self.session.look_for(self.bar.query, self.bar.speaker, show=False)
            self.bar.show()
        self.session.go(by)

    def close(self) -> None:
        """Hide the bar and go back to the text, where the last match stays marked."""
        for session in self._sessions:
            session.end()
        self.bar.hide()
        (self._editor.source if self._editor.shows_source else self._editor.edit).setFocus()

    def view_changed(self) -> None:
        """The other view of the script is shown now."""
        if self.bar.isHidden():
            return
        for session in self._sessions:
            session.end()
        self.bar.forget_replaced()
        self._fill_speakers()
        self.session.look_for(self.bar.query, self.bar.speaker, show=False)

    def _look(self) -> None:
        self.session.look_for(self.bar.query, self.bar.speaker)

    def _marked_words(self) -> str:
        cursor = (self._editor.source if self._editor.shows_source else self._editor.edit).textCursor()
        words = cursor.selectedText()
        one_line = not any(mark in words for mark in "\u2028\u2029\ufffc")
        return words if one_line and self.session.place.marked() is not None else ""

    def _replace(self) -> None:
        if self._may_replace():
            self.session.replace(self.bar.template.text())

    def _replace_all(self) -> None:
        if self._may_replace():
            self.bar.show_replaced(self.session.replace_all(self.bar.template.text()))

    def _may_replace(self) -> bool:
        if not self._document.may_change():
            return False
        try:
            self.session.check(self.bar.template.text())
        except PatternError as error:
            self.bar.show_template_problem(error)
            return False
        return True

    def _lines_changed(self, changed: frozenset[str] | None) -> None:
        if self._editor.shows_source or not self.session.active:
            return
        if changed is None:
            self._fill_speakers()
            self.session.refresh()
        elif self.bar.speaker:
            self.session.refresh()
        else:
            self.session.refresh_rows(changed)

    def _search_source(self) -> None:
        if self._editor.shows_source and self.session.active:
            self.session.refresh()

    def _project_changed(self) -> None:
        for session in self._sessions:
            session.end()
        self.bar.hide()

    def _fill_speakers(self) -> None:
        if self._editor.shows_source:
            self.bar.set_speakers([])
            return
        used = dict.fromkeys(line.voice_id for line in self._document.project.lines if line.voice_id)
        self.bar.set_speakers([(voice_id, self._document.voices.name(voice_id)) for voice_id in used])

    def _found_in_line(self, line_id: str) -> Sequence[Span]:
        spans = self._sessions[0].spans(line_id)
        return self._script.in_block(line_id, spans) if spans else ()

    def _found_in_row(self, row: str) -> Sequence[Span]:
        spans = self._sessions[1].spans(row)
        return self._source.in_block(row, spans) if spans else ()

    def _selection_changed(self) -> None:
        if self.session.active:
            self.bar.show_found(self.session.found())

    def _show(self) -> None:
        self.bar.show_found(self.session.found())
        self._editor.edit.viewport().update()
        if self._editor.shows_source:
            self._editor.source.show_found(self._found_in_row)
