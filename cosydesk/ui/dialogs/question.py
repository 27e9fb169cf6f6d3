"""A question with two answers, or three, asked in the window's look."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class Question(Dialog):
    """Accepted means yes; Escape means no.

    Attributes:
        lost: it was the third answer, which gives something up.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None, title: str, text: str, yes: str, no: str, lose: str = ""
    ) -> None:
        super().__init__(theme, parent, 400)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.content.addWidget(label("", text, wrap=True))
        self.lost = False
        self.lose = self.add_button()
        self.lose.setText(lose)
        self.lose.setProperty("kind", "danger")
        self.lose.setVisible(bool(lose))
        self.lose.clicked.connect(self._give_up)
        self.no = self.add_button()
        self.no.setText(no)
        self.no.clicked.connect(self.reject)
        self.yes = self.add_button(primary=True)
        self.yes.setText(yes)
        self.yes.clicked.connect(self.accept)

    def _give_up(self) -> None:
        self.lost = True
        self.reject()
