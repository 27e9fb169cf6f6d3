"""The small controls of a track header: a lettered switch and a gain slider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSlider, QStyle, QStyleOptionSlider, QWidget

from cosydesk.ui.theme import Theme

_BOX = 18
_STEPS = 10
"""Slider steps a decibel."""
LOWEST_DB = -24.0
HIGHEST_DB = 12.0


class LetterSwitch(QAbstractButton):
    """A letter in a box that stays pressed: M, S. The box is small, the place to hit it isn't."""

    def __init__(self, letter: str, on: str, theme: Theme, parent: QWidget | None = None) -> None:
        """`on`: the palette's token for its ground while it is on; the letter then has the surface's colour."""
        super().__init__(parent)
        self.theme = theme
        self._on = on
        self.setText(letter)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_BOX + 5, self.theme.metrics.compact)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF((self.width() - _BOX) / 2, (self.height() - _BOX) / 2, _BOX, _BOX)
        box.adjust(0.5, 0.5, -0.5, -0.5)
        color = self.theme.color
        if self.isChecked():
            ground, border, ink = color(self._on), color(self._on), color("surface")
        elif self.isEnabled() and self.underMouse():
            ground, border, ink = color("hover"), color("line_strong"), color("text")
        else:
            ground, border, ink = color("surface"), color("line"), color("muted")
        if self.hasFocus():
            border = color("accent")
        painter.setPen(QPen(border, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(ink if self.isEnabled() else color("faint"))
        painter.setFont(self.theme.font(self.theme.type.tiny, QFont.Weight.Medium))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class GainSlider(QSlider):
    """Decibels as a thin bar; a click goes there, a double click back to 0 dB.

    Signals:
        cancelled: Escape while it was dragged.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setRange(round(LOWEST_DB * _STEPS), round(HIGHEST_DB * _STEPS))
        self.setSingleStep(5)
        self.setPageStep(30)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    @property
    def gain_db(self) -> float:
        return self.value() / _STEPS

    def set_gain_db(self, gain_db: float) -> None:
        self.setValue(round(gain_db * _STEPS))

    def sizeHint(self) -> QSize:
        return QSize(36, self.theme.metrics.compact)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        part = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        groove = QRectF(1, self.height() / 2 - 1.5, self.width() - 2, 3)
        painter.setBrush(self.theme.color("pressed"))
        painter.drawRoundedRect(groove, 1.5, 1.5)
        filled = QRectF(groove)
        filled.setWidth(max(3.0, groove.width() * part))
        active = self.isEnabled() and (self.underMouse() or self.hasFocus() or self.isSliderDown())
        painter.setBrush(self.theme.color("muted" if self.isEnabled() else "line_strong"))
        painter.drawRoundedRect(filled, 1.5, 1.5)
        if active:
            painter.setBrush(self.theme.color("accent" if self.hasFocus() else "text"))
            middle = min(max(filled.right(), 5.0), self.width() - 5.0)
            painter.drawEllipse(QRectF(middle - 4.5, self.height() / 2 - 4.5, 9, 9))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.isSliderDown()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isSliderDown():
            self.setSliderDown(False)
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setSliderDown(True)
            self.setSliderPosition(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.setValue(0)

    def _value_at(self, x: float) -> int:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), round(x) - 1, max(1, self.width() - 2), option.upsideDown
        )
