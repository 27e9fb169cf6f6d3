"""All actions and their keys, to be found and changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cosydesk.ui.actions import ActionId, Actions, keys_text
from cosydesk.ui.menus import Menus
from cosydesk.ui.palette.entries import Entry, Extra, entries, fitting
from cosydesk.ui.palette.entry_list import EntryList
from cosydesk.ui.preferences.key_capture import KeyCapture
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.search_field import SearchField


class ShortcutEditor(QWidget):
    """Choose an action, press Enter or "Add a key", press the key. A key that another action has is asked about.

    Every change counts at once and is kept.

    Attributes: search, list, add, reset, reset_all, take_over (shown when a key is taken): its controls.
    """

    def __init__(
        self,
        actions: Actions,
        menus: Menus,
        extras: Callable[[], list[Extra]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._actions = actions
        self._menus = menus
        self._extras = extras
        self._wanted = ""
        m = theme.metrics
        self.search = SearchField(theme)
        self.list = EntryList(theme, all_keys=True)
        self.list.setMinimumHeight(9 * (m.compact + m.xs))
        self._title = label("section")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(m.sm)
        self.add = KeyCapture()
        self.reset = QPushButton()
        self.reset_all = QPushButton()
        self.take_over = QPushButton()
        self._keep = QPushButton()
        self._said = label("warn", wrap=True)
        for button in (self.reset, self.reset_all, self.take_over, self._keep):
            button.setAutoDefault(False)
        top = QHBoxLayout()
        top.setSpacing(m.sm)
        top.addWidget(self.search, 1)
        top.addWidget(self.reset_all)
        keys = QHBoxLayout()
        keys.setSpacing(m.sm)
        keys.addWidget(self._title)
        keys.addLayout(self._chips)
        keys.addStretch(1)
        keys.addWidget(self.add)
        keys.addWidget(self.reset)
        conflict = QHBoxLayout()
        conflict.setSpacing(m.sm)
        conflict.addWidget(self._said, 1)
        conflict.addWidget(self._keep)
        conflict.addWidget(self.take_over)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.sm)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addLayout(keys)
        layout.addLayout(conflict)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.list.taken.connect(lambda _name: self.add.setFocus())
        self.add.captured.connect(self._captured)
        self.add.listening_changed.connect(lambda on: self._ask("") if on else None)
        self.reset.clicked.connect(lambda: self._reset())
        self.reset_all.clicked.connect(lambda: actions.keymap.reset_all())
        self.take_over.clicked.connect(lambda: self._assign(self._wanted))
        self._keep.clicked.connect(lambda: self._ask(""))
        actions.keymap.changed.connect(self._renew)
        self.retranslate()
        self.list.choose(0)

    def choose(self, action_id: ActionId) -> None:
        """Make an action the current one."""
        row = self.list.entries.row_of(action_id.name)
        if row >= 0:
            self.list.choose(row)

    @property
    def message(self) -> str:
        """What is said about a key that is taken; "" when nothing is."""
        return self._said.text()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search actions or keys"))
        self.search.setAccessibleName(self.tr("Search actions or keys"))
        self.list.setAccessibleName(self.tr("Actions and their keys"))
        self.add.set_texts(self.tr("Add a key"), self.tr("Press the key…"))
        self.reset.setText(self.tr("Reset"))
        self.reset.setToolTip(self.tr("Give this action its first keys back"))
        self.reset_all.setText(self.tr("Reset all"))
        self.take_over.setText(self.tr("Use it here"))
        self._keep.setText(self.tr("Leave it"))
        self._ask("")
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        chosen = self.list.current()
        typed = self.search.text().strip()
        found = entries(self._actions, self._menus, self._extras())
        shown = fitting(found, typed, [])
        if typed:
            names = {entry.name for entry in shown}
            wanted = "".join(typed.split()).casefold()
            shown += [entry for entry in found if entry.name not in names and _has_key(entry, wanted)]
        self.list.entries.show(shown)
        self.list.choose(self.list.entries.row_of(chosen.name) if chosen is not None else 0)
        self._show()

    def _renew(self, _name: str) -> None:
        self._ask("")
        self._fill()

    def _show(self) -> None:
        entry = self.list.current()
        while self._chips.count():
            item = self._chips.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        keymap = self._actions.keymap
        self.reset_all.setEnabled(any(map(keymap.is_changed, keymap.names())))
        for control in (self.add, self.reset):
            control.setEnabled(entry is not None)
        self._title.setText(entry.text if entry is not None else self.tr("No action of that name"))
        if entry is None:
            return
        self.reset.setEnabled(keymap.is_changed(entry.name))
        for key in keymap.keys(entry.name):
            written = keys_text(QKeySequence(key))
            chip = QPushButton(f"{written}   ×")
            chip.setProperty("compact", True)
            chip.setAutoDefault(False)
            chip.setAccessibleName(self.tr("Remove {key}").format(key=written))
            chip.setToolTip(self.tr("Remove {key}").format(key=written))
            chip.clicked.connect(lambda _checked=False, gone=key: self._remove(gone))
            self._chips.addWidget(chip)

    def _captured(self, key: str) -> None:
        entry = self.list.current()
        if entry is None or not key:
            return
        if self._actions.keymap.owner(key, entry.name) is None:
            self._assign(key)
        else:
            self._ask(key)
            self.take_over.setFocus()

    def _ask(self, key: str) -> None:
        """Ask what to do with a key that is taken; with "" there is nothing to ask."""
        self._wanted = key
        entry = self.list.current()
        other = self._actions.keymap.owner(key, entry.name) if key and entry is not None else None
        self._said.setText(
            self.tr("{key} belongs to “{action}”.").format(
                key=keys_text(QKeySequence(key)), action=self._title_of(other)
            )
            if other is not None
            else ""
        )
        for part in (self._keep, self.take_over):
            part.setVisible(other is not None)

    def _title_of(self, name: str) -> str:
        found = entries(self._actions, self._menus, self._extras())
        return next((entry.text for entry in found if entry.name == name), name)

    def _assign(self, key: str) -> None:
        entry = self.list.current()
        if entry is not None and key:
            keymap = self._actions.keymap
            keymap.set_keys(entry.name, (*keymap.keys(entry.name), key))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, key: str) -> None:
        entry = self.list.current()
        if entry is not None:
            keymap = self._actions.keymap
            keymap.set_keys(entry.name, tuple(kept for kept in keymap.keys(entry.name) if kept != key))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reset(self) -> None:
        entry = self.list.current()
        if entry is not None:
            self._actions.keymap.reset(entry.name)


def _has_key(entry: Entry, wanted: str) -> bool:
    """Whether one of its keys is written like that, "ctrl+r" and "ctrl r" alike."""
    written = ("".join(key.split()).casefold() for key in entry.keys)
    return any(wanted.replace("+", "") in key.replace("+", "") for key in written)
