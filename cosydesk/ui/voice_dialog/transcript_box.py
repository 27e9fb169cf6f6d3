"""The transcript with all that listening adds: it fills itself in, and says where it isn't what is heard."""

from __future__ import annotations

import re
from enum import Enum, auto

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cosydesk.engine.recognition_types import Transcript
from cosydesk.studio.heard_text import Comparison, compare
from cosydesk.ui import failures
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.dictation import Dictation
from cosydesk.ui.voice_dialog.hint_chips import HintChips
from cosydesk.ui.voice_dialog.transcript_field import TranscriptField
from cosydesk.ui.widgets.basics import ElidedLabel, label, set_kind
from cosydesk.ui.widgets.icon_button import IconButton

_TYPED_MS = 400
_UNSURE = 0.5
_OTHER = 0.6
"""Share of the words of the longer one; a recogniser's own mistakes stay below a half."""

_NAMES = {"sensevoice": "SenseVoice", "whisper-base": "Whisper"}
_BETTER = ("zh", "yue", "en", "ja", "ko")
"""Languages that SenseVoice knows."""

_SPACELESS = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")


class Verdict(Enum):
    """How the text and what is heard go together."""

    NONE = auto()  # not known, or there is no text
    AS_HEARD = auto()  # the recogniser's own text
    UNSURE = auto()  # the same, but it was hard to make out
    FITS = auto()
    DIFFERS = auto()
    OTHER = auto()  # clearly not what is said


