"""The transcript as it is typed, with marks where it isn't what is heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from cosydesk.ui.theme import Theme

_HEIGHT = 76
_WEDGE = 4
_NEAR = 6


class TranscriptField(QPlainTextEdit):
    """What isn't heard is underlined with a wave; where something is heard that isn't written stands a wedge."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._unheard: list[tuple[QTextCursor, str]] = []
        self._unwritten: list[tuple[QTextCursor, str]] = []
        self.setFixedHeight(_HEIGHT)
        self.setTabChangesFocus(True)
        theme.changed.connect(self._mark)

    @property
    def unheard(self) -> list[str]:
        """What is underlined."""
        return [cursor.selectedText() for cursor, _instead in self._unheard]

    @property
    def unwritten(self) -> list[tuple[int, str]]:
        """(place in the text, words) of each wedge."""
        return [(cursor.position(), words) for cursor, words in self._unwritten]

    def show_marks(
        self, unheard: Sequence[tuple[int, int, str]] = (), unwritten: Sequence[tuple[int, str]] = ()
    ) -> None:
        """Args:
        unheard: (start, end, words heard instead) in the text of what isn't heard.
        unwritten: (place, words) of what is heard between what is written.
        """
        self._unheard = [(self._cursor(start, end), instead) for start, end, instead in unheard]
        self._unwritten = [(self._cursor(place, place), words) for place, words in unwritten]
        self._mark()

    def write(self, text: str) -> None:
        """Other text instead, as one step that can be undone."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def explanation(self, at: QPoint) -> str:
        """What the mark at this place of the viewport says; "" where there is none."""
        for cursor, words in self._unwritten:
            foot = self._foot(cursor)
            if abs(at.x() - foot.x()) <= _NEAR and -self._line_height() <= at.y() - foot.y() <= _NEAR:
                return self.tr("Heard here, but not written: “{words}”").format(words=words)
        place = self.cursorForPosition(at).position()
        for cursor, instead in self._unheard:
            if cursor.selectionStart() <= place <= cursor.selectionEnd():
                if instead:
                    return self.tr("Heard here instead: “{words}”").format(words=instead)
                return self.tr("Written, but not heard in the recording")
        return ""

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.explanation(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.theme.color("warn"), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for cursor, _words in self._unwritten:
            foot = self._foot(cursor)
            painter.drawPolyline(
                [
                    QPointF(foot.x() - _WEDGE, foot.y()),
                    QPointF(foot.x(), foot.y() - 1.25 * _WEDGE),
                    QPointF(foot.x() + _WEDGE, foot.y()),
                ]
            )

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _foot(self, cursor: QTextCursor) -> QPointF:
        """Where a wedge stands: under the gap between two words."""
        bare = QTextCursor(cursor)
        bare.clearSelection()
        line: QRect = self.cursorRect(bare)
        gap = self.fontMetrics().horizontalAdvance(" ") / 2
        spaced = self.document().characterAt(cursor.position()) == " "
        return QPointF(max(line.left() + (gap if spaced else 0.5), _WEDGE + 1), line.bottom() + 2.5)

    def _line_height(self) -> int:
        return self.fontMetrics().lineSpacing()

    def _mark(self) -> None:
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(self.theme.color("warn"))
        selections = []
        for cursor, _instead in self._unheard:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, wave
            selections.append(selection)
        self.setExtraSelections(selections)
        self.viewport().update()
