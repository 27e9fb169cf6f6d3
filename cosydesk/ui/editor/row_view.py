"""What stands beside and under the words: places the rows of the script and paints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter

from cosydesk.ui.document import Document
from cosydesk.ui.editor.gutter import Gutter, Part, RowPlace
from cosydesk.ui.editor.metrics import SCRIPT
from cosydesk.ui.editor.rows import CapabilitiesFor, Row, Rows
from cosydesk.ui.editor.span_painter import paint_found, paint_spans
from cosydesk.ui.theme import Theme

if TYPE_CHECKING:
    from cosydesk.ui.editor.script_edit import ScriptEdit

_SPIN_MS = 40
_MOST_SINGLE = 8
"""When more lines than this change at once, the whole view is painted anew."""


class RowView(QObject):
    """Only rows that can be seen are placed, read from the document and painted.

    Attributes:
        facts: what rows say.
    """

    def __init__(
        self, edit: ScriptEdit, document: Document, theme: Theme, capabilities_for: CapabilitiesFor
    ) -> None:
        super().__init__(edit)
        self._edit = edit
        self._document = document
        self._theme = theme
        self._gutter = Gutter(theme)
        self.facts = Rows(document, capabilities_for, self)
        self._spin = QTimer(self, singleShot=True, interval=_SPIN_MS)
        self._spin.timeout.connect(self._repaint_speaking)
        document.lines_changed.connect(self._lines_changed)
        document.takes_changed.connect(self.repaint_line)
        document.line_state_changed.connect(self.repaint_line)
        document.voices.changed.connect(edit.viewport().update)
        document.dictionary_changed.connect(edit.viewport().update)

    def row(self, line_id: str) -> Row | None:
        """What the row of a line says."""
        return self.facts.row(line_id)

    def places(self, area: QRectF | None = None) -> Iterator[RowPlace]:
        """The rows that can be seen in `area` of the viewport (default: all of it), from the top."""
        edit = self._edit
        viewport = edit.viewport()
        area = area or QRectF(viewport.rect())
        page = edit.page
        scrolled = float(edit.verticalScrollBar().value())
        width = float(viewport.width())
        caret = edit.textCursor().blockNumber()
        hover_line, hover_part = edit.pointer.hover
        last = page.row_at(area.bottom() + scrolled)
        for number in range(page.row_at(area.top() + scrolled), last + 1):
            top, bottom = page.row_top(number) - scrolled, page.row_top(number + 1) - scrolled
            if bottom < area.top() or top > area.bottom():
                continue
            line_id = edit.sync.line_id(number)
            text_height = bottom - top - SCRIPT.row_extra
            yield RowPlace(
                number=number + 1,
                line_id=line_id,
                row=QRectF(0, top, width, bottom - top),
                text=QRectF(SCRIPT.left, top + SCRIPT.row_top, page.text_width, text_height),
                current=number == caret,
                drop=bool(line_id) and edit.pointer.drop_line == line_id,
                hover=hover_part if hover_line == line_id else None,
            )

    def place_at(self, point: QPointF) -> tuple[RowPlace, Part] | None:
        """The row and the part of it under a point of the viewport."""
        for place in self.places(QRectF(point.x(), point.y(), 1, 1)):
            if place.row.contains(point):
                return place, self._gutter.part(point, place)
        return None

    def repaint_line(self, line_id: str) -> None:
        """Repaint one row if it can be seen."""
        for place in self.places():
            if place.line_id == line_id:
                self._edit.viewport().update(place.row.toAlignedRect())

    def paint_under(self, area: QRect) -> None:
        """The ground of the rows and of the spans."""
        document = self._edit.document()
        painter = QPainter(self._edit.viewport())
        for place in self.places(QRectF(area)):
            block = document.findBlockByNumber(place.number - 1)
            self._gutter.paint_ground(painter, place)
            paint_found(painter, self._theme, block, place.text.topLeft(), self._edit.found_in(place.line_id))
            tags = self._edit.tags_of(block)
            paint_spans(painter, self._theme, block, place.text.topLeft(), tags)
        painter.end()

    def paint_over(self, area: QRect, *, blank: bool) -> None:
        """The columns; in a script without words the hint what to do."""
        painter = QPainter(self._edit.viewport())
        for place in self.places(QRectF(area)):
            row = self.facts.row(place.line_id) if place.line_id else None
            self._gutter.paint(painter, place, row)
            if row is not None and row.state.fraction is not None and not self._spin.isActive():
                self._spin.start()
        if blank:
            self._paint_hint(painter, next(self.places()))
        painter.end()

    def _paint_hint(self, painter: QPainter, place: RowPlace) -> None:
        theme = self._theme
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(theme.type.script))
        room = QRectF(place.text.left() + 4, place.text.top(), place.text.width(), SCRIPT.line_height)
        painter.drawText(room, left, self.tr("Type the first line"))
        painter.setFont(theme.font(theme.type.small))
        room.moveTop(place.row.bottom() + SCRIPT.row_top)
        hint = self.tr("Or paste a script, or drop a text file here: each paragraph becomes a line.")
        painter.drawText(room, left, hint)

    def _lines_changed(self, lines: frozenset[str] | None) -> None:
        if lines is None or len(lines) > _MOST_SINGLE:
            self._edit.viewport().update()
        else:
            for line_id in lines:
                self.repaint_line(line_id)

    def _repaint_speaking(self) -> None:
        for place in self.places():
            job = self._document.line_job(place.line_id)
            if job is not None and job.state.running:
                self._edit.viewport().update(place.row.toAlignedRect())
