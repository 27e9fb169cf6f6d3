"""The speakers of a script, each with a voice to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cosydesk.studio.library import Voice
from cosydesk.ui.library.languages import language_name
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label
from cosydesk.ui.widgets.combo_box import ComboBox

_MOST = 40
"""Speakers that are asked about; who has fewer lines keeps the voice that was guessed."""


class VoiceList(QScrollArea):
    """A name and a box of voices for each speaker, those with the most lines first.

    Attributes:
        boxes: by the speaker's name; "" for lines that name nobody.

    Signals:
        chosen: (speaker, voice id) that the person chose.
    """

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.boxes: dict[str, ComboBox] = {}
        self._counts: dict[str, int] = {}
        self._voices: Sequence[Voice] = ()
        self._chosen: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def voices(self) -> dict[str, str]:
        """Voice ids by speakers, also of those that aren't asked about."""
        return dict(self._chosen)

    def show_speakers(
        self, counts: Mapping[str, int], voices: Sequence[Voice], chosen: Mapping[str, str]
    ) -> None:
        """Ask about these speakers, who have so many lines, with these voices chosen."""
        self._counts, self._voices, self._chosen = dict(counts), voices, dict(chosen)
        self._build()

    def retranslate(self) -> None:
        self._build()

    def _build(self) -> None:
        m = self._theme.metrics
        content = QWidget()
        content.setAutoFillBackground(False)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, m.xs, 0)
        layout.setSpacing(m.xs)
        self.boxes = {}
        speakers = sorted(self._counts, key=lambda speaker: -self._counts[speaker])
        for speaker in speakers[:_MOST]:
            name = speaker or (self.tr("All lines") if len(speakers) == 1 else self.tr("Nobody named"))
            head = ElidedLabel(
                self.tr("{name}  ·  {count}").format(name=name, count=self._counts[speaker]), "small"
            )
            box = self._box(speaker, name)
            layout.addWidget(head)
            layout.addWidget(box)
            layout.addSpacing(m.sm)
            self.boxes[speaker] = box
        if len(speakers) > _MOST:
            more = self.tr("{count} more speakers get voices by their language.")
            layout.addWidget(label("muted", more.format(count=len(speakers) - _MOST), wrap=True))
        layout.addStretch(1)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)

    def _box(self, speaker: str, name: str) -> ComboBox:
        box = ComboBox()
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setAccessibleName(self.tr("Voice of {name}").format(name=name))
        box.addItem(self.tr("No voice yet"), "")
        for voice in self._voices:
            box.addItem(f"{voice.name}  ·  {language_name(voice.language)}", voice.id)
        box.setCurrentIndex(max(0, box.findData(self._chosen.get(speaker, ""))))
        box.activated.connect(lambda _row: self._choose(speaker, str(box.currentData())))
        return box

    def _choose(self, speaker: str, voice_id: str) -> None:
        self._chosen[speaker] = voice_id
        self.chosen.emit(speaker, voice_id)
