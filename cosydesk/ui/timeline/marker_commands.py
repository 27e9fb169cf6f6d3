"""What can be done to markers by keys and menus."""

from __future__ import annotations

from collections.abc import Callable

from cosydesk.studio.marker import Marker
from cosydesk.ui.timeline.state import TimelineState


class MarkerCommands:
    """Each is one step of the history; going to a marker is none."""

    def __init__(
        self, state: TimelineState, seek: Callable[[int], None], rename: Callable[[str], None]
    ) -> None:
        self._state = state
        self._document = state.document
        self._seek = seek
        self._rename = rename

    def add(self, at: int | None = None) -> None:
        """At a sample, None: at the playhead; where one stands already it is named instead."""
        at = self._state.playhead if at is None else at
        found = next((marker for marker in self._state.markers if marker.at == at), None)
        if found is not None:
            self._rename(found.id)
            return
        project = self._document.project
        before = {marker.id for marker in project.markers}
        self._document.apply(project.add_marker(at, "", self._next_color()))
        for marker in project.markers:
            if marker.id not in before:
                self._state.select_marker(marker.id)

    def delete(self) -> None:
        """The selected one, or else the one at the playhead."""
        chosen = self._state.selected_marker or next(
            (marker.id for marker in self._state.markers if marker.at == self._state.playhead), ""
        )
        if chosen:
            self._document.apply(self._document.project.remove_markers([chosen]))

    def delete_all(self) -> None:
        ids = [marker.id for marker in self._state.markers]
        self._document.apply(self._document.project.remove_markers(ids))

    def set_color(self, marker_id: str, color: int) -> None:
        self._document.apply(self._document.project.set_marker(marker_id, color=color))

    def go(self, step: int) -> None:
        """To the next marker or the one before."""
        at = self._state.playhead
        markers = self._state.markers
        side = (
            [marker for marker in markers if marker.at > at][:1]
            if step > 0
            else [marker for marker in markers if marker.at < at][-1:]
        )
        for marker in side:
            self.go_to(marker)

    def go_to(self, marker: Marker) -> None:
        self._state.select_marker(marker.id)
        self._seek(marker.at)

    def _next_color(self) -> int:
        """Markers share one hue until somebody gives them others."""
        markers = self._state.markers
        return markers[-1].color if markers else 3
