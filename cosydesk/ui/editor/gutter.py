"""Paints the columns beside the script and the ground of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from cosydesk.ui.editor.metrics import SCRIPT
from cosydesk.ui.editor.rows import Row
from cosydesk.ui.theme import Theme

_TURN_MS = 1100


class Part(Enum):
    """Where in a row a point lies."""

    NUMBER = auto()
    SPEAKER = auto()
    TEXT = auto()
    MANNER = auto()
    SPEED = auto()
    SIZE = auto()
    STATE = auto()


@dataclass(frozen=True)
class RowPlace:
    """A row on the viewport: `row` all of it, `text` the height of its words."""

    number: int
    line_id: str
    row: QRectF
    text: QRectF
    current: bool = False
    drop: bool = False
    hover: Part | None = None


class Gutter:
    """Stateless but for the spinner's clock; the editor says which rows to paint."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._small = theme.font(theme.type.small)
        self._figures = theme.font(theme.type.small, tabular=True)
        self._name = theme.font(theme.type.small, QFont.Weight.DemiBold)
        self._small_metrics = QFontMetricsF(self._small)
        self._figure_metrics = QFontMetricsF(self._figures)
        self._name_metrics = QFontMetricsF(self._name)
        self._clock = QElapsedTimer()
        self._clock.start()

    def part(self, point: QPointF, place: RowPlace) -> Part:
        """The part of a row at a point."""
        x = point.x()
        if x >= place.row.width() - SCRIPT.right:
            return Part.STATE
        if x >= SCRIPT.left - 4:
            return self._part_below(x, place) if point.y() > place.text.bottom() else Part.TEXT
        return Part.SPEAKER if x >= SCRIPT.number_right + 4 else Part.NUMBER

    def _part_below(self, x: float, place: RowPlace) -> Part:
        if x > place.text.right():
            return Part.TEXT
        label, speed, _ = _cells(place, 0.0)
        return Part.MANNER if x < label.right() else Part.SPEED if x < speed.right() else Part.SIZE

    def paint_ground(self, painter: QPainter, place: RowPlace) -> None:
        """Behind the words."""
        theme = self._theme
        if place.current:
            painter.fillRect(place.row, theme.color("surface"))
            edge = QRectF(place.row.left(), place.row.top(), SCRIPT.edge, place.row.height())
            painter.fillRect(edge, theme.color("accent"))
        if place.drop:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), theme.metrics.focus_width))
            painter.setBrush(theme.color("accent_soft"))
            round_by = theme.metrics.radius
            painter.drawRoundedRect(place.row.adjusted(6, 2, -6, -2), round_by, round_by)

    def paint(self, painter: QPainter, place: RowPlace, row: Row | None) -> None:
        """Columns, sub-label and progress bar."""
        theme = self._theme
        first = QRectF(place.text.left(), place.text.top(), place.text.width(), SCRIPT.line_height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._figures)
        painter.setPen(theme.color("text" if place.current else "muted"))
        number = QRectF(0, first.top(), SCRIPT.number_right, first.height())
        painter.drawText(number, _RIGHT, str(place.number))
        if row is None:
            return
        self._speaker(painter, place, row, first)
        self._below(painter, place, row)
        self._state(painter, place, row, first)

    def _speaker(self, painter: QPainter, place: RowPlace, row: Row, first: QRectF) -> None:
        theme = self._theme
        room = QRectF(
            SCRIPT.name_x, first.top(), SCRIPT.left - SCRIPT.name_x - theme.metrics.md, first.height()
        )
        if place.hover is Part.SPEAKER:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("pressed" if place.current else "hover"))
            back = room.adjusted(SCRIPT.dot_x - SCRIPT.name_x - 10, 0, 6, 0)
            painter.drawRoundedRect(back, theme.metrics.radius, theme.metrics.radius)
        painter.setPen(Qt.PenStyle.NoPen)
        if row.speaker:
            painter.setBrush(theme.speaker_color(row.hue))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("muted"), 1.2))
        dot = SCRIPT.dot_radius
        painter.drawEllipse(QPointF(SCRIPT.dot_x, first.center().y() + 0.5), dot, dot)
        painter.setFont(self._name)
        painter.setPen(theme.color("text" if row.speaker else "muted"))
        name = self._name_metrics.elidedText(row.speaker or "—", Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, name)

    def _below(self, painter: QPainter, place: RowPlace, row: Row) -> None:
        theme = self._theme
        top = place.text.bottom()
        fraction = row.state.fraction
        if fraction is not None:
            bar = QRectF(SCRIPT.left, top + SCRIPT.bar_top, place.text.width(), SCRIPT.bar_height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("line"))
            painter.drawRoundedRect(bar, 1, 1)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * fraction, bar.height()), 1, 1)
            top += SCRIPT.bar_top + SCRIPT.bar_height
        painter.setFont(self._small)
        painter.setPen(theme.color("error" if row.alarm else "muted"))
        room, speed, size = _cells(place, top + SCRIPT.sub_top)
        label = self._small_metrics.elidedText(
            row.below, Qt.TextElideMode.ElideRight, room.width() - _CELL_PAD
        )
        if place.hover is Part.MANNER and row.directed:
            self._hovered(painter, place, room, self._small_metrics.horizontalAdvance(label))
        painter.drawText(room, _LEFT, label)
        painter.setFont(self._figures)
        if not row.usual_speed or place.current or place.hover is not None:
            width = self._figure_metrics.horizontalAdvance(row.speed)
            if place.hover is Part.SPEED:
                self._hovered(painter, place, speed.adjusted(speed.width() - width, 0, 0, 0), width)
            painter.setPen(theme.color("muted" if row.usual_speed else "text"))
            painter.drawText(speed, _RIGHT, row.speed)
        if size.width() > 0:
            painter.setPen(theme.color("error" if row.over else "muted"))
            painter.drawText(size, _RIGHT, row.size)
            if row.over:
                self._alarm(painter, size, row)

    def _hovered(self, painter: QPainter, place: RowPlace, room: QRectF, width: float) -> None:
        """The ground of a cell under the pointer."""
        theme = self._theme
        pen = painter.pen()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("pressed" if place.current else "hover"))
        back = QRectF(room.left() - 6, room.top() - 2, width + 12, room.height() + 4)
        painter.drawRoundedRect(back, theme.metrics.radius, theme.metrics.radius)
        painter.setPen(pen)

    def _alarm(self, painter: QPainter, size: QRectF, row: Row) -> None:
        edge = SCRIPT.sub_height - 3
        left = size.right() - self._figure_metrics.horizontalAdvance(row.size) - edge - 4
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        at = QPointF(round(left), round(size.center().y() - edge / 2))
        painter.drawPixmap(at, self._theme.pixmap("triangle-alert", "error", edge, ratio))

    def _state(self, painter: QPainter, place: RowPlace, row: Row, first: QRectF) -> None:
        theme = self._theme
        width = place.row.width()
        painter.setFont(self._figures)
        painter.setPen(theme.color("muted"))
        takes = QRectF(width - SCRIPT.right, first.top(), SCRIPT.right - SCRIPT.takes_right, first.height())
        painter.drawText(takes, _RIGHT, row.takes)
        state = row.state
        if not state.icon:
            return
        label = self._figure_metrics.horizontalAdvance(state.text) if state.text else 0.0
        right = width - SCRIPT.state_right
        size = theme.metrics.icon - 1
        gap = theme.metrics.sm - 2 if state.text else 0
        left = round(right - label - gap - size)
        hovered = place.hover is Part.STATE and state.speakable
        if hovered:
            back = QRectF(left - 8, first.top() - 2, right - left + 16, first.height() + 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("pressed" if place.current else "hover"))
            painter.drawRoundedRect(back, theme.metrics.radius, theme.metrics.radius)
        icon = QRectF(left, round(first.center().y() - size / 2), size, size)
        if state.fraction is not None:
            self._spinner(painter, icon)
        else:
            device = painter.device()
            ratio = device.devicePixelRatioF() if device is not None else 1.0
            name = "mic-vocal" if hovered else state.icon
            token = "text" if hovered else state.token
            painter.drawPixmap(icon.topLeft(), theme.pixmap(name, token, size, ratio))
        painter.setPen(theme.color(state.token))
        painter.drawText(
            QRectF(right - label - 1, first.top(), label + 2, first.height()), _RIGHT, state.text
        )

    def _spinner(self, painter: QPainter, rect: QRectF) -> None:
        turn = self._clock.elapsed() % _TURN_MS / _TURN_MS
        pen = QPen(self._theme.color("accent"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(rect.adjusted(1.5, 1.5, -1.5, -1.5), round(-turn * 5760), -4300)


def _cells(place: RowPlace, top: float) -> tuple[QRectF, QRectF, QRectF]:
    """Below the text: mode and manner, speed, size; the last has no width where there is no room for it."""
    left, right = place.text.left(), place.text.right()
    size = (
        SCRIPT.size_width if right - left > SCRIPT.size_width + SCRIPT.speed_width + SCRIPT.label_least else 0
    )
    ends = (left, right - size - SCRIPT.speed_width, right - size, right)
    return (
        QRectF(ends[0], top, ends[1] - ends[0], SCRIPT.sub_height),
        QRectF(ends[1], top, ends[2] - ends[1], SCRIPT.sub_height),
        QRectF(ends[2], top, ends[3] - ends[2], SCRIPT.sub_height),
    )


_CELL_PAD = 8
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
