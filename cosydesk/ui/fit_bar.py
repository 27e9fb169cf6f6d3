"""What fitting all lines came to, at the foot of the window, with the button that takes it back."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cosydesk.ui.document import Document
from cosydesk.ui.fit_commands import FitCommands
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.undo_bar import UndoBar


class FitBar(UndoBar):
    """Where lines are too long for their slots it stays until it is dismissed, with the way to the next of them.

    It can be undone as long as nothing else was done.
    """

    def __init__(
        self, fits: FitCommands, document: Document, theme: Theme, parent: QWidget | None = None
    ) -> None:
        self.next = QPushButton()  # before the base class asks for its texts
        super().__init__(theme, parent)
        self.next.setProperty("compact", True)
        self.next.clicked.connect(fits.next_overflow)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(1, self.next)
        fits.fitted.connect(self._tell)
        self.undone.connect(document.undo.undo)
        document.undo.indexChanged.connect(lambda _index: self._outdated())
        document.project_changed.connect(self.hide)

    def retranslate(self) -> None:
        super().retranslate()
        self.next.setText(self.tr("Go to the next one"))

    def _tell(self, words: str, changed: bool, over: bool) -> None:
        self.button.setVisible(changed)
        self.next.setVisible(over)
        self.say(words, stays=over)

    def _outdated(self) -> None:
        """Undo would take something else back now."""
        if self.next.isHidden():
            self.hide()
        self.button.hide()
