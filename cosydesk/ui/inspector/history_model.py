"""The history as a list: how it began, then a row for each step."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from shiboken6 import isValid

from cosydesk.ui.commands import EditCommand
from cosydesk.ui.document import Document

Index = QModelIndex | QPersistentModelIndex


class HistoryRole(IntEnum):
    """What a row says beside its name.

    DETAIL: the words it is about. UNDONE: the step is taken back. CURRENT: the document stands here. SAVED: it was
    saved like this.
    """

    DETAIL = Qt.ItemDataRole.UserRole + 1
    UNDONE = Qt.ItemDataRole.UserRole + 2
    CURRENT = Qt.ItemDataRole.UserRole + 3
    SAVED = Qt.ItemDataRole.UserRole + 4


class HistoryModel(QAbstractListModel):
    """Row n is the document after n steps. It follows the undo stack from `sync` to `sync`, so that nobody pays for a
    history that isn't shown.
    """

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._undo = document.undo
        self._count = 1

    def sync(self) -> None:
        """Take over what the undo stack holds now."""
        if not isValid(self._undo):  # it tells of its own end, too
            return
        count = self._undo.count() + 1
        if count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        elif count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def current(self) -> QModelIndex:
        """Where the document stands."""
        return self.index(min(self._undo.index(), self._count - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not isValid(self._undo):
            return None
        row = index.row()
        command = self._undo.command(row - 1) if row else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return command.text() if command is not None else self._beginning()
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case HistoryRole.DETAIL:
                return command.detail if isinstance(command, EditCommand) else ""
            case HistoryRole.UNDONE:
                return row > self._undo.index()
            case HistoryRole.CURRENT:
                return row == self._undo.index()
            case HistoryRole.SAVED:
                return row == self._undo.cleanIndex()
        return None

    def _beginning(self) -> str:
        if self._undo.count() < self._undo.undoLimit():
            return self.tr("As it was opened")
        return self.tr("Before the last {count} steps").format(count=self._undo.count())

    def _spoken(self, index: Index) -> str:
        parts = [str(self.data(index)), str(self.data(index, HistoryRole.DETAIL))]
        if self.data(index, HistoryRole.CURRENT):
            parts.append(self.tr("now"))
        if self.data(index, HistoryRole.UNDONE):
            parts.append(self.tr("undone"))
        if self.data(index, HistoryRole.SAVED):
            parts.append(self.tr("saved"))
        return ", ".join(filter(None, parts))
