"""The history: every step by its name, the way back and the way on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cosydesk.ui.document import Document
from cosydesk.ui.inspector.history_model import HistoryModel, HistoryRole
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.empty_state import EmptyState

_DOT = 4
_ICON = 14
_GAP = 8

Index = QModelIndex | QPersistentModelIndex


class HistoryDelegate(QStyledItemDelegate):
    """A dot on a line for each step: filled where the document stands, empty for what is undone."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.theme.metrics.compact)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, m, t = self.theme, self.theme.metrics, self.theme.type
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        current, undone = bool(index.data(HistoryRole.CURRENT)), bool(index.data(HistoryRole.UNDONE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(area).adjusted(6.5, 0.5, -6.5, -0.5)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        painter.setPen(QPen(theme.color("accent"), 1.5) if focused else Qt.PenStyle.NoPen)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if current or hovered:
            painter.setBrush(theme.color("accent_soft" if current else "hover"))
        painter.drawRoundedRect(card, m.radius, m.radius)
        self._paint_thread(painter, QRectF(area), index, current=current, undone=undone)
        left = card.left() + m.sm + 2 * _DOT + m.sm
        right = card.right() - m.sm
        if index.data(HistoryRole.SAVED):
            icon = theme.pixmap("save", "muted", _ICON, self._view.devicePixelRatioF())
            right -= _ICON
            painter.drawPixmap(QPointF(right, area.center().y() - _ICON / 2 + 1), icon)
            right -= _GAP
        font = theme.font(t.body, QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if undone else "text"))
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRectF(left, area.top(), right - left, area.height()), _LEFT, name)
        left += metrics.horizontalAdvance(name) + _GAP
        font = theme.font(t.small)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        detail = str(index.data(HistoryRole.DETAIL) or "")
        if detail and right - left > 3 * _GAP:
            detail = QFontMetricsF(font).elidedText(detail, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRectF(left, area.top(), right - left, area.height()), _LEFT, detail)
        painter.restore()

    def _paint_thread(
        self, painter: QPainter, area: QRectF, index: Index, *, current: bool, undone: bool
    ) -> None:
        theme = self.theme
        x, y = area.left() + 6.5 + theme.metrics.sm + _DOT, area.center().y() + 0.5
        painter.setPen(QPen(theme.color("line_strong"), 1))
        if index.row():
            painter.drawLine(QPointF(x, area.top()), QPointF(x, y - _DOT))
        if index.row() + 1 < index.model().rowCount():
            painter.drawLine(QPointF(x, y + _DOT), QPointF(x, area.bottom() + 1))
        token = "accent" if current else "line_strong" if undone else "muted"
        painter.setPen(QPen(theme.color(token), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush if undone else theme.color(token))
        radius = _DOT if current else _DOT - 1
        painter.drawEllipse(QPointF(x, y), radius, radius)


class HistoryPanel(QWidget):
    """A click on a step, or Return, takes the document there. The history is the document's one and only: script,
    takes and timeline alike.

    Attributes: view, model: the list and what it shows.
    """

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self.model = HistoryModel(document, self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(HistoryDelegate(theme, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._empty = EmptyState(theme, "history")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        document.undo.indexChanged.connect(lambda _index: self._follow())
        document.undo.cleanChanged.connect(lambda _clean: self._follow())
        document.project_changed.connect(self._follow)
        theme.changed.connect(self.view.viewport().update)
        self.retranslate()

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("History"))
        self._empty.set_texts(
            self.tr("Nothing done yet"),
            self.tr("Each edit becomes a step here; a click on a step goes back to it."),
        )
        self.view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show the history as it is now."""
        self.model.sync()
        self._stack.setCurrentIndex(0 if self.model.rowCount() > 1 else 1)
        current = self.model.current()
        self.view.setCurrentIndex(current)
        self.view.scrollTo(current)

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def _go(self, index: QModelIndex) -> None:
        if self._document.may_change():
            self._document.undo.setIndex(index.row())


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
