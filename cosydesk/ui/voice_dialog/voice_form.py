"""What is typed about a voice: transcript, name, language, tags, and the consent."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from cosydesk.studio.my_voice import LONGEST_NAME, Consent, MyVoice
from cosydesk.studio.prompt_words import language_of
from cosydesk.ui.library.languages import SPOKEN, language_name
from cosydesk.ui.library.tags import tags_of
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.dictation import Dictation
from cosydesk.ui.voice_dialog.transcript_box import TranscriptBox
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.combo_box import ComboBox


class VoiceForm(QWidget):
    """The transcript stands by itself, to be placed under the recording; the rest is in this widget.

    Attributes:
        words: the transcript and how it goes with the recording. transcript: its field.

    Signals:
        changed: any of it. language_chosen: the person says what is spoken.
    """

    changed = Signal()
    language_chosen = Signal()

    def __init__(self, theme: Theme, dictation: Dictation, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        m = theme.metrics
        self._language_chosen = False
        self._name_typed = False
        self._before: tuple[str, str, str, tuple[str, ...]] = ("", "", "", ())
        self._agreed: Consent | None = None
        self.words = TranscriptBox(theme, dictation)
        self.transcript = self.words.field
        self.name, self.tags = QLineEdit(), QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.language = ComboBox()
        self._labels = [label("muted") for _ in range(3)]
        self.consent = QCheckBox()
        self._note = label("muted", wrap=True)
        self._note.setIndent(m.icon + m.sm)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.md)
        grid.setVerticalSpacing(m.xs)
        for column_number, (words, field, stretch) in enumerate(
            zip(self._labels, (self.name, self.language, self.tags), (5, 3, 5), strict=True)
        ):
            grid.addWidget(words, 0, column_number)
            grid.addWidget(field, 1, column_number)
            grid.setColumnStretch(column_number, stretch)
        grid.setRowMinimumHeight(2, m.sm)
        grid.addWidget(self.consent, 3, 0, 1, 3)
        grid.addWidget(self._note, 4, 0, 1, 3)
        self.name.textEdited.connect(self._type_name)
        self.language.activated.connect(self._choose_language)
        self.words.changed.connect(self._transcribed)
        self.words.language_heard.connect(self._hear_language)
        for signal in (self.name.textChanged, self.tags.textChanged, self.consent.toggled):
            signal.connect(lambda *_: self.changed.emit())
        self.retranslate()
        self._set_language("zh" if QLocale().language() == QLocale.Language.Chinese else "en")
        self._before = self.values()

    # -- what is in it ------------------------------------------------------------------------------------------

    def values(self) -> tuple[str, str, str, tuple[str, ...]]:
        """Name, language code, transcript, tags."""
        return (
            self.name.text().strip(),
            str(self.language.currentData() or ""),
            self.words.text,
            tags_of(self.tags.text()),
        )

    @property
    def edited(self) -> bool:
        """Whether the person typed anything, or changed it; what was suggested or heard doesn't count."""
        name, language, transcript, tags = self.values()
        old_name, old_language, old_transcript, old_tags = self._before
        return (
            (self._name_typed and name != old_name)
            or (self._language_chosen and language != old_language)
            or (transcript != old_transcript and (bool(old_transcript) or self.words.is_own))
            or tags != old_tags
        )

    @property
    def said_language(self) -> str:
        """What the person says is spoken; "" while they didn't."""
        return str(self.language.currentData() or "") if self._language_chosen else ""

    @property
    def statement(self) -> str:
        """What is agreed to, word for word as it is shown."""
        return f"{self.consent.text()}. {self._note.text()}"

    def agreement(self, *, anew: bool) -> Consent:
        """The consent to keep: given now, or what a voice had before unless its recording is another one."""
        if self._agreed is not None and not anew:
            return self._agreed
        return Consent.now(self.statement)

    def fill(self, voice: MyVoice) -> None:
        """Show a voice that exists."""
        self._language_chosen = self._name_typed = True
        self._agreed = voice.consent
        self.name.setText(voice.name)
        self._set_language(voice.language)
        self.transcript.setPlainText(voice.transcript)
        self.tags.setText(", ".join(voice.tags))
        self.consent.setChecked(True)
        self._before = self.values()

    def suggest_name(self, name: str) -> None:
        """Use this name as long as none was typed."""
        if not self._name_typed:
            words = re.sub(r"[_\s]+", " ", name).strip()
            self.name.setText(words[:1].upper() + words[1:] if words.islower() else words)

    def ask_consent_anew(self) -> None:
        """Somebody else may be speaking now."""
        if self._agreed is not None:
            self._agreed = None
            self.consent.setChecked(False)

    # -- inside -------------------------------------------------------------------------------------------------

    def _type_name(self, text: str) -> None:
        self._name_typed = bool(text)

    def _choose_language(self, _index: int) -> None:
        self._language_chosen = True
        self.language_chosen.emit()
        self.changed.emit()

    def _hear_language(self, code: str) -> None:
        if not self._language_chosen:
            self._set_language(code)

    def _transcribed(self) -> None:
        # What was heard has its language already, which letters can't tell: Cantonese is written like Chinese.
        guess = language_of(self.words.text) if self.words.is_own else ""
        if not self._language_chosen and guess:
            self._set_language(guess)
        self.changed.emit()

    def _set_language(self, code: str) -> None:
        if self.language.findData(code) < 0:
            self.language.addItem(language_name(code) or self.tr("Another one"), code)
        self.language.setCurrentIndex(self.language.findData(code))

    def retranslate(self) -> None:
        chosen = str(self.language.currentData() or "")
        self.language.clear()
        for code in SPOKEN:
            self.language.addItem(language_name(code), code)
        self.language.addItem(self.tr("Another one"), "")
        self._set_language(chosen)
        texts = (self.tr("Name"), self.tr("Language"), self.tr("Tags"))
        for words, field, text in zip(
            self._labels, (self.name, self.language, self.tags), texts, strict=True
        ):
            words.setText(text)
            field.setAccessibleName(text)
        self.name.setPlaceholderText(self.tr("What you will call it"))
        self.tags.setPlaceholderText(self.tr("calm, narrator"))
        self.consent.setText(self.tr("I may use this voice"))
        self._note.setText(self.tr("It is mine, or whoever speaks has agreed to its being cloned and used."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
