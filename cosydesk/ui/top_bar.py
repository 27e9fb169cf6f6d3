"""The bar at the top: menu, project, history, transport, speaking, model, export."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from cosydesk.playback.player import Player
from cosydesk.ui.actions import ActionId, Actions, shortcut_text, tooltip
from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.transport import Transport
from cosydesk.ui.widgets.basics import hairline
from cosydesk.ui.widgets.hint_button import HintButton
from cosydesk.ui.widgets.icon_button import IconButton

_MAX_TITLE = 220


class TopBar(QWidget):
    """Collapses in steps when the window is narrow: keys, then the model's name, then the words of Speak."""

    def __init__(self, document: Document, player: Player, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._document = document
        self._actions = actions
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        m = theme.metrics
        self.setFixedHeight(m.top_bar)
        self.menu_button = IconButton(theme, "menu")
        self.menu_button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.title_button = HintButton(theme, "", menu_arrow=True, weight=QFont.Weight.DemiBold)
        self.title_button.setProperty("kind", "ghost")
        self.title_button.set_max_width(_MAX_TITLE)
        self.undo = IconButton(theme, "undo-2")
        self.redo = IconButton(theme, "redo-2")
        self.undo.follow(actions[ActionId.UNDO])
        self.redo.follow(actions[ActionId.REDO])
        self.transport = Transport(document, player, actions, theme)
        self.speak = HintButton(theme, "mic-vocal", primary=True)
        self.speak.clicked.connect(actions[ActionId.SPEAK_LINE].trigger)
        self.speak_stale = HintButton(theme, "refresh-cw")
        self.speak_stale.clicked.connect(actions[ActionId.SPEAK_STALE].trigger)
        self.model = HintButton(theme, "cpu", menu_arrow=True)
        self.export = IconButton(theme, "share")
        self.export.follow(actions[ActionId.EXPORT])
        self._left = QWidget()
        self._right = QWidget()
        self._fill(self._left, [self.menu_button, self.title_button, None, self.undo, self.redo])
        self._fill(self._right, [self.speak, self.speak_stale, None, self.model, self.export])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.sm, 0, m.md, 0)
        layout.setSpacing(m.md)
        layout.addWidget(self._left)
        layout.addStretch(1)
        layout.addWidget(self.transport)
        layout.addStretch(1)
        layout.addWidget(self._right)
        self._stale = 0
        document.title_changed.connect(self._show_title)
        document.undo.indexChanged.connect(lambda _index: self._show_history())
        document.undo.undoTextChanged.connect(lambda _text: self._show_history())
        self.retranslate()

    def set_menus(self, main: QMenu, project: QMenu, model: QMenu) -> None:
        self.menu_button.setMenu(main)
        self.title_button.setMenu(project)
        self.model.setMenu(model)

    def set_model_name(self, name: str) -> None:
        self.model.set_parts(name)
        self._fit()

    def set_stale(self, count: int) -> None:
        if count != self._stale:
            self._stale = count
            self._show_stale()
            self._fit()

    def retranslate(self) -> None:
        self.menu_button.setToolTip(self.tr("Menu"))
        self.menu_button.setAccessibleName(self.tr("Menu"))
        self.title_button.setToolTip(self.tr("Project: open, save, rename by saving as"))
        self.model.setToolTip(self.tr("Model that speaks"))
        action = self._actions[ActionId.SPEAK_LINE]
        self.speak.set_parts(self.tr("Speak line"), hint=shortcut_text(action))
        self.speak.setToolTip(tooltip(self.tr("Speak the current line"), shortcut_text(action)))
        self._show_stale()
        self._show_title()
        self._show_history()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_title(self) -> None:
        self.title_button.set_parts(self._document.title)
        self._fit()

    def _show_stale(self) -> None:
        keys = shortcut_text(self._actions[ActionId.SPEAK_STALE])
        self.speak_stale.set_parts(self.tr("Speak stale"), count=str(self._stale) if self._stale else "")
        self.speak_stale.setEnabled(self._stale > 0)
        text = (
            self.tr("Speak every line that is new or has changed")
            if self._stale
            else self.tr("Every line is spoken as it stands")
        )
        self.speak_stale.setToolTip(tooltip(text, keys))

    def _show_history(self) -> None:
        stack = self._document.undo
        for action_id, button, name in (
            (ActionId.UNDO, self.undo, stack.undoText()),
            (ActionId.REDO, self.redo, stack.redoText()),
        ):
            action = self._actions[action_id]
            text = f"{action.text()}: {name}" if name else action.text()
            button.setToolTip(tooltip(text, shortcut_text(action)))

    def _fit(self) -> None:
        self.speak.show_hint(True)
        buttons = (self.model, self.speak_stale, self.speak)
        for button in buttons:
            button.set_compact(False)
        if self._needed() > self.width():
            self.speak.show_hint(False)
        for button in buttons:
            if self._needed() > self.width():
                button.set_compact(True)

    def _needed(self) -> int:
        gaps = 2 * self.theme.metrics.md + self.theme.metrics.sm + self.theme.metrics.md
        return gaps + sum(
            part.minimumSizeHint().width() for part in (self._left, self.transport, self._right)
        )

    def _fill(self, into: QWidget, parts: list[QWidget | None]) -> None:
        m = self.theme.metrics
        layout = QHBoxLayout(into)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.sm)
        for part in parts:
            if part is None:
                line = hairline(vertical=True)
                line.setFixedHeight(20)
                layout.addSpacing(m.xs)
                layout.addWidget(line)
                layout.addSpacing(m.xs)
            else:
                layout.addWidget(part)
