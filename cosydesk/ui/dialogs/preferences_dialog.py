"""The few settings that matter so far: language, theme, sound device, warm-up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from cosydesk.settings import Settings
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.dialogs.engine_place import EnginePlace
from cosydesk.ui.theme import Theme
from cosydesk.ui.translation import Translation
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.combo_box import ComboBox


class PreferencesDialog(Dialog):
    """Every change takes effect, and is kept, at once.

    Signals:
        output_chosen: description of the sound device; "" for the default.
    """

    output_chosen = Signal(str)

    def __init__(
        self, settings: Settings, translation: Translation, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._settings = settings
        self._translation = translation
        self.language = ComboBox()
        self.look = ComboBox()
        self.output = ComboBox()
        self.warm_up = QCheckBox()
        self.warm_up.setChecked(settings.warm_up)
        self._labels = [label("small") for _ in range(3)]
        m = theme.metrics
        form = QFormLayout()
        form.setHorizontalSpacing(m.lg)
        form.setVerticalSpacing(m.md)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in zip(self._labels, (self.language, self.look, self.output), strict=True):
            words.setMinimumHeight(m.control)
            form.addRow(words, field)
        self._engine = label("section")
        self.place = EnginePlace(settings, theme)
        self._hint = label("muted", wrap=True)
        self.content.addLayout(form)
        self.content.addSpacing(m.md)
        self.content.addWidget(self._engine)
        self.content.addWidget(self.place)
        self.content.addWidget(self.warm_up)
        self.content.addWidget(self._hint)
        self.content.addStretch(1)
        self._close = self.add_button(primary=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()
        self.language.activated.connect(self._language_chosen)
        self.look.activated.connect(self._look_chosen)
        self.output.activated.connect(self._output_chosen)
        self.warm_up.toggled.connect(self._warm_up_set)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        self.heading.setText(self.tr("Preferences"))
        for words, text in zip(
            self._labels, (self.tr("Language"), self.tr("Appearance"), self.tr("Sound output")), strict=True
        ):
            words.setText(text)
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
            ],
            self._settings.theme,
        )
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
