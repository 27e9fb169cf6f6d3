"""How much time is in sight, as keys, buttons and menus change it."""

from __future__ import annotations

from cosydesk.ui.timeline.clip_commands import ClipCommands
from cosydesk.ui.timeline.sizes import NORMAL_PIXELS_PER_SECOND
from cosydesk.ui.timeline.state import TimelineState

_STEP = 1.6


class Zoom:
    """Nearer or farther, the playhead stays where it is while it is in sight, or else the middle does."""

    def __init__(self, state: TimelineState, clips: ClipCommands) -> None:
        self._state = state
        self._clips = clips

    def step_in(self) -> None:
        self._state.set_view(self._state.view.zoomed(_STEP, self._anchor()))

    def step_out(self) -> None:
        self._state.set_view(self._state.view.zoomed(1 / _STEP, self._anchor()))

    def to_fraction(self, fraction: float) -> None:
        """0: as far as it goes, 1: as near."""
        self._state.set_view(self._state.view.at_zoom_fraction(fraction, self._anchor()))

    def normal(self) -> None:
        """The everyday zoom."""
        samples = self._state.sample_rate / NORMAL_PIXELS_PER_SECOND
        self._state.set_view(self._state.view.at_zoom(samples, self._anchor()))

    def fit(self) -> None:
        """Everything."""
        self._state.set_view(self._state.view.fitted(0, max(self._state.length, self._state.sample_rate)))

    def fit_selection(self) -> None:
        """The selected clips, or else the loop range, or else everything."""
        state = self._state
        chosen = self._clips.selected()
        if chosen:
            start, end = min(entry.start for entry in chosen), max(entry.end for entry in chosen)
            state.set_view(state.view.fitted(start, end))
        elif state.loop_in is not None and state.loop_out is not None:
            state.set_view(state.view.fitted(state.loop_in, state.loop_out))
        else:
            self.fit()

    def _anchor(self) -> float:
        """Pixel that stays where it is."""
        at = self._state.view.to_px(self._state.playhead)
        return at if 0 <= at < self._state.view.width else self._state.view.width / 2