class TranscriptBox(QWidget):
    """What the person typed wins: only an empty field, or the recogniser's own text, is filled.

    Attributes:
        field: the text. dictation: who listens. chips: what else is heard. again, insert, better: the buttons.

    Signals:
        changed: another text. judged: another `verdict`. language_heard: code of what is spoken.
        models_wanted: the person wants the better recogniser.
    """

    changed = Signal()
    judged = Signal()
    language_heard = Signal(str)
    models_wanted = Signal()

    def __init__(self, theme: Theme, dictation: Dictation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.dictation = dictation
        self.verdict = Verdict.NONE
        self._comparison: Comparison | None = None
        self._written = ""
        self._wanted = False  # what is heard goes into the field even where the text is the person's own
        m = theme.metrics
        self._title = label("muted")
        self.again = IconButton(theme, "ear", token="muted", size=m.icon - 2, edge=m.compact)
        self.again.setToolButtonStyle(self.again.toolButtonStyle().ToolButtonTextBesideIcon)
        self.field = TranscriptField(theme)
        self._icon = QLabel()
        self._icon.setFixedSize(m.icon, m.icon)
        self._status = ElidedLabel(kind="muted")
        self._by = label("muted")
        self.better = IconButton(theme, "download", token="accent_ink", size=m.icon - 2, edge=m.compact)
        self.better.setToolButtonStyle(self.better.toolButtonStyle().ToolButtonTextBesideIcon)
        self.better.setProperty("on", "true")
        self._missing = ElidedLabel(kind="small")
        self.insert = QPushButton()
        self.insert.setProperty("compact", "true")
        self.insert.setAutoDefault(False)
        self.insert.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.chips = HintChips(theme)
        for button in (self.again, self.better):
            button.setFont(theme.font(theme.type.small))
        head, foot = QHBoxLayout(), QHBoxLayout()
        self._foot, self._unwritten = QWidget(), QWidget()
        unwritten = QHBoxLayout(self._unwritten)
        for row in (head, foot, unwritten):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(m.sm)
        head.addWidget(self._title, 1)
        head.addWidget(self.again)
        foot.addWidget(self._icon)
        foot.addWidget(self._status, 1)
        foot.addWidget(self._by)
        foot.addWidget(self.better)
        self._foot.setLayout(foot)
        self._foot.setFixedHeight(m.compact)
        unwritten.addWidget(self._missing, 1)
        unwritten.addWidget(self.insert)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.xs)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self._foot)
        column.addWidget(self._unwritten)
        column.addWidget(self.chips)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self._compare)
        self.field.textChanged.connect(self._text_changed)
        self.again.clicked.connect(self._again)
        self.insert.clicked.connect(self.insert_missing)
        self.better.clicked.connect(self.models_wanted)
        dictation.heard.connect(self._take_in)
        dictation.changed.connect(self._dictation_changed)
        theme.changed.connect(self._show)
        self.retranslate()

    # -- what is in it ------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """In one line."""
        return " ".join(self.field.toPlainText().split())

    @property
    def is_own(self) -> bool:
        """Whether the person typed the text, or changed it."""
        return bool(self.text) and self.text != self._written

    @property
    def status(self) -> str:
        """What is said below the field."""
        return self._status.text()

    @property
    def differences(self) -> int:
        """How many words differ."""
        return self._comparison.errors if self._comparison is not None else 0

    def insert_missing(self) -> None:
        """Write what is heard and isn't written where it belongs, in one step."""
        cursor = self.field.textCursor()
        cursor.beginEditBlock()
        for place, words in sorted(self.field.unwritten, reverse=True):
            cursor.setPosition(place)
            cursor.insertText(_spaced(self.field.toPlainText(), place, words))
        cursor.endEditBlock()
        self._compare()

    # -- inside -------------------------------------------------------------------------------------------------

    def _again(self) -> None:
        """Stop listening; or write what was heard, or listen once more where that is there already."""
        heard = self.dictation.transcript
        if self.dictation.busy:
            self.dictation.stop()
        elif heard is not None and heard.text and self.text != heard.text:
            self._write(heard)
        else:
            self._wanted = True
            self.dictation.listen()

    def _take_in(self) -> None:
        heard = self.dictation.transcript
        assert heard is not None
        if heard.text and (self._wanted or not self.is_own):
            self._write(heard)
        self._compare()

    def _write(self, heard: Transcript) -> None:
        self._written = " ".join(heard.text.split())
        if heard.language:
            self.language_heard.emit(heard.language)
        if self.field.toPlainText() != heard.text:
            self.field.write(heard.text)
        self._compare()

    def _text_changed(self) -> None:
        self._wanted = False
        self._typed.start()
        self.changed.emit()
        self._show()

    def _dictation_changed(self) -> None:
        self._compare()

    def _compare(self) -> None:
        """Judge the text by what is heard, where that is known."""
        self._typed.stop()
        heard = self.dictation.transcript
        self._comparison = None
        before = (self.verdict, self.differences)
        if heard is None or not heard.text or not self.text:
            self.verdict = Verdict.NONE
        elif not self.is_own:
            self.verdict = Verdict.UNSURE if heard.confidence < _UNSURE else Verdict.AS_HEARD
        else:
            self._comparison = compare(self.field.toPlainText(), heard.text, heard.language)
            itself = compare(heard.text, heard.text, heard.language)
            self.verdict = _verdict(self._comparison, itself.units)
        self._mark()
        self._show()
        if (self.verdict, self.differences) != before:
            self.judged.emit()

    def _show(self) -> None:
        dictation, heard = self.dictation, self.dictation.transcript
        busy = dictation.busy
        self.again.setVisible(busy or dictation.possible)
        if busy:
            self.again.setText(self.tr("Stop listening"))
        else:
            self.again.setText(self.tr("Write it down again") if self.text else self.tr("Write it down"))
        self.again.set_icon("x" if busy else "ear")
        self.again.setAccessibleName(self.again.text())
        icon, token, kind, text = self._state()
        self._icon.setVisible(bool(icon))
        if icon:
            size = self.theme.metrics.icon
            self._icon.setPixmap(self.theme.pixmap(icon, token, size, self.devicePixelRatioF()))
        set_kind(self._status, kind)
        self._status.setText(text)
        self.field.setAccessibleDescription(text)
        self.field.setPlaceholderText(
            self.tr("Listening … or type it as it is spoken.")
            if busy
            else self.tr("Type it as it is spoken, fillers too.")
        )
        known = heard is not None and bool(heard.text)
        self._by.setText(self.tr("Heard by {name}").format(name=_name(heard)) if heard and known else "")
        worse = heard is not None and known and heard.recogniser != "sensevoice" and heard.language in _BETTER
        lacking = dictation.failure is not None and dictation.failure.code.startswith("sensevoice")
        self.better.setVisible(worse or lacking)
        self.better.setText(self.tr("Get SenseVoice") if lacking else self.tr("Better: get SenseVoice"))
        self.better.setAccessibleName(self.better.text())
        self.chips.show_hints(heard.hints if heard is not None else ())
        words = self.field.unwritten
        self._unwritten.setVisible(bool(words))
        quoted = self.tr(", ", "between quoted words").join(
            self.tr("“{words}”").format(words=one) for _place, one in words
        )
        self._missing.setText(self.tr("Heard, not written: {words}").format(words=quoted))

    def _mark(self) -> None:
        """Not where all differs: marks on everything show nothing."""
        heard, comparison = self.dictation.transcript, self._comparison
        if heard is None or comparison is None or self.verdict is Verdict.OTHER:
            self.field.show_marks()
            return
        places = [
            (one.start, one.end, heard.text[one.heard_start : one.heard_end].strip())
            for one in comparison.differences
        ]
        self.field.show_marks(
            [place for place in places if place[0] < place[1]],
            [(start, words) for start, end, words in places if start == end and words],
        )

    def _state(self) -> tuple[str, str, str, str]:
        """Icon, its colour, the label's kind, words."""
        failure = self.dictation.failure
        if self.dictation.waiting:
            return "ear", "muted", "muted", self.tr("Listens after the line that is being spoken")
        if self.dictation.busy:
            return "ear", "muted", "muted", self.tr("Listening …")
        if failure is not None:
            return "circle-alert", "error", "error", " ".join(filter(None, failures.words(failure)))
        heard = self.dictation.transcript
        if heard is not None and not heard.text:
            return "info", "muted", "muted", self.tr("No words are heard")
        match self.verdict:
            case Verdict.AS_HEARD:
                return "circle-check", "ok", "muted", self.tr("Written down as heard")
            case Verdict.UNSURE:
                return "triangle-alert", "warn", "small", self.tr("Hard to make out: check it")
            case Verdict.FITS:
                return "circle-check", "ok", "muted", self.tr("The text fits the recording")
            case Verdict.DIFFERS if self.differences == 1:
                return "triangle-alert", "warn", "small", self.tr("1 word differs")
            case Verdict.DIFFERS:
                return (
                    "triangle-alert",
                    "warn",
                    "small",
                    self.tr("{n} words differ").format(n=self.differences),
                )
            case Verdict.OTHER:
                return "triangle-alert", "warn", "small", self.tr("This isn’t what is said")
        return "", "muted", "muted", ""

    def retranslate(self) -> None:
        self._title.setText(self.tr("What is said in the selection, word for word"))
        self.field.setAccessibleName(self.tr("Transcript"))
        self.better.setToolTip(
            self.tr(
                "Hears Chinese, Cantonese, English, Japanese and Korean more exactly, and moods and music too"
            )
        )
        self.again.setToolTip(self.tr("Fills in what is heard; Ctrl+Z brings back what was there"))
        self.insert.setText(self.tr("Insert"))
        self.insert.setAccessibleName(self.tr("Insert what is heard and isn’t written"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _verdict(comparison: Comparison, heard_units: int) -> Verdict:
    if comparison.errors >= _OTHER * max(comparison.units, heard_units):
        return Verdict.OTHER
    return Verdict.DIFFERS if comparison.errors else Verdict.FITS


def _name(heard: Transcript) -> str:
    return _NAMES.get(heard.recogniser, heard.recogniser)


def _spaced(text: str, place: int, words: str) -> str:
    """The words as they go into the text there: with spaces around them where they touch other words."""
    before = " " if place and _needs_space(text[place - 1], words[0]) else ""
    after = " " if place < len(text) and _needs_space(words[-1], text[place]) else ""
    return f"{before}{words}{after}"


def _needs_space(left: str, right: str) -> bool:
    """Whether two characters are parted by a space: letters of scripts that write spaces, and after a comma."""
    if _SPACELESS.match(left) or _SPACELESS.match(right):
        return False
    return right.isalnum() and not left.isspace()
