"""Ctrl+Shift+P: type a few letters of what you want to do, press Enter."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cosydesk.settings import Settings
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.menus import Menus
from cosydesk.ui.palette.entries import Extra, entries, fitting
from cosydesk.ui.palette.entry_list import EntryList
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.search_field import SearchField

log = logging.getLogger(__name__)

_WIDTH = 600
_ROWS = 10
_REMEMBERED = 8
_VEIL = 0.28
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_ROWS,
    Qt.Key.Key_PageDown: _ROWS,
}


class CommandPalette(QWidget):
    """Lies over the window; Escape or a click beside it closes it and gives the keyboard back.

    Attributes: field (what is typed), list (what fits).

    Signals:
        closed: it is hidden again.
    """

    closed = Signal()

    def __init__(
        self,
        actions: Actions,
        menus: Menus,
        extras: Callable[[], list[Extra]],
        settings: Settings,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.theme = theme
        self._actions = actions
        self._menus = menus
        self._extras = extras
        self._settings = settings
        self._window = window
        self._before: QWidget | None = None
        m = theme.metrics
        self.field = SearchField(theme)
        self.list = EntryList(theme)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = label("muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setMinimumHeight(2 * m.xxl)
        self._card = QFrame(self)
        self._card.setProperty("kind", "card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(m.sm, m.sm, m.sm, m.sm)
        inside.setSpacing(m.sm)
        inside.addWidget(self.field)
        inside.addWidget(self.list, 1)
        inside.addWidget(self._none, 1)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.taken.connect(self._run)
        window.installEventFilter(self)
        self.hide()
        self.retranslate()

    def open(self) -> None:
        """Show it with nothing typed; what was chosen lately stands first."""
        if not self.isVisible():
            self._before = self._window.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.field.clear()
        self._search("")
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Hide it and give the keyboard back to whoever had it."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Find a command"))
        self.list.setAccessibleName(self.tr("Commands"))
        self._none.setText(self.tr("No command of that name, in English or Chinese"))
        if self.isVisible():
            self._search(self.field.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                # While it is open the keys are its own: Escape must not stop the speech behind it.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(self.theme.palette.shadow)
        veil.setAlphaF(_VEIL)
        QPainter(self).fillRect(self.rect(), veil)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chosen = self.list.current()
            if chosen is not None:
                self._run(chosen.name)
        elif key in _STEPS:
            count = self.list.entries.rowCount()
            row = self.list.currentIndex().row() + _STEPS[key]
            # Past an end by one step goes round; by a page it stays there.
            self.list.choose(row % count if count and abs(_STEPS[key]) == 1 else row)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            pass
        else:
            return False
        return True

    def _search(self, typed: str) -> None:
        everything = entries(self._actions, self._menus, self._extras())
        found = [entry for entry in everything if entry.name in ActionId.__members__]
        known = {entry.text for entry in found}
        # What the window can do too is not listed twice, and neither is what is open already.
        found = [entry for entry in found if entry.name != ActionId.PALETTE.name]
        found += [entry for entry in everything if entry not in found and entry.text not in known]
        self.list.entries.show(fitting(found, typed, self._settings.recent_actions))
        self.list.setVisible(bool(self.list.entries.rowCount()))
        self._none.setVisible(not self.list.entries.rowCount())
        self.list.choose(0)
        self.list.scrollToTop()

    def _run(self, name: str) -> None:
        entry = self.list.entries.entry(self.list.entries.row_of(name))
        if not entry.enabled:
            return
        recent = [name, *(known for known in self._settings.recent_actions if known != name)]
        self._settings.recent_actions = recent[:_REMEMBERED]
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")
        self.close_palette()
        extra = next((extra for extra in self._extras() if extra.name == name), None)
        if extra is not None:
            extra.run()
        else:
            self._actions[ActionId[name]].trigger()

    def _place(self) -> None:
        m = self.theme.metrics
        self.setGeometry(self._window.rect())
        width = min(_WIDTH, self.width() - 2 * m.xl)
        row = m.compact + m.xs
        height = min(_ROWS * row + m.control + 4 * m.sm, self.height() - 2 * m.top_bar - m.xl)
        self._card.setGeometry((self.width() - width) // 2, m.top_bar + m.xl, width, height)
