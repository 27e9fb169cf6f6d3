"""The settings that a person changes: how it looks and speaks, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cosydesk.settings import Settings
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.dialogs.engine_place import EnginePlace
from cosydesk.ui.preferences.shortcut_editor import ShortcutEditor
from cosydesk.ui.scaling import running_percent
from cosydesk.ui.theme import Theme
from cosydesk.ui.translation import Translation
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.segmented import Segmented


class PreferencesDialog(Dialog):
    """Every change takes effect, and is kept, at once; only another size waits for the next start.

    Attributes: keys: the page of the shortcuts. tabs: chooses the page.

    Signals:
        output_chosen: description of the sound device; "" for the default.
        restart_wanted: the person wants to see the new size now.
    """

    output_chosen = Signal(str)
    restart_wanted = Signal()

    def __init__(
        self,
        settings: Settings,
        translation: Translation,
        theme: Theme,
        keys: ShortcutEditor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent, 620)
        self.keys = keys
        self.tabs = Segmented(theme)
        self._settings = settings
        self._translation = translation
        self.language = ComboBox()
        self.look = ComboBox()
        self.output = ComboBox()
        self.scale = ComboBox()
        self._scale_at_start = running_percent()
        self.warm_up = QCheckBox()
        self.warm_up.setChecked(settings.warm_up)
        self._labels = [label("small") for _ in range(4)]
        m = theme.metrics
        form = QFormLayout()
        form.setHorizontalSpacing(m.lg)
        form.setVerticalSpacing(m.md)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in zip(
            self._labels, (self.language, self.look, self.scale, self.output), strict=True
        ):
            words.setMinimumHeight(m.control)
            words.setBuddy(field)
            form.addRow(words, field)
        self._restart_note = label("muted", wrap=True)
        self.restart = QPushButton()
        self.restart.setAutoDefault(False)
        self.restart.clicked.connect(self.restart_wanted)
        restart = QHBoxLayout()
        restart.addWidget(self._restart_note, 1)
        restart.addWidget(self.restart)
        self._engine = label("section")
        self.place = EnginePlace(settings, theme)
        self._hint = label("muted", wrap=True)
        general = QWidget()
        page = QVBoxLayout(general)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(m.sm)
        page.addLayout(form)
        page.addLayout(restart)
        page.addSpacing(m.md)
        page.addWidget(self._engine)
        page.addWidget(self.place)
        page.addWidget(self.warm_up)
        page.addWidget(self._hint)
        page.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(general)
        self._pages.addWidget(keys)
        self.content.addWidget(self.tabs)
        self.content.addSpacing(m.sm)
        self.content.addWidget(self._pages, 1)
        self.tabs.chosen.connect(self._pages.setCurrentIndex)
        self._close = self.add_button(primary=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()
        self.language.activated.connect(self._language_chosen)
        self.look.activated.connect(self._look_chosen)
        self.scale.activated.connect(self._scale_chosen)
        self.output.activated.connect(self._output_chosen)
        self.warm_up.toggled.connect(self._warm_up_set)

    def show_keys(self) -> None:
        """Turn to the page of the shortcuts."""
        self.tabs.set_index(1)
        self._pages.setCurrentIndex(1)
        self.keys.search.setFocus()

    def retranslate(self) -> None:
        self.tabs.set_texts([self.tr("General"), self.tr("Keyboard")])
        self.tabs.setAccessibleName(self.tr("Page"))
        self.setWindowTitle(self.tr("Preferences"))
        self.heading.setText(self.tr("Preferences"))
        names = (self.tr("Language"), self.tr("Appearance"), self.tr("Size"), self.tr("Sound output"))
        fields = (self.language, self.look, self.scale, self.output)
        for words, field, text in zip(self._labels, fields, names, strict=True):
            words.setText(text)
            field.setAccessibleName(text)
        _fill(
            self.language,
            [(self.tr("Like the system"), "system"), ("English", "en"), ("简体中文", "zh_CN")],
            self._settings.language,
        )
        _fill(
            self.look,
            [
                (self.tr("Like the system"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
                (self.tr("High contrast"), "contrast"),
            ],
            self._settings.theme,
        )
        sizes = [(f"{percent} %", str(percent)) for percent in Settings.scale.choices]
        _fill(self.scale, sizes, str(self._settings.scale))
        self.restart.setText(self.tr("Start anew"))
        self._restart_note.setText(self.tr("The new size comes with the next start of CosyDesk."))
        self._show_restart()
        devices = [device.description() for device in QMediaDevices.audioOutputs()]
        chosen = self._settings.audio_output
        if chosen and chosen not in devices:
            devices.append(chosen)
        default = self.tr("System default") if devices else self.tr("No sound device found")
        _fill(self.output, [(default, ""), *((name, name) for name in devices)], chosen)
        self._engine.setText(self.tr("Engine"))
        self.place.retranslate()
        self.warm_up.setText(self.tr("Load the model at start"))
        self._hint.setText(self.tr("The first line speaks at once, for some memory from the beginning."))
        self._close.setText(self.tr("Done"))

    def _language_chosen(self, index: int) -> None:
        self._settings.language = self.language.itemData(index)
        self._translation.choose(self._settings.language)
        self._settings.save()

    def _look_chosen(self, index: int) -> None:
        self._settings.theme = self.look.itemData(index)
        self.theme.choose(self._settings.theme)
        self._settings.save()

    def _scale_chosen(self, index: int) -> None:
        self._settings.scale = int(self.scale.itemData(index))
        self._settings.save()
        self._show_restart()

    def _show_restart(self) -> None:
        waiting = self._settings.scale != self._scale_at_start
        self.restart.setVisible(waiting)
        self._restart_note.setVisible(waiting)

    def _output_chosen(self, index: int) -> None:
        self._settings.audio_output = self.output.itemData(index)
        self._settings.save()
        self.output_chosen.emit(self._settings.audio_output)

    def _warm_up_set(self, on: bool) -> None:
        self._settings.warm_up = on
        self._settings.save()


def _fill(box: QComboBox, entries: list[tuple[str, str]], chosen: str) -> None:
    box.blockSignals(True)
    box.clear()
    for text, data in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
