"""The playhead: a narrow overlay, so that moving it repaints a strip and draws no waveform anew."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.sizes import PLAYHEAD_HEAD
from cosydesk.ui.timeline.state import TimelineState


class Playhead(QWidget):
    """A line over ruler and canvas with a head on the ruler; the mouse goes through it."""

    def __init__(self, state: TimelineState, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_playhead")
        self.theme = theme
        self._state = state
        self._stage = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        state.playhead_moved.connect(self.follow)
        state.view_changed.connect(self.follow)
        state.table_changed.connect(self.follow)
        theme.changed.connect(self.update)

    def follow(self) -> None:
        """Go to where the playhead is now."""
        width = PLAYHEAD_HEAD
        x = round(self._state.view.to_px(self._state.playhead))
        self.setVisible(-width < x < self._state.view.width + width)
        self.setGeometry(x - PLAYHEAD_HEAD // 2, 0, width, self._stage.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent"))
        middle = PLAYHEAD_HEAD / 2
        painter.drawRect(QRectF(middle - 1, 0, 2, self.height()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = (QPointF(middle - 6, 0), QPointF(middle + 6, 0), QPointF(middle + 6, 1.5))
        tip = (QPointF(middle, 8), QPointF(middle - 6, 1.5))
        painter.drawPolygon(QPolygonF([*head, *tip]))
