"""Go to start, play, stop, loop, where the playhead is, and how fast it moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cosydesk.playback.player import Player
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.document import Document
from cosydesk.ui.speed_button import SpeedButton
from cosydesk.ui.theme import Theme
from cosydesk.ui.timecode import timecode
from cosydesk.ui.widgets.basics import set_kind
from cosydesk.ui.widgets.icon_button import IconButton


class Transport(QWidget):
    """The middle of the top bar."""

    def __init__(self, document: Document, player: Player, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._document = document
        m = theme.metrics
        self.to_start = IconButton(theme, "skip-back")
        self.play = IconButton(theme, "play")
        set_kind(self.play, "outlined")
        self.stop = IconButton(theme, "square", size=16)
        self.loop = IconButton(theme, "repeat")
        for button, action in (
            (self.to_start, ActionId.TO_START),
            (self.play, ActionId.PLAY),
            (self.stop, ActionId.STOP),
            (self.loop, ActionId.LOOP),
        ):
            button.follow(actions[action])
        self.time = QLabel()
        self.time.setFont(theme.font(theme.type.timecode, QFont.Weight.DemiBold, tabular=True))
        self.time.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.time.setFixedWidth(QFontMetrics(self.time.font()).horizontalAdvance("00:00:00.00") + m.sm)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.xs)
        for button in (self.to_start, self.play, self.stop, self.loop):
            layout.addWidget(button)
        layout.addSpacing(m.md)
        layout.addWidget(self.time)
        self.speed = SpeedButton(player, actions, theme)
        layout.addWidget(self.speed)
        player.position_changed.connect(self._show_time)
        player.playing_changed.connect(self._show_playing)
        document.project_changed.connect(lambda: self._show_time(0))
        document.settings_changed.connect(self.retranslate)
        document.settings_changed.connect(lambda: self._show_time(player.position))
        self._show_time(player.position)
        self.retranslate()

    def retranslate(self) -> None:
        rate = f"{self._document.project.settings.frame_rate:g}"
        self.time.setToolTip(self.tr("Playhead: hours, minutes, seconds, frames ({0} a second)").format(rate))
        self.time.setAccessibleName(self.tr("Playhead"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_time(self, position: int) -> None:
        project = self._document.project
        self.time.setText(timecode(position, project.sample_rate, project.settings.frame_rate))

    def _show_playing(self, playing: bool) -> None:
        self.play.set_icon("pause" if playing else "play", "accent" if playing else "text")
