"""The video's own sound over the tracks: a track of its own that stays where it is, with its header."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from cosydesk.playback.player import Player
from cosydesk.studio.original import Original
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.menus import add, prepare
from cosydesk.ui.timeline.number_popover import NumberPopover
from cosydesk.ui.timeline.shape_drags import gain_words
from cosydesk.ui.timeline.sizes import BAR_PITCH, BAR_WIDTH, CLIP_INSET, ROW_HEIGHT, WAVE_INSET
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.track_controls import GainSlider, LetterSwitch

_ICON = 14
_NAME_LEFT = 27
_SWITCH_LEFT = 81
_SLIDER_LEFT = 127
_DEEPEST_DB = 40.0
_USUAL_DB = 12.0


class OriginalHeader(QWidget):
    """Name, mute, lowering and gain of the video's sound."""

    def __init__(self, state: TimelineState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("original_header")
        self.theme = theme
        self._state = state
        self.mute = LetterSwitch("M", "warn", theme, self)
        self.duck = LetterSwitch("D", "accent_ink", theme, self)
        self.gain = GainSlider(theme, self)
        self._begins = False
        self._gain_moved = False
        self.mute.clicked.connect(lambda checked: self._set(original_muted=checked))
        self.duck.clicked.connect(self.ask_ducking)
        self.gain.sliderPressed.connect(self._gain_pressed)
        self.gain.valueChanged.connect(self._gain_changed)
        self.gain.cancelled.connect(self._gain_cancelled)
        self.setFixedSize(theme.metrics.track_header, ROW_HEIGHT)
        theme.changed.connect(self.update)
        state.document.settings_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the settings say."""
        settings = self._state.document.project.settings
        for control in (self.mute, self.duck, self.gain):
            control.blockSignals(True)
        self.mute.setChecked(settings.original_muted)
        self.duck.setChecked(settings.ducking_db > 0)
        self.gain.set_gain_db(settings.original_gain_db)
        for control in (self.mute, self.duck, self.gain):
            control.blockSignals(False)
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        settings = self._state.document.project.settings
        self.setAccessibleName(self.tr("Track {0}").format(self.tr("Original sound")))
        self.setToolTip(self.tr("The video's own sound"))
        self.mute.setToolTip(self.tr("Mute the original sound"))
        self.mute.setAccessibleName(self.tr("Mute the original sound"))
        lowered = self.tr("Lowered by {0} dB while somebody speaks").format(f"{settings.ducking_db:g}")
        plain = self.tr("Not lowered while somebody speaks")
        self.duck.setToolTip(lowered if settings.ducking_db > 0 else plain)
        self.duck.setAccessibleName(self.tr("Lower the original sound under speech…"))
        self.gain.setToolTip(
            self.tr("Gain {0} dB, double-click for 0").format(f"{settings.original_gain_db:+.1f}")
        )
        self.gain.setAccessibleName(self.tr("Gain of {0}").format(self.tr("Original sound")))

    def ask_ducking(self) -> None:
        """Ask by how much it is lowered under speech."""
        self.refresh()  # the press switched the letter; only an answer does
        settings = self._state.document.project.settings
        popover = NumberPopover(
            self.theme,
            self.tr("Lower under speech by"),
            settings.ducking_db or _USUAL_DB,
            (0.0, _DEEPEST_DB),
            step=1.0,
            decimals=1,
            suffix=" dB",
            reset=self.tr("Don't lower it"),
            parent=self,
        )
        popover.chosen.connect(lambda value: self._set(ducking_db=value))
        popover.reset.connect(lambda: self._set(ducking_db=0.0))
        popover.open_at(self.duck.mapToGlobal(QPoint(0, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        middle = (ROW_HEIGHT - 1) // 2
        x = _SWITCH_LEFT
        for switch in (self.mute, self.duck):
            size = switch.sizeHint()
            switch.setGeometry(x, middle - size.height() // 2, size.width(), size.height())
            x += size.width()
        size = self.gain.sizeHint()
        self.gain.setGeometry(_SLIDER_LEFT, middle - size.height() // 2, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        line = self.theme.color("line")
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), line)
        muted = self._state.document.project.settings.original_muted
        icon = self.theme.pixmap("film", "faint" if muted else "muted", _ICON, self.devicePixelRatioF())
        painter.drawPixmap(8, (self.height() - 1 - _ICON) // 2, icon)
        font = self.theme.font(self.theme.type.small, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.color("muted" if muted else "text"))
        room = _SWITCH_LEFT - _NAME_LEFT
        name = QFontMetrics(font).elidedText(self.tr("Original"), Qt.TextElideMode.ElideRight, room)
        box = QRectF(_NAME_LEFT, 0, room, self.height() - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()

    def _set(self, *, begins: bool = False, **fields: object) -> None:
        document = self._state.document
        document.apply(replace(document.project.set_project(**fields), begins=begins))
        self.refresh()

    def _gain_pressed(self) -> None:
        self._begins = True
        self._gain_moved = False

    def _gain_changed(self) -> None:
        # One drag is one step of the history, the next drag another.
        begins, self._begins = self._begins, False
        self._set(begins=begins, original_gain_db=self.gain.gain_db)
        self._gain_moved = True
        if self.gain.isSliderDown():
            at = self.gain.mapToGlobal(QPoint(0, -self.height() // 2))
            QToolTip.showText(at, gain_words(self.gain.gain_db), self.gain)

    def _gain_cancelled(self) -> None:
        if self._gain_moved:
            self._state.document.undo.undo()


class OriginalRow(QWidget):
    """Its waveform in the timeline's view, lowered where it is lowered. A press goes there, dragging scrubs.

    Signals:
        seek_requested: (sample). wheel_turned: the canvas answers to the wheel here too.
    """

    seek_requested = Signal(int)
    wheel_turned = Signal(QWheelEvent)

    def __init__(
        self,
        state: TimelineState,
        player: Player,
        header: OriginalHeader,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("original_row")
        self.theme = theme
        self._state = state
        self._player = player
        self._header = header
        self.reading: float | None = None
        self.trouble = ""
        self.setFixedHeight(ROW_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.update)
        state.view_changed.connect(self.update)
        state.table_changed.connect(self.update)
        state.document.settings_changed.connect(self._follow)
        state.document.project_changed.connect(self._follow)
        state.document.timeline_changed.connect(self.update)
        player.plan_changed.connect(self.update)
        self.retranslate()
        self._follow()

    def show_state(self, reading: float | None, trouble: str) -> None:
        """How much of the sound is read, None when nothing is being read; what is wrong, or "" for nothing."""
        self.reading, self.trouble = reading, trouble
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Original sound of the video"))

    @property
    def words(self) -> str:
        """What stands there in the place of a waveform."""
        original = self._state.document.project.original
        if self.trouble:
            return self.trouble
        if original is None:
            percent = round(100 * (self.reading or 0.0))
            return self.tr("Reading the video's sound, {0} %").format(percent)
        return "" if len(original.sound) else self.tr("This video has no sound")

    def _follow(self) -> None:
        there = bool(self._state.document.project.settings.video)
        self.setVisible(there)
        self._header.setVisible(there)
        self._header.refresh()
        self.update()

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.color("line"))
        original = self._state.document.project.original
        words = self.words
        if words:
            painter.setFont(self.theme.font(self.theme.type.small))
            painter.setPen(self.theme.color("error" if self.trouble else "muted"))
            box = self.rect().adjusted(self.theme.metrics.md, 0, -self.theme.metrics.md, -1)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        elif original is not None:
            self._paint_sound(painter, original)

    def _paint_sound(self, painter: QPainter, original: Original) -> None:
        view, settings = self._state.view, self._state.document.project.settings
        scale = original.sound.sample_rate / self._state.document.project.sample_rate
        left, right = view.to_px(0), view.to_px(len(original.sound) / scale)
        top, bottom = CLIP_INSET, ROW_HEIGHT - 1 - CLIP_INSET
        shown = QRectF(max(left, -8.0), top, min(right, self.width() + 8.0) - max(left, -8.0), bottom - top)
        if shown.width() <= 0:
            return
        radius = self.theme.metrics.clip_radius
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.color("line"))
        painter.setBrush(self.theme.color("raised"))
        painter.drawRoundedRect(shown.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        count = self.width() // BAR_PITCH + 2
        zoom = view.samples_per_pixel
        # Whole bars of the film, so that panning never makes them shimmer.
        first = round(view.left / zoom) // BAR_PITCH
        begin = first * BAR_PITCH * zoom
        peaks = original.peaks.columns(begin * scale, BAR_PITCH * zoom * scale, count)
        loud = np.abs(peaks).max(axis=1) * 10.0 ** (settings.original_gain_db / 20.0)
        if (bed := self._player.plan.bed) is not None:
            middles = begin + (np.arange(count) + 0.5) * BAR_PITCH * zoom
            loud = loud * bed.ducking.factors(middles)
        most = (bottom - top) / 2 - WAVE_INSET
        middle = (top + bottom) / 2
        colour = self.theme.color("faint" if settings.original_muted else "muted")
        for number, half in enumerate(np.minimum(loud, 1.0) ** 0.8 * most):
            x = (first + number) * BAR_PITCH - round(view.left / zoom)
            if left <= x and x + BAR_WIDTH <= right:
                high = max(1.0, 2 * float(half))
                painter.fillRect(QRectF(x, middle - high / 2, BAR_WIDTH, high), colour)

    # -- mouse -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.seek_requested.emit(self._state.view.to_sample(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.seek_requested.emit(self._state.view.to_sample(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        prepare(menu)
        settings = self._state.document.project.settings
        muted = settings.original_muted
        mute = self.tr("Hear the original sound") if muted else self.tr("Mute the original sound")
        fixed = self._state.document.project.read_only
        for action in (
            add(menu, self.theme, mute, self._header.mute.click, "volume-2" if muted else "volume-x"),
            add(menu, self.theme, self.tr("Lower it under speech…"), self._header.ask_ducking),
        ):
            action.setEnabled(not fixed)
        menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()
