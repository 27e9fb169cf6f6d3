"""Where the sound goes: a button that shows whether it is heard, and a menu of the devices."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from cosydesk.playback.player import Player
from cosydesk.settings import Settings
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.icon_button import IconButton


class OutputButton(IconButton):
    """Lists the devices anew each time it opens; a choice is kept."""

    def __init__(self, player: Player, settings: Settings, theme: Theme) -> None:
        m = theme.metrics
        super().__init__(theme, "volume-2", token="muted", size=14, edge=m.status_bar - 4)
        self.setProperty("kind", "small")
        self._player = player
        self._settings = settings
        self.devices = QMenu(self)
        self.devices.aboutToShow.connect(self.fill)
        self.setMenu(self.devices)
        self.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        player.output_changed.connect(lambda _name: self.retranslate())
        self.retranslate()

    def retranslate(self) -> None:
        silent = self._player.silent
        self.set_icon("volume-x" if silent else "volume-2", "warn" if silent else "muted")
        name = self.tr("No sound device") if silent else self._player.output_name
        words = self.tr("Sound output")
        self.setAccessibleName(words)
        self.setToolTip(f"{words}: {name}" if name else words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def fill(self) -> None:
        """The devices there are now, and the chosen one even when it is not plugged in."""
        self.devices.clear()
        group = QActionGroup(self.devices)
        found = self._player.devices()
        chosen = self._settings.audio_output
        default = self.tr("System default ({device})").format(device=found[0]) if found else ""
        entries = [("", default or self.tr("No sound device found"), bool(found))]
        entries += [(name, name, True) for name in found]
        if chosen and chosen not in found:
            entries.append((chosen, self.tr("{device} (not connected)").format(device=chosen), False))
        for number, (name, text, there) in enumerate(entries):
            if number == 1:
                self.devices.addSeparator()
            action = self.devices.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.setEnabled(there)
            action.triggered.connect(lambda _checked=False, device=name: self._choose(device))
            group.addAction(action)

    def _choose(self, device: str) -> None:
        self._settings.audio_output = device
        self._settings.save()
        self._player.set_output(device)
