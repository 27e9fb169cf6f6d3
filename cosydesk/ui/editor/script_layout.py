"""Where the words of the script lie: rows of fixed line height, one below the other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import Q_ARG, QMetaObject, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFrame,
    QTextLayout,
)

from cosydesk.ui.editor.metrics import SCRIPT

BASELINE = round(SCRIPT.line_height * 0.8)
"""The baseline below a line's top, whatever fonts it mixes."""

_AT_ONCE = 64
"""Changes of more rows than this are estimated first."""

_LEAST_WIDTH = 64.0
_FAR = 1e9


class ScriptLayout(QAbstractTextDocumentLayout):
    """Lays out one row per block; a key costs the same in a script of five lines and of five thousand.

    Qt's own layout walks from the changed block to the end of the document on every key. Here a row's height
    follows from its number of lines alone, so that only what changed is laid out, and places are sums over an
    array. Of a big change (another script, another width) the rows' heights are estimated; they are laid out
    when they are looked at, and the others by and by through `fill`.

    Coordinates are the document's, in device-independent pixels; the first row begins at 0.

    Attributes:
        text_width: how wide the words may be.

    Signals:
        estimated: there are rows whose height is an estimate; call `fill` when there is time.
    """

    estimated = Signal()

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._lines = np.zeros(0, np.int64)
        self._laid = np.zeros(0, np.bool_)
        self._edges = np.zeros(1, np.int64)
        self.text_width = 0.0

    # Places.

    def row_at(self, y: float) -> int:
        """Number of the row at a height, the nearest one where there is none."""
        row = int(np.searchsorted(self._edges, y, side="right")) - 1
        return max(0, min(row, len(self._lines) - 1))

    def row_top(self, row: int) -> float:
        """Where a row begins; that of the row behind the last one is the document's height."""
        return float(self._edges[row])

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Where a block's words are, without the room around them."""
        row = block.blockNumber()
        if not 0 <= row < len(self._lines):
            return QRectF()
        if not self._laid[row]:
            self._lay_out_rows(row, row)
        height = float(self._lines[row] * SCRIPT.line_height)
        return QRectF(SCRIPT.left, self._edges[row] + SCRIPT.row_top, self.text_width, height)

    def documentSize(self) -> QSizeF:
        return QSizeF(SCRIPT.left + self.text_width + SCRIPT.right, float(self._edges[-1]))

    def frameBoundingRect(self, _frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(), self.documentSize())

    def pageCount(self) -> int:
        return 1

    def hitTest(  # type: ignore[override]  # Qt itself only ever passes a QPointF
        self, point: QPointF, accuracy: Qt.HitTestAccuracy
    ) -> int:
        if not len(self._lines):
            return -1
        row = self.row_at(point.y())
        block = self.document().findBlockByNumber(row)
        box = self.blockBoundingRect(block)
        if accuracy == Qt.HitTestAccuracy.ExactHit and not box.contains(point):
            return -1
        layout = block.layout()
        number = int((point.y() - box.top()) // SCRIPT.line_height)
        line = layout.lineAt(max(0, min(number, layout.lineCount() - 1)))
        x = point.x() - box.left()
        if accuracy == Qt.HitTestAccuracy.ExactHit and x > line.naturalTextWidth():
            return -1
        offset = line.xToCursor(x)
        composed, at = len(layout.preeditAreaText()), layout.preeditAreaPosition()
        if composed and offset > at:
            offset = max(at, offset - composed)
        return block.position() + offset

    # Laying out.

    def ensure(self, top: float, bottom: float) -> None:
        """Lay out every row that can be seen between two heights."""
        if not len(self._lines):
            return
        first = self.row_at(top)
        while True:
            last = self.row_at(bottom)
            if self._laid[first : last + 1].all():
                return
            self._lay_out_rows(first, last)

    def ensure_around(self, row: int, height: float) -> bool:
        """Lay out the rows within a height above and below one; says whether any was missing."""
        first = max(0, row - int(height // (SCRIPT.line_height + SCRIPT.row_extra)) - 1)
        last = min(len(self._lines) - 1, 2 * row - first)
        if self._laid[first : last + 1].all():
            return False
        self._lay_out_rows(first, last)
        return True

    def fill(self, rows: int) -> bool:
        """Lay out up to so many rows that were only estimated; whether some are left."""
        left = np.flatnonzero(~self._laid)
        if len(left):
            first = int(left[0])
            self._lay_out_rows(first, min(first + rows, len(self._lines)) - 1)
        return len(left) > rows

    def documentChanged(self, position: int, _removed: int, added: int) -> None:
        document = self.document()
        count = document.blockCount()
        height = self._edges[-1]
        page = document.pageSize().width()
        room = (
            (page if page > 0 else SCRIPT.left + SCRIPT.right + SCRIPT.measure) - SCRIPT.left - SCRIPT.right
        )
        width = max(_LEAST_WIDTH, min(room, float(SCRIPT.measure)))
        first = document.findBlock(position)
        last = document.findBlock(min(position + added, document.characterCount() - 1))
        row, now = first.blockNumber(), last.blockNumber() - first.blockNumber() + 1
        before = now - (count - len(self._lines))
        if width != self.text_width or before < 0:
            self.text_width = width
            first, row, now, before = document.begin(), 0, count, len(self._lines)
        old = self._lines[row : row + before]
        fresh = np.fromiter((self._estimate(block) for block in _blocks(first, now)), np.int64, now)
        self._lines = np.concatenate((self._lines[:row], fresh, self._lines[row + before :]))
        self._laid = np.concatenate((self._laid[:row], np.zeros(now, np.bool_), self._laid[row + before :]))
        if now <= _AT_ONCE:
            for number, block in enumerate(_blocks(first, now), row):
                self._lines[number] = self._lay_out(block)
                self._laid[number] = True
        else:
            self.estimated.emit()
        if before == now and np.array_equal(old, self._lines[row : row + now]):
            self._repaint(float(self._edges[row]), float(self._edges[row + now]))
            return
        self._sum_up()
        self._repaint(float(self._edges[row]), _FAR)
        if self._edges[-1] != height:
            self.documentSizeChanged.emit(self.documentSize())

    def _lay_out_rows(self, first: int, last: int) -> None:
        """Lay out the rows of a range that are estimated, and tell if that moved others."""
        rows = first + np.flatnonzero(~self._laid[first : last + 1])
        before = self._lines[rows]
        for row in rows.tolist():
            self._lines[row] = self._lay_out(self.document().findBlockByNumber(row))
        self._laid[rows] = True
        if not np.array_equal(before, self._lines[rows]):
            self._sum_up()
            self._repaint(float(self._edges[first]), _FAR)
            self.documentSizeChanged.emit(self.documentSize())

    def _estimate(self, block: QTextBlock) -> int:
        text = block.text()
        pixels = 4.0 * len(text) + 3.7 * (len(text) if text.isascii() else len(text.encode(errors="ignore")))
        return 1 + int(pixels / self.text_width)

    def _lay_out(self, block: QTextBlock) -> int:
        """Break a block into lines; returns how many."""
        layout = block.layout()
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.text_width)
            line.setPosition(QPointF(0.0, count * SCRIPT.line_height + BASELINE - round(line.ascent())))
            count += 1
        layout.endLayout()
        return max(1, count)

    def _repaint(self, top: float, bottom: float) -> None:
        """Emit `update` for what lies between two heights. PySide's own `emit` knows it without a rectangle only."""
        QMetaObject.invokeMethod(self, "update", Q_ARG(QRectF, QRectF(0.0, top, _FAR, bottom - top)))

    def _sum_up(self) -> None:
        self._edges = np.zeros(len(self._lines) + 1, np.int64)
        np.cumsum(self._lines * SCRIPT.line_height + SCRIPT.row_extra, out=self._edges[1:])

    # Painting.

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        if not len(self._lines):
            return
        clip = context.clip
        seen = clip if clip.isValid() else QRectF(QPointF(), self.documentSize())
        first, last = self.row_at(seen.top()), self.row_at(seen.bottom())
        painter.setPen(context.palette.color(QPalette.ColorRole.Text))
        marks = [
            (mark.cursor.selectionStart(), mark.cursor.selectionEnd(), QTextCharFormat(mark.format))
            for mark in context.selections
        ]
        caret = context.cursorPosition
        for block in _blocks(self.document().findBlockByNumber(first), last - first + 1):
            layout = block.layout()
            start, length = block.position(), block.length()
            ranges = []
            for begin, end, shape in marks:
                if begin < start + length and end > start:
                    marked = QTextLayout.FormatRange()
                    marked.start = max(0, begin - start)
                    marked.length = min(end - start, length) - marked.start
                    marked.format = shape
                    ranges.append(marked)
            at = self.blockBoundingRect(block).topLeft()
            layout.draw(painter, at, ranges, clip)
            if start <= caret < start + length:
                layout.drawCursor(painter, at, caret - start, self._cursor_width())
            elif caret < -1 and layout.preeditAreaText():
                # Within a composition the caret is told as -2 minus its place in the composed text.
                layout.drawCursor(
                    painter, at, layout.preeditAreaPosition() - (caret + 2), self._cursor_width()
                )

    def _cursor_width(self) -> int:
        width = self.property("cursorWidth")
        return width if isinstance(width, int) else 1


def _blocks(block: QTextBlock, count: int) -> Iterator[QTextBlock]:
    for _ in range(count):
        yield block
        block = block.next()
