"""Draws events, pauses and unknown tags as pills among the words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextDocument,
    QTextFormat,
)

from cosydesk.ui.editor.markup_document import chip_of
from cosydesk.ui.editor.metrics import SCRIPT
from cosydesk.ui.editor.tag_words import icon_name, left_out, word
from cosydesk.ui.theme import Theme

_ASCENT = 14.0
"""Height that a pill takes above the baseline, so that lines with and without pills are alike."""

_DROP = 4.0
"""How far the pill hangs below the baseline."""

TagsOfBlock = Callable[[QTextBlock], frozenset[str] | None]


class Chips(QPyTextObject):
    """The handler of `markup_document.CHIP_TYPE`. What the line's voice can't speak is drawn in grey."""

    def __init__(self, theme: Theme, tags_of_block: TagsOfBlock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tags_of_block = tags_of_block
        self._metrics = QFontMetricsF(theme.font(theme.type.small))

    def intrinsicSize(self, _text: QTextDocument, _position: int, shape: QTextFormat) -> QSizeF:
        node = chip_of(shape)
        if node is None:
            return QSizeF()
        label = min(self._metrics.horizontalAdvance(word(node)), float(SCRIPT.pill_most))
        inside = 2 * SCRIPT.pill_padding + SCRIPT.pill_icon + SCRIPT.pill_gap + label
        return QSizeF(round(inside) + 2 * SCRIPT.pill_margin, _ASCENT)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        text: QTextDocument,
        position: int,
        shape: QTextFormat,
    ) -> None:
        node = chip_of(shape)
        if node is None:
            return
        grey = left_out(node, self._tags_of_block(text.findBlock(position)))
        theme = self._theme
        rect = QRectF(rect)
        pill = QRectF(
            rect.left() + SCRIPT.pill_margin,
            rect.bottom() + _DROP - SCRIPT.pill_height,
            rect.width() - 2 * SCRIPT.pill_margin,
            SCRIPT.pill_height,
        )
        ink = theme.color("muted" if grey else "text")
        edge = QPen(theme.color("line_strong" if grey else "line"))
        if grey:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(edge)
        painter.setBrush(theme.color("bg" if grey else "raised"))
        round_by = pill.height() / 2
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), round_by, round_by)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        at = QPointF(
            round(pill.left() + SCRIPT.pill_padding),
            round(pill.center().y() - SCRIPT.pill_icon / 2),
        )
        painter.drawPixmap(
            at, theme.pixmap(icon_name(node), "muted" if grey else "text", SCRIPT.pill_icon, ratio)
        )
        painter.setFont(theme.font(theme.type.small))
        painter.setPen(ink)
        left = at.x() + SCRIPT.pill_icon + SCRIPT.pill_gap
        room = QRectF(left, pill.top(), pill.right() - SCRIPT.pill_padding - left + 1, pill.height())
        label = self._metrics.elidedText(word(node), Qt.TextElideMode.ElideRight, SCRIPT.pill_most)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        painter.restore()
