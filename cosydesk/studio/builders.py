"""The edits a person can make, built against the present document and not yet applied."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace

from cosydesk.studio.edit import Change, Edit, Insert, Remove, Reorder, SetFields, changed_fields, typing_edit
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.marker import Marker
from cosydesk.studio.state import State
from cosydesk.studio.timeline import Clip, PlacedClip, Track, source_length, span_in_take
from cosydesk.studio.voice_modes import INSTRUCT, mode_after_voice, modes_of

_MERGING = frozenset({"speed", "instruct", "gap_ms", "gain_db", "name", "original_gain_db", "ducking_db"})
"""Fields that sliders and text boxes change by small steps: neighbouring steps merge."""

_ORIGINAL = frozenset({"original_gain_db", "original_muted", "ducking_db"})
"""What can be changed about the video's own sound."""


class EditBuilders(ABC):
    """What `Project` can build. Every method returns an `Edit`; apply it through the undo stack.

    All raise `StudioError` (``unknown_id``, ``invalid``) for ids that aren't there and values that make no
    sense. An edit that would change nothing is false.
    """

    _state: State
    sample_rate: int

    @abstractmethod
    def layout(self) -> list[PlacedClip]:
        """Where the clips lie."""

    # -- lines -----------------------------------------------------------------------------------------------

    def edit_text(self, line_id: str, text: str) -> Edit:
        """Typing in a line; steps merge by word. A line holds no line break: they become spaces."""
        line = self._line(line_id)
        return typing_edit(line_id, line.text, " ".join(text.splitlines()) if "\n" in text else text)

    def edit_texts(self, texts: Mapping[str, str], name: str = "Replace") -> Edit:
        """Give several lines other texts, by their ids, as one step."""
        changes = tuple(
            SetFields("line", line_id, (("text", text),))
            for line_id, text in texts.items()
            if self._line(line_id).text != text
        )
        return Edit(name, changes)

    def edit_notes(self, line_id: str, notes: str) -> Edit:
        """Typing in the notes of a line, which may have line breaks; steps merge by word."""
        return typing_edit(line_id, self._line(line_id).notes, notes, "notes")

    def edit_line(self, line_id: str, **values: object) -> Edit:
        """Change fields of a line, e.g. ``edit_line(id, speed=1.1)``."""
        line = self._line(line_id)
        changed = changed_fields(line, values)
        only = set(values)
        name = (
            "Change voice" if only == {"voice_id"} else "Change notes" if only == {"notes"} else "Change line"
        )
        return _set_edit(name, "line", line_id, changed)

    def edit_each(self, line_ids: Iterable[str], **values: object) -> Edit:
        """Change fields of several lines as one step; the small steps of sliders and text boxes merge."""
        ids = tuple(dict.fromkeys(line_ids))
        if len(ids) == 1:
            return self.edit_line(ids[0], **values)
        return self._each(ids, lambda _line: values)

    def direct_lines(self, line_ids: Iterable[str], manner: str) -> Edit:
        """Have lines spoken in a manner; without one they go back to the plain mode of their voice."""

        def directed(line: Line) -> dict[str, object]:
            if manner.strip():
                return {"instruct": manner, "mode": INSTRUCT}
            plain = modes_of(line.voice_id)[0] if line.mode == INSTRUCT else line.mode
            return {"instruct": manner, "mode": plain}

        return self._each(tuple(dict.fromkeys(line_ids)), directed)

    def _each(self, ids: tuple[str, ...], fields_of: Callable[[Line], dict[str, object]]) -> Edit:
        changes = tuple(
            SetFields("line", line_id, tuple(changed.items()))
            for line_id in ids
            if (changed := changed_fields(line := self._line(line_id), fields_of(line)))
        )
        names = {name for change in changes for name, _ in change.fields}
        of = f"line:{ids[0]}" if len(ids) == 1 else f"lines:{hash(ids)}"
        key = f"{of}:{','.join(sorted(names))}" if names <= _MERGING else None
        return Edit("Change line" if len(ids) == 1 else "Change lines", changes, key)

    def assign_voice(self, line_ids: Iterable[str], voice_id: str) -> Edit:
        """Give several lines one voice, and those whose mode makes no sense with it the one that does."""
        changes: list[Change] = []
        for line in map(self._line, line_ids):
            if line.voice_id == voice_id:
                continue
            values: list[tuple[str, object]] = [("voice_id", voice_id)]
            if (mode := mode_after_voice(voice_id, line.mode)) != line.mode:
                values.append(("mode", mode))
            changes.append(SetFields("line", line.id, tuple(values)))
        return Edit("Change voice", tuple(changes))

    def edit_lines(self, remove_ids: Iterable[str], insert: Sequence[Line], at: int, name: str = "") -> Edit:
        """Replace lines: take out `remove_ids`, then insert the given lines at index `at` of what is left.

        A line that is both removed and inserted (same id) is kept with its takes and clips and only gets the
        fields that differ: so Enter is ``edit_lines([id], [first_half, new_line], at)``.
        """
        present = [line.id for line in self._state.lines.rows()]
        out = set(remove_ids)
        coming = {line.id for line in insert}
        if len(coming) != len(insert) or coming & (set(present) - out):
            raise StudioError("A line can't be inserted twice.", code="invalid")
        left = [line_id for line_id in present if line_id not in out]
        at = max(0, min(at, len(left)))
        target = left[:at] + [line.id for line in insert] + left[at:]
        changes: list[Change] = []
        if gone := tuple(line_id for line_id in present if line_id in out - coming):
            changes.append(Remove("line", gone))
        fresh: list[tuple[int, Line]] = []
        for index, line in enumerate(insert):
            if line.id in self._state.lines:
                if changed := changed_fields(self._line(line.id), _values(line)):
                    changes.append(SetFields("line", line.id, tuple(changed.items())))
            else:
                fresh.append((at + index, replace(line, take_id=None)))
        if fresh:
            changes.append(Insert("line", tuple(fresh)))
        new = {line.id for _, line in fresh}
        kept_now = [line_id for line_id in present if line_id not in out - coming]
        if kept_now != [line_id for line_id in target if line_id not in new]:
            changes.append(Reorder("line", tuple(target)))
        if not name:
            name = (
                "Insert lines"
                if fresh and not out
                else "Delete lines"
                if gone and not insert
                else "Edit lines"
            )
        return Edit(name, tuple(changes))

    def move_lines(self, ids: Iterable[str], to: int) -> Edit:
        """Move lines together, in script order, before the line that is now at index `to` (n = to the
        end).
        """
        moving = set(ids)
        order = [line.id for line in self._state.lines.rows()]
        block = [line_id for line_id in order if line_id in moving]
        before = [line_id for line_id in order[:to] if line_id not in moving]
        after = [line_id for line_id in order[max(0, to) :] if line_id not in moving]
        target = before + block + after
        return Edit("Move lines", (Reorder("line", tuple(target)),) if target != order else ())

    # -- takes -----------------------------------------------------------------------------------------------

    def choose_take(self, line_id: str, take_id: str | None) -> Edit:
        """Choose a take of the line; its clip plays it from then on, whole. None takes the line off the
        timeline.
        """
        line = self._line(line_id)
        take = self._state.takes.get(take_id)
        if take_id is not None and (take is None or take.line_id != line_id):
            raise StudioError("That take isn't this line's.", code="unknown_id")
        if line.take_id == take_id:
            return Edit("Choose take", ())
        changes: list[Change] = [SetFields("line", line_id, (("take_id", take_id),))]
        if take is not None and not self._state.clips_of(line_id):
            voice_id = take.request.voice_id
            track = self._state.track_for(voice_id)
            if track is None:
                track = Track(new_id(), voice_id.rpartition(":")[2], voice_id)
                changes.append(Insert("track", ((-1, track),)))
            changes.append(Insert("clip", ((-1, Clip(line_id, line_id, take.id, track.id, None)),)))
        return Edit("Choose take", tuple(changes))

    def star_take(self, take_id: str, starred: bool) -> Edit:
        """Star a take, or take the star off."""
        take = self._state.takes.get(take_id)
        if take is None:
            raise StudioError("There is no such take.", code="unknown_id")
        changes = (SetFields("take", take_id, (("starred", starred),)),) if take.starred != starred else ()
        return Edit("Star take", changes)

    def delete_take(self, take_id: str) -> Edit:
        """Delete a take; if it was chosen, the line's newest other take is chosen instead."""
        if take_id not in self._state.takes:
            raise StudioError("There is no such take.", code="unknown_id")
        return Edit("Delete take", (Remove("take", (take_id,)),))

    # -- clips -----------------------------------------------------------------------------------------------

    def place_clip(self, clip_id: str, start: int | None, track_id: str | None = None) -> Edit:
        """Put a clip at a sample by hand (None: back into the sequence), and onto a track if one is given."""
        values: dict[str, object] = {"start": None if start is None else max(0, start)}
        if track_id is not None:
            if track_id not in self._state.tracks:
                raise StudioError("There is no such track.", code="unknown_id")
            values["track_id"] = track_id
        changed = changed_fields(self._clip(clip_id), values)
        return _set_edit("Move clip", "clip", clip_id, changed, merge=False)

    def trim_clip(self, clip_id: str, offset: int, length: int | None, start: int | None = None) -> Edit:
        """Play only `length` samples of the take from `offset`; `start` moves a hand-placed clip along."""
        clip = self._clip(clip_id)
        whole = source_length(clip, self._state.takes.mapping()[clip.take_id], self.sample_rate)
        if not 0 <= offset < whole or (length is not None and length < 1):
            raise StudioError("A clip can't be trimmed to nothing.", code="invalid")
        if length is not None and offset + length >= whole:
            length = None
        values: dict[str, object] = {"offset": offset, "length": length}
        if start is not None:
            values["start"] = max(0, start)
        return _set_edit("Trim clip", "clip", clip_id, changed_fields(clip, values))

    def split_clip(self, clip_id: str, at: int) -> Edit:
        """Split a clip at a sample of the timeline that lies inside it."""
        clip = self._clip(clip_id)
        placed = next(placed for placed in self.layout() if placed.clip.id == clip_id)
        cut = at - placed.start
        if not 0 < cut < placed.length:
            raise StudioError("The playhead isn't inside the clip.", code="invalid")
        whole = source_length(clip, self._state.takes.mapping()[clip.take_id], self.sample_rate)
        offset, length = span_in_take(clip, whole)
        rest = replace(
            clip,
            id=new_id(),
            start=None if clip.start is None else clip.start + cut,
            offset=offset + cut,
            length=None if offset + length == whole else length - cut,
        )
        first = SetFields("clip", clip_id, (("offset", offset), ("length", cut)))
        return Edit("Split clip", (first, Insert("clip", ((-1, rest),))))

    def set_clip(self, clip_id: str, **values: object) -> Edit:
        """Change other fields of a clip, e.g. its gain."""
        return _set_edit("Change clip", "clip", clip_id, changed_fields(self._clip(clip_id), values))

    def remove_clips(self, ids: Iterable[str]) -> Edit:
        """Take clips off the timeline; lines and takes stay."""
        found = tuple(clip_id for clip_id in dict.fromkeys(ids) if clip_id in self._state.clips)
        return Edit("Delete clips", (Remove("clip", found),) if found else ())

    # -- tracks and project ----------------------------------------------------------------------------------

    def add_track(self, name: str, voice_id: str | None = None) -> Edit:
        """Add a track at the end."""
        return Edit("Add track", (Insert("track", ((-1, Track(new_id(), name, voice_id)),)),))

    def set_track(self, track_id: str, **values: object) -> Edit:
        """Change fields of a track, e.g. ``set_track(id, muted=True)``."""
        track = self._state.tracks.get(track_id)
        if track is None:
            raise StudioError("There is no such track.", code="unknown_id")
        name = "Rename track" if set(values) == {"name"} else "Change track"
        return _set_edit(name, "track", track_id, changed_fields(track, values))

    def move_track(self, track_id: str, to: int) -> Edit:
        """Move a track so that it stands at index `to`."""
        order = [track.id for track in self._state.tracks.rows()]
        if track_id not in order:
            raise StudioError("There is no such track.", code="unknown_id")
        target = [other for other in order if other != track_id]
        target.insert(max(0, to), track_id)
        return Edit("Move track", (Reorder("track", tuple(target)),) if target != order else ())

    def remove_track(self, track_id: str) -> Edit:
        """Delete a track with the clips on it; lines and takes stay."""
        if track_id not in self._state.tracks:
            raise StudioError("There is no such track.", code="unknown_id")
        return Edit("Delete track", (Remove("track", (track_id,)),))

    def set_project(self, **values: object) -> Edit:
        """Change project settings, e.g. ``gap_ms``."""
        if values.get("take_bits", 24) not in (16, 24):
            raise StudioError("Takes are kept in 16 or 24 bits.", code="invalid")
        ducking = values.get("ducking_db", 0.0)
        if not isinstance(ducking, int | float) or ducking < 0:
            raise StudioError("The original sound is lowered by 0 dB or more.", code="invalid")
        settings = self._state.settings.rows()[0]
        name = "Change project"
        if set(values) <= {"loop_in", "loop_out"}:
            name = "Change loop range"
        elif set(values) == {"cloning_model"}:
            name = "Choose model"
        elif "video" in values:
            name = "Open video" if values["video"] else "Close video"
        elif set(values) <= _ORIGINAL:
            name = "Change original sound"
        return _set_edit(name, "project", "", changed_fields(settings, values))

    # -- markers ---------------------------------------------------------------------------------------------

    def add_marker(self, at: int, name: str = "", color: int = 0) -> Edit:
        """Add a marker at a sample."""
        return Edit("Add marker", (Insert("marker", ((-1, Marker(new_id(), max(0, at), name, color)),)),))

    def set_marker(self, marker_id: str, **values: object) -> Edit:
        """Move, rename or colour a marker: ``set_marker(id, at=…, name=…, color=…)``."""
        marker = self._state.markers.get(marker_id)
        if marker is None:
            raise StudioError("There is no such marker.", code="unknown_id")
        only = set(values)
        name = "Move marker" if only == {"at"} else "Rename marker" if only == {"name"} else "Change marker"
        return _set_edit(name, "marker", marker_id, changed_fields(marker, values), merge=False)

    def remove_markers(self, ids: Iterable[str]) -> Edit:
        """Delete markers."""
        found = tuple(marker_id for marker_id in dict.fromkeys(ids) if marker_id in self._state.markers)
        name = "Delete marker" if len(found) == 1 else "Delete markers"
        return Edit(name, (Remove("marker", found),) if found else ())

    # -- helpers ---------------------------------------------------------------------------------------------

    def _line(self, line_id: str) -> Line:
        line = self._state.lines.get(line_id)
        if line is None:
            raise StudioError("There is no such line.", code="unknown_id")
        return line

    def _clip(self, clip_id: str) -> Clip:
        clip = self._state.clips.get(clip_id)
        if clip is None:
            raise StudioError("There is no such clip.", code="unknown_id")
        return clip


def _values(line: Line) -> dict[str, object]:
    """The fields an edit of the script may carry; the chosen take isn't among them."""
    return {
        field.name: getattr(line, field.name) for field in fields(line) if field.name not in ("id", "take_id")
    }


def _set_edit(name: str, kind: str, item_id: str, changed: dict[str, object], *, merge: bool = True) -> Edit:
    if not changed:
        return Edit(name, ())
    key = f"{kind}:{item_id}:{','.join(sorted(changed))}" if merge and set(changed) <= _MERGING else None
    return Edit(name, (SetFields(kind, item_id, tuple(changed.items())),), key)  # type: ignore[arg-type]
