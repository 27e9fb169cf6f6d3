"""The corner over the track headers: how many tracks there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.sizes import RULER_HEIGHT
from cosydesk.ui.timeline.state import TimelineState


class Corner(QWidget):
    """Says "5 tracks"."""

    def __init__(self, state: TimelineState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._state = state
        self.setFixedSize(theme.metrics.track_header, RULER_HEIGHT)
        state.table_changed.connect(self._refresh)
        theme.changed.connect(self.update)
        self._refresh()

    @property
    def text(self) -> str:
        count = len(self._state.table.rows)
        if count == 1:
            return self.tr("1 track")
        return self.tr("{0} tracks").format(count) if count else self.tr("No tracks yet")

    def _refresh(self) -> None:
        self.setAccessibleName(self.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        line = self.theme.color("line")
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), line)
        painter.setFont(self.theme.font(self.theme.type.tiny))
        painter.setPen(self.theme.color("muted"))
        box = QRectF(10, 0, self.width() - 12, self.height() - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
        super().changeEvent(event)
