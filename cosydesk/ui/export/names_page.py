"""What the files are called, and what marks them as made by AI."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from cosydesk.studio.delivery.names import FILE_FIELDS, LINE_FIELDS, unknown_fields
from cosydesk.studio.delivery.outputs import LINE, outputs_of
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.presets import LONGEST_CUE
from cosydesk.studio.delivery.recipe import CUES, Recipe
from cosydesk.ui.export.cue_speaker import CueSpeaker
from cosydesk.ui.export.rows import Rows
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.switch import Switch

_LONGEST = 200


class NamesPage(Rows):
    """Signals:
    changed: the person chose or wrote something.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        plan: DeliveryPlan,
        producer: str,
        cues: CueSpeaker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._plan = plan
        self._cues = cues
        self.file_name, self.line_name, self.producer = QLineEdit(), QLineEdit(), QLineEdit(producer)
        self.label = Switch(theme)
        self.cue_start, self.cue_end, self.cue_voice = ComboBox(), ComboBox(), ComboBox()
        self.cue_text = QLineEdit()
        for control in (
            self.file_name,
            self.line_name,
            self.label,
            self.producer,
            self.cue_start,
            self.cue_end,
            self.cue_text,
            self.cue_voice,
        ):
            self.add(control)
        for field in (self.file_name, self.line_name, self.producer):
            field.setFixedWidth(260)
            field.setMaxLength(_LONGEST)
            field.textEdited.connect(self._tell)
        self.cue_text.setFixedWidth(260)
        self.cue_text.setMaxLength(LONGEST_CUE)
        self.cue_text.textEdited.connect(self._tell)
        self.cue_voice.setFixedWidth(260)
        self.cue_voice.addItem("", "")
        for voice in cues.voices():
            self.cue_voice.addItem(
                f"{voice.name} ({voice.language})" if voice.language else voice.name, voice.id
            )
        self.cue_voice.activated.connect(self._tell)
        for box in (self.cue_start, self.cue_end):
            box.setFixedWidth(260)
            for cue in CUES:
                box.addItem("", cue)
            box.activated.connect(self._tell)
        self.label.clicked.connect(self._tell)

    def show_recipe(self, recipe: Recipe) -> None:
        """Without a signal."""
        self.file_name.setText(recipe.file_name)
        self.line_name.setText(recipe.line_name)
        self.label.setChecked(recipe.label)
        for box, cue in ((self.cue_start, recipe.cue_start), (self.cue_end, recipe.cue_end)):
            box.setCurrentIndex(CUES.index(cue))
        self.cue_text.setText(recipe.cue_text)
        self.cue_voice.setCurrentIndex(max(0, self.cue_voice.findData(recipe.cue_voice)))
        self.retranslate()

    def taken_into(self, recipe: Recipe) -> Recipe:
        """The recipe with what stands here; an empty template is the usual one."""
        usual = Recipe()
        return replace(
            recipe,
            file_name=self.file_name.text().strip() or usual.file_name,
            line_name=self.line_name.text().strip() or usual.line_name,
            label=self.label.isChecked(),
            cue_start=self.cue_start.currentData(),
            cue_end=self.cue_end.currentData(),
            cue_text=" ".join(self.cue_text.text().split()),
            cue_voice=self.cue_voice.currentData(),
        )

    def show_example(self, recipe: Recipe) -> None:
        """What the templates make of this project."""
        sounds = outputs_of(self._plan, replace(recipe, mix=True, lines=True))
        self.set_texts(
            self.file_name, self.tr("Files"), self._example(FILE_FIELDS, self.file_name, sounds[0].name)
        )
        line = next((sound.name for sound in sounds if sound.kind == LINE), "")
        self.set_texts(
            self.line_name, self.tr("Single lines"), self._example(LINE_FIELDS, self.line_name, line)
        )

    def _example(self, fields: tuple[str, ...], field: QLineEdit, name: str) -> str:
        known = " ".join(f"{{{each}}}" for each in fields)
        field.setToolTip(self.tr("Fields: {fields}. A slash makes a folder.").format(fields=known))
        unknown = unknown_fields(field.text(), fields)
        if unknown:
            return self.tr("There is no field {name}").format(name=f"{{{unknown[0]}}}")
        return name

    def _tell(self) -> None:
        self.producer.setEnabled(self.label.isChecked())
        self._show_spoken()
        self.changed.emit()

    def _show_spoken(self) -> None:
        """What a spoken cue says unless something is written, and who says it unless somebody is chosen."""
        shown = self.taken_into(Recipe()).speaks_cue
        for control in (self.cue_text, self.cue_voice):
            self.show_row(control, shown=shown)
        self.cue_text.setPlaceholderText(self._cues.usual_text(self.cue_voice.currentData()))
        usual = self._cues.usual_voice()
        self.cue_voice.setItemText(
            0, self.tr("That of most lines: {name}").format(name=usual) if usual else self.tr("None")
        )

    def retranslate(self) -> None:
        self.set_texts(
            self.label,
            self.tr("Label as made by AI"),
            self.tr("In the file's data, as GB 45438-2025 asks for"),
        )
        self.set_texts(self.producer, self.tr("Producer"), self.tr("Who the label names, in Latin letters"))
        self.producer.setPlaceholderText("CosyDesk")
        self.producer.setEnabled(self.label.isChecked())
        self.set_texts(self.cue_start, self.tr("Cue at the start"), self.tr("Tells listeners that AI speaks"))
        self.set_texts(self.cue_end, self.tr("Cue at the end"))
        for box in (self.cue_start, self.cue_end):
            for index, name in enumerate((self.tr("None"), self.tr("Spoken"), self.tr("Morse code"))):
                box.setItemText(index, name)
        self.set_texts(
            self.cue_text, self.tr("What it says"), self.tr("Empty: the sentence that is shown in gray")
        )
        self.set_texts(self.cue_voice, self.tr("Its voice"))
        self._show_spoken()
