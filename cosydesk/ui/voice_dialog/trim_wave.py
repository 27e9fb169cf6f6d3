"""A waveform with a selection whose ends are dragged, or moved by keys."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timecode import short_time
from cosydesk.ui.voice_dialog.sound_loader import Sound
from cosydesk.ui.voice_dialog.trim_handle import TrimHandle

_HEIGHT = 132
_RULER = 18
_SHORTEST_S = 0.1
_CLOSEST_S = 0.5
_ZOOM = 1.25
_TICKS_S = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600)
_TICK_PX = 56
_BAR_PX = 3


class TrimWave(QWidget):
    """Drag over the wave selects anew, the wheel with Ctrl zooms at the pointer, without it scrolls.

    Attributes:
        first, last: the handles of the selection's ends.

    Signals:
        changed: (start, end) of the selection in samples.
        heard: the person wants to hear the selection, or no more.
    """

    changed = Signal(int, int)
    heard = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._sound: Sound | None = None
        self._start = self._end = 0
        self._view = (0.0, 1.0)
        self._playhead: int | None = None
        self._before: tuple[int, int] | None = None
        self._pressed: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(240)
        self.first, self.last = TrimHandle(theme, self), TrimHandle(theme, self)
        for handle, is_first in ((self.first, True), (self.last, False)):
            handle.grabbed.connect(self._remember)
            handle.dragged.connect(lambda x, one=is_first: self._move(one, self._sample_at(x)))
            handle.cancelled.connect(self._put_back)
            handle.stepped.connect(lambda seconds, one=is_first: self._step(one, seconds))
            handle.jumped.connect(lambda side, one=is_first: self._move(one, 0 if side < 0 else self._length))
            handle.heard.connect(self.heard)
            handle.zoomed.connect(self._zoom_by_key)
        theme.changed.connect(self.update)
        self.retranslate()

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end in samples."""
        return self._start, self._end

    def show_sound(self, sound: Sound, start: int, end: int) -> None:
        """Another sound, with this much of it selected and in view."""
        self._sound = sound
        self._playhead = None
        self._view = (0.0, float(max(1, self._length)))
        self._start = self._end = 0
        if self._length > 3 * (end - start):
            margin = (end - start) / 2
            self._look(start - margin, end + margin)
        self.select(start, end)

    def exchange(self, sound: Sound) -> None:
        """Another form of the same sound, seen and selected as before."""
        self._sound = sound
        self.update()

    def select(self, start: int, end: int) -> None:
        """Select this stretch."""
        start, end = max(0, start), min(end, self._length)
        if (start, end) != (self._start, self._end):
            self._start, self._end = start, end
            self.changed.emit(start, end)
        self._place()

    def show_playhead(self, sample: int | None) -> None:
        """Where it is being played; None = nowhere."""
        if sample != self._playhead:
            self._playhead = sample
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Waveform"))
        self.first.setAccessibleName(self.tr("Start of the selection"))
        self.last.setAccessibleName(self.tr("End of the selection"))
        keys = self.tr("Drag, or ← → ; with Shift in large steps, with Ctrl in small ones. Space plays.")
        self.first.setToolTip(keys)
        self.last.setToolTip(keys)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(440, _HEIGHT)

    # -- the mouse ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._sound is not None:
            self._remember()
            self._pressed = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        x = event.position().x()
        if abs(x - self._pressed) >= QApplication.startDragDistance():
            low, high = sorted((self._sample_at(self._pressed), self._sample_at(x)))
            self.select(low, max(high, min(low + self._shortest, self._length)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.select(0, self._length)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = (event.angleDelta().y() or event.angleDelta().x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_ZOOM**turns, self._sample_at(event.position().x()))
        else:
            first, last = self._view
            step = -turns * (last - first) / 8
            self._look(first + step, last + step)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # -- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, m = self.theme, self.theme.metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self._wave_area())
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("field"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), m.radius, m.radius)
        if self._sound is None:
            return
        left, right = self._x_of(self._start), self._x_of(self._end)
        painter.setClipRect(area.adjusted(1, 1, -1, -1))
        painter.fillRect(QRectF(left, area.top(), right - left, area.height()), theme.color("accent_soft"))
        self._paint_best(painter, area)
        self._paint_wave(painter, area, left, right)
        self._paint_clipping(painter, area)
        if self._playhead is not None:
            x = self._x_of(self._playhead)
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        painter.setClipping(False)
        self._paint_ruler(painter, area)

    def _paint_wave(self, painter: QPainter, area: QRectF, left: float, right: float) -> None:
        assert self._sound is not None
        count = max(1, math.ceil(area.width() / _BAR_PX))
        per_bar = self._per_pixel * _BAR_PX
        columns = self._sound.peaks.columns(self._view[0], per_bar, count)
        peak = float(np.abs(self._sound.peaks.levels[-1]).max())
        scale = (area.height() / 2 - 8) / max(peak, 0.02)
        middle = area.center().y()
        inside: list[QLineF] = []
        outside: list[QLineF] = []
        for index, (low, high) in enumerate(columns):
            x = area.left() + index * _BAR_PX + _BAR_PX / 2
            half = max(0.75, scale * max(abs(float(low)), abs(float(high))))
            (inside if left <= x <= right else outside).append(QLineF(x, middle - half, x, middle + half))
        for lines, token in ((outside, "faint"), (inside, "text")):
            pen = QPen(self.theme.color(token), 1.6)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines(lines)

    def _paint_best(self, painter: QPainter, area: QRectF) -> None:
        best = self._sound.best if self._sound is not None else None
        if best is not None:
            left, right = self._x_of(best.start), self._x_of(best.end)
            painter.fillRect(QRectF(left, area.bottom() - 4, right - left, 3), self.theme.color("ok"))

    def _paint_clipping(self, painter: QPainter, area: QRectF) -> None:
        """Red marks at the top where samples are clipped."""
        assert self._sound is not None
        recorded = self._sound.recorded
        frames = np.flatnonzero(np.diff(recorded.clipped_before))
        if not len(frames):
            return
        size = len(recorded.samples) / max(1, len(recorded.levels))
        marks = {round(self._x_of(frame * size) / 2) * 2 for frame in frames}
        for x in marks:
            painter.fillRect(QRectF(x, area.top() + 1, 2, 5), self.theme.color("error"))

    def _paint_ruler(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self.theme.font(self.theme.type.tiny, tabular=True))
        painter.setPen(self.theme.color("muted"))
        for x, text in self._ticks(area):
            painter.drawText(
                QRectF(x - 40, area.bottom() + 2, 80, _RULER - 2), Qt.AlignmentFlag.AlignCenter, text
            )

    def _ticks(self, area: QRectF) -> Iterator[tuple[float, str]]:
        assert self._sound is not None
        rate = self._sound.recorded.sample_rate
        step = next((one for one in _TICKS_S if one * rate / self._per_pixel >= _TICK_PX), _TICKS_S[-1])
        number = math.ceil(self._view[0] / rate / step)
        while (at := number * step) * rate <= self._view[1]:
            x = self._x_of(at * rate)
            if area.left() + 12 <= x <= area.right() - 12:
                yield x, f"{at:.1f}" if step < 1 else short_time(at)
            number += 1

    # -- where things are ---------------------------------------------------------------------------------------

    @property
    def _length(self) -> int:
        return len(self._sound.recorded.samples) if self._sound is not None else 0

    @property
    def _shortest(self) -> int:
        return int(_SHORTEST_S * self._sound.recorded.sample_rate) if self._sound is not None else 0

    @property
    def _per_pixel(self) -> float:
        return (self._view[1] - self._view[0]) / max(1.0, self._wave_area().width())

    def _wave_area(self) -> QRectF:
        return QRectF(0, 0, self.width(), self.height() - _RULER)

    def _x_of(self, sample: float) -> float:
        return self._wave_area().left() + (sample - self._view[0]) / self._per_pixel

    def _sample_at(self, x: float) -> int:
        sample = self._view[0] + (x - self._wave_area().left()) * self._per_pixel
        return round(min(max(sample, 0.0), self._length))

    def _place(self) -> None:
        area = self._wave_area()
        for handle, sample in ((self.first, self._start), (self.last, self._end)):
            x = self._x_of(sample)
            handle.setVisible(self._sound is not None and area.left() - 1 <= x <= area.right() + 1)
            handle.place(x, round(area.height()))
            if self._sound is not None:
                seconds = sample / self._sound.recorded.sample_rate
                handle.setAccessibleDescription(f"{seconds:.2f} s")
        self.update()

    # -- changing -----------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        self._before = self.selection

    def _put_back(self) -> None:
        if self._before is not None:
            self.select(*self._before)

    def _step(self, is_first: bool, seconds: float) -> None:
        if self._sound is not None:
            at = self._start if is_first else self._end
            self._move(is_first, at + round(seconds * self._sound.recorded.sample_rate))
            self._reveal(self._start if is_first else self._end)

    def _move(self, is_first: bool, sample: int) -> None:
        """One end goes there, as far as the other end lets it."""
        if is_first:
            self.select(max(0, min(sample, self._end - self._shortest)), self._end)
        else:
            self.select(self._start, min(self._length, max(sample, self._start + self._shortest)))

    def _reveal(self, sample: int) -> None:
        first, last = self._view
        if not first <= sample <= last:
            half = (last - first) / 2
            self._look(sample - half, sample + half)

    def _zoom_by_key(self, direction: int) -> None:
        if direction == 0:
            self._look(0, self._length)
        else:
            self._zoom(_ZOOM**direction, (self._start + self._end) / 2)

    def _zoom(self, factor: float, around: float) -> None:
        if self._sound is None:
            return
        first, last = self._view
        closest = _CLOSEST_S * self._sound.recorded.sample_rate
        wanted = min(max((last - first) / factor, closest), float(self._length))
        share = (around - first) / max(1.0, last - first)
        self._look(around - share * wanted, around + (1 - share) * wanted)

    def _look(self, first: float, last: float) -> None:
        """Show this much, moved into what there is."""
        span = min(last - first, float(self._length))
        first = min(max(0.0, first), self._length - span)
        self._view = (first, first + max(1.0, span))
        self._place()
