"""Numbers that are asked for on the timeline: gaps, gains, tempos, fades."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from cosydesk.studio.arrange import HIGHEST_DB, LONGEST_GAP_MS, LOWEST_DB
from cosydesk.studio.timeline import FASTEST, SLOWEST
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_commands import ClipCommands
from cosydesk.ui.timeline.geometry import decibels
from cosydesk.ui.timeline.number_popover import NumberPopover
from cosydesk.ui.timeline.state import TimelineState


class Questions(QObject):
    """Each opens a popover at a point of the screen and does what was answered to what is selected now."""

    def __init__(self, state: TimelineState, clips: ClipCommands, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self._clips = clips
        self._theme = theme
        self._widget = parent

    def ask_gap(self, at: QPoint) -> None:
        """The silence after the selected clip's line."""
        chosen = [entry for entry in self._clips.selected() if entry.line_id is not None]
        if not chosen or not self._state.document.may_change():
            return
        line_id = chosen[-1].line_id or ""
        project = self._state.document.project
        own = project.line(line_id).gap_ms
        common = project.settings.gap_ms
        popover = self._popover(
            self.tr("Gap after line {0}").format(self._state.document.line_number(line_id)),
            (common if own is None else own) / 1000,
            LONGEST_GAP_MS / 1000,
            self.tr("As the project: {0} s").format(f"{common / 1000:g}"),
        )
        popover.chosen.connect(lambda seconds: self._clips.set_gap(line_id, round(1000 * seconds)))
        popover.reset.connect(lambda: self._clips.set_gap(line_id, None))
        popover.open_at(at)

    def ask_common_gap(self, at: QPoint) -> None:
        """The silence after lines that have none of their own."""
        document = self._state.document
        if not document.may_change():
            return
        popover = self._popover(
            self.tr("Gap between lines"), document.project.settings.gap_ms / 1000, LONGEST_GAP_MS / 1000, ""
        )
        popover.chosen.connect(
            lambda seconds: document.apply(document.project.set_project(gap_ms=round(1000 * seconds)))
        )
        popover.open_at(at)

    def ask_gain(self, at: QPoint) -> None:
        """Of the selected clips."""
        chosen = self._clips.selected()
        if not chosen or not self._state.document.may_change():
            return
        ids = [entry.clip_id for entry in chosen]
        popover = NumberPopover(
            self._theme,
            self.tr("Gain"),
            decibels(chosen[0].gain),
            (LOWEST_DB, HIGHEST_DB),
            step=0.5,
            decimals=1,
            suffix=self.tr(" dB"),
            reset=self.tr("Back to 0 dB"),
            parent=self._widget,
        )
        popover.chosen.connect(lambda gain_db: self._clips.set_gain(gain_db, ids))
        popover.reset.connect(lambda: self._clips.set_gain(0.0, ids))
        popover.open_at(at)

    def ask_tempo(self, at: QPoint) -> None:
        """Of the selected clips."""
        chosen = self._clips.selected()
        if not chosen or not self._state.document.may_change():
            return
        ids = [entry.clip_id for entry in chosen]
        popover = NumberPopover(
            self._theme,
            self.tr("Tempo, the pitch stays"),
            chosen[0].tempo,
            (SLOWEST, FASTEST),
            step=0.05,
            decimals=3,
            suffix="×",
            reset=self.tr("As it was spoken"),
            parent=self._widget,
        )
        popover.chosen.connect(lambda tempo: self._clips.set_tempo(tempo, ids))
        popover.reset.connect(lambda: self._clips.set_tempo(1.0, ids))
        popover.open_at(at)

    def ask_fade(self, at: QPoint, *, rising: bool) -> None:
        """In or out, of the selected clips."""
        chosen = self._clips.selected()
        if not chosen or not self._state.document.may_change():
            return
        ids, rate = [entry.clip_id for entry in chosen], self._state.sample_rate
        now = chosen[0].fade_in if rising else chosen[0].fade_out
        title = self.tr("Fade in (equal power)") if rising else self.tr("Fade out (equal power)")
        longest = max(entry.length for entry in chosen) / rate
        popover = self._popover(title, now / rate, longest, self.tr("No fade"))

        def fade(seconds: float) -> None:
            samples = round(seconds * rate)
            if rising:
                self._clips.set_fades(fade_in=samples, ids=ids)
            else:
                self._clips.set_fades(fade_out=samples, ids=ids)

        popover.chosen.connect(fade)
        popover.reset.connect(lambda: fade(0.0))
        popover.open_at(at)

    def _popover(self, title: str, seconds: float, most: float, reset: str) -> NumberPopover:
        return NumberPopover(
            self._theme,
            title,
            seconds,
            (0.0, most),
            step=0.05,
            decimals=3,
            suffix=self.tr(" s"),
            reset=reset,
            parent=self._widget,
        )
