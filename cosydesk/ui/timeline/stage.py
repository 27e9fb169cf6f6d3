"""What lies in time, row under row, and what floats over it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollBar, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.canvas import Canvas
from cosydesk.ui.timeline.marker_bar import MarkerBar
from cosydesk.ui.timeline.original_row import OriginalRow
from cosydesk.ui.timeline.playhead import Playhead
from cosydesk.ui.timeline.ruler_bar import RulerBar
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.zoom import Zoom
from cosydesk.ui.timeline.zoom_bar import ZoomBar


class Stage(QWidget):
    """Attributes:
    playhead: from the ruler down to the canvas's end. zoom_bar: at the ruler's right end.
    across, down: the scroll bars, which are there when something is out of sight.
    """

    def __init__(
        self,
        state: TimelineState,
        ruler: RulerBar,
        marker_bar: MarkerBar,
        original: OriginalRow,
        canvas: Canvas,
        zoom: Zoom,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._ruler = ruler
        self._canvas = canvas
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ruler)
        layout.addWidget(marker_bar)
        layout.addWidget(original)
        layout.addWidget(canvas, 1)
        self.playhead = Playhead(state, theme, self)
        self.zoom_bar = ZoomBar(state, zoom, theme, self)
        self.across = QScrollBar(Qt.Orientation.Horizontal, self)
        self.down = QScrollBar(Qt.Orientation.Vertical, self)
        for floating in (self.playhead, self.zoom_bar, self.across, self.down):
            floating.raise_()
        for bar in (self.across, self.down):
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.across.valueChanged.connect(lambda px: state.set_view(state.view.at_scroll_value(px)))
        self.down.valueChanged.connect(state.set_row_scroll)
        state.view_changed.connect(self._follow_view)
        state.table_changed.connect(self._follow_view)
        state.markers_changed.connect(self._place_soon)
        self._follow_view()

    def retranslate(self) -> None:
        self.across.setAccessibleName(self.tr("Scroll across"))
        self.down.setAccessibleName(self.tr("Scroll down"))

    def _follow_view(self) -> None:
        view, state = self._state.view, self._state
        for bar, most, value, page in (
            (self.across, view.scroll_range, view.scroll_value, view.width),
            (self.down, state.row_scroll_range, state.row_scroll, state.rows_height),
        ):
            bar.blockSignals(True)
            bar.setRange(0, most)
            bar.setPageStep(max(1, page))
            bar.setSingleStep(ROW_HEIGHT)
            bar.setValue(value)
            bar.blockSignals(False)
            bar.setVisible(most > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_soon()

    def _place_soon(self) -> None:
        """When the rows have found their places."""
        QTimer.singleShot(0, self, self._place)

    def _place(self) -> None:
        width, height = self.width(), self.height()
        thick = self.across.sizeHint().height()
        self.across.setGeometry(0, height - thick, width - thick, thick)
        top = self._canvas.y()
        self.down.setGeometry(width - thick, top, thick, height - top - thick)
        zoom = self.zoom_bar.sizeHint().width()
        self.zoom_bar.setGeometry(width - zoom, 0, zoom, self._ruler.height())
        self.playhead.follow()
