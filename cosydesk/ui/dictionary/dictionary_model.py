"""The entries of the pronunciation dictionary as a table that is edited in place."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from cosydesk.studio import pinyin
from cosydesk.studio.dictionary_edits import set_respelling
from cosydesk.studio.errors import StudioError
from cosydesk.studio.respelling import Respelling
from cosydesk.ui import failures
from cosydesk.ui.document import Document
from cosydesk.ui.library.languages import language_name
from cosydesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What stands in a column, from the left."""

    ENABLED = 0
    WORD = 1
    SPOKEN = 2
    LANGUAGE = 3
    MATCH_CASE = 4
    WHOLE_WORD = 5


_FIELDS = {
    Column.ENABLED: "enabled",
    Column.WORD: "word",
    Column.SPOKEN: "spoken",
    Column.LANGUAGE: "language",
    Column.MATCH_CASE: "match_case",
    Column.WHOLE_WORD: "whole_word",
}
_SWITCHES = frozenset((Column.ENABLED, Column.MATCH_CASE, Column.WHOLE_WORD))


class DictionaryModel(QAbstractTableModel):
    """Shows the entries that match the search; each change is a step of the history.

    Signals:
        refused: (message, remedy): a change that can't be made.
    """

    refused = Signal(str, str)

    def __init__(self, document: Document, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._search = ""
        self._shown: list[Respelling] = []
        document.dictionary_changed.connect(self._follow)
        self._shown = self._fitting()

    def set_search(self, text: str) -> None:
        """Show entries only whose word or respelling has the text in it."""
        self._search = text.strip().casefold()
        self._follow()

    def entry(self, row: int) -> Respelling:
        return self._shown[row]

    def row_of(self, word: str) -> int:
        """The row of a word; -1 when it isn't shown."""
        wanted = word.casefold()
        return next((row for row, entry in enumerate(self._shown) if entry.word.casefold() == wanted), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        entry, column = self._shown[index.row()], Column(index.column())
        value = getattr(entry, _FIELDS[column])
        if column in _SWITCHES:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return self.headerData(column, Qt.Orientation.Horizontal)
            return None
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return self.language_text(value) if column is Column.LANGUAGE else value
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.SPOKEN and entry.is_pinyin:
            return self.pinyin_note(entry.spoken)
        if role == Qt.ItemDataRole.ForegroundRole and not entry.enabled:
            return QBrush(self._theme.color("faint"))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section not in list(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return {
                Column.ENABLED: self.tr("On"),
                Column.WORD: self.tr("Word"),
                Column.SPOKEN: self.tr("Spoken as"),
                Column.LANGUAGE: self.tr("In lines in"),
                Column.MATCH_CASE: self.tr("Match case"),
                Column.WHOLE_WORD: self.tr("Whole word"),
            }[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self._document.project.read_only:
            return flags
        return flags | (
            Qt.ItemFlag.ItemIsUserCheckable if index.column() in _SWITCHES else Qt.ItemFlag.ItemIsEditable
        )

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        column = Column(index.column())
        if column in _SWITCHES:
            if role != Qt.ItemDataRole.CheckStateRole:
                return False
            value = Qt.CheckState(value) is Qt.CheckState.Checked
        elif role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        else:
            value = value.strip()
        try:
            edit = set_respelling(
                self._document.project, self._shown[index.row()].id, **{_FIELDS[column]: value}
            )
        except StudioError as error:
            self.refused.emit(*failures.words(error))
            return False
        self._document.apply(edit)
        return True

    def language_text(self, code: str) -> str:
        """How a choice of language is called."""
        return language_name(code) if code else self.tr("Any language")

    def pinyin_note(self, written: str) -> str:
        """How pinyin is spoken; "" for what is no pinyin."""
        said = pinyin.characters(written)
        if said is None:
            return ""
        if doubtful := pinyin.uncertain(written):
            return self.tr(
                "Read as {text}. No character has only the reading {pinyin}, so listen to it."
            ).format(text=said, pinyin=" ".join(doubtful))
        if (spelt := pinyin.spelt(written)) != said:
            return self.tr("Read as {text}, by CosyVoice 3 as {spelt}").format(text=said, spelt=spelt)
        return self.tr("Read as {text}").format(text=said)

    def _fitting(self) -> list[Respelling]:
        return [
            entry
            for entry in self._document.project.respellings
            if self._search in entry.word.casefold() or self._search in entry.spoken.casefold()
        ]

    def _follow(self) -> None:
        fitting = self._fitting()
        if [entry.id for entry in fitting] == [entry.id for entry in self._shown]:
            before, self._shown = self._shown, fitting
            for row, (old, new) in enumerate(zip(before, fitting, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            return
        self.beginResetModel()
        self._shown = fitting
        self.endResetModel()
