"""The check of the take in use, at length: what differs word by word, and what else is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from cosydesk.ui.inspector.check_words import CheckShown
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label, set_kind


class CheckCard(QFrame):
    """Shows one check; hidden while there is none, or nothing to say of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: CheckShown | None = None
        self.setProperty("kind", "card")
        m = theme.metrics
        self._icon = QLabel()
        self.verdict = label("muted", wrap=True)
        self.words = label("", wrap=True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setFont(theme.font(theme.type.small))
        head = QHBoxLayout()
        head.setSpacing(m.xs + 2)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.verdict, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.sm, m.sm, m.sm, m.sm)
        layout.setSpacing(m.xs)
        layout.addLayout(head)
        layout.addWidget(self.words)
        theme.changed.connect(lambda: self.show_check(self._shown))
        self.hide()

    def show_check(self, shown: CheckShown | None) -> None:
        self._shown = shown
        self.setVisible(shown is not None)
        if shown is None:
            return
        icon = self._theme.pixmap(shown.icon, shown.token, 14, self.devicePixelRatioF())
        self._icon.setPixmap(icon)
        set_kind(self.verdict, shown.token)
        self.verdict.setText(f"{shown.score} · {shown.short}")
        self.words.setText(shown.rich)
        self.words.setVisible(bool(shown.rich))
        self.words.setAccessibleName(self.verdict.text())
