"""The corner over the track headers: how many tracks there are, and a button for one more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.menus import add, prepare
from cosydesk.ui.timeline.sizes import MARKER_LANE, RULER_HEIGHT
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.track_menu import TrackCommands
from cosydesk.ui.widgets.icon_button import IconButton

_BUTTON = 24


class Corner(QWidget):
    """Says "5 tracks". As high as what stands beside it: the ruler, and the markers when there are any.

    Signals:
        add_requested: a free track is wanted.
    """

    add_requested = Signal()

    def __init__(
        self, state: TimelineState, commands: TrackCommands, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._state = state
        self._commands = commands
        self.add_button = IconButton(theme, "plus", token="muted", size=14, edge=_BUTTON, parent=self)
        # The ruler is lower than a button of the window; the style sheet's least sizes give way.
        self.add_button.setStyleSheet(f"min-width: {_BUTTON - 2}px; min-height: {_BUTTON - 4}px; padding: 0;")
        self.add_button.setFixedSize(_BUTTON, _BUTTON - 2)
        self.add_button.move(theme.metrics.track_header - _BUTTON - 4, 1)
        self.add_button.clicked.connect(self._add)
        self.setFixedSize(theme.metrics.track_header, RULER_HEIGHT)
        state.table_changed.connect(self._refresh)
        state.markers_changed.connect(self._refresh)
        theme.changed.connect(self.update)
        self._refresh()

    @property
    def text(self) -> str:
        count = len(self._state.table.rows)
        if count == 1:
            return self.tr("1 track")
        return self.tr("{0} tracks").format(count) if count else self.tr("No tracks yet")

    def _refresh(self) -> None:
        self.setFixedHeight(RULER_HEIGHT + (MARKER_LANE if self._state.markers else 0))
        self.setAccessibleName(self.text)
        is_fixed = self._state.document.project.read_only
        self.add_button.setEnabled(not is_fixed)
        self.add_button.setAccessibleName(self.tr("Add track"))
        self.add_button.setToolTip(
            self.tr("This project is open to look at only") if is_fixed else self.tr("Add track  (Ctrl T)")
        )
        self.update()

    def _add(self) -> None:
        """A free track at once; where speakers are without one, the choice."""
        speakers = self._commands.speakers_without()
        if not speakers:
            self.add_requested.emit()
            return
        menu = QMenu(self)
        prepare(menu)
        add(menu, self.theme, self.tr("Free track"), self.add_requested.emit, "plus")
        menu.addSeparator()
        for voice_id in speakers:
            name = self._state.document.voices.name(voice_id)
            words = self.tr("Track for {0}").format(name)
            add(menu, self.theme, words, partial(self._commands.add, voice_id.rpartition(":")[2], voice_id))
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        line = self.theme.color("line")
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), line)
        painter.setFont(self.theme.font(self.theme.type.tiny))
        painter.setPen(self.theme.color("muted"))
        box = QRectF(10, 0, self.width() - _BUTTON - 18, RULER_HEIGHT - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text)
        if self._state.markers:
            lane = QRectF(10, RULER_HEIGHT - 1, self.width() - 12, MARKER_LANE)
            painter.setPen(self.theme.color("faint"))
            painter.drawText(
                lane, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tr("Markers")
            )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
        super().changeEvent(event)
