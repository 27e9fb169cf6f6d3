"""The centre of the window: toolbar, script, source view, and what floats over them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cosydesk.markup import Break, Event, parse, plain_text
from cosydesk.studio.line import Line
from cosydesk.ui.actions import ActionId, default_keys
from cosydesk.ui.document import Document
from cosydesk.ui.editor.clipboard import selected_markup
from cosydesk.ui.editor.context_menu import ContextMenu
from cosydesk.ui.editor.finding import Finding
from cosydesk.ui.editor.manner_popover import MannerPopover
from cosydesk.ui.editor.pause_popover import PausePopover
from cosydesk.ui.editor.rows import CapabilitiesFor
from cosydesk.ui.editor.script_edit import ScriptEdit, TagsFor
from cosydesk.ui.editor.sound_menu import SoundMenu
from cosydesk.ui.editor.source_view import SourceView
from cosydesk.ui.editor.speed_popover import SpeedPopover
from cosydesk.ui.editor.tag_bar import TagBar
from cosydesk.ui.editor.toolbar import Toolbar
from cosydesk.ui.keymap import Keymap
from cosydesk.ui.manner.manners import Manners
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import hairline

_TAG_BAR_DELAY_MS = 180


class ScriptEditor(QWidget):
    """Edits the script of the document.

    Attributes:
        edit: the rich text. source: the plain one. toolbar, tag_bar: as they say.
        finding: finds and replaces.

    Signals:
        speak_requested: id of a line that the person asks to be spoken.
        hear_requested, word_requested, dictionary_requested: hear what is marked; put it into the dictionary;
            show that.
    """

    speak_requested = Signal(str)
    hear_requested = Signal()
    word_requested = Signal()
    dictionary_requested = Signal()

    def __init__(
        self,
        document: Document,
        theme: Theme,
        tags_for: TagsFor | None = None,
        capabilities_for: CapabilitiesFor | None = None,
        manners: Manners | None = None,
        keymap: Keymap | None = None,
    ) -> None:
        """Args:
        tags_for: what a voice renders as sound; without it every tag counts as spoken.
        capabilities_for: what a voice's model can do.
        manners: the manners that can be chosen.
        keymap: the window's keys, which run the window's actions; without it the text has its own.
        """
        super().__init__()
        self.theme = theme
        self._document = document
        self.setProperty("kind", "canvas")
        self._keymap = keymap
        self.toolbar = Toolbar(theme, self.key_of, self)
        self._tags_for = tags_for or (lambda _voice_id: None)
        self._manners = manners
        self.edit = ScriptEdit(document, theme, self._tags_for, capabilities_for or (lambda _voice_id: None))
        self.edit.has_own_keys = keymap is None
        self.source = SourceView(document, theme)
        self.tag_bar = TagBar(theme, self.key_of, self.edit.viewport())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.edit)
        self._stack.addWidget(self.source)
        self.finding = Finding(self, document)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(hairline())
        column.addWidget(self.finding.bar)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.edit)
        self._recount = QTimer(self, singleShot=True, interval=0)
        self._recount.timeout.connect(self._count)
        self._bar_due = QTimer(self, singleShot=True, interval=_TAG_BAR_DELAY_MS)
        self._bar_due.timeout.connect(self._show_tag_bar)
        self._connect()
        self._count()
        self._show_left_out()

    def _connect(self) -> None:
        edit, bar = self.edit, self.toolbar
        bar.span_toggled.connect(self.toggle_span)
        bar.event_wanted.connect(self.insert_event)
        bar.break_wanted.connect(self.ask_break)
        bar.source_toggled.connect(self._show_source)
        bar.find_wanted.connect(self.finding.open)
        bar.hear_wanted.connect(self.hear_requested)
        bar.dictionary_wanted.connect(self.dictionary_requested)
        edit.speak_requested.connect(self.speak_requested)
        edit.speed_requested.connect(self.ask_speed)
        edit.manner_requested.connect(self.ask_manner)
        bar.size_wanted.connect(self._tell_size)
        self._document.current_line_changed.connect(lambda _line: self._show_left_out())
        self._document.lines_changed.connect(lambda _lines: self._show_left_out())
        edit.styles_changed.connect(bar.show_styles)
        edit.break_wanted.connect(self.ask_break)
        edit.context_menu_wanted.connect(self._open_menu)
        edit.pointer.break_opened.connect(self._change_break)
        edit.selectionChanged.connect(self._selection_changed)
        edit.verticalScrollBar().valueChanged.connect(self.tag_bar.hide)
        self.tag_bar.span_toggled.connect(self.toggle_span)
        self.tag_bar.hear_wanted.connect(self.hear_requested)
        self.tag_bar.word_wanted.connect(self.word_requested)
        self._document.lines_changed.connect(self._recount_soon)
        self._document.timeline_changed.connect(self._recount_soon)

    @property
    def current_line_id(self) -> str:
        """The line that the caret is in; "" in an empty script."""
        return self.edit.caret.line_id

    @property
    def shows_source(self) -> bool:
        return self._stack.currentWidget() is self.source

    def key_of(self, action_id: ActionId) -> str:
        """The first key of an action in Qt's portable writing; "" when it has none."""
        keys = self._keymap.keys(action_id.name) if self._keymap is not None else default_keys(action_id)
        return keys[0] if keys else ""

    def toggle_span(self, name: str) -> None:
        """Put ``"strong"`` or ``"laughter"`` on the selection or the word at the caret, or take it away."""
        if self._can_edit():
            self.edit.toggle_span(name)
            if self.tag_bar.isVisible():
                self._show_tag_bar()
        self.toolbar.show_styles(self.edit.tags.styles())

    def insert_event(self, name: str) -> None:
        """Insert a sound such as ``"breath"`` at the caret."""
        if self._can_edit():
            self.edit.insert_chip(Event(name))

    def sound_menu(self, parent: QWidget) -> SoundMenu:
        """The sounds for the current line, which come to the caret when they are chosen."""
        menu = SoundMenu(self.theme, self.key_of, parent)
        menu.setTitle(self.tr("Sounds"))
        menu.show_spoken_tags(*self._spoken_tags())
        menu.chosen.connect(self.insert_event)
        return menu

    def insert_break(self, seconds: float) -> None:
        """Insert an exact silence at the caret."""
        if self._can_edit():
            self.edit.insert_chip(Break(seconds))

    def ask_break(self) -> None:
        """Insert a silence at the caret, of a length that the person is asked for."""
        if self._can_edit():
            self._popover(None).chosen.connect(self.insert_break)

    def marked_line(self) -> Line | None:
        """The current line with the marked words as its text, or with the word at the caret, or all of it.

        Its id is no line's: it is there to be heard. None in an empty script.
        """
        line = self._document.current_line()
        if line is None:
            return None
        if self.shows_source:
            text = self.source.textCursor().selectedText().replace("\u2029", " ") or line.text
        else:
            cursor = self.edit.textCursor()
            if not cursor.hasSelection():
                cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            text = " ".join(selected_markup(cursor)) if cursor.hasSelection() else line.text
        return replace(line, id="", text=text, take_id=None)

    def marked_word(self) -> str:
        """The marked words of one line, or the word at the caret, without tags; "" where there is none."""
        cursor = (self.source if self.shows_source else self.edit).textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        words = cursor.selectedText()
        if "\u2029" in words:
            return ""
        return plain_text(parse(words.replace("\ufffc", ""))).strip()

    def ask_speed(self, line_id: str = "") -> None:
        """Change the speed of a line (default: the current one), or of all marked ones."""
        line = self._document.line(line_id or self.current_line_id)
        if line is None or not self._document.may_change():
            return
        popover = SpeedPopover(self.theme, line.speed, self)
        popover.chosen.connect(lambda speed: self._change(line.id, speed=speed))
        popover.open_at(self._below(line.id))

    def ask_manner(self, line_id: str = "") -> None:
        """Change the manner of a line (default: the current one), or of all marked ones."""
        line = self._document.line(line_id or self.current_line_id)
        if line is None or self._manners is None or not self._document.may_change():
            return
        if not self.edit.rows.facts.can_direct(line):
            title = self.tr("This voice takes no manner.")
            remedy = self.tr(
                "Choose a voice of a CosyVoice Instruct model, or a voice of your own with CosyVoice 2 or 3."
            )
            self._document.refused.emit(title, remedy)
            return
        popover = MannerPopover(self.theme, line.instruct, self._manners.menu(line), self)
        popover.chosen.connect(lambda manner: self._direct(line.id, manner))
        popover.open_at(self._below(line.id))

    def facts_changed(self) -> None:
        """More is known now of what the voices can do."""
        self.edit.viewport().update()
        self._show_left_out()

    def focus_line(self, line_id: str) -> None:
        """Put the caret into a line and give the script the focus."""
        if self.shows_source:
            self.source.go_to(line_id)
            self.source.setFocus()
        else:
            self.edit.caret.focus_line(line_id)
            self.edit.setFocus()

    def apply_source(self) -> None:
        """Take over what was edited in the source view; call before saving, speaking and closing."""
        self.source.apply()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._count()
        super().changeEvent(event)

    def _direct(self, line_id: str, manner: str) -> None:
        assert self._manners is not None
        self._manners.note(manner)
        ids = self._document.lines_to_edit(line_id)
        self._document.apply(self._document.project.direct_lines(ids, manner))

    def _change(self, line_id: str, **values: object) -> None:
        ids = self._document.lines_to_edit(line_id)
        if ids:
            self._document.apply(self._document.project.edit_each(ids, **values))

    def _below(self, line_id: str) -> QPoint:
        """Where something that belongs to a line opens, on the screen."""
        for place in self.edit.rows.places():
            if place.line_id == line_id:
                point = place.text.bottomLeft().toPoint() + QPoint(0, self.theme.metrics.lg + 4)
                return self.edit.viewport().mapToGlobal(point)
        return self.edit.viewport().mapToGlobal(self.edit.cursorRect().bottomLeft())

    def _show_left_out(self) -> None:
        """Tags that the current line's voice can't speak are greyed, where they are put in too."""
        tags, reason = self._spoken_tags()
        self.toolbar.show_spoken_tags(tags, reason)
        self.tag_bar.show_spoken_tags(tags, reason)

    def _spoken_tags(self) -> tuple[frozenset[str] | None, str]:
        """What the current line's voice renders as sound (None: not known), and why the rest is left out."""
        line = self._document.current_line()
        tags = self._tags_for(line.voice_id) if line is not None else None
        if line is None or tags is None:
            return None, ""
        return tags, self.edit.pointer.left_out_reason(line.id)

    def _tell_size(self) -> None:
        letters, seconds = self.edit.rows.facts.total(self._document.project.lines)
        whole = round(seconds)
        length = f"{whole // 60}:{whole % 60:02d}"
        self.toolbar.count.setToolTip(
            self.tr("{count} characters, about {length} of speech").format(count=letters, length=length)
        )

    def _can_edit(self) -> bool:
        return not self.shows_source and not self.edit.isReadOnly()

    def _show_source(self, wanted: bool) -> None:
        self.tag_bar.hide()
        if wanted:
            self.source.show_script()
            self._stack.setCurrentWidget(self.source)
            self.source.go_to(self.current_line_id)
            self.source.setFocus()
        else:
            self.source.apply()
            self._stack.setCurrentWidget(self.edit)
            self.edit.setFocus()
        self.setFocusProxy(self.source if wanted else self.edit)
        self.finding.view_changed()
        self.toolbar.set_editable(self._can_edit())

    def _recount_soon(self) -> None:
        self._recount.start()

    def _count(self) -> None:
        project = self._document.project
        self.toolbar.show_count(len(project.lines), project.speech_end() / project.sample_rate)

    # What floats.

    def _selection_changed(self) -> None:
        if not self.edit.textCursor().hasSelection():
            self._bar_due.stop()
            self.tag_bar.hide()
        else:
            self._bar_due.start()

    def _show_tag_bar(self) -> None:
        cursor = self.edit.textCursor()
        words = cursor.selectedText().strip()
        busy = self.edit.pointer.pressed or self.finding.shows_match
        if not words or self.edit.isReadOnly() or busy:
            return
        ends = []
        for position in (cursor.selectionStart(), cursor.selectionEnd()):
            probe = QTextCursor(cursor)
            probe.setPosition(position)
            ends.append(self.edit.cursorRect(probe))
        first, last = ends
        area = first.united(last) if first.top() == last.top() else first
        if self.edit.viewport().rect().intersects(area):
            self.tag_bar.show_at(area, self.edit.tags.styles())

    def _popover(self, seconds: float | None) -> PausePopover:
        popover = PausePopover(self.theme, seconds, self)
        below = self.edit.cursorRect().bottomLeft() + QPoint(0, self.theme.metrics.sm)
        popover.open_at(self.edit.viewport().mapToGlobal(below))
        return popover

    def _change_break(self, position: int) -> None:
        node = self.edit.tags.chip_at(position)
        if not isinstance(node, Break) or not self._can_edit():
            return
        cursor = self.edit.textCursor()
        cursor.setPosition(position + 1)
        self.edit.setTextCursor(cursor)
        self._popover(node.seconds).chosen.connect(
            lambda seconds: self.edit.tags.replace_chip(position, Break(seconds))
        )

    def _open_menu(self, at: QPoint) -> None:
        self.tag_bar.hide()
        menu = ContextMenu(self, self._document)
        menu.popup(at)
