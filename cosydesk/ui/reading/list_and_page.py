"""A list with a search field above it, beside the page that is read."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from cosydesk.ui.reading.reading_pane import ReadingPane
from cosydesk.ui.widgets.basics import hairline
from cosydesk.ui.widgets.search_field import SearchField


def list_and_page(
    field: SearchField, rows: QListWidget, told: QLabel, page: ReadingPane, width: int
) -> QHBoxLayout:
    """The layout of a whole dialog.

    Args:
        told: what was found, below the list.
        width: of the list's column, in pixels.
    """
    m = page.theme.metrics
    side = QWidget()
    side.setFixedWidth(width)
    column = QVBoxLayout(side)
    column.setContentsMargins(m.md, m.md, m.md, m.sm)
    column.setSpacing(m.sm)
    column.addWidget(field)
    column.addWidget(rows, 1)
    column.addWidget(told)
    body = QHBoxLayout()
    body.setSpacing(0)
    body.addWidget(side)
    body.addWidget(hairline(vertical=True))
    body.addWidget(page, 1)
    return body
