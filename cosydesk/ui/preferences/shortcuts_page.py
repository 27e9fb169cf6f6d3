"""The page of the shortcuts: the editor under a title."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cosydesk.ui.preferences.controls import translated
from cosydesk.ui.preferences.kinds import Page
from cosydesk.ui.preferences.row import SettingRow
from cosydesk.ui.preferences.shortcut_editor import ShortcutEditor
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class ShortcutsPage(QWidget):
    """Attributes: page (what it shows), rows (none)."""

    def __init__(self, page: Page, keys: ShortcutEditor, theme: Theme) -> None:
        super().__init__()
        self.page = page
        self.rows: list[SettingRow] = []
        m = theme.metrics
        self._title = label("title")
        column = QVBoxLayout(self)
        column.setContentsMargins(m.xl, m.lg, m.xl, m.lg)
        column.setSpacing(m.sm)
        column.addWidget(self._title)
        column.addWidget(keys, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(translated(self.page.title))
