"""A question with two answers, asked in the window's look."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class Question(Dialog):
    """Accepted means yes; Escape means no."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, title: str, text: str, yes: str, no: str
    ) -> None:
        super().__init__(theme, parent, 400)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.content.addWidget(label("", text, wrap=True))
        self.no = self.add_button()
        self.no.setText(no)
        self.no.clicked.connect(self.reject)
        self.yes = self.add_button(primary=True)
        self.yes.setText(yes)
        self.yes.clicked.connect(self.accept)
