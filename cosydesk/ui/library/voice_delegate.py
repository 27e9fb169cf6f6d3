"""How a voice is drawn in the list, and where its star and its play button are."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from cosydesk.studio.library import Voice
from cosydesk.ui.document import Document
from cosydesk.ui.library.voice_line import voice_line
from cosydesk.ui.library.voice_model import VoiceRole
from cosydesk.ui.theme import Theme

_HEIGHT = 48
_TILE = 34
_BUTTON = 28

Index = QModelIndex | QPersistentModelIndex


class VoiceDelegate(QStyledItemDelegate):
    """Tile, name, language and kind, star, play; the voice of the current line stands on an accent ground.

    Signals:
        star_clicked, play_clicked: id of the voice.
    """

    star_clicked = Signal(str)
    play_clicked = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self._parent = parent
        self.pointer = QPointF(-1, -1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        voice = index.data(VoiceRole.VOICE)
        if not isinstance(voice, Voice):
            return
        theme, m, t = self.theme, self.theme.metrics, self.theme.type
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        line = self._document.current_line()
        current = line is not None and line.voice_id == voice.id
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._parent.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(area).adjusted(6, 1, -6, -1)
        painter.setPen(QPen(theme.color("accent"), 1.5) if focused else Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(theme.color("accent_soft"))
        elif hovered:
            painter.setBrush(theme.color("hover"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), m.sm, m.sm)
        hue = self._document.speaker_index(voice.id)
        self._paint_tile(painter, QRectF(card.left() + 10, card.center().y() - _TILE / 2, _TILE, _TILE), hue)

        star, play = self.star_rect(area), self.play_rect(area)
        left = round(card.left()) + 10 + _TILE + m.md - 2
        width = star.left() - left - 2
        font = theme.font(t.body, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        name = QFontMetrics(font).elidedText(voice.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, area.top() + 6, width, 19), Qt.AlignmentFlag.AlignVCenter, name)
        font = theme.font(t.small)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        words = QFontMetrics(font).elidedText(voice_line(voice), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, area.top() + 24, width, 17), Qt.AlignmentFlag.AlignVCenter, words)

        favourite = bool(index.data(VoiceRole.FAVOURITE))
        token = "accent" if favourite else "muted" if hovered else "line_strong"
        self._paint_button(painter, star, "star", token, filled=favourite, hovered=hovered)
        progress = index.data(VoiceRole.PROGRESS)
        if isinstance(progress, float):
            self._paint_progress(painter, play, progress)
        elif index.data(VoiceRole.PLAYING):
            self._paint_button(painter, play, "square", "accent", filled=True, hovered=hovered, size=12)
        else:
            self._paint_button(painter, play, "play", "text", hovered=hovered)
        painter.restore()

    @staticmethod
    def text_rect(area: QRect) -> QRect:
        """Where name and words are."""
        left = area.left() + 6 + 10 + _TILE + 10
        return QRect(left, area.top() + 6, VoiceDelegate.star_rect(area).left() - left - 2, _HEIGHT - 12)

    @staticmethod
    def star_rect(area: QRect) -> QRect:
        return QRect(
            area.right() - 12 - 2 * _BUTTON + 4, area.center().y() - _BUTTON // 2 + 1, _BUTTON, _BUTTON
        )

    @staticmethod
    def play_rect(area: QRect) -> QRect:
        return QRect(area.right() - 9 - _BUTTON, area.center().y() - _BUTTON // 2 + 1, _BUTTON, _BUTTON)

    def click(self, event: QMouseEvent, area: QRect, voice_id: str) -> bool:
        """Take a click if it hit the star or the play button."""
        at = event.position().toPoint()
        if self.star_rect(area).contains(at):
            self.star_clicked.emit(voice_id)
            return True
        if self.play_rect(area).contains(at):
            self.play_clicked.emit(voice_id)
            return True
        return False

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        voice = index.data(VoiceRole.VOICE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(voice, Voice):
            return False
        area: QRect = option.rect
        if self.star_rect(area).contains(event.pos()):
            on = bool(index.data(VoiceRole.FAVOURITE))
            text = self.tr("Remove from favourites") if on else self.tr("Add to favourites")
        elif self.play_rect(area).contains(event.pos()):
            text = self.tr("Stop") if index.data(VoiceRole.PLAYING) else self.tr("Hear this voice")
        elif voice.mine:
            text = f"{voice.name}\n{voice_line(voice)}\n" + self.tr(
                "Double-click or drag gives it to a line; F2 renames."
            )
        else:
            text = self.tr("Double-click gives this voice to the current line; or drag it onto a line.")
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _paint_tile(self, painter: QPainter, tile: QRectF, hue: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("surface"))
        painter.drawRoundedRect(tile, self.theme.metrics.sm, self.theme.metrics.sm)
        painter.setBrush(self.theme.speaker_color(hue, 0.20 if self.theme.is_dark else 0.13))
        painter.drawRoundedRect(tile, self.theme.metrics.sm, self.theme.metrics.sm)
        color = self.theme.speaker_color(hue).name()
        image = self.theme.pixmap("audio-lines", color, 18, self._parent.devicePixelRatioF())
        painter.drawPixmap(QPointF(tile.center().x() - 9, tile.center().y() - 9), image)

    def _paint_button(
        self,
        painter: QPainter,
        area: QRect,
        icon: str,
        token: str,
        *,
        filled: bool = False,
        hovered: bool = False,
        size: int = 16,
    ) -> None:
        if hovered and QRectF(area).contains(self.pointer):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("pressed"))
            painter.drawRoundedRect(QRectF(area), self.theme.metrics.radius, self.theme.metrics.radius)
        image = self.theme.pixmap(icon, token, size, self._parent.devicePixelRatioF(), filled=filled)
        painter.drawPixmap(area.center().x() - size // 2 + 1, area.center().y() - size // 2 + 1, image)

    def _paint_progress(self, painter: QPainter, area: QRect, fraction: float) -> None:
        ring = QRectF(0, 0, 16, 16)
        ring.moveCenter(QRectF(area).center())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.theme.palette.pressed), 2))
        painter.drawEllipse(ring)
        painter.setPen(QPen(self.theme.color("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * max(0.08, fraction)))
