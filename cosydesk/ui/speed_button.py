"""How fast the timeline plays: a button that says it, and a menu of the speeds to listen at."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QActionGroup, QFontMetricsF
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from cosydesk.playback.player import SPEEDS, Player
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space, repolish


class SpeedButton(QToolButton):
    """``1×``; ``◂ 2×`` while the timeline runs backwards. Its width is the same for every speed."""

    def __init__(self, player: Player, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._player = player
        self._actions = actions
        m = theme.metrics
        self.setFont(theme.font(theme.type.small, tabular=True))
        widest = QFontMetricsF(self.font()).horizontalAdvance(_written(-8.25))
        self._size = QSize(math.ceil(widest) + 2 * m.sm, m.control)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speeds = QMenu(self)
        self._group = QActionGroup(self.speeds)
        for speed in reversed(SPEEDS):
            action = self.speeds.addAction(_written(speed))
            action.setCheckable(True)
            action.setData(speed)
            action.triggered.connect(lambda _checked=False, chosen=speed: player.set_speed(chosen))
            self._group.addAction(action)
        self.speeds.addSeparator()
        for action_id in (ActionId.SPEED_DOWN, ActionId.SPEED_UP, ActionId.SPEED_NORMAL):
            self.speeds.addAction(actions[action_id])
        self.setMenu(self.speeds)
        player.rate_changed.connect(lambda _rate: self._show())
        player.speed_changed.connect(lambda _speed: self._show())
        self.retranslate()

    def sizeHint(self) -> QSize:
        # Not a fixed size: the style sheet would take it back each time it is applied.
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size

    def retranslate(self) -> None:
        self.setToolTip(self.tr("Speed to listen at. The pitch stays; what you export is not changed."))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def event(self, event: QEvent) -> bool:
        return claims_space(event) or super().event(event)

    def _show(self) -> None:
        text = _written(self._player.rate)
        self.setText(text)
        self.setProperty("on", self._player.rate != 1.0)
        repolish(self)
        self.setAccessibleName(self.tr("Speed: {speed}").format(speed=text))
        for action in self._group.actions():
            action.setChecked(action.data() == self._player.speed)


def _written(rate: float) -> str:
    return f"{'◂ ' if rate < 0 else ''}{abs(rate):g}×"
