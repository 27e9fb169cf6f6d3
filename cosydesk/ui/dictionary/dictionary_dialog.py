"""The dialog of the pronunciation dictionary."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cosydesk import disk
from cosydesk.markup import escape
from cosydesk.studio.dictionary_csv import from_csv, to_csv
from cosydesk.studio.dictionary_edits import add_respelling, import_respellings, remove_respellings
from cosydesk.studio.errors import StudioError
from cosydesk.studio.language import LANGUAGES
from cosydesk.studio.respelling import Respelling
from cosydesk.ui import failures
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.dictionary.dictionary_model import Column, DictionaryModel
from cosydesk.ui.document import Document
from cosydesk.ui.editor.clipboard import decode_text
from cosydesk.ui.hearing import Hearing
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label, set_kind
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.empty_state import EmptyState
from cosydesk.ui.widgets.search_field import SearchField

_WIDTH = 720
_TABLE_HEIGHT = 260
_MOST_BYTES = 8 * 1024 * 1024

Index = QModelIndex | QPersistentModelIndex


class DictionaryTable(QTableView):
    """Delete takes the marked words out."""

    def __init__(self, dialog: DictionaryDialog) -> None:
        super().__init__()
        self._dialog = dialog
        self.setModel(dialog.model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(dialog.theme.metrics.control)
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegateForColumn(Column.LANGUAGE, LanguageDelegate(dialog.model, self))
        for column in Column:
            wide = column in (Column.WORD, Column.SPOKEN)
            self.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._dialog.delete_marked()
        else:
            super().keyPressEvent(event)


class LanguageDelegate(QStyledItemDelegate):
    """Chooses a language from a list."""

    def __init__(self, model: DictionaryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        box = ComboBox(parent)
        for code in ("", *LANGUAGES):
            box.addItem(self._model.language_text(code), code)
        box.activated.connect(lambda _row: self._chosen(box))
        return box

    def _chosen(self, box: ComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, ComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, ComboBox)
        self._model.setData(index, str(editor.currentData()))


class DictionaryDialog(Dialog):
    """A line to add a word, the table of all words, and a file to exchange them by.

    Attributes:
        word, spoken, language, hear, add: the line on top. search, table: what is there.
        delete, import_button, export_button: below it.
    """

    def __init__(
        self,
        document: Document,
        hearing: Hearing,
        theme: Theme,
        parent: QWidget | None = None,
        word: str = "",
    ) -> None:
        super().__init__(theme, parent, _WIDTH)
        self._document = document
        self._hearing = hearing
        m = theme.metrics
        self.model = DictionaryModel(document, theme, self)
        self._about = label("muted", wrap=True)
        self.word = QLineEdit(word)
        self.spoken = QLineEdit()
        self.language = ComboBox()
        self.hear = QPushButton()
        self.add = QPushButton()
        self.add.setProperty("kind", "primary")
        self._said = label("muted", wrap=True)
        self._said.setMinimumHeight(m.lg)
        self.search = SearchField(theme)
        self.table = DictionaryTable(self)
        self._empty = EmptyState(theme, "book-a")
        self.delete = QPushButton()
        self.import_button = QPushButton()
        self.export_button = QPushButton()
        for button in (self.hear, self.add, self.delete, self.import_button, self.export_button):
            button.setAutoDefault(False)
        for code in ("", *LANGUAGES):
            self.language.addItem(self.model.language_text(code), code)
        entry = QHBoxLayout()
        entry.setSpacing(m.sm)
        entry.addWidget(self.word, 3)
        entry.addWidget(self.spoken, 3)
        entry.addWidget(self.language, 2)
        entry.addWidget(self.hear)
        entry.addWidget(self.add)
        page = QWidget()
        page.setMinimumHeight(_TABLE_HEIGHT)
        self._stack = QStackedLayout(page)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        below = QHBoxLayout()
        below.setSpacing(m.sm)
        below.addWidget(self.delete)
        below.addStretch(1)
        below.addWidget(self.import_button)
        below.addWidget(self.export_button)
        self.content.addWidget(self._about)
        self.content.addSpacing(m.xs)
        self.content.addLayout(entry)
        self.content.addWidget(self._said)
        self.content.addWidget(self.search)
        self.content.addWidget(page, 1)
        self.content.addLayout(below)
        self.close_button = self.add_button()
        self.close_button.clicked.connect(self.accept)
        for field in (self.word, self.spoken):
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.hear.clicked.connect(self._hear)
        self.search.textChanged.connect(self.model.set_search)
        self.search.textChanged.connect(lambda _text: self._check())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._check())
        self.model.modelReset.connect(self._check)
        self.model.refused.connect(self._refuse)
        self.delete.clicked.connect(self.delete_marked)
        self.import_button.clicked.connect(self._import)
        self.export_button.clicked.connect(self._export)
        hearing.changed.connect(self._check)
        hearing.failed.connect(self._refuse)
        theme.changed.connect(self._dress)
        for key, step in (
            (QKeySequence.StandardKey.Undo, document.undo.undo),
            (QKeySequence.StandardKey.Redo, document.undo.redo),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(step)
        self._dress()
        self.retranslate()
        row = self.model.row_of(word) if word else -1
        if row >= 0:
            self.word.clear()
            self.table.setCurrentIndex(self.model.index(row, Column.SPOKEN))
            self.table.setFocus()
        else:
            (self.spoken if word else self.word).setFocus()

    def delete_marked(self) -> None:
        """Take the marked words out of the dictionary."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        ids = [self.model.entry(row).id for row in sorted(rows)]
        self._document.apply(remove_respellings(self._document.project, ids))

    def import_file(self, path: Path) -> None:
        """Take in the words of a CSV file, as one step."""
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise OSError("too large")
            entries, unread = from_csv(decode_text(path.read_bytes()))
        except OSError:
            self._refuse(self.tr("{name} can't be read.").format(name=path.name), "")
            return
        self._document.apply(import_respellings(self._document.project, entries))
        if unread:
            rows = ", ".join(map(str, unread[:8])) + (" …" if len(unread) > 8 else "")
            said = self.tr("{count} words came in. Rows that can't be read: {rows}")
            self._say(said.format(count=len(entries), rows=rows), "warn")
        else:
            self._say(self.tr("{count} words came in").format(count=len(entries)), "ok")

    def export_file(self, path: Path) -> None:
        """Write all words to a CSV file, through a temporary one beside it."""
        data = to_csv(self._document.project.respellings).encode("utf-8-sig")  # spreadsheets need the mark
        temporary = ""
        try:
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
                temporary = file.name
                file.write(data)
            disk.put(Path(temporary), path)
        except OSError:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            self._refuse(self.tr("{name} can't be written.").format(name=path.name), "")
            return
        self._say(self.tr("Written to {name}").format(name=path.name), "ok")

    def retranslate(self) -> None:
        title = self.tr("Pronunciation dictionary")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self._about.setText(
            self.tr(
                "What is said for what is written, in this project. Chinese can be in pinyin: chong2 qing4, [j][ǐ]."
            )
        )
        for field, text in ((self.word, self.tr("Word")), (self.spoken, self.tr("Spoken as"))):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
        self.language.setAccessibleName(self.tr("In lines in"))
        for row in range(self.language.count()):
            self.language.setItemText(row, self.model.language_text(str(self.language.itemData(row))))
        self.add.setText(self.tr("Add"))
        self.search.setPlaceholderText(self.tr("Search words"))
        self.table.setAccessibleName(title)
        self.delete.setText(self.tr("Delete"))
        self.import_button.setText(self.tr("Import CSV…"))
        self.export_button.setText(self.tr("Export CSV…"))
        self.close_button.setText(self.tr("Close"))
        self._check()

    def done(self, result: int) -> None:
        self._hearing.stop()
        super().done(result)

    def _add(self) -> None:
        if not self.add.isEnabled():
            return
        try:
            edit = add_respelling(
                self._document.project,
                self.word.text(),
                self.spoken.text(),
                language=str(self.language.currentData()),
            )
        except StudioError as error:
            self._refuse(*failures.words(error))
            return
        self._document.apply(edit)
        self.search.clear()
        row = self.model.row_of(self.word.text().strip())
        self.table.selectRow(row)
        self.word.clear()
        self.spoken.clear()
        self.word.setFocus()

    def _hear(self) -> None:
        if self._hearing.busy:
            self._hearing.stop()
            return
        line = self._document.current_line()
        if line is not None:
            words = self.spoken.text().strip() or self.word.text().strip()
            marked = self.table.selectionModel().selectedRows()
            if not words and marked:
                words = self.model.entry(marked[0].row()).spoken
            said = escape(Respelling("", "", words).said)
            self._hearing.hear(replace(line, id="", text=said, take_id=None), as_written=True)

    def _typed(self) -> None:
        self._say(self.model.pinyin_note(self.spoken.text()), "muted")
        self._check()

    def _say(self, text: str, kind: str) -> None:
        set_kind(self._said, kind)
        self._said.setText(text)

    def _refuse(self, message: str, remedy: str) -> None:
        self._say(f"{message} {remedy}".strip(), "error")

    def _check(self) -> None:
        """What can be done just now."""
        read_only = self._document.project.read_only
        reason = self.tr("This project is open to look at only") if read_only else ""
        filled = bool(self.word.text().strip() and self.spoken.text().strip())
        marked = bool(self.table.selectionModel().selectedRows())
        self.add.setEnabled(filled and not read_only)
        self.delete.setEnabled(marked and not read_only)
        self.import_button.setEnabled(not read_only)
        for button in (self.add, self.delete, self.import_button):
            button.setToolTip(reason)
        self.export_button.setEnabled(bool(self._document.project.respellings))
        something = bool(self.word.text().strip() or self.spoken.text().strip() or marked)
        line = self._document.current_line()
        self.hear.setEnabled(self._hearing.busy or (something and line is not None))
        self.hear.setText(self.tr("Stop") if self._hearing.busy else self.tr("Hear it"))
        self.hear.setToolTip("" if line is not None else self.tr("Needs a line, whose voice speaks it"))
        if self.search.text():
            self._empty.set_texts(self.tr("No word found"), self.tr("Try other letters."))
        else:
            self._empty.set_texts(
                self.tr("No words yet"),
                self.tr("Write a word above and how it is to be said, or import a table of words."),
            )
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _dress(self) -> None:
        self.hear.setIcon(self.theme.icon("ear"))
        self.delete.setIcon(self.theme.icon("trash-2"))

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import words"), "", self._kinds())
        if name:
            self.import_file(Path(name))

    def _export(self) -> None:
        suggestion = f"{self._document.title}.csv"
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export words"), suggestion, self._kinds())
        if name:
            path = Path(name)
            self.export_file(path if path.suffix else path.with_suffix(".csv"))

    def _kinds(self) -> str:
        return self.tr("Tables") + " (*.csv *.tsv *.txt)"
