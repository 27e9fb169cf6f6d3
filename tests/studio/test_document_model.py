"""Random sequences of edits, undo, redo and arriving takes against a plain model of the document."""

from __future__ import annotations

import contextlib
import functools
import inspect
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.studio import contents

from cosydesk.studio import arrange, dictionary_edits, project_file, slots, storage
from cosydesk.studio.builders import EditBuilders
from cosydesk.studio.edit import Edit
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.marker import Marker
from cosydesk.studio.project import Project
from cosydesk.studio.respelling import Respelling
from cosydesk.studio.take import Take
from cosydesk.studio.timeline import PlacedClip, Track

VOICES = ("starter:af_heart", "starter:zf_xiaoxiao", "starter:bm_george")
SOUND = np.zeros(2_400, np.float32)

EXAMPLES = int(os.environ.get("COSYDESK_EXAMPLES", "40"))


@dataclass
class Model:
    """What the document must be, kept in the plainest way: lines as dicts in a list, whole copies for undo.

    It knows lines, their chosen take and hand-made starts; what the project derives is checked by invariants.
    """

    lines: list[dict[str, Any]] = field(default_factory=list)

    def copy(self) -> list[dict[str, Any]]:
        return [dict(line) for line in self.lines]


STEPS = 200
"""Edits, undos, redos and arriving takes in one sequence."""

OFTEN = ("text", "text", "insert", "take", "take", "take", "undo", "undo", "undo", "redo", "redo")


def actions() -> st.SearchStrategy[list[tuple[str, int, int]]]:
    """Sequences of exactly `STEPS` steps, each a name and the two numbers that pick what it does to what."""
    number = st.integers(0, 1_000_000)
    return st.lists(
        st.tuples(st.sampled_from([*OFTEN, *BUILDERS]), number, number), min_size=STEPS, max_size=STEPS
    )


