"""A section of the report as a card with two columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from cosydesk.doctor.report import Fact, Section
from cosydesk.doctor.words import SECTIONS
from cosydesk.doctor.writing import label_of, value_words
from cosydesk.ui.device.words import translated
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label

LABEL_WIDTH = 190

_BAD = frozenset({"fails", "incomplete", "damaged", "not_writable", "missing"})


class FactTable(QFrame):
    """Made anew for each report."""

    def __init__(self, section: Section, theme: Theme, leave_out: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        m = theme.metrics
        title = translated(SECTIONS[section.key])
        self.setAccessibleName(title)
        self.rows: list[tuple[str, str]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.lg)
        grid.setVerticalSpacing(m.xs + 2)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for fact in section.facts:
            if fact.key not in leave_out:
                self._add(grid, fact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.lg, m.md, m.lg, m.md)
        layout.setSpacing(m.sm)
        layout.addWidget(label("section", title))
        layout.addLayout(grid)

    def _add(self, grid: QGridLayout, fact: Fact) -> None:
        name = label_of(fact, translated)
        words = " · ".join(value_words(value, translated) for value in fact.values if value.kind != "path")
        folders = [str(value.raw) for value in fact.values if value.kind == "path"]
        bad = any(value.kind == "word" and value.raw in _BAD for value in fact.values)
        row = grid.rowCount()
        shown = label("muted", name, wrap=True)
        shown.setMaximumWidth(LABEL_WIDTH)
        grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
        if words:
            value = label("warn" if bad else "small", words, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(value, row, 1)
        for number, folder in enumerate(folders, 1 if words else 0):
            grid.addWidget(ElidedLabel(folder, "muted"), row + number, 1)
        self.rows.append((name, " · ".join(filter(None, (words, *folders)))))
