"""The small bar that floats over marked words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QToolButton, QWidget

from cosydesk.ui.actions import ActionId, keys_text, tooltip
from cosydesk.ui.editor.tag_words import mark_left_out
from cosydesk.ui.theme import Theme


class TagBar(QFrame):
    """Strong and Smile for the selection, to hear it, and its pronunciation; it never takes the focus.

    Signals:
        span_toggled: name of a span. hear_wanted, word_wanted: hear what is marked; put it into the dictionary.
    """

    span_toggled = Signal(str)
    hear_wanted = Signal()
    word_wanted = Signal()

    def __init__(self, theme: Theme, key_of: Callable[[ActionId], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._key_of = key_of
        self.setObjectName("tagBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics = theme.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.xs, metrics.xs, metrics.xs, metrics.xs)
        row.setSpacing(2)
        self.strong = self._button("strong")
        self.laughter = self._button("laughter")
        self.hear = self._plain()
        self.word = self._plain()
        for button in (self.strong, self.laughter, self.hear, self.word):
            row.addWidget(button)
        self.hear.clicked.connect(lambda: self.hear_wanted.emit())
        self.word.clicked.connect(lambda: self.word_wanted.emit())
        self._styles: frozenset[str] = frozenset()
        self._tags: frozenset[str] | None = None
        self._reason = ""
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(metrics.lg)
        self._shadow.setOffset(0, metrics.xs)
        self.setGraphicsEffect(self._shadow)
        theme.changed.connect(self._dress)
        self.retranslate()
        self._dress()
        self.hide()

    def show_at(self, selection: QRect, styles: frozenset[str]) -> None:
        """Show above `selection` (coordinates of the parent), below it where there is no room."""
        self._styles = styles
        self._dress()
        self.adjustSize()
        gap = self.theme.metrics.sm
        parent = self.parentWidget()
        area = parent.rect() if parent is not None else selection
        top = selection.top() - self.height() - gap
        if top < area.top() + 2:
            top = selection.bottom() + gap
        left = selection.center().x() - self.width() // 2
        left = max(area.left() + gap, min(left, area.right() - self.width() - gap))
        self.move(QPoint(left, top))
        self.show()
        self.raise_()

    def show_spoken_tags(self, tags: frozenset[str] | None, reason: str) -> None:
        """Grey the spans that aren't among `tags` (None: not known) and say why."""
        if (tags, reason) != (self._tags, self._reason):
            self._tags, self._reason = tags, reason
            self.retranslate()
            self._dress()

    def _is_left_out(self, name: str) -> bool:
        return self._tags is not None and name not in self._tags

    def retranslate(self) -> None:
        for button, name, text, action in (
            (self.strong, "strong", self.tr("Strong"), ActionId.STRONG),
            (self.laughter, "laughter", self.tr("Smile"), ActionId.LAUGHTER),
        ):
            button.setText(f" {text}")  # the style leaves too little room behind the icon
            tip = tooltip(text, keys_text(QKeySequence(self._key_of(action))))
            button.setToolTip(f"{tip}\n{self._reason}" if self._is_left_out(name) else tip)
            button.setAccessibleName(text)
        for button, text, action in (
            (self.hear, self.tr("Hear it"), ActionId.HEAR),
            (self.word, self.tr("Add to dictionary…"), ActionId.ADD_WORD),
        ):
            button.setToolTip(tooltip(text, keys_text(QKeySequence(self._key_of(action)))))
            button.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _plain(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(self.theme.metrics.icon, self.theme.metrics.icon))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        return button

    def _button(self, name: str) -> QToolButton:
        button = self._plain()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.span_toggled.emit(name))
        return button

    def _dress(self) -> None:
        theme = self.theme
        self.setStyleSheet(
            f"QFrame#tagBar {{ background: {theme.palette.raised}; border: 1px solid {theme.palette.line};"
            f" border-radius: {theme.metrics.radius + 2}px; }}"
        )
        self._shadow.setColor(theme.color("shadow", 0.4 if theme.is_dark else 0.16))
        for button, name, icon in (
            (self.strong, "strong", "bold"),
            (self.laughter, "laughter", "smile"),
        ):
            button.setChecked(name in self._styles)
            left_out = self._is_left_out(name)
            mark_left_out(button, left_out)
            token = "accent_ink" if button.isChecked() else "faint" if left_out else "text"
            button.setIcon(theme.icon(icon, token))
        self.hear.setIcon(theme.icon("ear"))
        self.word.setIcon(theme.icon("book-a"))