class Session:
    """A project with the undo stack a window would have."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.done: list[Edit] = []
        self.undone: list[Edit] = []

    def push(self, edit: Edit) -> None:
        if not edit:
            return
        before = contents(self.project)
        inverse = self.project.apply(edit)
        # Undone and redone at once, every edit is exact.
        after = contents(self.project)
        redo = self.project.apply(inverse)
        assert contents(self.project) == before, edit.name
        inverse = self.project.apply(redo)
        assert contents(self.project) == after, edit.name
        self.done.append(inverse)
        self.undone.clear()

    def undo(self) -> None:
        if self.done:
            self.undone.append(self.project.apply(self.done.pop()))

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.project.apply(self.undone.pop()))


@dataclass(frozen=True)
class Pick:
    """What two numbers pick from a project. Raises `NothingThere` where there is nothing to pick from."""

    project: Project
    a: int
    b: int

    @property
    def line(self) -> Line:
        return self._one(self.project.lines)

    @property
    def take(self) -> Take:
        return self._one(list(self.project.takes.values()))

    @property
    def clip(self) -> PlacedClip:
        return self._one(sorted(self.project.layout(), key=lambda placed: placed.clip.id))

    @property
    def clips(self) -> list[str]:
        """One to three clips."""
        ids = sorted(self.project.clips)
        return list(dict.fromkeys(self._one(ids, self.a + step) for step in range(1 + self.b % 3)))

    @property
    def track(self) -> Track:
        return self._one(self.project.tracks)

    @property
    def respelling(self) -> Respelling:
        return self._one(self.project.respellings)

    @property
    def marker(self) -> Marker:
        return self._one(self.project.markers)

    def _one(self, rows: Sequence[Any], number: int | None = None) -> Any:
        if not rows:
            raise NothingThere
        return rows[(self.a if number is None else number) % len(rows)]


class NothingThere(Exception):  # noqa: N818 - no error, only a step without an effect
    """The document has nothing that the step could be done to."""


def _insert(project: Project, pick: Pick) -> Edit:
    new = [project.new_line(f"new {pick.b}", VOICES[pick.b % 3]) for _ in range(1 + pick.b % 3)]
    return project.edit_lines([], new, pick.a % (len(project.lines) + 1))


def _split_line(project: Project, pick: Pick) -> Edit:
    kept = replace(pick.line, text=pick.line.text[:2])
    new = project.new_line(pick.line.text[2:])
    return project.edit_lines([pick.line.id], [kept, new], project.index_of(pick.line.id))


def _remove(project: Project, pick: Pick) -> Edit:
    at = project.index_of(pick.line.id)
    return project.edit_lines([row.id for row in project.lines[at : at + 1 + pick.b % 2]], [], 0)


def _choose(project: Project, pick: Pick) -> Edit:
    own = project.takes_of(pick.line.id)
    chosen = own[pick.b % len(own)].id if own and pick.b % 5 else None
    return project.choose_take(pick.line.id, chosen)


def _paste(project: Project, pick: Pick) -> Edit:
    return arrange.paste_clips(project, arrange.copied(project, pick.clips), pick.b % 90_000)[0]


BUILDERS: dict[str, Callable[[Project, Pick], Edit]] = {
    "insert": _insert,
    "split_line": _split_line,
    "remove": _remove,
    "move": lambda p, pick: p.move_lines(
        [pick.line.id, p.lines[pick.b % len(p.lines)].id], pick.b % (len(p.lines) + 1)
    ),
    "text": lambda p, pick: p.edit_text(pick.line.id, f"{pick.line.text[: pick.b % 9]}{pick.b % 7}"),
    "notes": lambda p, pick: p.edit_notes(pick.line.id, f"{pick.line.notes}{' ab'[pick.b % 3]}"),
    "line": lambda p, pick: p.edit_line(
        pick.line.id, speed=1.0 + (pick.b % 5) / 10, notes=f"note {pick.b % 3}", seed_locked=bool(pick.b % 2)
    ),
    "voice": lambda p, pick: p.assign_voice([pick.line.id], VOICES[pick.b % 3]),
    "slot_in": lambda p, pick: slots.set_slot_in(p, pick.line.id, pick.b % 5_000 if pick.b % 4 else None),
    "slot_out": lambda p, pick: slots.set_slot_out(p, pick.line.id, pick.b % 5_000),
    "slot_clear": lambda p, pick: slots.clear_slot(p, pick.line.id),
    "choose": _choose,
    "star": lambda p, pick: p.star_take(pick.take.id, bool(pick.b % 2)),
    "delete_take": lambda p, pick: p.delete_take(pick.take.id),
    "clean": lambda p, pick: storage.clean_takes(
        p, [take.id for takes in storage.spare_takes(p).values() for take in takes[: 1 + pick.b % 3]]
    ),
    "place": lambda p, pick: p.place_clip(
        pick.clip.clip.id, pick.b % 100_000 if pick.b % 4 else None, p.tracks[pick.b % len(p.tracks)].id
    ),
    "trim": lambda p, pick: p.trim_clip(pick.clip.clip.id, pick.b % 2_000, 1 + pick.b % 1_000),
    "split": lambda p, pick: p.split_clip(
        pick.clip.clip.id, pick.clip.start + pick.b % max(1, pick.clip.length)
    ),
    "set_clip": lambda p, pick: p.set_clip(pick.clip.clip.id, gain_db=-float(pick.b % 20)),
    "remove_clip": lambda p, pick: p.remove_clips([pick.clip.clip.id]),
    "move_clips": lambda p, pick: arrange.move_clips(
        p, pick.clips, pick.b % 9_000 - 3_000, {pick.clips[0]: p.tracks[pick.b % len(p.tracks)].id}
    ),
    "follow": lambda p, pick: arrange.follow_script(p, pick.clips),
    "line_gap": lambda p, pick: arrange.set_gap(p, pick.line.id, pick.b % 400 if pick.b % 3 else None),
    "trim_start": lambda p, pick: arrange.trim_start(p, pick.clips, pick.b % 2_000 - 1_000),
    "trim_end": lambda p, pick: arrange.trim_end(p, pick.clips, pick.b % 2_000 - 1_000),
    "split_clips": lambda p, pick: arrange.split_clips(
        p, list(p.clips), pick.clip.start + pick.b % max(1, pick.clip.length)
    ),
    "remove_clips": lambda p, pick: arrange.remove_clips(p, pick.clips),
    "ripple": lambda p, pick: arrange.ripple_delete(p, pick.clips),
    "paste": _paste,
    "duplicate": lambda p, pick: arrange.duplicate_clips(p, pick.clips)[0],
    "fades": lambda p, pick: arrange.set_fades(
        p, pick.clips, pick.b % 900 if pick.b % 3 else None, pick.b % 700 if pick.b % 2 else None
    ),
    "tempo": lambda p, pick: arrange.change_tempo(p, pick.clips, 0.8 + pick.b % 9 / 10),
    "gain": lambda p, pick: arrange.change_gain(p, pick.clips, lambda gain_db: gain_db + pick.b % 9 - 4),
    "add_track": lambda p, pick: p.add_track(f"track {pick.b}", VOICES[pick.b % 3] if pick.b % 2 else None),
    "track": lambda p, pick: p.set_track(
        pick.track.id, muted=bool(pick.b % 2), gain_db=float(pick.b % 6), color=pick.b % 8 or None
    ),
    "move_track": lambda p, pick: p.move_track(pick.track.id, pick.b % len(p.tracks)),
    "remove_track": lambda p, pick: p.remove_track(pick.track.id),
    "project": lambda p, pick: p.set_project(
        gap_ms=pick.b % 500, loop_in=pick.b % 99, loop_out=100 + pick.b % 99, take_bits=(16, 24)[pick.b % 2]
    ),
    "add_marker": lambda p, pick: p.add_marker(pick.b % 50_000, f"mark {pick.b % 9}", pick.b % 8),
    "marker": lambda p, pick: p.set_marker(pick.marker.id, at=pick.b % 50_000, name=f"scene {pick.b % 5}"),
    "remove_markers": lambda p, pick: p.remove_markers([pick.marker.id]),
    "texts": lambda p, pick: p.edit_texts(
        {pick.line.id: f"both {pick.b % 7}", p.lines[-1].id: f"both {pick.b % 5}"}
    ),
    "lines": lambda p, pick: p.edit_each(
        [pick.line.id, p.lines[pick.b % len(p.lines)].id], speed=1.0 + (pick.b % 3) / 4
    ),
    "direct": lambda p, pick: p.direct_lines([pick.line.id], f"calm {pick.b % 3}" if pick.b % 2 else ""),
    "add_respelling": lambda p, pick: dictionary_edits.add_respelling(
        p, f"new {pick.b % 4}", f"word {pick.a % 3}"
    ),
    "respell": lambda p, pick: dictionary_edits.import_respellings(
        p, [Respelling(new_id(), f"new {pick.b % 4}", f"word {pick.a % 3}")]
    ),
    "respelling": lambda p, pick: dictionary_edits.set_respelling(
        p, pick.respelling.id, spoken=f"say {pick.b % 5}", enabled=bool(pick.b % 3)
    ),
    "remove_respellings": lambda p, pick: dictionary_edits.remove_respellings(p, [pick.respelling.id]),
}
"""Every edit that the studio can build; a test sees to it that none is missing."""


def check_invariants(project: Project) -> None:
    for line in project.lines:
        assert line.take_id is None or project.takes[line.take_id].line_id == line.id
    for clip in project.clips.values():
        assert clip.take_id in project.takes
        assert clip.line_id is None or project.line(clip.line_id).take_id == clip.take_id
        assert any(track.id == clip.track_id for track in project.tracks)
    assert len(project.layout()) == len(project.clips)
    assert len({line.id for line in project.lines}) == len(project.lines)


def step(session: Session, name: str, a: int, b: int, gone: list[Line]) -> None:
    project = session.project
    if name == "undo":
        session.undo()
    elif name == "redo":
        session.redo()
    elif name == "take":
        # Sometimes for a line that was deleted while it was being spoken.
        choice = [*project.lines, *gone]
        if choice:
            line = choice[a % len(choice)]
            project.add_take(line.id, project.new_take_request(line), SOUND[: 600 + b % 1_800], 24_000)
    else:
        try:
            edit = BUILDERS[name](project, Pick(project, a, b))
        except (StudioError, NothingThere):
            return  # the numbers asked for nothing sensible, e.g. a cut outside the clip
        before = {line.id: line for line in project.lines}
        session.push(edit)
        gone.extend(line for line_id, line in before.items() if not project.has_line(line_id))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(actions())
def test_without_arrivals_undo_and_redo_walk_the_same_documents(steps: list[tuple[str, int, int]]) -> None:
    project = Project()
    session = Session(project)
    for line in [project.new_line(f"line {index}", VOICES[index % 3]) for index in range(4)]:
        session.push(project.edit_lines([], [line], 0))
    for line in project.lines[:3]:
        project.add_take(line.id, project.new_take_request(line), SOUND, 24_000)
    session.done.clear()
    # The model: the documents themselves, one after the other.
    past: list[object] = [contents(project)]
    at = 0
    for name, a, b in steps:
        if name == "take":
            continue
        done = len(session.done)
        step(session, name, a, b, [])
        if name == "undo":
            at -= done > 0
        elif name == "redo":
            at += len(session.done) > done
        elif len(session.done) > done:
            at += 1
            past[at:] = [contents(project)]
        assert contents(project) == past[at]
        check_invariants(project)
    while session.done:
        session.undo()
        at -= 1
        assert contents(project) == past[at]
    assert at == 0
    while session.undone:
        session.redo()
        at += 1
        assert contents(project) == past[at]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(actions())
def test_takes_may_arrive_at_any_time(steps: list[tuple[str, int, int]]) -> None:
    project = Project()
    session = Session(project)
    model = Model()
    history: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]] = []
    redo: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]] = []
    gone: list[Line] = []
    for name, a, b in steps:
        before, done, undone = model.copy(), len(session.done), len(session.undone)
        arrived = set(project.takes)
        step(session, name, a, b, gone)
        if name == "undo" and done:
            redo.append(history.pop())
            model.lines = [dict(line) for line in redo[-1][0]]
        elif name == "redo" and undone:
            history.append(redo.pop())
            model.lines = [dict(line) for line in history[-1][1]]
        elif len(session.done) > done:
            model.lines = fields_of(project)
            history.append((before, model.copy()))
            redo.clear()
        if name == "take":
            # Every arrived take is there to stay, and chosen where its line exists.
            for take_id in set(project.takes) - arrived:
                line_id = project.takes[take_id].line_id
                assert not project.has_line(line_id) or project.line(line_id).take_id == take_id
        # What the person wrote and ordered is exactly what edits, undo and redo made of it.
        assert fields_of(project) == model.lines
        check_invariants(project)


def fields_of(project: Project) -> list[dict[str, Any]]:
    names = [field.name for field in fields(Line) if field.name != "take_id"]
    return [{name: getattr(line, name) for name in names} for line in project.lines]


@settings(max_examples=max(5, EXAMPLES // 5), deadline=None, suppress_health_check=list(HealthCheck))
@given(actions(), st.booleans())
def test_what_is_read_back_is_what_was_there(steps: list[tuple[str, int, int]], save_as: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scene.cosydesk"
        session = Session(project_file.create(path))
        gone: list[Line] = []
        for index, (name, a, b) in enumerate(steps):
            step(session, name, a, b, gone)
            if save_as and index == len(steps) // 2:
                path = Path(folder) / "copy.cosydesk"
                project_file.save_as(session.project, path)
        project = session.project
        lines, tracks, clips, markers = *contents(project)[:3], list(project.markers)
        settings_, loose = project.settings, {clip.take_id for clip in project.clips.values()}
        takes = {
            take.id: take
            for take in project.takes.values()
            if project.has_line(take.line_id) or take.id in loose
        }
        project_file.close(project)
        again = project_file.open(path)
        assert (tuple(again.lines), tuple(again.tracks), dict(again.clips)) == (lines, tracks, clips)
        assert (dict(again.takes), again.settings, list(again.markers)) == (takes, settings_, markers)
        for take_id in takes:
            assert len(again.audio(take_id)) == takes[take_id].length
        project_file.close(again)


def test_every_edit_that_can_be_built_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new builder must be added to `BUILDERS`."""
    called: set[str] = set()

    def watch(owner: object, name: str) -> None:
        builder = getattr(owner, name)

        @functools.wraps(builder)
        def watched(*arguments: Any, **named: Any) -> Any:
            called.add(name)
            return builder(*arguments, **named)

        monkeypatch.setattr(owner, name, watched)

    owners = (EditBuilders, arrange, dictionary_edits, slots, storage)
    known: set[str] = set()
    for owner in owners:
        for name, member in list(vars(owner).items()):
            builds = "Edit" in str(getattr(member, "__annotations__", {}).get("return", ""))
            if inspect.isfunction(member) and builds and not name.startswith("_"):
                known.add(name)
                watch(owner, name)
    project = Project()
    project.apply(project.edit_lines([], [project.new_line(f"line {n}", VOICES[n]) for n in range(3)], 0))
    project.apply(project.add_marker(5))
    project.apply(dictionary_edits.add_respelling(project, "new", "word"))
    for line in project.lines:
        for _ in range(2):
            project.add_take(line.id, project.new_take_request(line), SOUND, 24_000)
    for build in BUILDERS.values():
        with contextlib.suppress(StudioError):
            build(project, Pick(project, 1, 7))
    assert called == known
