"""The menu of manners: presets of the line's model, what was used lately, none."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cosydesk.studio.manner import presets
from cosydesk.ui.manner.manner_words import group_name, preset_name
from cosydesk.ui.manner.recent_manners import RecentManners

_SHOWN_LETTERS = 48
_RECENT_SHOWN = 12
_FLAT_GROUP = 6
"""Groups with more presets than this become a menu of their own."""


class MannerMenu(QMenu):
    """Made anew each time it is opened.

    Signals:
        chosen: text of a manner, "" for none.
    """

    chosen = Signal(str)

    def __init__(
        self, generation: int, recent: RecentManners, current: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Manner"))
        self.setToolTipsVisible(True)
        for group, found in groupby(presets(generation), lambda preset: preset.group):
            members = list(found)
            menu: QMenu = self
            if len(members) > _FLAT_GROUP:
                menu = self.addMenu(group_name(group))
                menu.setToolTipsVisible(True)
            elif not self.isEmpty():
                self.addSeparator()
            for preset in members:
                self._add(menu, preset_name(preset), preset.text, current)
        used = [text for text in recent.all() if text]
        self.addSeparator()
        lately = self.addMenu(self.tr("Used lately"))
        lately.setToolTipsVisible(True)
        lately.setEnabled(bool(used))
        for text in used[:_RECENT_SHOWN]:
            short = text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]}…"
            self._add(lately, short, text, current)
        lately.addSeparator()
        forget = lately.addAction(self.tr("Forget those used lately"))
        forget.triggered.connect(lambda _on=False: recent.clear())
        self.addSeparator()
        none = self.addAction(self.tr("No manner"))
        none.setEnabled(bool(current.strip()))
        none.triggered.connect(lambda _on=False: self.chosen.emit(""))

    def _add(self, menu: QMenu, name: str, text: str, current: str) -> None:
        action = menu.addAction(name.replace("&", "&&"))
        action.setToolTip(text)
        action.setCheckable(True)
        action.setChecked(text == current.strip())
        action.triggered.connect(lambda _on=False: self.chosen.emit(text))
