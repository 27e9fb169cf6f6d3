"""The column beside the canvas: a header for each track with its switches and its gain."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_table import TrackRow
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.track_controls import GainSlider, LetterSwitch

_DOT = 8
_NAME_LEFT = 25
_SWITCH_LEFT = 81
_SLIDER_LEFT = 127


class TrackHeader(QWidget):
    """One track's header. A row without a track (its first clip is being spoken) has nothing to switch yet."""

    def __init__(self, row: TrackRow, state: TimelineState, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._state = state
        self._row = row
        self.mute = LetterSwitch("M", "warn", theme, self)
        self.solo = LetterSwitch("S", "accent_ink", theme, self)
        self.gain = GainSlider(theme, self)
        self.mute.clicked.connect(lambda checked: self._set(muted=checked))
        self.solo.clicked.connect(lambda checked: self._set(solo=checked))
        self._begins = False
        self.gain.sliderPressed.connect(self._gain_pressed)
        self.gain.valueChanged.connect(self._gain_changed)
        theme.changed.connect(self.update)
        self.resize(theme.metrics.track_header, ROW_HEIGHT)
        self.show_row(row)

    @property
    def track_id(self) -> str | None:
        return self._row.track_id

    def show_row(self, row: TrackRow) -> None:
        """Show what the row says now."""
        self._row = row
        for control in (self.mute, self.solo, self.gain):
            control.setEnabled(row.track_id is not None)
            control.blockSignals(True)
        self.mute.setChecked(row.muted)
        self.solo.setChecked(row.solo)
        self.gain.set_gain_db(row.gain_db)
        for control in (self.mute, self.solo, self.gain):
            control.blockSignals(False)
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        name = self._row.name
        self.setToolTip(name)
        self.setAccessibleName(self.tr("Track {0}").format(name))
        is_there = self._row.track_id is not None
        later = self.tr("Can be set when the line has been spoken")
        self.mute.setToolTip(self.tr("Mute") if is_there else later)
        self.mute.setAccessibleName(self.tr("Mute {0}").format(name))
        self.solo.setToolTip(self.tr("Solo: only tracks with S are heard") if is_there else later)
        self.solo.setAccessibleName(self.tr("Solo {0}").format(name))
        text = self.tr("Gain {0} dB, double-click for 0").format(f"{self._row.gain_db:+.1f}")
        self.gain.setToolTip(text if is_there else later)
        self.gain.setAccessibleName(self.tr("Gain of {0}").format(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        middle = (ROW_HEIGHT - 1) // 2
        x = _SWITCH_LEFT
        for switch in (self.mute, self.solo):
            size = switch.sizeHint()
            switch.setGeometry(x, middle - size.height() // 2, size.width(), size.height())
            x += size.width()
        size = self.gain.sizeHint()
        self.gain.setGeometry(_SLIDER_LEFT, middle - size.height() // 2, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.color("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, middle = self._row, (self.height() - 1) / 2
        opacity = 1.0 if row.audible else 0.4
        dot = (
            self.theme.speaker_color(row.speaker, opacity)
            if row.speaker >= 0
            else self.theme.color("muted", opacity)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot)
        painter.drawEllipse(QRectF(14 - _DOT / 2, middle - _DOT / 2, _DOT, _DOT))
        font = self.theme.font(self.theme.type.small, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.color("text" if row.audible else "muted"))
        room = _SWITCH_LEFT - _NAME_LEFT
        name = QFontMetrics(font).elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        box = QRectF(_NAME_LEFT, 0, room + 2, self.height() - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _set(self, *, begins: bool = False, **fields: object) -> None:
        if self._row.track_id is not None:
            document = self._state.document
            edit = document.project.set_track(self._row.track_id, **fields)
            document.apply(replace(edit, begins=begins))

    def _gain_changed(self) -> None:
        # One drag is one step of the history, the next drag another.
        begins, self._begins = self._begins, False
        self._set(begins=begins, gain_db=self.gain.gain_db)

    def _gain_pressed(self) -> None:
        self._begins = True

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TrackHeaders(QWidget):
    """All headers, scrolled with the canvas.

    Signals:
        wheel_turned: the canvas answers to the wheel here too.
    """

    wheel_turned = Signal(QWheelEvent)

    def __init__(self, state: TimelineState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_headers")
        self.theme = theme
        self._state = state
        self._headers: list[TrackHeader] = []
        self.setFixedWidth(theme.metrics.track_header)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        state.table_changed.connect(self._refresh)
        state.view_changed.connect(self._lay_out)
        theme.changed.connect(self.update)
        self._refresh()

    @property
    def headers(self) -> list[TrackHeader]:
        return self._headers

    def sizeHint(self) -> QSize:
        return QSize(self.theme.metrics.track_header, 5 * ROW_HEIGHT)

    def _refresh(self) -> None:
        rows = self._state.table.rows
        while len(self._headers) > len(rows):
            gone = self._headers.pop()
            gone.hide()
            gone.deleteLater()
        for header, row in zip(self._headers, rows, strict=False):
            header.show_row(row)
        for row in rows[len(self._headers) :]:
            header = TrackHeader(row, self._state, self.theme, self)
            header.show()
            self._headers.append(header)
        self._lay_out()

    def _lay_out(self) -> None:
        for number, header in enumerate(self._headers):
            header.setGeometry(0, number * ROW_HEIGHT - self._state.row_scroll, self.width() - 1, ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self.theme.color("line"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for header in self._headers:
                header.retranslate()
        super().changeEvent(event)
