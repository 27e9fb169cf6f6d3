"""A page of an export: rows of a title, what it does, and the control that decides it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class Rows(QWidget):
    """Titles to the left with a muted sentence under them, controls to the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        m = theme.metrics
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(m.lg)
        self._grid.setVerticalSpacing(m.sm)
        self._grid.setColumnStretch(1, 1)
        self._words: dict[QWidget, tuple[QLabel, QLabel]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def add(self, control: QWidget) -> None:
        """A row more."""
        title, note = label(""), label("muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(note)
        row = self._grid.rowCount()
        self._grid.addLayout(words, row, 0, 1, 2)
        # What is narrower than its column, a switch, stands at the right, as in the preferences.
        fixed = control.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(control, row, 2, side if fixed else Qt.AlignmentFlag(0))
        title.setBuddy(control)
        self._words[control] = (title, note)

    def set_texts(self, control: QWidget, title: str, note: str = "") -> None:
        """What stands beside a control, and what it is called."""
        shown, sentence = self._words[control]
        shown.setText(title)
        sentence.setText(note)
        sentence.setVisible(bool(note) and not shown.isHidden())
        control.setAccessibleName(title)
        control.setAccessibleDescription(note)

    def show_row(self, control: QWidget, *, shown: bool) -> None:
        """Show a row or leave it out."""
        control.setVisible(shown)
        title, note = self._words[control]
        title.setVisible(shown)
        note.setVisible(shown and bool(note.text()))

    def note_of(self, control: QWidget) -> str:
        """The sentence under a title."""
        return self._words[control][1].text()
