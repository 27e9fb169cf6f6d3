"""What an export is made of: presets, the pages of choices, and the folder it goes to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cosydesk.paths import data_dir
from cosydesk.settings import Settings
from cosydesk.studio.delivery import presets
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.ui.export.cue_speaker import CueSpeaker
from cosydesk.ui.export.files_page import FilesPage
from cosydesk.ui.export.names_page import NamesPage
from cosydesk.ui.export.preset_bar import PresetBar
from cosydesk.ui.export.remembered import recall, remember
from cosydesk.ui.export.sound_page import SoundPage
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.segmented import Segmented


class ExportForm(QWidget):
    """Begins with what was exported last.

    Attributes:
        presets, tabs, files, sound, names, folder: its parts.
        recipe: what is chosen.

    Signals:
        changed: something else is chosen, or it goes to another folder.
    """

    changed = Signal()

    def __init__(self, plan: DeliveryPlan, cues: CueSpeaker, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._settings = settings
        self.recipe = recall(settings)
        m = theme.metrics
        self.presets = PresetBar(theme, presets.Presets(data_dir() / presets.FILE_NAME))
        self.tabs = Segmented(theme)
        self.files = FilesPage(theme, plan)
        self.sound = SoundPage(theme)
        self.names = NamesPage(theme, plan, settings.label_producer, cues)
        self._stack = QStackedWidget()
        self._pages = (self.files, self.sound, self.names)
        for page in self._pages:
            self._stack.addWidget(page)
            page.changed.connect(self._take_in)
        self.folder = QLineEdit(self._first_folder())
        self._browse = QPushButton()
        self._browse.setAutoDefault(False)
        self._folder_label = label("small")
        where = QHBoxLayout()
        where.setSpacing(m.sm)
        where.addWidget(self._folder_label)
        where.addWidget(self.folder, 1)
        where.addWidget(self._browse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.md)
        layout.addWidget(self.presets)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        layout.addLayout(where)
        self.tabs.chosen.connect(self._stack.setCurrentIndex)
        self.presets.chosen.connect(self.show_recipe)
        self.folder.textEdited.connect(self.changed)
        self._browse.clicked.connect(self._choose_folder)
        self.show_recipe(self.recipe)

    def retranslate(self) -> None:
        self.tabs.set_texts([self.tr("Files"), self.tr("Sound"), self.tr("Names and label")])
        self.tabs.setAccessibleName(self.tr("Part of the export"))
        self._folder_label.setText(self.tr("Folder"))
        self.folder.setAccessibleName(self.tr("Folder"))
        self._browse.setText(self.tr("Choose…"))
        self.presets.retranslate()
        for page in self._pages:
            page.retranslate()
        self.names.show_example(self.recipe)

    @property
    def target(self) -> Path:
        """The folder it goes to."""
        return Path(self.folder.text().strip()).expanduser()

    def show_recipe(self, recipe: Recipe) -> None:
        """Choose what another recipe says."""
        for page in self._pages:
            page.show_recipe(recipe)
        self._take_in()

    def remember(self) -> None:
        """Begin with this the next time."""
        remember(self._settings, self.recipe, self.names.producer.text(), self.target)

    def _take_in(self) -> None:
        recipe = Recipe()
        for page in self._pages:
            recipe = page.taken_into(recipe)
        self.recipe = recipe
        self.presets.follow(recipe)
        self.names.show_example(recipe)
        self.changed.emit()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Export to"), self.folder.text())
        if folder:
            self.folder.setText(folder)
            self.changed.emit()

    def _first_folder(self) -> str:
        music = QStandardPaths.StandardLocation.MusicLocation
        return self._settings.export_folder or QStandardPaths.writableLocation(music)
