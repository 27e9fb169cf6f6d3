"""What the search in the preferences found: settings under the names of their pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cosydesk.ui.preferences.finding import Hit
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.empty_state import EmptyState

_HIT = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_HEAD = 40
_ROW = 48
_LOW_ROW = 32


class Results(QStackedWidget):
    """A list, or a word that there is nothing.

    Attributes: list.

    Signals:
        chosen(object): the `Hit` to go to.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _List(theme)
        self._nothing = EmptyState(theme, "search")
        self.addWidget(self.list)
        self.addWidget(self._nothing)
        self.list.taken.connect(self._take)

    def show_hits(self, typed: str, hits: Sequence[Hit], titles: dict[str, tuple[str, str]]) -> None:
        """Args: titles: of the pages by their names, with their icons."""
        model = QStandardItemModel(self.list)
        before = ""
        for hit in hits:
            title, icon = titles[hit.page]
            if hit.page != before:
                head = QStandardItem(title)
                head.setData(icon, _ICON)
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                model.appendRow(head)
                before = hit.page
            item = QStandardItem(hit.label)
            item.setData(hit, _HIT)
            item.setData(
                ", ".join(filter(None, (hit.label, hit.help, title))), Qt.ItemDataRole.AccessibleTextRole
            )
            item.setEditable(False)
            model.appendRow(item)
        self.list.setModel(model)
        self._nothing.set_texts(
            self.tr("No setting for “{text}”").format(text=typed), self.tr("Try another word.")
        )
        self.list.setAccessibleName(self.tr("Settings that were found"))
        self.setCurrentWidget(self.list if hits else self._nothing)
        self.step(1)

    def hits(self) -> list[Hit]:
        """What is listed, in its order."""
        model = self.list.model()
        found = (
            [model.index(row, 0).data(_HIT) for row in range(model.rowCount())] if model is not None else []
        )
        return [hit for hit in found if hit is not None]

    @property
    def current(self) -> Hit | None:
        index = self.list.currentIndex()
        return index.data(_HIT) if index.isValid() else None

    def step(self, by: int) -> None:
        """Go to the next or previous setting, over the names of pages."""
        model = self.list.model()
        row = self.list.currentIndex().row() if self.list.currentIndex().isValid() else -1
        row += by
        while 0 <= row < model.rowCount():
            index = model.index(row, 0)
            if index.data(_HIT) is not None:
                self.list.setCurrentIndex(index)
                # The name of the page comes into sight with its first setting.
                self.list.scrollTo(model.index(max(0, row - 1), 0) if by < 0 else index)
                return
            row += by

    def take(self) -> None:
        """Go to the current one."""
        if self.current is not None:
            self.chosen.emit(self.current)

    def _take(self, index: QModelIndex) -> None:
        hit = index.data(_HIT)
        if hit is not None:
            self.chosen.emit(hit)


class _List(QListView):
    """Signals: taken (index): clicked, or Enter was pressed on it."""

    taken = Signal(QModelIndex)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        m = theme.metrics
        self.setViewportMargins(m.lg, m.sm, m.sm, m.sm)
        self.setItemDelegate(_Delegate(theme, self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.taken.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(index)


class _Delegate(QStyledItemDelegate):
    """Name over help, with what was typed marked in both."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hit: Hit | None = index.data(_HIT)
        return QSize(200, _HEAD if hit is None else _ROW if hit.help else _LOW_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, m, t = self._theme, self._theme.metrics, self._theme.type
        area = QRectF(option.rect)
        hit: Hit | None = index.data(_HIT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if hit is None:
            self._head(painter, area, index)
            painter.restore()
            return
        state = option.state
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(
                theme.color("accent_soft" if state & QStyle.StateFlag.State_Selected else "hover")
            )
            painter.drawRoundedRect(area.adjusted(0, 1, -m.xs, -1), m.radius, m.radius)
        room = area.adjusted(m.sm, 0, -m.md, 0)
        if not hit.help:
            self._marked(painter, room, hit.label, hit.in_label, theme.font(t.body), "text")
        else:
            upper = QRectF(room.left(), room.top() + 5, room.width(), 20)
            lower = QRectF(room.left(), room.top() + 24, room.width(), 18)
            self._marked(painter, upper, hit.label, hit.in_label, theme.font(t.body), "text")
            self._marked(painter, lower, hit.help, hit.in_help, theme.font(t.small), "muted")
        painter.restore()

    def _head(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, m = self._theme, self._theme.metrics
        line = QRectF(area.left() + m.sm, area.bottom() - 26, area.width() - m.sm, 22)
        icon = theme.pixmap(index.data(_ICON), "muted", 14, painter.device().devicePixelRatioF())
        painter.drawPixmap(round(line.left()), round(line.center().y() - 7), icon)
        painter.setFont(theme.font(theme.type.small, QFont.Weight.DemiBold))
        painter.setPen(theme.color("muted"))
        painter.drawText(line.adjusted(14 + m.sm, 0, 0, 0), _LEFT, str(index.data()))

    def _marked(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        marks: Sequence[tuple[int, int]],
        font: QFont,
        token: str,
    ) -> None:
        theme = self._theme
        strong = QFont(font)
        strong.setWeight(QFont.Weight.Bold)
        x, at = room.left(), 0
        pieces: list[tuple[str, bool]] = []
        for start, end in marks:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
        pieces.append((text[at:], False))
        for piece, marked in pieces:
            used = strong if marked else font
            metrics = QFontMetricsF(used)
            shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room.right() - x + 1)
            painter.setFont(used)
            painter.setPen(theme.color("accent_ink" if marked else token))
            painter.drawText(QRectF(x, room.top(), room.right() - x + 4, room.height()), _LEFT, shown)
            x += metrics.horizontalAdvance(shown)
            if shown != piece:
                return
