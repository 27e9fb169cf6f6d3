"""Where models are kept: the folder, the room on its disk, and the way to the settings of both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cosydesk.doctor.machine import free_space
from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label, set_kind


class ModelsPlace(QWidget):
    """One line of the model manager; the settings themselves are in the preferences.

    Attributes: change: its button.

    Signals:
        settings_wanted: the person wants another folder, mirror or proxy.
    """

    settings_wanted = Signal()

    def __init__(self, root: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._root = root
        self._folder = ElidedLabel(kind="small")
        self._room = label("muted")
        self.change = QPushButton()
        self.change.setAutoDefault(False)
        self.change.clicked.connect(self.settings_wanted)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._folder)
        words.addWidget(self._room)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics.md)
        row.addLayout(words, 1)
        row.addWidget(self.change)
        self.retranslate()

    def show_folder(self, root: Path) -> None:
        """Show that models are fetched to `root`, and the room there now."""
        self._root = root
        self._folder.setText(str(root))
        self._folder.setAccessibleName(self.tr("Models folder"))
        self._folder.setAccessibleDescription(str(root))
        try:
            room = self.tr("{size} free on this disk").format(size=size_text(free_space(root)))
        except OSError:
            set_kind(self._room, "error")
            self._room.setText(self.tr("This folder can't be reached."))
        else:
            set_kind(self._room, "muted")
            self._room.setText(" · ".join((self.tr("Models folder"), room)))

    @property
    def folder(self) -> Path:
        """As it is shown."""
        return self._root

    def room_text(self) -> str:
        return self._room.text()

    def retranslate(self) -> None:
        self.change.setText(self.tr("Folder and download settings…"))
        self.change.setToolTip(self.tr("Opens the preferences: folders, mirror, proxy, files at a time"))
        self.show_folder(self._root)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Ask for a folder; `then` gets it unless the person changed their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    if chosen:
        then(Path(chosen))
