"""The dialog that brings a script or subtitles into the project."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cosydesk.settings import Settings
from cosydesk.studio.errors import StudioError
from cosydesk.studio.importing import bilingual
from cosydesk.studio.importing.apply import Spoken, import_edit
from cosydesk.studio.importing.casting import cast, languages_of
from cosydesk.studio.importing.cue import SUFFIXES, Imported
from cosydesk.studio.importing.encoding import ENCODINGS
from cosydesk.studio.library import VoiceOrder
from cosydesk.ui import failures
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.document import Document
from cosydesk.ui.importing.cue_model import CueColumn, CueModel, TroubleModel
from cosydesk.ui.importing.reading import Reading
from cosydesk.ui.importing.remembered import recall, remember
from cosydesk.ui.importing.voice_list import VoiceList
from cosydesk.ui.library.languages import language_name
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label, set_kind
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.empty_state import EmptyState
from cosydesk.ui.widgets.segmented import Segmented

_WIDTH = 880
_PREVIEW_HEIGHT = 260
_TROUBLE_ROWS = 3
_VOICES_WIDTH = 240
_SPOKEN: tuple[Spoken, ...] = ("text", "source", "both")
_ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "shift_jis": "Shift JIS",
    "euc_kr": "EUC-KR",
    "euc_jp": "EUC-JP",
    "cp874": "Windows-874",
}


class ImportDialog(Dialog):
    """What the file holds, who speaks with which voice, and what is left out; then all of it is one step.

    Attributes:
        path: the file.
        preview, troubles: the tables. voices: a box for each speaker. encoding: how the bytes are read.
        language: which of two languages is spoken. place: behind the script, or instead of it.
        go: brings it in. bar: how far the file is read. failure: what is shown when it can't be.
    """

    def __init__(
        self, document: Document, settings: Settings, theme: Theme, path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent, _WIDTH)
        self._document = document
        self._settings = settings
        self.path = path
        self._imported: Imported | None = None
        self._error: StudioError | None = None
        self._own_choices: dict[str, str] = {}
        self.reading = Reading(self)
        self.cues = CueModel(self)
        self._trouble_model = TroubleModel(self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._waiting_page())
        self._stack.addWidget(self._content_page())
        self.failure = EmptyState(theme, "circle-alert")
        self._stack.addWidget(self.failure)
        self.content.addLayout(self._stack, 1)
        self.cancel = self.add_button()
        self.cancel.clicked.connect(self.reject)
        self.go = self.add_button(primary=True)
        self.go.clicked.connect(self.bring_in)
        self.failure.clicked.connect(self.choose_file)
        self.encoding.activated.connect(lambda _row: self._read_as(str(self.encoding.currentData())))
        self.language.chosen.connect(lambda _index: self._show_language())
        self.place.chosen.connect(lambda _index: self._check())
        self.voices.chosen.connect(self._own_choices.__setitem__)
        self.reading.progressed.connect(self.bar.setValue)
        self.reading.read.connect(self._show)
        self.reading.failed.connect(self._fail)
        self.retranslate()
        self.read(path)

    @property
    def spoken(self) -> Spoken:
        """Which of two languages is spoken."""
        return _SPOKEN[self.language.index]

    def read(self, path: Path, encoding: str = "") -> None:
        """Read a file and show what it holds."""
        self.path = path
        self._imported = None
        self._error = None
        self.bar.setValue(0)
        self._stack.setCurrentIndex(0)
        self._check()
        self.reading.begin(path, encoding)

    def choose_file(self) -> None:
        """Ask for another file."""
        name = ask_script(self, str(self.path.parent))
        if name:
            self.read(Path(name))

    def bring_in(self) -> None:
        """Do it, as one step."""
        if self._imported is None:
            return
        voices = self.voices.voices
        edit = import_edit(
            self._document.project, self._imported, voices, text=self.spoken, replace=self.place.index == 1
        )
        self._settings.speaker_voices = remember(
            self._settings.speaker_voices, voices, languages_of(self._imported, self.spoken)
        )
        self._document.apply(edit)
        self.accept()

    def done(self, result: int) -> None:
        self.reading.shut_down()
        super().done(result)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Import script"))
        self.heading.setText(self.tr("Import script"))
        self._waiting.setText(self.tr("Reading {name} …").format(name=self.path.name))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.preview.setAccessibleName(self.tr("Lines to import"))
        self.troubles.setAccessibleName(self.tr("Left out"))
        self.encoding.setAccessibleName(self.tr("Encoding"))
        self._encoding_label.setText(self.tr("Encoding"))
        self._language_label.setText(self.tr("Spoken language"))
        self.language.setAccessibleName(self._language_label.text())
        self._voices_label.setText(self.tr("Voices"))
        self._doubt.setText(self.tr("The encoding is a guess. If the words look wrong, choose another one."))
        self.place.set_texts([self.tr("After the script"), self.tr("Replace the script")])
        self.place.setAccessibleName(self.tr("Where the lines go"))
        self.cancel.setText(self.tr("Cancel"))
        self.voices.retranslate()
        self._name_languages()
        self._check()

    # -- pages ---------------------------------------------------------------------------------------------------

    def _waiting_page(self) -> QWidget:
        page = QWidget()
        self._waiting = label("muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self._waiting)
        layout.addWidget(self.bar)
        layout.addStretch(2)
        return page

    def _content_page(self) -> QWidget:
        m = self.theme.metrics
        page = QWidget()
        self._summary = ElidedLabel("")
        self._encoding_label = label("small")
        self.encoding = ComboBox()
        self._doubt = label("warn", wrap=True)
        self._language_label = label("small")
        self.language = Segmented(self.theme)
        self.preview = _table(self.cues, self.theme)
        header = self.preview.horizontalHeader()
        for column in CueColumn:
            wide = column in (CueColumn.TEXT, CueColumn.SOURCE)
            mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        header.setResizeContentsPrecision(50)
        self.preview.setMinimumHeight(_PREVIEW_HEIGHT)
        self._voices_label = label("section")
        self.voices = VoiceList(self.theme)
        self.voices.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.voices.setFixedWidth(_VOICES_WIDTH)
        self._left_out = label("section")
        self.troubles = _table(self._trouble_model, self.theme)
        trouble_header = self.troubles.horizontalHeader()
        trouble_header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        trouble_header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        trouble_header.setResizeContentsPrecision(50)
        rows = m.compact * _TROUBLE_ROWS + trouble_header.sizeHint().height() + 2
        self.troubles.setFixedHeight(rows)
        self.place = Segmented(self.theme)
        self.place.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._place_note = label("muted", wrap=True)

        top = QHBoxLayout()
        top.setSpacing(m.sm)
        top.addWidget(self._summary, 1)
        top.addWidget(self._encoding_label)
        top.addWidget(self.encoding)
        languages = QHBoxLayout()
        languages.setSpacing(m.lg)
        languages.addWidget(self._language_label)
        languages.addWidget(self.language, 1)
        side = QVBoxLayout()
        side.setSpacing(m.sm)
        side.addWidget(self._voices_label)
        side.addWidget(self.voices, 1)
        middle = QHBoxLayout()
        middle.setSpacing(m.xl)
        middle.addWidget(self.preview, 1)
        middle.addLayout(side)
        places = QHBoxLayout()
        places.setSpacing(m.lg)
        places.addWidget(self.place)
        places.addWidget(self._place_note, 1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.sm)
        layout.addLayout(top)
        layout.addWidget(self._doubt)
        layout.addLayout(languages)
        layout.addLayout(middle, 1)
        layout.addWidget(self._left_out)
        layout.addWidget(self.troubles)
        layout.addSpacing(m.xs)
        layout.addLayout(places)
        return page

    # -- what was read -------------------------------------------------------------------------------------------

    def _show(self, imported: Imported) -> None:
        self._imported = imported
        if not imported.cues and not imported.troubles:
            self._fail(None)
            return
        self._trouble_model.show(imported.troubles)
        self._left_out.setVisible(bool(imported.troubles))
        self.troubles.setVisible(bool(imported.troubles))
        self._show_encoding(imported)
        for widget in (self._language_label, self.language):
            widget.setVisible(imported.bilingual)
        self.language.set_index(0)
        header_hidden = {
            CueColumn.TIME: not imported.timed,
            CueColumn.SPEAKER: imported.speakers in ((), ("",)),
            CueColumn.SOURCE: not imported.bilingual,
        }
        for column, hidden in header_hidden.items():
            self.preview.setColumnHidden(column, hidden)
        self._stack.setCurrentIndex(1)
        self._name_languages()
        self._show_language()
        self.go.setFocus()

    def _show_language(self) -> None:
        """Show the lines in the language that is spoken, with voices that speak it."""
        imported = self._imported
        if imported is None:
            return
        self.cues.show(imported.cues, self.spoken)
        voices = self._document.voices.sorted(VoiceOrder.MODEL)
        languages = languages_of(imported, self.spoken)
        remembered = recall(self._settings.speaker_voices, languages)
        chosen = cast(languages, self._document.project.lines, voices, remembered)
        counts = Counter(cue.speaker for cue in imported.cues)
        self.voices.show_speakers(counts, voices, chosen | self._own_choices)
        self._check()

    def _show_encoding(self, imported: Imported) -> None:
        self.encoding.clear()
        known = dict.fromkeys((*ENCODINGS, *filter(None, (imported.encoding,))))
        for name in known:
            self.encoding.addItem(_ENCODING_NAMES.get(name, name.replace("cp", "Windows-")), name)
        self.encoding.setCurrentIndex(self.encoding.findData(imported.encoding))
        for widget in (self._encoding_label, self.encoding):
            widget.setVisible(imported.encoding != "")
        self._doubt.setVisible(imported.doubtful)

    def _read_as(self, encoding: str) -> None:
        self.read(self.path, encoding)

    def _fail(self, error: StudioError | None) -> None:
        self._error = error
        self._imported = None
        self._stack.setCurrentIndex(2)
        self._check()

    def _name_languages(self) -> None:
        """Call the two languages by their names, where they are known."""
        cue = next((cue for cue in self._imported.cues if cue.source), None) if self._imported else None
        if cue is None:
            return
        names = [language_name(bilingual.tongue(text)) for text in (cue.text, cue.source)]
        if names[0] == names[1] or not all(names):
            names = [self.tr("The first"), self.tr("The second")]
        self.language.set_texts([*names, self.tr("Both")])

    def _check(self) -> None:
        """What is said and what can be done just now."""
        self._waiting.setText(self.tr("Reading {name} …").format(name=self.path.name))
        imported = self._imported
        count = len(imported.cues) if imported else 0
        read_only = self._document.project.read_only
        self.go.setEnabled(count > 0 and not read_only)
        self.go.setToolTip(self.tr("This project is open to look at only") if read_only else "")
        self.go.setText(self.tr("Import lines ({count})").format(count=count) if count else self.tr("Import"))
        if imported is not None:
            people = len([name for name in imported.speakers if name])
            said = [self.path.name, self.tr("Lines: {count}").format(count=count)]
            if people:
                said.append(self.tr("Speakers: {count}").format(count=people))
            if imported.timed:
                last = max(cue.end_s or cue.start_s or 0.0 for cue in imported.cues)
                said.append(_length(last))
            self._summary.setText("  ·  ".join(said))
            self._left_out.setText(self.tr("Left out: {count}").format(count=len(imported.troubles)))
        replaces = self.place.index == 1 and bool(self._document.project.lines)
        set_kind(self._place_note, "warn" if replaces else "muted")
        self._place_note.setText(
            self.tr("The lines that are there go; Undo brings them back.") if replaces else ""
        )
        if self._error is not None:
            self.failure.set_texts(*failures.words(self._error), self.tr("Choose another file…"))
        else:
            self.failure.set_texts(
                self.tr("Nothing to read"),
                self.tr("The file has no words in it."),
                self.tr("Choose another file…"),
            )


def ask_script(parent: QWidget, folder: str) -> str:
    """Ask for a file that can be imported; empty: none was chosen."""
    patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    translate = QCoreApplication.translate
    kinds = translate("ImportDialog", "Scripts and subtitles") + f" ({patterns})"
    name, _ = QFileDialog.getOpenFileName(parent, translate("ImportDialog", "Import script"), folder, kinds)
    return name


def _table(model: CueModel | TroubleModel, theme: Theme) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.metrics.compact)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _length(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
