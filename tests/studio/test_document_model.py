"""Random sequences of edits, undo, redo and arriving takes against a plain model of the document."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.studio import contents

from cosydesk.studio import project_file
from cosydesk.studio.edit import Edit
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.project import Project
from cosydesk.studio.respelling import Respelling

VOICES = ("starter:af_heart", "starter:zf_xiaoxiao", "starter:bm_george")
SOUND = np.zeros(2_400, np.float32)

EXAMPLES = int(os.environ.get("COSYDESK_EXAMPLES", "25"))


@dataclass
class Model:
    """What the document must be, kept in the plainest way: lines as dicts in a list, whole copies for undo.

    It knows lines, their chosen take and hand-made starts; what the project derives is checked by invariants.
    """

    lines: list[dict[str, Any]] = field(default_factory=list)

    def copy(self) -> list[dict[str, Any]]:
        return [dict(line) for line in self.lines]


NAMES = (
    *("text", "text", "insert", "insert", "remove", "move", "voice", "speed", "split_line", "take", "take"),
    *("place", "trim", "split", "clip_gain", "remove_clip", "choose", "delete_take", "star"),
    *("track", "add_track", "remove_track", "move_track", "gap", "undo", "undo", "undo", "redo", "redo"),
    *("respell", "respell", "respell_change", "respell_remove"),
)

ACTIONS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 1_000_000), st.integers(0, 1_000_000)),
    min_size=20,
    max_size=200,
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


def build(project: Project, name: str, a: int, b: int) -> Edit | None:
    """The edit that the numbers pick, or None when there is nothing to pick from."""
    lines, takes, clips = project.lines, list(project.takes.values()), sorted(project.clips)
    line = lines[a % len(lines)] if lines else None
    if name == "insert":
        new = [project.new_line(f"new {b}", VOICES[b % 3]) for _ in range(1 + b % 3)]
        return project.edit_lines([], new, a % (len(lines) + 1))
    if name == "add_track":
        return project.add_track(f"track {b}", VOICES[b % 3] if b % 2 else None)
    words = project.respellings
    if name == "respell":
        return project.import_respellings([Respelling(new_id(), f"new {b % 4}", f"word {a % 3}")])
    if words and name == "respell_change":
        return project.set_respelling(words[a % len(words)].id, spoken=f"say {b % 5}", enabled=bool(b % 3))
    if words and name == "respell_remove":
        return project.remove_respellings([words[a % len(words)].id])
    if name == "gap":
        return project.set_project(gap_ms=b % 500)
    if line is not None:
        match name:
            case "text":
                return project.edit_text(line.id, f"{line.text[: b % 9]}{b % 7}")
            case "remove":
                gone = [row.id for row in lines[a % len(lines) : a % len(lines) + 1 + b % 2]]
                return project.edit_lines(gone, [], 0)
            case "split_line":
                kept = replace(line, text=line.text[:2])
                return project.edit_lines([line.id], [kept, project.new_line(line.text[2:])], a % len(lines))
            case "move":
                return project.move_lines([line.id, lines[b % len(lines)].id], b % (len(lines) + 1))
            case "voice":
                return project.assign_voice([line.id], VOICES[b % 3])
            case "speed":
                return project.edit_line(line.id, speed=1.0 + (b % 5) / 10, gap_ms=b % 400)
            case "choose" if own := project.takes_of(line.id):
                return project.choose_take(line.id, own[b % len(own)].id if b % 5 else None)
    if takes:
        match name:
            case "delete_take":
                return project.delete_take(takes[a % len(takes)].id)
            case "star":
                return project.star_take(takes[a % len(takes)].id, bool(b % 2))
    if clips:
        clip_id = clips[a % len(clips)]
        match name:
            case "place":
                return project.place_clip(
                    clip_id, b % 100_000 if b % 4 else None, project.tracks[b % len(project.tracks)].id
                )
            case "trim":
                return project.trim_clip(clip_id, b % 2_000, 1 + b % 1_000)
            case "split":
                placed = next(one for one in project.layout() if one.clip.id == clip_id)
                return project.split_clip(clip_id, placed.start + b % max(1, placed.length))
            case "clip_gain":
                return project.set_clip(clip_id, gain_db=-float(b % 20))
            case "remove_clip":
                return project.remove_clips([clip_id])
    if project.tracks:
        track = project.tracks[a % len(project.tracks)]
        match name:
            case "track":
                return project.set_track(track.id, muted=bool(b % 2), gain_db=float(b % 6))
            case "remove_track":
                return project.remove_track(track.id)
            case "move_track":
                return project.move_track(track.id, b % len(project.tracks))
    return None


def check_invariants(project: Project) -> None:
    for line in project.lines:
        assert line.take_id is None or project.takes[line.take_id].line_id == line.id
    for clip in project.clips.values():
        assert clip.line_id is not None
        assert project.line(clip.line_id).take_id == clip.take_id
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
            edit = build(project, name, a, b)
        except StudioError:
            return  # the numbers asked for nothing sensible, e.g. a cut outside the clip
        if edit is not None:
            before = {line.id: line for line in project.lines}
            session.push(edit)
            gone.extend(line for line_id, line in before.items() if not project.has_line(line_id))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(ACTIONS)
def test_without_arrivals_undo_and_redo_walk_the_same_documents(actions: list[tuple[str, int, int]]) -> None:
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
    for name, a, b in actions:
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
@given(ACTIONS)
def test_takes_may_arrive_at_any_time(actions: list[tuple[str, int, int]]) -> None:
    project = Project()
    session = Session(project)
    model = Model()
    history: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]] = []
    redo: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]] = []
    gone: list[Line] = []
    for name, a, b in actions:
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
    names = ("id", "text", "voice_id", "mode", "speed", "gap_ms", "notes", "seed")
    return [{name: getattr(line, name) for name in names} for line in project.lines]


@settings(max_examples=max(5, EXAMPLES // 5), deadline=None, suppress_health_check=list(HealthCheck))
@given(ACTIONS, st.booleans())
def test_what_is_read_back_is_what_was_there(actions: list[tuple[str, int, int]], save_as: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scene.cosydesk"
        session = Session(project_file.create(path))
        gone: list[Line] = []
        for index, (name, a, b) in enumerate(actions):
            step(session, name, a, b, gone)
            if save_as and index == len(actions) // 2:
                path = Path(folder) / "copy.cosydesk"
                project_file.save_as(session.project, path)
        project = session.project
        lines, tracks, clips, settings_ = (*contents(project)[:3], project.settings)
        takes = {take.id: take for take in project.takes.values() if project.has_line(take.line_id)}
        project_file.close(project)
        again = project_file.open(path)
        assert (tuple(again.lines), tuple(again.tracks), dict(again.clips)) == (lines, tracks, clips)
        assert (dict(again.takes), again.settings) == (takes, settings_)
        for take_id in takes:
            assert len(again.audio(take_id)) == takes[take_id].length
        project_file.close(again)
