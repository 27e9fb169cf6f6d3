"""All keys on one page."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from cosydesk.ui.actions import SPECS, Actions, keys_text
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label

_COLUMNS = 2


class ShortcutsDialog(Dialog):
    """Two columns of what and which key."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, 620)
        m = theme.metrics
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.lg)
        grid.setVerticalSpacing(m.sm)
        shown = [action_id for action_id, spec in SPECS.items() if spec.keys]
        rows = -(-len(shown) // _COLUMNS)
        for place, action_id in enumerate(shown):
            column, row = divmod(place, rows)
            keys = [
                keys_text(sequence)
                for sequence in actions[action_id].shortcuts()
                if "Enter" not in sequence.toString()
            ]
            grid.addWidget(label("", actions[action_id].text().rstrip("…")), row, 3 * column)
            grid.addWidget(label("muted", ",  ".join(keys)), row, 3 * column + 1)
        grid.setColumnMinimumWidth(2, m.xl)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        self.content.addLayout(grid)
        self._close = self.add_button(primary=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.heading.setText(self.tr("Keyboard shortcuts"))
        self._close.setText(self.tr("Close"))
