"""The menu of the sounds that a voice can make besides words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cosydesk.ui.actions import ActionId, keys_text
from cosydesk.ui.sounds import OTHERS, sound_icon, sound_name
from cosydesk.ui.theme import Theme


class SoundMenu(QMenu):
    """Filled anew each time: first what the line's voice makes, then what it would leave out.

    Each entry shows its keys, or, where it has none, how it is written in the source.

    Signals:
        chosen: name of an event.
    """

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, key_of: Callable[[ActionId], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key_of = key_of
        self._tags: frozenset[str] | None = None
        self._reason = ""
        self.aboutToShow.connect(self.fill)

    def show_spoken_tags(self, tags: frozenset[str] | None, reason: str) -> None:
        """What the line's voice makes (None: not known), and why it leaves the rest out."""
        self._tags, self._reason = tags, reason

    def fill(self) -> None:
        """Bring the entries up to date."""
        self.clear()
        made = [event for event in OTHERS if self._tags is None or f"[{event}]" in self._tags]
        for event in made:
            self._add(event, "text")
        left_out = [event for event in OTHERS if event not in made]
        if not left_out:
            return
        if made:
            self.addSeparator()
        why = self.addAction(self._reason)
        why.setEnabled(False)
        for event in left_out:
            self._add(event, "faint")

    def _add(self, event: str, token: str) -> None:
        keys = self._key_of(OTHERS[event])
        written = keys_text(QKeySequence(keys)) if keys else f"[{event}]"
        action = self.addAction(self._theme.icon(sound_icon(event), token), f"{sound_name(event)}\t{written}")
        action.setData(event)
        action.triggered.connect(lambda _on=False: self.chosen.emit(event))
