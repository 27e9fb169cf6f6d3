"""Zoom at the ruler's right end: a slider between two buttons, and one for everything at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.sizes import RULER_HEIGHT
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.zoom import Zoom
from cosydesk.ui.widgets.icon_button import IconButton

_STEPS = 1000
_BUTTON = 24


class ZoomBar(QWidget):
    """Follows the view and changes it."""

    def __init__(self, state: TimelineState, zoom: Zoom, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_zoom")
        self.theme = theme
        self._state = state
        self.setFixedHeight(RULER_HEIGHT)
        self._out = self._button("zoom-out", zoom.step_out)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, _STEPS)
        self.slider.setFixedSize(88, 20)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._in = self._button("zoom-in", zoom.step_in)
        self._fit = self._button("maximize", zoom.fit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.metrics.xs, 0, theme.metrics.xs, 1)
        layout.setSpacing(2)
        for widget in (self._out, self.slider, self._in, self._fit):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.slider.valueChanged.connect(lambda value: zoom.to_fraction(value / _STEPS))
        state.view_changed.connect(self._follow)
        state.table_changed.connect(self._follow)
        theme.changed.connect(self.update)
        self.retranslate()
        self._follow()

    def retranslate(self) -> None:
        for button, name, keys in (
            (self._out, self.tr("Zoom out"), "Ctrl 3"),
            (self._in, self.tr("Zoom in"), "Ctrl 1"),
            (self._fit, self.tr("Zoom to fit"), "Ctrl F"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name}  ({keys})")
        self.slider.setAccessibleName(self.tr("Zoom"))
        self.slider.setToolTip(self.tr("Zoom"))

    def _button(self, icon: str, do: Callable[[], None]) -> IconButton:
        button = IconButton(self.theme, icon, token="muted", size=14, edge=_BUTTON, parent=self)
        # The ruler is lower than a button of the window; the style sheet's least sizes give way.
        button.setStyleSheet(f"min-width: {_BUTTON - 2}px; min-height: {_BUTTON - 4}px; padding: 0;")
        button.setFixedSize(_BUTTON, _BUTTON - 2)
        button.clicked.connect(lambda: do())
        return button

    def _follow(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(self._state.view.zoom_fraction * _STEPS))
        self.slider.blockSignals(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        line = self.theme.color("line")
        painter.fillRect(0, 0, 1, self.height(), line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
