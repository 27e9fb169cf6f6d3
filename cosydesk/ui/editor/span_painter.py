"""Draws what lies under the words: the line of strong ones, the tint of those said laughing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextLayout, QTextLine

from cosydesk.ui.editor.markup_document import styles_of
from cosydesk.ui.editor.metrics import SCRIPT
from cosydesk.ui.editor.script_layout import BASELINE
from cosydesk.ui.theme import Theme

_TINT = 0.2
_UNDERLINE_PX = 2.0


def paint_spans(
    painter: QPainter, theme: Theme, block: QTextBlock, origin: QPointF, tags: frozenset[str] | None
) -> None:
    """Paint a block's spans; `origin` is its top left on the painter. Spans not among `tags` are drawn in grey."""
    layout = block.layout()
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        at += 1
        styles = styles_of(fragment.charFormat())
        if not styles:
            continue
        start = fragment.position() - block.position()
        for rect in _rects(layout, start, start + fragment.length()):
            rect = rect.translated(origin)
            if "laughter" in styles:
                _tint(painter, theme, rect, grey=tags is not None and "laughter" not in tags)
            if "strong" in styles:
                _underline(painter, theme, rect, grey=tags is not None and "strong" not in tags)


def paint_found(
    painter: QPainter, theme: Theme, block: QTextBlock, origin: QPointF, spans: Iterable[tuple[int, int]]
) -> None:
    """Mark what a search found, spans of a block's UTF-16 units."""
    layout = block.layout()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent_line"), 1))
    painter.setBrush(theme.color("accent_soft"))
    for start, end in spans:
        for rect in _rects(layout, start, end):
            painter.drawRoundedRect(rect.translated(origin).adjusted(-0.5, 1.5, 0.5, -1.5), 3, 3)


def _tint(painter: QPainter, theme: Theme, rect: QRectF, *, grey: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("muted" if grey else "warn", _TINT / 2 if grey else _TINT))
    painter.drawRoundedRect(rect.adjusted(-2, 1, 2, 1), 3, 3)


def _underline(painter: QPainter, theme: Theme, rect: QRectF, *, grey: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    y = round(rect.top() + BASELINE + 3)
    if grey:
        painter.setPen(QPen(theme.color("muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    else:
        painter.fillRect(QRectF(rect.left(), y, rect.width(), _UNDERLINE_PX), theme.color("accent"))


def _rects(layout: QTextLayout, start: int, end: int) -> list[QRectF]:
    """The boxes of a stretch of a block, one for each line that it lies in, relative to the layout."""
    preedit = len(layout.preeditAreaText())
    if preedit:
        # Text that is being composed isn't in the block but is in its layout.
        at = layout.preeditAreaPosition()
        start, end = start + (preedit if start >= at else 0), end + (preedit if end > at else 0)
    rects = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = line.textStart(), line.textStart() + line.textLength()
        if first < end and last > start:
            left, right = sorted((_x(line, max(start, first)), _x(line, min(end, last))))
            rects.append(QRectF(left, number * SCRIPT.line_height, right - left, SCRIPT.line_height))
    return rects


def _x(line: QTextLine, position: int) -> float:
    found = line.cursorToX(position)  # the stubs know one of its two shapes only
    return cast(float, found[0] if isinstance(found, tuple) else found)
