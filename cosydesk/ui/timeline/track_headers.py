"""The column beside the canvas: a header for each track with its switches and its gain."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_table import TrackRow
from cosydesk.ui.timeline.shape_drags import gain_words
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.track_controls import GainSlider, LetterSwitch
from cosydesk.ui.timeline.track_menu import TrackCommands, TrackMenu
from cosydesk.ui.widgets.name_field import NameField

_DOT = 8
_NAME_LEFT = 25
_SWITCH_LEFT = 81
_SLIDER_LEFT = 127


class TrackHeader(QWidget):
    """One track's header. A row without a track (its first clip is being spoken) has nothing to switch yet.

    With the focus: F2 or Enter renames, Alt+Up and Alt+Down move the track, Delete deletes it.

    Signals:
        dragged: (y of its middle in px of the column, whether the button is up) it is carried elsewhere.
    """

    dragged = Signal(float, bool)

    def __init__(
        self, row: TrackRow, state: TimelineState, commands: TrackCommands, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._state = state
        self._commands = commands
        self._row = row
        self._press: QPointF | None = None
        self._carried = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mute = LetterSwitch("M", "warn", theme, self)
        self.solo = LetterSwitch("S", "accent_ink", theme, self)
        self.gain = GainSlider(theme, self)
        self.mute.clicked.connect(lambda checked: self._set(muted=checked))
        self.solo.clicked.connect(lambda checked: self._set(solo=checked))
        self._begins = False
        self._gain_moved = False
        self.gain.cancelled.connect(self._gain_cancelled)
        self.gain.sliderPressed.connect(self._gain_pressed)
        self.gain.valueChanged.connect(self._gain_changed)
        theme.changed.connect(self.update)
        self.resize(theme.metrics.track_header, ROW_HEIGHT)
        self.show_row(row)

    @property
    def track_id(self) -> str | None:
        return self._row.track_id

    @property
    def is_carried(self) -> bool:
        return self._carried

    def cancel_drag(self) -> bool:
        """Put it back to its place; False when it wasn't held."""
        was = self._press is not None
        self._press = None
        self._carried = False
        self.unsetCursor()
        return was

    def rename(self) -> None:
        """Type its name where it stands."""
        track_id = self._row.track_id
        if track_id is None or not self._state.document.may_change():
            return
        field = NameField(self._row.name, self.tr("Name of the track"), self)
        field.setStyleSheet("min-height: 0; padding: 0 4px;")
        field.setGeometry(_NAME_LEFT - 5, 8, self.width() - _NAME_LEFT - 3, self.height() - 17)
        field.named.connect(lambda name: self._commands.rename(track_id, name))

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
        hint = self.tr("Drag to reorder, double-click to rename")
        self.setToolTip(f"{name}\n{hint}" if self._row.track_id is not None else name)
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
        if self.hasFocus():
            painter.setPen(QPen(self.theme.color("accent"), self.theme.metrics.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -3), 4, 4)

    # -- mouse and keys --------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._row.track_id is not None:
            self._press = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None or self._state.document.project.read_only:
            return
        away = event.position() - self._press
        if self._carried or away.manhattanLength() >= QApplication.startDragDistance():
            self._carried = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.raise_()
            self.dragged.emit(self.mapToParent(event.position()).y(), False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carried = self._carried
        self.cancel_drag()
        if carried and event.button() == Qt.MouseButton.LeftButton:
            self.dragged.emit(self.mapToParent(event.position()).y(), True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < _SWITCH_LEFT:
            self.rename()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._row.track_id is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.mapToGlobal(QPoint(_NAME_LEFT, self.height())) if by_key else event.globalPos()
            menu = TrackMenu(self, self._row, self._commands, self._state, self.theme)
            menu.rename_requested.connect(self.rename)
            menu.popup(at)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_ours(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() == Qt.Key.Key_Escape:
            return self._press is not None
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            return event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        return plain and event.key() in (
            Qt.Key.Key_F2,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Delete,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        track_id = self._row.track_id
        if track_id is None or not self._is_ours(event):
            super().keyPressEvent(event)
            return
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.cancel_drag()
            self.dragged.emit(-1.0, False)
        elif key == Qt.Key.Key_Delete:
            self._commands.delete(track_id)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._commands.step(track_id, 1 if key == Qt.Key.Key_Down else -1)
        else:
            self.rename()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def _set(self, *, begins: bool = False, **fields: object) -> None:
        if self._row.track_id is not None:
            document = self._state.document
            edit = document.project.set_track(self._row.track_id, **fields)
            document.apply(replace(edit, begins=begins))

    def _gain_changed(self) -> None:
        # One drag is one step of the history, the next drag another.
        begins, self._begins = self._begins, False
        self._set(begins=begins, gain_db=self.gain.gain_db)
        self._gain_moved = True
        if self.gain.isSliderDown():
            at = self.gain.mapToGlobal(QPoint(0, -self.height() // 2))
            QToolTip.showText(at, gain_words(self.gain.gain_db), self.gain)

    def _gain_pressed(self) -> None:
        self._begins = True
        self._gain_moved = False

    def _gain_cancelled(self) -> None:
        # The drag was one step of the history so far.
        if self._gain_moved:
            self._state.document.undo.undo()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _InsertLine(QWidget):
    """Between two headers: here the carried one would go."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, y: int, width: int) -> None:
        self.setGeometry(0, max(0, y - 1), width, 2)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.color("accent"))


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
        self.commands = TrackCommands(state)
        self._headers: list[TrackHeader] = []
        self._gap = _InsertLine(theme, self)
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
            header = TrackHeader(row, self._state, self.commands, self.theme, self)
            header.dragged.connect(lambda y, up, held=header: self._carry(held, y, up))
            header.show()
            self._headers.append(header)
        self._lay_out()

    def _lay_out(self) -> None:
        for number, header in enumerate(self._headers):
            if header.is_carried:
                continue
            header.setGeometry(0, number * ROW_HEIGHT - self._state.row_scroll, self.width() - 1, ROW_HEIGHT)

    @property
    def is_dragging(self) -> bool:
        return any(header.is_carried for header in self._headers)

    def cancel_drag(self) -> bool:
        """Put a carried header back; False when none was."""
        was = [header.cancel_drag() for header in self._headers]
        self._gap.hide()
        self._lay_out()
        return any(was)

    def _carry(self, header: TrackHeader, y: float, up: bool) -> None:
        """A header follows the mouse; a line shows where it would go."""
        tracks = [held for held in self._headers if held.track_id is not None]
        if y < 0 and not up:
            self.cancel_drag()
            return
        at = (y + self._state.row_scroll) / ROW_HEIGHT
        target = min(max(0, round(at)), len(tracks))
        if not up:
            header.move(0, round(y - ROW_HEIGHT / 2))
            self._gap.show_at(target * ROW_HEIGHT - self._state.row_scroll, self.width())
            return
        self._gap.hide()
        here = tracks.index(header)
        if header.track_id is not None:
            self.commands.move(header.track_id, target - (target > here))
        self._lay_out()

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
