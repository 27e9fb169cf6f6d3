"""Arranging clips: what moves, what stays, and that every edit is undone exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.studio import RATE, contents, speak, write_lines

from cosydesk.studio import arrange
from cosydesk.studio.edit import EDIT_NAMES, Edit
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project
from cosydesk.studio.timeline import PlacedClip, fades_within

GAP = 300 * RATE // 1000
HALF = RATE // 2


@pytest.fixture
def project() -> Project:
    """Four lines of half a second; the second one has a voice, and a track, of its own."""
    project = Project()
    lines = write_lines(project, "One.", "Two.", "Three.", "Four.")
    project.apply(project.edit_line(lines[1].id, voice_id="starter:bm_george"))
    for line in lines:
        speak(project, line)
    return project


def lines_of(project: Project) -> list[str]:
    return [line.id for line in project.lines]


def where(project: Project, clip_id: str) -> PlacedClip:
    return next(at for at in project.layout() if at.clip.id == clip_id)


def starts(project: Project) -> list[int]:
    return [at.start for at in project.layout()]


def do(project: Project, edit: Edit) -> Edit:
    """Apply, undo, compare, apply again."""
    before = contents(project)
    assert edit.name in EDIT_NAMES
    inverse = project.apply(edit)
    after = contents(project)
    again = project.apply(inverse)
    assert contents(project) == before
    project.apply(again)
    assert contents(project) == after
    return edit


def test_clips_move_together_and_not_before_the_beginning(project: Project) -> None:
    one, two, three, _ = lines_of(project)
    before = starts(project)
    tracks = project.tracks
    do(project, arrange.move_clips(project, [two, three], 5 * RATE, {three: tracks[1].id}))
    assert [where(project, one).start, where(project, two).start, where(project, three).start] == [
        0,
        before[1] + 5 * RATE,
        before[2] + 5 * RATE,
    ]
    assert where(project, three).clip.track_id == tracks[1].id
    do(project, arrange.move_clips(project, [two, three], -60 * RATE))
    assert where(project, two).start == 0
    assert where(project, three).start == before[2] - before[1]
    assert not arrange.move_clips(project, [two], -1), "there is no earlier place"
    do(project, arrange.follow_script(project, [two, three]))
    assert starts(project) == before


def test_trimming_never_goes_past_the_take(project: Project) -> None:
    one, two, *_ = lines_of(project)
    assert not arrange.trim_start(project, [one], -100), "there is nothing before the take"
    assert not arrange.trim_end(project, [one], 100)
    do(project, arrange.trim_start(project, [one], 2_000))
    assert where(project, one)[1:] == (0, HALF - 2_000, 2_000), "a clip of the sequence stays in it"
    assert where(project, two).start == HALF - 2_000 + GAP
    do(project, arrange.trim_end(project, [one], -3_000))
    assert where(project, one).length == HALF - 5_000
    do(project, arrange.trim_start(project, [one], RATE))
    assert where(project, one).length == round(arrange.SHORTEST_S * RATE)
    do(project, arrange.trim_start(project, [one], -RATE))
    do(project, arrange.trim_end(project, [one], RATE))
    assert project.clips[one].offset == 0
    assert project.clips[one].length is None, "whole again"


def test_the_sound_of_a_hand_placed_clip_stays_where_it_is(project: Project) -> None:
    _, two, *_ = lines_of(project)
    project.apply(arrange.move_clips(project, [two], 3 * RATE))
    placed = where(project, two)
    do(project, arrange.trim_start(project, [two], 1_000))
    assert where(project, two)[1:] == (placed.start + 1_000, placed.length - 1_000, 1_000)
    assert where(project, two).end == placed.end


def test_splitting_keeps_each_fade_at_its_end(project: Project) -> None:
    one, two, *_ = lines_of(project)
    project.apply(arrange.set_fades(project, [one], 1_000, 2_000))
    assert not arrange.split_clips(project, [one, two], 0), "nothing is cut at an edge"
    do(project, arrange.split_clips(project, [one, two], 4_000))
    first, rest = (at for at in project.layout() if at.clip.line_id == one)
    assert (first.clip.fade_in, first.clip.fade_out) == (1_000, 0)
    assert (rest.clip.fade_in, rest.clip.fade_out) == (0, 2_000)
    assert (first.end, rest.start, rest.offset) == (4_000, 4_000, 4_000)
    project.apply(arrange.trim_end(project, [first.clip.id], -500))
    project.apply(arrange.split_clips(project, [first.clip.id], 2_000))
    parts = [at for at in project.layout() if at.clip.line_id == one]
    assert [at.offset for at in parts] == [0, 2_000, 4_000]
    assert [at.length for at in parts] == [2_000, 1_500, HALF - 4_000], "the trimmed part stays trimmed"


def test_ripple_delete_closes_the_hole_for_what_was_placed_by_hand(project: Project) -> None:
    one, two, three, four = lines_of(project)
    project.apply(arrange.move_clips(project, [three], 0))
    project.apply(arrange.move_clips(project, [four], 10 * RATE))
    before = {line: where(project, line).start for line in (one, two, three, four)}
    do(project, arrange.ripple_delete(project, [two]))
    assert where(project, three).start == before[two], "what comes next begins where the deleted clip began"
    assert before[four] - where(project, four).start == HALF + GAP
    assert where(project, one).start == 0


def test_ripple_delete_keeps_a_longer_silence(project: Project) -> None:
    one, two, three, _ = lines_of(project)
    project.apply(arrange.move_clips(project, [three], 20 * RATE))
    silence = where(project, three).start - where(project, two).end
    do(project, arrange.ripple_delete(project, [two]))
    assert where(project, three).start - where(project, one).end == silence


def test_ripple_delete_does_not_run_into_what_still_sounds(project: Project) -> None:
    one, two, three, four = lines_of(project)
    project.apply(arrange.move_clips(project, [one, two], 0))
    project.apply(project.place_clip(two, 100))
    project.apply(arrange.move_clips(project, [three], 0))
    still = where(project, three).start
    do(project, arrange.ripple_delete(project, [one]))
    assert where(project, three).start == still
    assert where(project, two).start == 100
    assert where(project, four).start > still


def test_ripple_delete_of_sequence_clips_is_what_the_layout_does(project: Project) -> None:
    before = starts(project)
    do(project, arrange.ripple_delete(project, lines_of(project)[1:3]))
    assert starts(project) == before[:2]


def test_copies_are_loose_and_play_their_take_whatever_the_line_does(project: Project) -> None:
    one, two, *_ = lines_of(project)
    before = starts(project)
    clips = arrange.copied(project, [two, one])
    edit, ids = arrange.paste_clips(project, clips, 30 * RATE)
    do(project, edit)
    assert starts(project)[:4] == before, "the script's layout doesn't mind"
    assert [where(project, clip_id).start for clip_id in ids] == [30 * RATE, 30 * RATE + before[1]]
    old = project.clips[ids[0]].take_id
    speak(project, project.line(one), seconds=2.0)
    assert project.clips[ids[0]].take_id == old
    do(project, project.delete_take(old))
    assert ids[0] not in project.clips, "a clip without sound is no clip"


def test_a_clip_that_was_cut_comes_back_as_its_lines(project: Project) -> None:
    one, two, *_ = lines_of(project)
    project.apply(arrange.split_clips(project, [one], 4_000))
    parts = [at.clip.id for at in project.layout() if at.clip.line_id == one]
    clips = arrange.copied(project, parts)
    project.apply(arrange.remove_clips(project, parts, "Cut clips"))
    edit, ids = arrange.paste_clips(project, clips, 9 * RATE)
    do(project, edit)
    assert [clip.id for clip in project.clips_of(one)] == list(ids)
    assert ids[0] == one
    assert [(at.start, at.length) for at in project.layout() if at.clip.line_id == one] == [
        (9 * RATE, 4_000),
        (9 * RATE + 4_000, HALF - 4_000),
    ]
    edit, _ = arrange.paste_clips(project, clips, 20 * RATE)
    project.apply(edit)
    assert len(project.clips_of(one)) == 2, "a second paste is a copy"
    assert where(project, two).start == 9 * RATE + HALF + GAP


def test_pasting_into_a_project_without_the_takes_does_nothing(project: Project) -> None:
    clips = arrange.copied(project, lines_of(project))
    other = Project()
    assert not arrange.paste_clips(other, clips, 0)[0]


def test_duplicates_find_a_free_place_behind(project: Project) -> None:
    one, _, three, four = lines_of(project)
    before = starts(project)
    edit, (copy,) = arrange.duplicate_clips(project, [three])
    do(project, edit)
    assert where(project, copy).start == where(project, four).end, "the gap before four is too short for it"
    edit, (copy,) = arrange.duplicate_clips(project, [one])
    do(project, edit)
    assert where(project, copy).start == where(project, one).end, "line two lies on another track"
    assert starts(project)[:4] == before


def test_fades_and_gains_stay_within_bounds(project: Project) -> None:
    one, two, *_ = lines_of(project)
    do(project, arrange.set_fades(project, [one, two], fade_in=9_000))
    do(project, arrange.set_fades(project, [one], fade_out=9_000))
    assert (project.clips[one].fade_in, project.clips[one].fade_out) == (9_000, HALF - 9_000)
    do(project, arrange.set_fades(project, [one], 0, 0))
    assert not arrange.set_fades(project, [one], 0, 0)
    do(project, arrange.change_gain(project, [one, two], lambda db: db + 3.0))
    assert project.clips[two].gain_db == 3.0
    do(project, arrange.change_gain(project, [one], lambda db: db - 90.0))
    assert project.clips[one].gain_db == arrange.LOWEST_DB


def test_a_gap_belongs_to_a_line(project: Project) -> None:
    one, two, three, _ = lines_of(project)
    do(project, arrange.set_gap(project, one, 1_000))
    assert where(project, two).start == HALF + RATE
    assert where(project, three).start == where(project, two).end + GAP
    do(project, arrange.set_gap(project, one, None))
    assert where(project, two).start == HALF + GAP
    assert not arrange.set_gap(project, one, None)


@given(st.integers(-10, 100_000), st.integers(-10, 100_000), st.integers(1, 50_000))
def test_fades_never_meet(fade_in: int, fade_out: int, length: int) -> None:
    left, right = fades_within(fade_in, fade_out, length)
    assert left >= 0
    assert right >= 0
    assert left + right <= length
    if fade_in >= 0 and fade_out >= 0 and fade_in + fade_out <= length:
        assert (left, right) == (fade_in, fade_out)


steps = st.lists(
    st.tuples(
        st.sampled_from(["move", "trim_start", "trim_end", "split", "ripple", "delete", "paste", "follow"]),
        st.integers(0, 7),
        st.integers(-40_000, 40_000),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_any_sequence_undoes_exactly_and_clips_stay_inside_their_takes(
    taken: list[tuple[str, int, int]],
) -> None:
    project = Project()
    lines: list[Line] = write_lines(project, "One.", "Two.", "Three.")
    for line in lines:
        speak(project, line)
    copies = arrange.copied(project, [lines[0].id, lines[1].id])
    states, inverses = [contents(project)], []
    for name, index, by in taken:
        layout = project.layout()
        ids = [layout[(index + n) % len(layout)].clip.id for n in range(1 + index % 2)] if layout else []
        edit = {
            "move": lambda ids=ids, by=by: arrange.move_clips(project, ids, by),
            "trim_start": lambda ids=ids, by=by: arrange.trim_start(project, ids, by),
            "trim_end": lambda ids=ids, by=by: arrange.trim_end(project, ids, by),
            "split": lambda ids=ids, by=by: arrange.split_clips(project, ids, abs(by)),
            "ripple": lambda ids=ids: arrange.ripple_delete(project, ids),
            "delete": lambda ids=ids: arrange.remove_clips(project, ids),
            "paste": lambda by=by: arrange.paste_clips(project, copies, abs(by))[0],
            "follow": lambda ids=ids: arrange.follow_script(project, ids),
        }[name]()
        inverses.append(project.apply(edit))
        states.append(contents(project))
        for at in project.layout():
            assert at.start >= 0
            assert at.length > 0
            assert at.offset >= 0
            assert at.offset + at.length <= project.takes[at.clip.take_id].length_at(RATE)
    for inverse in reversed(inverses):
        assert contents(project) == states.pop()
        project.apply(inverse)
    assert contents(project) == states.pop()
