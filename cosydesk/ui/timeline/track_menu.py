"""What can be done to a track, from its header's menu and keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_table import TrackRow
from cosydesk.ui.timeline.menus import add, add_colors, check, prepare
from cosydesk.ui.timeline.number_popover import NumberPopover
from cosydesk.ui.timeline.state import TimelineState
from cosydesk.ui.timeline.track_controls import HIGHEST_DB, LOWEST_DB


class TrackCommands:
    """Each is one step of the history."""

    def __init__(self, state: TimelineState) -> None:
        self._state = state
        self._document = state.document

    def add(self, name: str, voice_id: str | None = None) -> None:
        """A track at the end: free, or a speaker's."""
        self._document.apply(self._document.project.add_track(name, voice_id))

    def rename(self, track_id: str, name: str) -> None:
        """An empty name gives a speaker's track its speaker's again."""
        track = next(track for track in self._document.project.tracks if track.id == track_id)
        if not name:
            name = track.voice_id.rpartition(":")[2] if track.voice_id is not None else track.name
        self._document.apply(self._document.project.set_track(track_id, name=name))

    def move(self, track_id: str, to: int) -> None:
        """So that it stands at index `to`."""
        count = len(self._document.project.tracks)
        self._document.apply(self._document.project.move_track(track_id, min(max(0, to), count - 1)))

    def step(self, track_id: str, step: int) -> None:
        """One up or down."""
        order = [track.id for track in self._document.project.tracks]
        if track_id in order:
            self.move(track_id, order.index(track_id) + step)

    def delete(self, track_id: str) -> None:
        self._document.apply(self._document.project.remove_track(track_id))

    def set(self, track_id: str, **fields: object) -> None:
        self._document.apply(self._document.project.set_track(track_id, **fields))

    def speakers_without(self) -> list[str]:
        """Voices of the script that have no track."""
        project = self._document.project
        have = {track.voice_id for track in project.tracks}
        voices = dict.fromkeys(line.voice_id for line in project.lines if line.voice_id)
        return [voice_id for voice_id in voices if voice_id not in have]


class TrackMenu(QMenu):
    """For one track.

    Signals:
        rename_requested: the name is to be typed where it stands.
    """

    rename_requested = Signal()

    def __init__(
        self, header: QWidget, row: TrackRow, commands: TrackCommands, state: TimelineState, theme: Theme
    ) -> None:
        super().__init__(header)
        prepare(self)
        self._header = header
        self._row = row
        self._commands = commands
        self.theme = theme
        track_id = row.track_id
        assert track_id is not None
        project = state.document.project
        order = [track.id for track in project.tracks]
        color = project.tracks[order.index(track_id)].color
        why = self.tr("This project is open to look at only") if project.read_only else ""
        add(self, theme, self.tr("Rename…"), self.rename_requested.emit, "", "F2", why)
        colors = self.addMenu(self.tr("Colour"))
        if row.voice_id is not None:
            own = add(colors, theme, self.tr("The speaker's"), partial(commands.set, track_id, color=None))
            check(own, color is None)
        add_colors(colors, theme, color, lambda chosen: commands.set(track_id, color=chosen))
        colors.setEnabled(not why)
        self.addSeparator()
        mute = add(
            self, theme, self.tr("Mute"), partial(commands.set, track_id, muted=not row.muted), "", "", why
        )
        check(mute, row.muted)
        solo = add(
            self, theme, self.tr("Solo"), partial(commands.set, track_id, solo=not row.solo), "", "", why
        )
        check(solo, row.solo)
        add(self, theme, self.tr("Gain…"), self._ask_gain, "", "", why)
        self.addSeparator()
        at = order.index(track_id)
        first = "" if at else self.tr("It is the first track")
        last = "" if at + 1 < len(order) else self.tr("It is the last track")
        up, down = partial(commands.step, track_id, -1), partial(commands.step, track_id, 1)
        add(self, theme, self.tr("Move up"), up, "arrow-up", "Alt+Up", why or first)
        add(self, theme, self.tr("Move down"), down, "", "Alt+Down", why or last)
        self.addSeparator()
        delete = self.tr("Delete track and its clips") if len(row.clips) else self.tr("Delete track")
        add(self, theme, delete, partial(commands.delete, track_id), "trash-2", "Del", why)

    def _ask_gain(self) -> None:
        popover = NumberPopover(
            self.theme,
            self.tr("Gain of {0}").format(self._row.name),
            self._row.gain_db,
            (LOWEST_DB, HIGHEST_DB),
            step=0.5,
            decimals=1,
            suffix=self.tr(" dB"),
            reset=self.tr("Back to 0 dB"),
            parent=self._header,
        )
        track_id = self._row.track_id or ""
        popover.chosen.connect(lambda gain_db: self._commands.set(track_id, gain_db=round(gain_db, 1)))
        popover.reset.connect(lambda: self._commands.set(track_id, gain_db=0.0))
        popover.open_at(self._header.mapToGlobal(QPoint(self._header.width(), self._header.height())))
