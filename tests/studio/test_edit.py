"""Typing merges by word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.studio import contents, two_speakers

from cosydesk.studio.edit import EDIT_NAMES, Edit, combined
from cosydesk.studio.project import Project


def type_through(texts: list[str]) -> tuple[Project, list[Edit]]:
    """Apply the texts one after the other as typing; returns the undo steps as the undo stack would keep them."""
    project = Project()
    line = project.new_line(texts[0], "starter:af_heart")
    project.apply(project.edit_lines([], [line], 0))
    steps: list[Edit] = []
    for text in texts[1:]:
        inverse = project.apply(project.edit_text(line.id, text))
        merged = steps[-1].merged(inverse) if steps else None
        if merged is None:
            steps.append(inverse)
        else:
            steps[-1] = merged
    return project, steps


def undo_all(project: Project, steps: list[Edit]) -> list[str]:
    texts = []
    for step in reversed(steps):
        project.apply(step)
        texts.append(project.lines[0].text)
    return texts


def typed(text: str, start: str = "") -> list[str]:
    return [start, *(start + text[: index + 1] for index in range(len(text)))]


def test_words_are_steps() -> None:
    project, steps = type_through(typed("See the moon"))
    assert undo_all(project, steps) == ["See the ", "See ", ""]


def test_chinese_steps_end_at_punctuation() -> None:
    project, steps = type_through(typed("你好，世界。再见"))
    assert undo_all(project, steps) == ["你好，世界。", "你好，", ""]


def test_deleting_is_apart_from_typing_and_merges_by_word() -> None:
    back = ["one two!", "one two", "one tw", "one t", "one ", "one", "on"]
    project, steps = type_through(["one two", "one two!", *back[1:]])
    assert undo_all(project, steps) == ["one ", "one two!", "one two"]


@pytest.mark.parametrize("pasted", ["and a whole clause", "x y"])
def test_a_paste_is_one_step(pasted: str) -> None:
    project, steps = type_through([*typed("ab"), "ab" + pasted, "ab" + pasted + "z"])
    assert undo_all(project, steps) == ["ab" + pasted, "ab", ""]


def test_typing_elsewhere_is_another_step() -> None:
    project, steps = type_through(["word", "words", "words!", "a words!"[1:], "awords!"])
    assert len(steps) >= 2
    assert undo_all(project, steps)[-1] == "word"


def test_different_lines_never_merge_and_sliders_do() -> None:
    project = Project()
    lines = [project.new_line("", "v:a"), project.new_line("", "v:a")]
    project.apply(project.edit_lines([], lines, 0))
    first = project.apply(project.edit_text(lines[0].id, "a"))
    second = project.apply(project.edit_text(lines[1].id, "b"))
    assert first.merged(second) is None
    slow = project.apply(project.edit_line(lines[0].id, speed=1.1))
    slower = project.apply(project.edit_line(lines[0].id, speed=1.2))
    both = slow.merged(slower)
    assert both is not None
    project.apply(both)
    assert project.lines[0].speed == 1.0


def test_line_breaks_never_get_into_a_line() -> None:
    project = Project()
    line = project.new_line("", "v:a")
    project.apply(project.edit_lines([], [line], 0))
    project.apply(project.edit_text(line.id, "one\ntwo"))
    assert project.lines[0].text == "one two"


def test_names_are_known_to_the_interface() -> None:
    project = Project()
    line = project.new_line("", "v:a")
    edits = [project.edit_lines([], [line], 0)]
    project.apply(edits[0])
    edits += [
        project.edit_text(line.id, "a"),
        project.edit_line(line.id, voice_id="v:b"),
        project.move_lines([], 0),
    ]
    edits += [project.add_track("x"), project.set_project(gap_ms=1), project.remove_clips([])]
    assert {edit.name for edit in edits} <= set(EDIT_NAMES)


def test_steps_with_several_kinds_of_changes_merge_into_one_that_undoes_all() -> None:
    project = two_speakers()
    clip = project.lines[0].id
    before = contents(project)

    def step(*edits: Edit) -> Edit:
        return project.apply(replace(combined("Move clips", *edits), merge_key="nudge"))

    project_track = project.tracks[0].id
    inverse = step(project.add_track("Third"), project.place_clip(clip, 100))
    for place in (200, 300):
        merged = inverse.merged(
            step(project.place_clip(clip, place), project.set_track(project_track, gain_db=-place / 100))
        )
        assert merged is not None
        inverse = merged
    assert project.clips[clip].start == 300
    redo = project.apply(inverse)
    assert contents(project) == before
    project.apply(redo)
    assert project.clips[clip].start == 300
    assert [track.name for track in project.tracks][-1] == "Third"
