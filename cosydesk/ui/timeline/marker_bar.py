"""The lane of markers between ruler and canvas; hidden while there are none."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from cosydesk.studio.marker import Marker
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.sizes import MARKER_GRIP, MARKER_LANE
from cosydesk.ui.timeline.snap import SnapTargets, snap
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.widgets.name_field import NameField

_PAD = 6
_WIDEST = 180


@dataclass
class _Held:
    """A marker under the mouse button."""

    marker: Marker
    press: QPointF
    targets: SnapTargets
    begun: bool = False
    at: int = 0
    target: int | None = None


class MarkerBar(QWidget):
    """Shows the markers as flags: a click goes there, a drag moves, a double click renames.

    Signals:
        seek_requested: (sample). menu_requested: (marker id, global position).
        wheel_turned: the canvas answers to the wheel here too.
    """

    seek_requested = Signal(int)
    menu_requested = Signal(str, QPoint)
    wheel_turned = Signal(QWheelEvent)

    def __init__(self, state: TimelineState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_markers")
        self.theme = theme
        self._state = state
        self._held: _Held | None = None
        self._hovered = ""
        self.setFixedHeight(MARKER_LANE)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for signal in (state.view_changed, state.table_changed, state.markers_changed):
            signal.connect(self._refresh)
        theme.changed.connect(self.update)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Markers"))
        self._refresh()

    @property
    def is_dragging(self) -> bool:
        return self._held is not None

    def cancel_drag(self) -> bool:
        """Put a dragged marker back; False when none was held."""
        was = self._held is not None
        self._held = None
        self.update()
        return was

    def words(self, marker: Marker) -> str:
        """A marker for tooltips and screen readers."""
        return f"{marker.name or self.tr('Marker')} · {self._state.moment(marker.at)}"

    def rename(self, marker_id: str) -> None:
        """Type its name where it stands."""
        marker = self._find(marker_id)
        document = self._state.document
        if marker is None or not document.may_change():
            return
        if not self._state.view.shows(marker.at):
            self._state.set_view(self._state.view.paged_to(marker.at))
        field = NameField(marker.name, self.tr("Name of the marker"), self)
        left = min(max(0, round(self._state.view.to_px(marker.at))), max(0, self.width() - _WIDEST))
        field.setGeometry(left, 0, min(_WIDEST, self.width()), self.height())
        field.setStyleSheet("min-height: 0; padding: 0 4px;")
        field.named.connect(
            lambda name: (
                document.apply(document.project.set_marker(marker_id, name=name))
                if self._find(marker_id) is not None
                else None
            )
        )

    def flags(self) -> list[tuple[Marker, QRectF]]:
        """The markers in sight and where their flags are, left to right."""
        metrics = QFontMetricsF(self._font())
        places = [(marker, self._px(marker)) for marker in self._state.markers]
        places.sort(key=lambda place: place[1])
        shown: list[tuple[Marker, QRectF]] = []
        for number, (marker, x) in enumerate(places):
            room = places[number + 1][1] - x - 2 if number + 1 < len(places) else float(_WIDEST)
            wanted = metrics.horizontalAdvance(marker.name) + 2 * _PAD if marker.name else float(_PAD + 4)
            width = max(float(_PAD), min(wanted, room, float(_WIDEST)))
            if x + width >= 0 and x <= self.width():
                shown.append((marker, QRectF(round(x), 2, width, self.height() - 4)))
        return shown

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.color("line"))
        painter.setFont(self._font())
        metrics = QFontMetricsF(self._font())
        for marker, flag in self.flags():
            strong = marker.id in (self._state.selected_marker, self._hovered)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.speaker_color(marker.color, 0.42 if strong else 0.24))
            painter.drawRoundedRect(flag, 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.fillRect(QRectF(flag.left(), 0, 2, self.height()), self.theme.speaker_color(marker.color))
            if marker.name:
                painter.setPen(self.theme.color("text"))
                box = flag.adjusted(_PAD, 0, -2, 0)
                text = metrics.elidedText(marker.name, Qt.TextElideMode.ElideRight, box.width())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    # -- mouse -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        marker = self._at(event.position())
        if event.button() == Qt.MouseButton.RightButton:
            self._state.select_marker(marker.id if marker is not None else "")
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if marker is None:
            self._state.select_marker("")
            self.seek_requested.emit(self._state.view.to_sample(event.position().x()))
            return
        self._state.select_marker(marker.id)
        self._held = _Held(marker, event.position(), self._state.snap_targets((marker.id,)), at=marker.at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        held = self._held
        if held is None:
            marker = self._at(event.position())
            self.setCursor(Qt.CursorShape.SizeHorCursor if marker is not None else Qt.CursorShape.ArrowCursor)
            self._hover(marker.id if marker is not None else "")
            return
        moved = event.position().x() - held.press.x()
        if self._state.document.project.read_only or (
            not held.begun and abs(moved) < QApplication.startDragDistance()
        ):
            return
        held.begun = True
        at = max(0, round(held.marker.at + moved * self._state.view.samples_per_pixel))
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        held.target = None
        if self._state.snapping != shift:
            landed = snap(at, 0, held.targets, self._state.view)
            at, held.target = landed.start, landed.target
        held.at = at
        QToolTip.showText(event.globalPosition().toPoint(), self._state.moment(at), self)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if event.button() != Qt.MouseButton.LeftButton or held is None:
            return
        document = self._state.document
        if not held.begun:
            self.seek_requested.emit(held.marker.at)
        elif self._find(held.marker.id) is not None:
            document.apply(document.project.set_marker(held.marker.id, at=held.at))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        marker = self._at(event.position())
        if marker is not None and event.button() == Qt.MouseButton.LeftButton:
            self.rename(marker.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        marker = self._at(QPointF(event.pos()))
        self.menu_requested.emit(marker.id if marker is not None else "", event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        self._hover("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            marker = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words(marker) if marker is not None else "", self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # -- inside ----------------------------------------------------------------------------------------------

    def _font(self) -> QFont:
        return self.theme.font(self.theme.type.tiny, QFont.Weight.Medium)

    def _px(self, marker: Marker) -> float:
        held = self._held
        at = held.at if held is not None and held.marker.id == marker.id else marker.at
        return self._state.view.to_px(at)

    def _at(self, position: QPointF) -> Marker | None:
        for marker, flag in reversed(self.flags()):
            if flag.adjusted(-2, -2, max(0.0, MARKER_GRIP - flag.width()), 2).contains(position):
                return marker
        return None

    def _find(self, marker_id: str) -> Marker | None:
        return next((marker for marker in self._state.markers if marker.id == marker_id), None)

    def _hover(self, marker_id: str) -> None:
        if marker_id != self._hovered:
            self._hovered = marker_id
            self.update()

    def _refresh(self) -> None:
        markers = self._state.markers
        self.setVisible(bool(markers))
        self.setAccessibleDescription(", ".join(self.words(marker) for marker in markers))
        self.update()
