"""How the window's panels share its room, remembered from one session to the next."""

from __future__ import annotations

import json
import logging

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from cosydesk.settings import Settings
from cosydesk.ui.theme import METRICS

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 1440, 900
FRAME = QSize(16, 48)
"""What a window manager draws around a window, at most; the status bar must not end up below the screen."""
MINIMUM = QSize(960, 600)
"""Less would not hold the panels; a smaller screen, or a larger scale, gets less all the same."""
GRIP = 64
"""How much of a window's title, in px, must be on a screen for a hand to reach it."""
NARROW = 1200
"""Below this width, in px, the side panels give their room to the script."""


class WindowLayout:
    """The two splitters and the panels in them.

    Attributes:
        columns: library, script and inspector, side by side. rows: these, and the timeline below.
        panels: by the name under which the settings know whether they are hidden.
    """

    def __init__(
        self, window: QMainWindow, library: QWidget, script: QWidget, inspector: QWidget, timeline: QWidget
    ) -> None:
        self._window = window
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.addWidget(library)
        self.columns.addWidget(script)
        self.columns.addWidget(inspector)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.addWidget(self.columns)
        self.rows.addWidget(timeline)
        for splitter, stretching in ((self.columns, 1), (self.rows, 0)):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            for index in range(splitter.count()):
                splitter.setStretchFactor(index, int(index == stretching))
        self.panels = {"library": library, "inspector": inspector, "timeline": timeline}
        self._narrow: bool | None = None
        # The columns as they were last while there was room: they are squeezed before anybody hears that it is gone.
        self._wide: list[int] = []
        self.columns.splitterMoved.connect(lambda _position, _index: self._note())

    def restore(self, settings: Settings) -> None:
        """As it was left; as designed the first time, or when what was kept can't be read."""
        self._design()
        if settings.window_geometry:
            self._window.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))
        try:
            state = json.loads(settings.window_state or "{}")
            self.columns.restoreState(QByteArray.fromBase64(str(state.get("columns", "")).encode()))
            self.rows.restoreState(QByteArray.fromBase64(str(state.get("rows", "")).encode()))
            for name in state.get("hidden", []):
                if name in self.panels:
                    self.panels[name].hide()
        except (ValueError, AttributeError, TypeError, RecursionError):
            log.warning("the saved arrangement of the window can't be read")
        self.columns.setHandleWidth(1)
        self.rows.setHandleWidth(1)

        self._onto_a_screen()

    def reset(self) -> None:
        """As designed: every panel shown, at its own size. The window keeps its place."""
        for panel in self.panels.values():
            panel.show()
        size = self._window.size()
        self._divide(size)
        if size.width() < NARROW:
            self._narrow = False
            self.fit()

    def _design(self) -> None:
        room = self._window.screen().availableSize() - FRAME
        self._window.setMinimumSize(MINIMUM.boundedTo(room))
        size = QSize(WIDTH, HEIGHT).boundedTo(room).expandedTo(self._window.minimumSize())
        self._window.resize(size)
        self._divide(size)

    def _divide(self, size: QSize) -> None:
        self.columns.setSizes(_designed_columns(size.width()))
        below = min(METRICS.timeline_height, size.height() // 3)
        self.rows.setSizes([size.height() - below, below])

    def _onto_a_screen(self) -> None:
        """A window that was left on a screen which is gone comes back to one that is there."""
        frame = self._window.frameGeometry()
        grip = frame.adjusted(GRIP, 0, -GRIP, GRIP - frame.height())
        if any(screen.availableGeometry().intersects(grip) for screen in QGuiApplication.screens()):
            return
        room = self._window.screen().availableGeometry()
        self._window.resize(self._window.size().boundedTo(room.size() - FRAME))
        self._window.move(room.topLeft())

    def keep(self, settings: Settings) -> None:
        """Write the arrangement into the settings; saving them is the caller's."""
        settings.window_geometry = _base64(self._window.saveGeometry())
        settings.window_state = json.dumps(
            {
                "columns": _base64(self.columns.saveState()),
                "rows": _base64(self.rows.saveState()),
                "hidden": [name for name, panel in self.panels.items() if panel.isHidden()],
            }
        )

    def fit(self) -> None:
        """Call when the window's width changed."""
        narrow = self._window.width() < NARROW
        was, self._narrow = self._narrow, narrow
        if narrow and not was:
            left = self.panels["library"].minimumWidth()
            right = self.panels["inspector"].minimumWidth()
            self.columns.setSizes([left, self._window.width() - left - right, right])
        elif was and not narrow:
            self.columns.setSizes(self._wide or _designed_columns(self._window.width()))
        self._note()

    def _note(self) -> None:
        if self._narrow is False:
            self._wide = self.columns.sizes()


def _designed_columns(width: int) -> list[int]:
    left, right = METRICS.library_width, METRICS.inspector_width
    return [left, width - left - right, right]


def _base64(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode()
