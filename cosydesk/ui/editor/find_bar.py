"""The bar over the script that finds and replaces."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from cosydesk.studio.search import PatternError, Query
from cosydesk.ui.editor.find_session import Found
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label, repolish
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.icon_button import IconButton
from cosydesk.ui.widgets.search_field import SearchField

_FIELD_WIDTH = 300


class FindBar(QFrame):
    """Says what shall be looked for, and shows what became of it.

    Attributes:
        field, template: what is looked for and what comes in its place.
        match_case, whole_words, regex: switches. speakers: whose lines count.

    Signals:
        query_changed: ask `query` and `speaker` anew. stepped: 1 for the next match, -1 for the one before.
        replace_wanted, replace_all_wanted: as they say. closed: the person is done.
    """

    query_changed = Signal()
    stepped = Signal(int)
    replace_wanted = Signal()
    replace_all_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setProperty("kind", "bar")
        self.setObjectName("findBar")
        m = theme.metrics
        self.field = SearchField(theme)
        self.template = QLineEdit()
        for field in (self.field, self.template):
            field.setMinimumWidth(160)
            field.setMaximumWidth(_FIELD_WIDTH)
        self.match_case = self._switch("case-sensitive")
        self.whole_words = self._switch("whole-word")
        self.regex = self._switch("regex")
        self.speakers = ComboBox()
        self.speakers.hide()
        self.speakers.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.count = label("muted")
        self.count.setFont(theme.font(theme.type.small, tabular=True))
        self.count.setMinimumWidth(92)
        self.problem = label("error", wrap=True)
        self.previous = IconButton(theme, "chevron-up", edge=m.compact)
        self.next = IconButton(theme, "chevron-down", edge=m.compact)
        self.close_button = IconButton(theme, "x", token="muted", edge=m.compact)
        self.replace = QPushButton()
        self.replace_all = QPushButton()
        self._icons = {self.replace: "replace", self.replace_all: "replace-all"}
        top = QHBoxLayout()
        top.setSpacing(m.xs)
        for button in (self.match_case, self.whole_words, self.regex):
            top.addWidget(button)
        top.addSpacing(m.sm)
        for widget in (self.previous, self.next):
            top.addWidget(widget)
        top.addSpacing(m.xs)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.speakers)
        top.addWidget(self.close_button)
        below = QHBoxLayout()
        below.setSpacing(m.sm)
        below.addWidget(self.replace)
        below.addWidget(self.replace_all)
        below.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(m.md, m.sm, m.md, m.sm)
        grid.setHorizontalSpacing(m.sm)
        grid.setVerticalSpacing(m.xs + 2)
        grid.addWidget(self.field, 0, 0)
        grid.addLayout(top, 0, 1)
        grid.addWidget(self.template, 1, 0)
        grid.addLayout(below, 1, 1)
        grid.addWidget(self.problem, 2, 0, 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        self.field.installEventFilter(self)
        self._speakers: list[tuple[str, str]] = []
        self._found = Found()
        self._wrong_template: PatternError | None = None
        self._editable = True
        self._replaced: int | None = None
        self.field.textChanged.connect(self._asked)
        for switch in (self.match_case, self.whole_words, self.regex):
            switch.toggled.connect(self._asked)
        self.speakers.activated.connect(self._asked)
        self.template.textChanged.connect(lambda _text: self.show_template_problem(None))
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button.clicked.connect(self.closed)
        self.replace.clicked.connect(self.replace_wanted)
        self.replace_all.clicked.connect(self.replace_all_wanted)
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()
        self.hide()

    @property
    def query(self) -> Query:
        return Query(
            self.field.text(),
            self.match_case.isChecked(),
            self.whole_words.isChecked(),
            self.regex.isChecked(),
        )

    @property
    def speaker(self) -> str:
        """Id of the voice whose lines are searched, "" for all."""
        return str(self.speakers.currentData() or "")

    def open(self, *, replacing: bool, words: str = "") -> None:
        """Show the bar; `words` are looked for when there are any."""
        for widget in (self.template, self.replace, self.replace_all):
            widget.setVisible(replacing)
        self.show()
        if words:
            self.field.setText(words)
        field = self.template if replacing and self.field.text() and self.field.hasFocus() else self.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def set_speakers(self, speakers: list[tuple[str, str]]) -> None:
        """(voice id, name) of those who speak in the script; none hides the choice."""
        if speakers == self._speakers:
            return
        self._speakers = speakers
        chosen = self.speaker
        self.speakers.clear()
        self.speakers.addItem(self.tr("All speakers"), "")
        for voice_id, name in speakers:
            self.speakers.addItem(name, voice_id)
        self.speakers.setCurrentIndex(max(0, self.speakers.findData(chosen)))
        self.speakers.setVisible(len(speakers) > 1)
        if chosen != self.speaker:
            self.query_changed.emit()

    def set_editable(self, editable: bool) -> None:
        """Whether the script can be changed."""
        self._editable = editable
        self._show()

    def show_found(self, found: Found) -> None:
        """What became of the search."""
        self._found = found
        self._show()

    def show_replaced(self, count: int) -> None:
        """How many matches were replaced at once."""
        self._replaced = count
        self._show()

    def forget_replaced(self) -> None:
        """Count matches again."""
        self._replaced = None
        self._show()

    def show_template_problem(self, problem: PatternError | None) -> None:
        """What is wrong with the replacement."""
        self._wrong_template = problem
        self._replaced = None
        self._show()

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Find"))
        self.template.setPlaceholderText(self.tr("Replace with"))
        self.template.setAccessibleName(self.tr("Replace with"))
        for button, text in (
            (self.match_case, self.tr("Match case")),
            (self.whole_words, self.tr("Whole words")),
            (self.regex, self.tr("Regular expression")),
            (self.previous, self.tr("Previous match")),
            (self.next, self.tr("Next match")),
            (self.close_button, self.tr("Close")),
            (self.speakers, self.tr("Whose lines")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.replace.setText(self.tr("Replace"))
        self.replace_all.setText(self.tr("Replace all"))
        if self.speakers.count():
            self.speakers.setItemText(0, self.tr("All speakers"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:  # closes at once, instead of emptying the field
            self.closed.emit()
        return event.key() == Qt.Key.Key_Escape

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.template.hasFocus() and not back:
                self.replace_wanted.emit()
            else:
                self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Escape and plain == Qt.KeyboardModifier.NoModifier:
                event.accept()  # it closes the bar before it cancels a job
                return True
        return super().event(event)

    def _asked(self) -> None:
        self._replaced = None
        self.query_changed.emit()

    def _switch(self, icon: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setIconSize(QSize(self.theme.metrics.icon, self.theme.metrics.icon))
        button.setProperty("icon_name", icon)
        button.toggled.connect(self._dress)
        return button

    def _dress(self) -> None:
        for button in (self.match_case, self.whole_words, self.regex):
            token = "accent_ink" if button.isChecked() else "text"
            button.setIcon(self.theme.icon(str(button.property("icon_name")), token))
        for push, icon in self._icons.items():
            push.setIcon(self.theme.icon(icon))

    def _show(self) -> None:
        found, problem = self._found, self._found.problem
        if self._replaced is not None:
            text = self.tr("{count} replaced").format(count=self._replaced)
        elif not self.field.text() or problem is not None:
            text = ""
        elif not found.total:
            text = "…" if found.searching else self.tr("Not found")
        elif found.number:
            text = self.tr("{number} of {total}").format(number=found.number, total=found.total)
        else:
            text = self.tr("{total} found").format(total=found.total)
        self.count.setText(text + (" …" if found.searching and found.total else ""))
        wrong = self._words(problem) if problem is not None else ""
        if not wrong and self._wrong_template is not None:
            wrong = self._words(self._wrong_template)
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        self._mark(
            self.field, problem is not None or (bool(self.field.text()) and text == self.tr("Not found"))
        )
        self._mark(self.template, self._wrong_template is not None)
        for button in (self.previous, self.next):
            button.setEnabled(bool(found.total))
        reason = "" if self._editable else self.tr("This project is open to look at only")
        for push in (self.replace, self.replace_all):
            push.setEnabled(bool(found.total) and self._editable and self._wrong_template is None)
            push.setToolTip(reason)

    def _mark(self, field: QLineEdit, wrong: bool) -> None:
        if bool(field.property("wrong")) != wrong:
            field.setProperty("wrong", wrong)
            repolish(field)

    def _words(self, problem: PatternError) -> str:
        words = {
            "long": self.tr("The pattern is too long, or repeats too much."),
            "slow": self.tr("The pattern takes too long: it tries too many ways to match. Make it simpler."),
            "group": self.tr("There is no such group."),
            "escape": self.tr("A \\ stands before something that it gives no meaning."),
            "bracket": self.tr("A bracket is not closed, or not opened."),
            "repeat": self.tr("There is nothing to repeat here."),
            "range": self.tr("A range runs backwards."),
        }.get(problem.reason, self.tr("The pattern can’t be read."))
        if problem.at is None:
            return words
        return self.tr("Character {n}: {problem}").format(n=problem.at + 1, problem=words)
