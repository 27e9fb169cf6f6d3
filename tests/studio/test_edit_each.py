"""One change for several lines: one step, exact to undo, and small steps of a slider merge."""

from __future__ import annotations

import pytest

from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project
from tests.support.studio import write_lines


def test_lines_that_differ_change_as_one_step() -> None:
    project = Project()
    lines = write_lines(project, "a", "b", "c")
    ids = [line.id for line in lines]
    project.apply(project.edit_line(ids[1], speed=1.5))
    edit = project.edit_each(ids, speed=1.5)
    assert len(edit.changes) == 2
    undo = project.apply(edit)
    assert {line.speed for line in project.lines} == {1.5}
    project.apply(undo)
    assert [line.speed for line in project.lines] == [1.0, 1.5, 1.0]
    assert not project.edit_each(ids, speed=1.6, mode="instruct").merge_key
    assert project.edit_each(ids[:1], speed=1.1).name == "Change line"


def test_small_steps_merge_and_stay_small() -> None:
    project = Project()
    ids = [line.id for line in write_lines(project, "a", "b", "c")]
    merged = project.apply(project.edit_each(ids, speed=1.01))
    for step in range(2, 30):
        later = project.apply(project.edit_each(ids, speed=1 + step / 100))
        joined = merged.merged(later)
        assert joined is not None
        merged = joined
    assert len(merged.changes) == 3
    project.apply(merged)
    assert {line.speed for line in project.lines} == {1.0}
    other = project.apply(project.edit_each(ids[:2], speed=1.2))
    assert merged.merged(other) is None


def test_unknown_lines_are_refused() -> None:
    with pytest.raises(StudioError):
        Project().edit_each(["x", "y"], speed=1.0)


def test_a_manner_is_given_and_taken_back_by_the_kind_of_voice() -> None:
    project = Project()
    model, mine = write_lines(project, "a", "b", voice="model:ann")
    project.apply(project.edit_line(mine.id, voice_id="mine:1", mode="cross_lingual"))
    ids = [model.id, mine.id]
    assert not project.direct_lines(ids, "")  # nothing to take back, and no mode to change
    project.apply(project.direct_lines(ids, "calm"))
    assert [(line.instruct, line.mode) for line in project.lines] == [("calm", "instruct")] * 2
    project.apply(project.direct_lines(ids, " "))
    assert [line.mode for line in project.lines] == ["sft", "zero_shot"]


def test_letters_of_a_manner_merge() -> None:
    project = Project()
    ids = [line.id for line in write_lines(project, "a", "b")]
    project.apply(project.direct_lines(ids, "c"))
    merged = project.apply(project.direct_lines(ids, "ca")).merged(
        project.apply(project.direct_lines(ids, "cal"))
    )
    assert merged is not None
    project.apply(merged)
    assert {line.instruct for line in project.lines} == {"c"}
