"""A list of actions with their keys, painted: for the palette and for the shortcut editor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cosydesk.ui.palette.entries import Entry
from cosydesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
EntryRole = Qt.ItemDataRole.UserRole


class EntryModel(QAbstractListModel):
    """Entries in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def show(self, found: list[Entry]) -> None:
        self.beginResetModel()
        self._entries = found
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    def row_of(self, name: str) -> int:
        """-1 when it isn't there."""
        return next((row for row, entry in enumerate(self._entries) if entry.name == name), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == EntryRole:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (entry.text, entry.group, " ".join(entry.keys), entry.reason)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.reason or None
        return None


class EntryDelegate(QStyledItemDelegate):
    """Icon, name with the typed letters strong, menu, and at the right the keys or the reason."""

    def __init__(self, theme: Theme, *, all_keys: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all_keys = all_keys

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.metrics.compact + self._theme.metrics.xs)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(EntryRole)
        theme, m, t = self._theme, self._theme.metrics, self._theme.type
        area = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(area.adjusted(m.xs, 0, -m.xs, 0), m.radius, m.radius)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(area.adjusted(m.xs, 0, -m.xs, 0), m.radius, m.radius)
        off = not entry.enabled and not self._all_keys
        ink = "muted" if off else "text"
        x = area.left() + m.md
        icon = "check" if entry.checked else entry.icon
        if icon:
            ratio = painter.device().devicePixelRatioF()
            at = QPointF(x, area.center().y() - m.icon / 2 + 0.5)
            painter.drawPixmap(at, theme.pixmap(icon, "muted", m.icon, ratio))
        x += m.icon + m.sm
        end = self._keys(painter, entry, area, off=off)
        x = self._name(painter, entry, QRectF(x, area.top(), end - x, area.height()), ink)
        small = theme.font(t.small)
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        beside = entry.reason if off else entry.group
        room = QRectF(x + m.md, area.top(), end - x - 2 * m.md, area.height())
        shown = QFontMetricsF(small).elidedText(beside, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _name(self, painter: QPainter, entry: Entry, room: QRectF, ink: str) -> float:
        """Paint the name, return where it ends."""
        theme, t = self._theme, self._theme.type
        plain, strong = theme.font(t.body), theme.font(t.body, QFont.Weight.Bold)
        x, found = room.left(), set(entry.match.places)
        for place, letter in enumerate(entry.text):
            font = strong if place in found else plain
            width = QFontMetricsF(font).horizontalAdvance(letter)
            if x + width > room.right():
                break
            painter.setFont(font)
            painter.setPen(theme.color("accent_ink" if place in found else ink))
            painter.drawText(QRectF(x, room.top(), width + 4, room.height()), _LEFT, letter)
            x += width
        return x

    def _keys(self, painter: QPainter, entry: Entry, area: QRectF, *, off: bool) -> float:
        """Paint the keys as caps from the right, return where they begin."""
        theme, m, t = self._theme, self._theme.metrics, self._theme.type
        font = theme.font(t.small)
        metrics = QFontMetricsF(font)
        x = area.right() - m.md
        shown = entry.keys if self._all_keys else entry.keys[:1]
        painter.setFont(font)
        for keys in reversed(shown):
            width = metrics.horizontalAdvance(keys) + 2 * m.xs + 4
            cap = QRectF(x - width, area.center().y() - 9.5, width, 20)
            painter.setPen(theme.color("line_strong"))
            painter.setBrush(theme.color("field"))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(theme.color("muted" if off else "text"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
            x -= width + m.xs
        return x - m.xs


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class EntryList(QListView):
    """Signals:
    taken: name of the action that was clicked, or on which Enter was pressed.
    """

    taken = Signal(str)

    def __init__(self, theme: Theme, *, all_keys: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.entries = EntryModel()
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(theme, all_keys=all_keys, parent=self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.viewport().update)

    def current(self) -> Entry | None:
        index = self.currentIndex()
        return self.entries.entry(index.row()) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Make a row the current one; rows beyond the ends are moved to them."""
        count = self.entries.rowCount()
        if count:
            self.setCurrentIndex(self.entries.index(max(0, min(row, count - 1))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
            self.taken.emit(chosen.name)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(index.data(EntryRole).name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
