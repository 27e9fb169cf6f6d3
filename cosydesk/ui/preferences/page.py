"""A page of the preferences: rows under a title, and what is below them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cosydesk.ui.preferences.controls import translated
from cosydesk.ui.preferences.kinds import Page
from cosydesk.ui.preferences.row import SettingRow
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import hairline, label


class RowsPage(QScrollArea):
    """Scrolls when the window is too low for it.

    Attributes: page (what it shows), rows, below (of the rows; may be none).
    """

    def __init__(
        self,
        page: Page,
        rows: list[SettingRow],
        theme: Theme,
        above: QWidget | None = None,
        below: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.page = page
        self.rows = rows
        m = theme.metrics
        self._title = label("title")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.xl - m.sm, m.lg, m.xl - m.sm, m.lg)
        column.setSpacing(0)
        title = QVBoxLayout()
        title.setContentsMargins(m.sm, 0, m.sm, m.sm)
        title.addWidget(self._title)
        column.addLayout(title)
        if above is not None:
            column.addWidget(above)
        for number, row in enumerate(rows):
            if number:
                column.addWidget(hairline())
            column.addWidget(row)
        if below is not None:
            column.addWidget(below)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(translated(self.page.title))
        for row in self.rows:
            row.retranslate()
            row.renew()

    def go_to(self, row: SettingRow) -> None:
        """Bring a row into sight and draw the eye to it."""
        self.ensureWidgetVisible(row)
        row.mark()
