"""What an import would bring, and what it leaves out, as tables."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cosydesk import markup
from cosydesk.studio.importing.apply import Spoken, spoken_words
from cosydesk.studio.importing.cue import Cue, Trouble
from cosydesk.ui.noop import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

TROUBLES = {
    "time": QT_TRANSLATE_NOOP("Trouble", "Its times can't be read"),
    "order": QT_TRANSLATE_NOOP("Trouble", "Ends before it begins"),
    "empty": QT_TRANSLATE_NOOP("Trouble", "Nothing to say"),
    "columns": QT_TRANSLATE_NOOP("Trouble", "Doesn't fit the columns"),
    "cut": QT_TRANSLATE_NOOP("Trouble", "The file breaks off here, or a quotation mark is never closed"),
}


class CueColumn(IntEnum):
    """What stands in a column of the preview, from the left."""

    TIME = 0
    SPEAKER = 1
    TEXT = 2
    SOURCE = 3


class CueModel(QAbstractTableModel):
    """The lines to be, read only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cues: tuple[Cue, ...] = ()
        self._spoken: Spoken = "text"

    def show(self, cues: tuple[Cue, ...], spoken: Spoken) -> None:
        """Show these, in the language that is spoken."""
        self.beginResetModel()
        self._cues, self._spoken = cues, spoken
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cues)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(CueColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cue = self._cues[index.row()]
        text, source = spoken_words(cue, self._spoken)
        match index.column():
            case CueColumn.TIME:
                return clock(cue.start_s) if cue.start_s is not None else "–"
            case CueColumn.SPEAKER:
                return cue.speaker
            case CueColumn.TEXT:
                # Sounds and pauses are shown as they are written: without them a line may look empty.
                return text if role == Qt.ItemDataRole.ToolTipRole else _readable(text)
        return source

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Time"), self.tr("Speaker"), self.tr("Spoken"), self.tr("Original"))[section]


class TroubleModel(QAbstractTableModel):
    """What is left out: line of the file, what is wrong, what stands there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._troubles: tuple[Trouble, ...] = ()

    def show(self, troubles: tuple[Trouble, ...]) -> None:
        self.beginResetModel()
        self._troubles = troubles
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._troubles)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        trouble = self._troubles[index.row()]
        what = QCoreApplication.translate("Trouble", TROUBLES[trouble.code])
        return (str(trouble.number), what, trouble.excerpt)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Line"), self.tr("What is wrong"), self.tr("What stands there"))[section]


def clock(seconds: float) -> str:
    """Hours, minutes, seconds and milliseconds, as subtitles write them."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _readable(text: str) -> str:
    parts = []
    for node in markup.parse(text):
        if isinstance(node, markup.Text):
            parts.append(node.text)
        elif isinstance(node, markup.Event):
            parts.append(f"[{node.name}]")
        elif isinstance(node, markup.Break):
            parts.append("…")
    return "".join(parts)
