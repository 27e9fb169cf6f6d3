"""The document's tables and the primitive steps that change them, each logged with its inverse.

Invariants that hold after every `State.apply` and `State.arrive`:

- a line's chosen take exists;
- a clip's track and take exist; a line's clips belong to an existing line and play exactly its chosen take.

They are restored by `_settle`, whose own steps are logged too, so that an inverse stays exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from cosydesk.studio.edit import Change, Insert, Item, Kind, Remove, Reorder, SetFields
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.marker import Marker
from cosydesk.studio.my_voice import MyVoice
from cosydesk.studio.respelling import Respelling
from cosydesk.studio.table import Table
from cosydesk.studio.take import Take
from cosydesk.studio.timeline import DEFAULT_GAP_MS, Clip, Track

Touched = tuple[str, str]
"""(kind, id) of something that changed: kind is ``"line"``, ``"clip"``, ``"track"``, ``"take"``,
``"marker"``, ``"respelling"``, ``"voice"``, ``"project"``, or ``"lines"`` with id ``""`` when lines came, went or
moved."""

_LAID_OUT = frozenset({"gap_ms", "take_id"})
"""Fields of lines and of the project that the layout depends on; of clips it is all."""

_NOT_LAID_OUT = frozenset({"marker", "respelling"})


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """What belongs to the project as a whole.

    Attributes:
        gap_ms: silence between lines, milliseconds.
        frame_rate: frames a second that times are counted in; 29.97 and 59.94 count with dropped numbers.
        show_frames: the ruler counts frames instead of time.
        loop_in, loop_out: samples, the range that is repeated.
        take_bits: 16 or 24, what new takes are kept in. A model's float32 holds 24 bits, so 24 keeps all of it.
        cloning_model: id of the model that speaks with voices of one's own; empty = whichever is at hand.
        video: the video that is dubbed, as an absolute path, or relative to the project's folder; empty = none.
        original_gain_db: gain of the video's own sound; original_muted: it isn't heard.
        ducking_db: by how much it is lowered under speech, 0 or more.
        check_takes: what happens to new takes: ``"off"``, ``"warn"`` (they are read back and marked), ``"redo"``
            (those that fail are spoken again with another seed).
        check_limit: error rate above which a take fails; check_tries: how often it is spoken again.
    """

    gap_ms: int = DEFAULT_GAP_MS
    frame_rate: float = 25.0
    show_frames: bool = False
    loop_in: int | None = None
    loop_out: int | None = None
    take_bits: int = 24
    cloning_model: str = ""
    video: str = ""
    original_gain_db: float = 0.0
    original_muted: bool = False
    ducking_db: float = 12.0
    check_takes: str = "off"
    check_limit: float = 0.2
    check_tries: int = 2

    @property
    def id(self) -> str:
        return ""


class State:
    """The document without its sound. Not thread-safe: one thread changes it."""

    def __init__(self) -> None:
        self.lines: Table[Line] = Table()
        self.takes: Table[Take] = Table()
        self.clips: Table[Clip] = Table()
        self.tracks: Table[Track] = Table()
        self.markers: Table[Marker] = Table()
        self.respellings: Table[Respelling] = Table()
        self.voices: Table[MyVoice] = Table()
        self.settings: Table[ProjectSettings] = Table()
        self.settings.insert(ProjectSettings())
        self.touched: set[Touched] = set()
        self.layout_changed = True
        self._tables: dict[Kind, Table[Any]] = {
            "line": self.lines,
            "take": self.takes,
            "clip": self.clips,
            "track": self.tracks,
            "marker": self.markers,
            "respelling": self.respellings,
            "voice": self.voices,
            "project": self.settings,
        }
        # Clips by line, the line's own first; kept ready because the layout reads all of them after every edit.
        self.clips_by_line: dict[str | None, tuple[Clip, ...]] = {}
        self._takes_of: dict[str, list[str]] = defaultdict(list)
        # Takes that arrived while their line was deleted: chosen when an undo brings it back.
        self._arrived: dict[str, str] = {}
        self._unsettled: set[str] = set()
        self._log: list[Change] = []

    # -- reading ---------------------------------------------------------------------------------------------

    def clips_of(self, line_id: str | None) -> list[Clip]:
        """The clips of a line (None: the loose ones), the line's own first, in no further order."""
        return list(self.clips_by_line.get(line_id, ()))

    def takes_of(self, line_id: str) -> list[Take]:
        """The takes of a line, oldest first."""
        takes = self.takes.mapping()
        return [takes[take_id] for take_id in self._takes_of.get(line_id, ())]

    def track_for(self, voice_id: str) -> Track | None:
        """The first track of a speaker."""
        return next((track for track in self.tracks.rows() if track.voice_id == voice_id), None)

    # -- changing --------------------------------------------------------------------------------------------

    def apply(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Carry out the changes and return their exact inverse. What changed is added to `touched`."""
        self._log = []
        for change in changes:
            match change:
                case SetFields():
                    self._set(change.kind, change.id, dict(change.fields))
                case Insert():
                    self._insert(change.kind, change.items)
                case Remove():
                    self._remove(change.kind, change.ids, change.if_unused)
                case Reorder():
                    self._reorder(change.kind, change.order)
        self._settle()
        inverse = tuple(reversed(self._log))
        self._log = []
        return inverse

    def arrive(self, take: Take) -> None:
        """Take in a new take: choose it for its line and put it on the timeline. Not undoable."""
        self._insert("take", ((-1, take),))
        if take.line_id in self.lines:
            self._choose_arrived(take.line_id, take.id)
        else:
            self._arrived[take.line_id] = take.id
        self._settle()
        self._log = []

    def note(self, kind: Kind, item_id: str, **fields: object) -> None:
        """Set fields that are facts, not edits; nothing where the item is gone. Not undoable."""
        self._set(kind, item_id, fields)
        self._settle()
        self._log = []

    def know_speech(self, take_id: str, speech: tuple[int, int]) -> None:
        """Note where a take's speech lies. Not undoable: it is no edit but a fact."""
        self.takes.replace(replace(self.takes.mapping()[take_id], speech=speech))

    def keep_voice(self, voice: MyVoice) -> None:
        """Keep a copy of a voice of one's own, in the place of an older one. Not undoable: it is no edit."""
        if self.voices.get(voice.id) == voice:
            return
        if voice.id in self.voices:
            self.voices.replace(voice)
        else:
            self.voices.insert(voice)
        self.touched.add(("voice", voice.id))

    def load(self, kind: Kind, items: Iterable[Any]) -> None:
        """Fill a table from a file, in order. Nothing is logged or touched; call `settle_all` at the end."""
        for item in items:
            self._put(kind, item, -1)

    def settle_all(self) -> None:
        """Restore the invariants after loading."""
        tracks = self.tracks.mapping()
        takes = self.takes.mapping()
        self._remove(
            "clip",
            tuple(
                clip.id
                for clip in self.clips.rows()
                if clip.track_id not in tracks or (clip.line_id is None and clip.take_id not in takes)
            ),
        )
        self._unsettled.update(self.lines.mapping())
        self._unsettled.update(line_id for line_id in self.clips_by_line if line_id is not None)
        self._settle()
        self._log = []

    # -- primitive steps -------------------------------------------------------------------------------------

    def _set(self, kind: Kind, item_id: str, fields: dict[str, Any]) -> None:
        table = self._tables[kind]
        item = table.get(item_id)
        if item is None:
            return
        old = tuple((name, value) for name in fields if (value := getattr(item, name)) != fields[name])
        if not old:
            return
        new = replace(item, **fields)
        table.replace(new)
        if isinstance(new, Clip):
            self._group(new.line_id, item_id, new)
        self._log.append(SetFields(kind, item_id, old))
        self.touched.add((kind, item_id))
        self.layout_changed |= kind == "clip" or not _LAID_OUT.isdisjoint(fields)
        if kind == "line" and "take_id" in fields:
            self._unsettled.add(item_id)
        elif kind == "clip" and "take_id" in fields and item.line_id is not None:
            self._unsettled.add(item.line_id)

    def _insert(self, kind: Kind, items: tuple[tuple[int, Item], ...]) -> None:
        self.layout_changed |= kind not in _NOT_LAID_OUT
        table = self._tables[kind]
        new: list[str] = []
        for position, item in items:
            if item.id in table:
                if isinstance(item, Clip):
                    self._group(item.line_id, item.id, item)
                if (old := table.replace(item)) != item:
                    self._log.append(Insert(kind, ((position, cast(Item, old)),)))
            else:
                self._put(kind, item, position)
                new.append(item.id)
            self.touched.add((kind, item.id))
            if isinstance(item, Line):
                self._unsettled.add(item.id)
            elif isinstance(item, Clip) and item.line_id is not None:
                self._unsettled.add(item.line_id)
        if not new:
            return
        self._log.append(Remove(kind, tuple(new), if_unused=kind == "track"))
        if kind == "line":
            self.touched.add(("lines", ""))
            for line_id in new:
                if (take_id := self._arrived.pop(line_id, None)) and take_id in self.takes:
                    self._choose_arrived(line_id, take_id)

    def _put(self, kind: Kind, item: Item, position: int) -> None:
        self._tables[kind].insert(item, position)
        if isinstance(item, Clip):
            self._group(item.line_id, item.id, item)
        elif isinstance(item, Take):
            self._takes_of[item.line_id].append(item.id)
            if len(self._takes_of[item.line_id]) > 1:
                takes = self.takes.mapping()
                self._takes_of[item.line_id].sort(key=lambda take_id: (takes[take_id].created, take_id))

    def _group(self, line_id: str | None, clip_id: str, clip: Clip | None) -> None:
        group = [other for other in self.clips_by_line.get(line_id, ()) if other.id != clip_id]
        if clip is not None:
            group.append(clip)
        if len(group) > 1:
            group.sort(key=lambda other: (other.id != line_id, other.offset, other.id))
        if group:
            self.clips_by_line[line_id] = tuple(group)
        else:
            self.clips_by_line.pop(line_id, None)

    def _remove(self, kind: Kind, ids: tuple[str, ...], if_unused: bool = False) -> None:
        if kind == "line":
            clips = tuple(clip.id for line_id in ids for clip in self.clips_of(line_id))
            self._remove("clip", clips)
            self.touched.add(("lines", ""))
        elif kind == "track":
            used = [clip for clip in self.clips.rows() if clip.track_id in ids]
            if if_unused:
                ids = tuple(set(ids) - {clip.track_id for clip in used})
            else:
                self._remove("clip", tuple(clip.id for clip in used))
        elif kind == "take":
            loose = tuple(clip.id for clip in self.clips_of(None) if clip.take_id in ids)
            self._remove("clip", loose)
        gone: tuple[tuple[int, Item], ...] = self._tables[kind].remove(ids)
        if not gone:
            return
        self.layout_changed |= kind not in _NOT_LAID_OUT
        self._log.append(Insert(kind, gone))
        for _, item in gone:
            self.touched.add((kind, item.id))
            if isinstance(item, Clip):
                self._group(item.line_id, item.id, None)
            elif isinstance(item, Take):
                self._takes_of[item.line_id].remove(item.id)
                self._unsettled.add(item.line_id)

    def _reorder(self, kind: Kind, order: tuple[str, ...]) -> None:
        before = self._tables[kind].reorder(order)
        if before == tuple(row.id for row in self._tables[kind].rows()):
            return
        self.layout_changed = True
        self._log.append(Reorder(kind, before))
        if kind == "line":
            self.touched.add(("lines", ""))
        else:
            self.touched.update((kind, item_id) for item_id in before)

    # -- invariants ------------------------------------------------------------------------------------------

    def _choose_arrived(self, line_id: str, take_id: str) -> None:
        self._set("line", line_id, {"take_id": take_id})
        self._settle_line(line_id)
        if not self.clips_of(line_id):
            take = self.takes.mapping()[take_id]
            # The id is the line's, so that a clip which was deleted and made anew is one clip to the undo
            # history.
            clip = Clip(line_id, line_id, take_id, self._track_id(take.request.voice_id), None)
            self._insert("clip", ((-1, clip),))

    def _track_id(self, voice_id: str) -> str:
        track = self.track_for(voice_id)
        if track is None:
            track = Track(new_id(), voice_id.rpartition(":")[2], voice_id)
            self._insert("track", ((-1, track),))
        return track.id

    def _settle(self) -> None:
        while self._unsettled:
            self._settle_line(self._unsettled.pop())

    def _settle_line(self, line_id: str) -> None:
        self._unsettled.discard(line_id)
        line = self.lines.get(line_id)
        clips = self.clips_of(line_id)
        if line is None:
            self._remove("clip", tuple(clip.id for clip in clips))
            return
        take = self.takes.get(line.take_id)
        if take is None and line.take_id is not None:
            rest = self.takes_of(line_id)
            take = rest[-1] if rest else None
            self._set("line", line_id, {"take_id": take.id if take else None})
            self._unsettled.discard(line_id)
        if take is None:
            self._remove("clip", tuple(clip.id for clip in clips))
            return
        strangers = [clip for clip in clips if clip.take_id != take.id]
        if not strangers:
            return
        if len(strangers) < len(clips):
            # An undo brought back a part of an older rendering: the clip of the chosen one is there already.
            self._remove("clip", tuple(clip.id for clip in strangers))
            return
        # Cuts and tempo were made for another rendering: the first part gets the new one whole, the others go.
        kept = clips[0]
        self._remove("clip", tuple(clip.id for clip in clips if clip is not kept))
        fields: dict[str, Any] = {"take_id": take.id, "offset": 0, "length": None, "tempo": 1.0}
        track, old = self.tracks.get(kept.track_id), self.takes.get(kept.take_id)
        voice_id = take.request.voice_id
        own = track is not None and (old is None or old.request.voice_id == track.voice_id)
        # A clip lies on its speaker's track until a hand moves it to another one.
        if own and track is not None and track.voice_id not in (None, voice_id):
            fields["track_id"] = self._track_id(voice_id)
        self._set("clip", kept.id, fields)
        self._unsettled.discard(line_id)
