"""One take in the list: play, waveform, length, star."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.take import Take
from cosydesk.ui.inspector.check_words import CheckShown
from cosydesk.ui.inspector.take_words import Words
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space

_HEIGHT = 36
_WORDS_HEIGHT = 18
_BADGE = 18
_BUTTON = 30
_BAR_STEP = 3
_TIME_WIDTH = 46
_CHIP_ICON = 11
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TakeRow(QWidget):
    """Click chooses; the icons play, star and delete; Return, Space, S and Delete do the same, B makes it the take that
    is compared with the chosen one, C checks it, Up and Down go to its neighbours. Under the waveform stand what its
    check found, and how the take differs from its line, if it does.

    Signals:
        chosen, heard, starred, marked, checked, deleted: id of the take.
        left: (id, -1 or 1): the keyboard goes to the row above or below.
    """

    chosen = Signal(str)
    heard = Signal(str)
    starred = Signal(str)
    marked = Signal(str)
    checked = Signal(str)
    deleted = Signal(str)
    left = Signal(str, int)

    def __init__(self, theme: Theme, take: Take, peaks: PeakPyramid | None) -> None:
        super().__init__()
        self.theme = theme
        self.take = take
        self._peaks = peaks
        self._current = False
        self._playing = False
        self._letter = ""
        self._heard = False
        self._words = Words()
        self._check: CheckShown | None = None
        self._hot = ""
        self._columns: tuple[int, np.ndarray] | None = None
        self.setMouseTracking(True)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def update_take(
        self,
        take: Take,
        *,
        current: bool,
        playing: bool,
        letter: str = "",
        heard: bool = False,
        words: Words | None = None,
        check: CheckShown | None = None,
    ) -> None:
        """Show the take as it stands: whether it is in use and playing, its letter of A and B and whether it is the
        one heard of them, how it differs from its line, what its check found.
        """
        state = (take, current, playing, letter, heard, words or Words())
        before = (self.take, self._current, self._playing, self._letter, self._heard, self._words)
        if (*state, check) != (*before, self._check):
            self.take, self._current, self._playing, self._letter, self._heard, self._words = state
            self._check = check
            self.setFixedHeight(self.sizeHint().height())
            self.update()

    @property
    def current(self) -> bool:
        return self._current

    @property
    def letter(self) -> str:
        return self._letter

    @property
    def words(self) -> Words:
        return self._words

    @property
    def check(self) -> CheckShown | None:
        return self._check

    def sizeHint(self) -> QSize:
        lines = bool(self._words.short) + (self._check is not None)
        return QSize(200, _HEIGHT + _WORDS_HEIGHT * lines)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(self._part(QPointF(event.pos()))), self)
            return True
        return claims_space(event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, m, t = self.theme, self.theme.metrics, self.theme.type
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = "accent" if self._current or self.hasFocus() else "line_strong" if self._hot else "line"
        painter.setPen(QPen(theme.color(edge), 1.5 if self.hasFocus() else 1.0))
        painter.setBrush(theme.color("accent_soft" if self._current else "surface"))
        painter.drawRoundedRect(frame, m.radius, m.radius)
        ratio = self.devicePixelRatioF()
        icon, size = ("square", 12) if self._playing else ("play", 15)
        token = "accent" if self._playing or self._hot == "play" else "text"
        self._draw_icon(painter, icon, token, size, self._area("play"), ratio, filled=self._playing)
        token = "accent" if self.take.starred or self._hot == "star" else "line_strong"
        self._draw_icon(painter, "star", token, 15, self._area("star"), ratio, filled=self.take.starred)
        time_area = self._area("delete")
        if self._hot:
            token = "error" if self._hot == "delete" else "muted"
            self._draw_icon(painter, "trash-2", token, 15, time_area, ratio)
        else:
            font = theme.font(t.small, tabular=True)
            painter.setFont(font)
            painter.setPen(theme.color("muted"))
            text = self._length()
            width = QFontMetricsF(font).horizontalAdvance(text)
            painter.drawText(QPointF(time_area.right() - width, _HEIGHT / 2 + t.small * 0.36), text)
        self._draw_wave(painter)
        if self._letter:
            self._draw_letter(painter)
        room = QRectF(_BUTTON + 4, _HEIGHT - 5, self.width() - _BUTTON - m.md - 4, _WORDS_HEIGHT)
        if self._check is not None:
            self._draw_check(painter, self._check, room)
            room.translate(0, _WORDS_HEIGHT)
        if self._words.short:
            self._draw_words(painter, self._words.short, "muted", room)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hot(self._part(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hot("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        part = self._part(event.position())
        signal = {"play": self.heard, "star": self.starred, "delete": self.deleted}.get(part, self.chosen)
        signal.emit(self.take.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._part(event.position()) == "row":
            self.heard.emit(self.take.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        signal = {
            Qt.Key.Key_Return: self.chosen,
            Qt.Key.Key_Enter: self.chosen,
            Qt.Key.Key_Space: self.heard,
            Qt.Key.Key_S: self.starred,
            Qt.Key.Key_B: self.marked,
            Qt.Key.Key_C: self.checked,
            Qt.Key.Key_Delete: self.deleted,
            Qt.Key.Key_Backspace: self.deleted,
        }.get(key)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(self.take.id, -1 if key is Qt.Key.Key_Up else 1)
        elif signal is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            signal.emit(self.take.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(self.theme.icon("play"), self.tr("Play"), lambda: self.heard.emit(self.take.id))
        menu.addAction(
            self.theme.icon("check"), self.tr("Use this take"), lambda: self.chosen.emit(self.take.id)
        )
        if not self._current:
            compare = self.tr("Compare with the one in use")
            menu.addAction(compare, lambda: self.marked.emit(self.take.id))
        again = self.tr("Check again") if self.take.check is not None else self.tr("Check")
        menu.addAction(again, lambda: self.checked.emit(self.take.id))
        star = self.tr("Remove the star") if self.take.starred else self.tr("Star")
        menu.addAction(self.theme.icon("star"), star, lambda: self.starred.emit(self.take.id))
        menu.addSeparator()
        menu.addAction(
            self.theme.icon("trash-2"), self.tr("Delete take"), lambda: self.deleted.emit(self.take.id)
        )
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _length(self) -> str:
        return f"{self.take.length / self.take.sample_rate:.2f} s"

    def _area(self, part: str) -> QRectF:
        width, height = self.width(), _HEIGHT
        match part:
            case "play":
                return QRectF(2, 0, _BUTTON, height)
            case "star":
                return QRectF(width - _BUTTON - 2, 0, _BUTTON, height)
            case "delete":
                return QRectF(width - _BUTTON - 4 - _TIME_WIDTH, 0, _TIME_WIDTH, height)
        badge = _BADGE + 4 if self._letter else 0
        return QRectF(_BUTTON + 4 + badge, 0, width - 2 * _BUTTON - _TIME_WIDTH - 18 - badge, height)

    def _part(self, at: QPointF) -> str:
        return next((part for part in ("play", "star", "delete") if self._area(part).contains(at)), "row")

    def _tip(self, part: str) -> str:
        match part:
            case "play":
                return self.tr("Stop") if self._playing else self.tr("Play this take")
            case "star":
                return self.tr("Remove the star") if self.take.starred else self.tr("Star this take")
            case "delete":
                return self.tr("Delete this take (undo brings it back)")
        words = self.tr("In use") if self._current else self.tr("Use this take")
        check = self._check.rich if self._check is not None else ""
        more = "".join(f"<p>{rich}</p>" for rich in (check, self._words.rich) if rich)
        return f"<p>{words}</p>{more}" if more else words

    def _set_hot(self, part: str) -> None:
        if part != self._hot:
            self._hot = part
            self.update()

    def _draw_icon(
        self,
        painter: QPainter,
        name: str,
        token: str,
        size: int,
        area: QRectF,
        ratio: float,
        *,
        filled: bool = False,
    ) -> None:
        image = self.theme.pixmap(name, token, size, ratio, filled=filled)
        painter.drawPixmap(
            QPointF(round(area.center().x() - size / 2), round(area.center().y() - size / 2)), image
        )

    def _draw_letter(self, painter: QPainter) -> None:
        theme = self.theme
        badge = QRectF(_BUTTON + 4, (_HEIGHT - _BADGE) / 2, _BADGE, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_fill" if self._heard else "pressed"))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setFont(theme.font(theme.type.tiny, QFont.Weight.DemiBold))
        painter.setPen(theme.color("on_accent" if self._heard else "text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._letter)

    def _draw_check(self, painter: QPainter, check: CheckShown, room: QRectF) -> None:
        """A chip with the score, and what is wrong beside it."""
        theme, m = self.theme, self.theme.metrics
        font = theme.font(theme.type.tiny, QFont.Weight.DemiBold, tabular=True)
        width = QFontMetricsF(font).horizontalAdvance(check.score)
        chip = QRectF(room.left(), room.top() + 1, _CHIP_ICON + width + 3 * m.xs, room.height() - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("pressed" if check.token == "muted" else f"{check.token}_soft"))
        painter.drawRoundedRect(chip, 4, 4)
        icon = theme.pixmap(check.icon, check.token, _CHIP_ICON, self.devicePixelRatioF())
        painter.drawPixmap(
            QPointF(round(chip.left() + m.xs), round(chip.center().y() - _CHIP_ICON / 2)), icon
        )
        painter.setFont(font)
        painter.setPen(theme.color(check.token))
        painter.drawText(chip.adjusted(_CHIP_ICON + 2 * m.xs, 0, 0, 0), _LEFT, check.score)
        beside = room.adjusted(chip.width() + m.sm - 2, 0, 0, 0)
        self._draw_words(painter, check.short, check.token if check.state == "failed" else "muted", beside)

    def _draw_words(self, painter: QPainter, words: str, token: str, room: QRectF) -> None:
        font = self.theme.font(self.theme.type.small)
        painter.setFont(font)
        painter.setPen(self.theme.color(token))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)

    def _draw_wave(self, painter: QPainter) -> None:
        if self._peaks is None or not self.take.length:
            return
        area = self._area("wave")
        count = max(1, int(area.width() // _BAR_STEP))
        if self._columns is None or self._columns[0] != count:
            self._columns = (count, self._peaks.columns(0.0, self.take.length / count, count))
        columns = self._columns[1]
        loudest = max(0.05, float(np.abs(columns).max(initial=0.0)))
        half = _HEIGHT / 2 - 9
        color = self.theme.color("accent" if self._current else "muted")
        painter.setPen(QPen(color, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        middle = _HEIGHT / 2
        for index in range(count):
            reach = max(0.6, float(np.abs(columns[index]).max()) / loudest * half)
            x = area.left() + index * _BAR_STEP + 1.5
            painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))
