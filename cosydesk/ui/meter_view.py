"""Loudness and peaks of what is heard, at the end of the status bar."""

from __future__ import annotations

import math

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, Qt
from PySide6.QtGui import QActionGroup, QContextMenuEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QMenu, QSizePolicy

from cosydesk.playback.player import Player
from cosydesk.settings import Settings
from cosydesk.studio.loudness import decibels
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space, label
from cosydesk.ui.widgets.level_meter import LevelMeter

_WORDS_EVERY_MS = 200
"""Figures that change faster can't be read."""


class MeterView(QAbstractButton):
    """``-16.2 LUFS`` and the peaks beside it. A click measures anew; the context menu chooses the loudness shown."""

    def __init__(self, player: Player, settings: Settings, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._player = player
        self._settings = settings
        self._actions = actions
        self._since = QElapsedTimer()
        m = theme.metrics
        self.meter = LevelMeter(theme)
        self._figure: QLabel = label("muted")
        self._figure.setFont(theme.font(theme.type.small, tabular=True))
        self._figure.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self._figure.setFixedWidth(
            math.ceil(QFontMetricsF(self._figure.font()).horizontalAdvance("−88.8 LUFS")) + 2
        )
        self._figure.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.xs, 0, m.xs, 0)
        layout.setSpacing(m.sm)
        layout.addWidget(self._figure)
        layout.addWidget(self.meter)
        self.setFixedHeight(m.status_bar - 4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(player.reset_meters)
        player.metered.connect(self._follow)
        theme.changed.connect(self.update)
        self.retranslate()

    @property
    def text_shown(self) -> str:
        """The figure as it stands."""
        return self._figure.text()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Loudness and peaks"))
        self._show_words()

    def renew(self) -> None:
        """Show the loudness that the settings name now."""
        self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._describe()
        return claims_space(event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        hot = self.underMouse() or self.isDown()
        if not (hot or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("accent")) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("hover") if hot else Qt.BrushStyle.NoBrush)
        radius = self.theme.metrics.clip_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """A new menu of what can be shown."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        for name, text in self._kinds().items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(name == self._settings.loudness_shown)
            action.triggered.connect(lambda _checked=False, chosen=name: self._choose(chosen))
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(self._actions[ActionId.RESET_METERS])
        return menu

    def _kinds(self) -> dict[str, str]:
        return {
            "momentary": self.tr("Momentary loudness (0.4 s)"),
            "short_term": self.tr("Short-term loudness (3 s)"),
            "integrated": self.tr("Integrated loudness (since play)"),
        }

    def _choose(self, name: str) -> None:
        self._settings.loudness_shown = name
        self._settings.save()
        self._show_words()

    def _follow(self) -> None:
        meters = self._player.meters
        self.meter.show_levels(meters.levels, meters.held, meters.clipped)
        resting = not any(meters.levels)
        if resting or not self._since.isValid() or self._since.hasExpired(_WORDS_EVERY_MS):
            self._since.start()
            self._show_words()

    def _show_words(self) -> None:
        loudness = self._player.meters.loudness
        value = float(getattr(loudness, self._settings.loudness_shown))
        text = f"{_number(value)} LUFS"
        if text != self._figure.text():
            self._figure.setText(text)
        if not self._player.playing:
            self._describe()

    def _describe(self) -> None:
        """The whole reading, for the tooltip and for a screen reader; not told at each step while it plays."""
        meters = self._player.meters
        loudness = meters.loudness
        values = (loudness.momentary, loudness.short_term, loudness.integrated)
        lines = [
            f"{words}: {_number(value)} LUFS"
            for words, value in zip(self._kinds().values(), values, strict=True)
        ]
        peak = decibels(max(meters.peaks))
        lines.append(
            self.tr("Peak: {sample} dBFS, between samples {true} dBTP").format(
                sample=_number(peak), true=_number(loudness.true_peak_db)
            )
        )
        if any(meters.clipped):
            lines.append(self.tr("It was too loud and was cut off: lower a gain."))
        if meters.channels == 1:
            lines.append(
                self.tr("Measured as a mono file; in stereo it is 3 LU more. Click to measure anew.")
            )
        else:
            lines.append(self.tr("Measured as a stereo file. Click to measure anew."))
        text = "\n".join(lines)
        if text != self.toolTip():
            self.setToolTip(text)
            self.setAccessibleDescription(text)


def _number(value: float) -> str:
    """With one decimal and a true minus sign."""
    if math.isinf(value):
        return "−∞"
    return f"{value:.1f}".replace("-", "−")
