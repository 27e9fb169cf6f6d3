"""Presets of an export: choose, save, delete."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from cosydesk.studio.delivery.presets import BUILT_IN, LONGEST_NAME, Presets, same_but_name
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.combo_box import ComboBox

log = logging.getLogger(__name__)

NAMES = (
    QT_TRANSLATE_NOOP("ExportPreset", "Podcast"),
    QT_TRANSLATE_NOOP("ExportPreset", "Broadcast (EBU R128)"),
    QT_TRANSLATE_NOOP("ExportPreset", "Video"),
    QT_TRANSLATE_NOOP("ExportPreset", "Audiobook"),
    QT_TRANSLATE_NOOP("ExportPreset", "Edit elsewhere"),
)


class PresetBar(QWidget):
    """Signals:
    chosen(object): a `Recipe` that the person chose. failed: the presets can't be written.
    """

    chosen = Signal(object)
    failed = Signal()

    def __init__(self, theme: Theme, presets: Presets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets = presets
        self._recipe = Recipe()
        self._title = label("small")
        self.box = ComboBox()
        self.save, self.delete = QPushButton(), QPushButton()
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.metrics.sm)
        layout.addWidget(self._title)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.save)
        layout.addWidget(self.delete)
        for button in (self.save, self.delete):
            button.setAutoDefault(False)
        self.box.activated.connect(self._choose)
        self.save.clicked.connect(self.save_or_name)
        self.name.returnPressed.connect(self.save_or_name)
        self.delete.clicked.connect(self._delete)
        self.retranslate()

    def follow(self, recipe: Recipe) -> None:
        """Show the preset that this recipe is, if it is one."""
        self._recipe = recipe
        found = next((i for i, each in enumerate(self._all) if same_but_name(each, recipe)), -1)
        self.box.setCurrentIndex(found + 1)
        self.delete.setEnabled(found >= len(BUILT_IN))
        self.save.setEnabled(found < 0 or self.naming)

    @property
    def naming(self) -> bool:
        """Whether the name of a new preset is being written."""
        return not self.name.isHidden()

    def save_or_name(self) -> None:
        """Ask for a name; with one, save."""
        if not self.naming:
            self.name.clear()
            self._name(naming=True)
            self.name.setFocus()
            return
        name = " ".join(self.name.text().split())
        if name and name.casefold() not in {self._shown(each).casefold() for each in BUILT_IN}:
            self._written(lambda: self._presets.save(replace(self._recipe, name=name)))
        self._name(naming=False)

    def stop_naming(self) -> None:
        """Without saving."""
        self._name(naming=False)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Preset"))
        self.box.setAccessibleName(self.tr("Preset"))
        self.name.setAccessibleName(self.tr("Name of the preset"))
        self.name.setPlaceholderText(self.tr("Name of the preset"))
        self.delete.setText(self.tr("Delete"))
        self.delete.setToolTip(self.tr("Presets of your own can be deleted"))
        self._fill()
        self._name(naming=self.naming)

    @property
    def _all(self) -> list[Recipe]:
        return [*BUILT_IN, *self._presets.saved]

    def _fill(self) -> None:
        self.box.clear()
        self.box.addItem(self.tr("Custom"))
        self.box.addItems([self._shown(recipe) for recipe in self._all])
        self.follow(self._recipe)

    def _shown(self, recipe: Recipe) -> str:
        return QCoreApplication.translate("ExportPreset", recipe.name) if recipe in BUILT_IN else recipe.name

    def _choose(self, index: int) -> None:
        if index > 0:
            self.chosen.emit(self._all[index - 1])

    def _delete(self) -> None:
        index = self.box.currentIndex() - 1
        if index >= len(BUILT_IN):
            self._written(lambda: self._presets.delete(self._all[index].name))

    def _written(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError:
            log.exception("the export presets could not be written")
            self.failed.emit()
        self._fill()

    def _name(self, *, naming: bool) -> None:
        self.box.setVisible(not naming)
        self.delete.setVisible(not naming)
        self.name.setVisible(naming)
        self.save.setText(self.tr("Save") if naming else self.tr("Save as…"))
        self.follow(self._recipe)
