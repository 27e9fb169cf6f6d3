"""The document: edits, their inverses, takes that arrive, and the layout."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.studio import RATE, contents, speak, tone, write_lines

from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.project import Project


@pytest.fixture
def project() -> Project:
    return Project()


def test_an_edit_and_its_inverse_cancel(project: Project) -> None:
    first, _ = write_lines(project, "One.", "Two.")
    speak(project, first)
    before = contents(project)
    for edit in (
        project.edit_text(first.id, "One more."),
        project.edit_lines([first.id], [], 0),
        project.move_lines([first.id], 2),
        project.place_clip(first.id, 90_000),
        project.trim_clip(first.id, 100, 2_000),
        project.set_track(project.tracks[0].id, gain_db=-6.0, muted=True),
        project.delete_take(project.line(first.id).take_id or ""),
        project.remove_track(project.tracks[0].id),
        project.set_project(gap_ms=50),
        project.split_clip(first.id, 3_000),
    ):
        inverse = project.apply(edit)
        after = contents(project)
        assert after != before, edit.name
        again = project.apply(inverse)
        assert contents(project) == before, edit.name
        assert contents(project) != after
        project.apply(project.apply(again))
        assert contents(project) == before, edit.name


def test_undo_of_an_older_edit_leaves_an_arrived_take_alone(project: Project) -> None:
    (line,) = write_lines(project, "Hello.")
    inverse = project.apply(project.edit_text(line.id, "Hello there."))
    take = speak(project, line)
    project.apply(inverse)
    assert project.line(line.id).text == "Hello."
    assert project.line(line.id).take_id == take.id
    assert project.clips[line.id].take_id == take.id
    assert project.line_state(line.id) == "stale"


def test_a_take_that_arrives_for_a_deleted_line_is_there_when_the_line_comes_back(project: Project) -> None:
    first, second = write_lines(project, "One.", "Two.")
    inverse = project.apply(project.edit_lines([first.id], [], 0))
    take = project.add_take(first.id, project.take_request(first), tone(), RATE)
    assert [line.id for line in project.lines] == [second.id]
    assert project.layout() == []
    project.apply(inverse)
    assert project.line(first.id).take_id == take.id
    assert [placed.clip.take_id for placed in project.layout()] == [take.id]


def test_removing_a_line_brings_back_its_split_clips_on_undo(project: Project) -> None:
    line, _ = write_lines(project, "One.", "Two.")
    speak(project, line)
    project.apply(project.split_clip(line.id, 4_000))
    before = contents(project)
    inverse = project.apply(project.edit_lines([line.id], [], 0))
    assert not project.clips
    project.apply(inverse)
    assert contents(project) == before


def test_a_new_take_replaces_the_cuts_made_for_the_old_one(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    speak(project, line)
    undo_split = project.apply(project.split_clip(line.id, 4_000))
    take = speak(project, line, seconds=0.8)
    (placed,) = project.layout()
    assert (placed.clip.take_id, placed.offset, placed.length) == (take.id, 0, int(0.8 * RATE))
    project.apply(undo_split)
    (placed,) = project.layout()
    assert (placed.clip.take_id, placed.offset, placed.length) == (take.id, 0, int(0.8 * RATE))


def test_choosing_takes_moves_the_clip_with_it_and_back(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    first = speak(project, line)
    project.apply(project.edit_line(line.id, voice_id="starter:bm_george"))
    second = speak(project, line)
    assert [track.voice_id for track in project.tracks] == ["starter:af_heart", "starter:bm_george"]
    assert project.clips[line.id].track_id == project.tracks[1].id
    inverse = project.apply(project.choose_take(line.id, first.id))
    assert project.clips[line.id].track_id == project.tracks[0].id
    project.apply(inverse)
    assert project.clips[line.id].take_id == second.id


def test_deleting_the_chosen_take_chooses_the_newest_other(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    first, second = speak(project, line), speak(project, line)
    inverse = project.apply(project.delete_take(second.id))
    assert project.line(line.id).take_id == first.id
    assert project.clips[line.id].take_id == first.id
    project.apply(inverse)
    assert project.line(line.id).take_id == second.id
    project.apply(project.delete_take(second.id))
    project.apply(project.delete_take(first.id))
    assert project.line(line.id).take_id is None
    assert not project.clips


def test_states_follow_what_would_be_spoken(project: Project) -> None:
    (line,) = write_lines(project, "")
    assert project.line_state(line.id) == "empty"
    project.apply(project.edit_text(line.id, '<break time="1s"/> … '))
    assert project.line_state(line.id) == "empty"
    project.apply(project.edit_text(line.id, "[breath]"))
    assert project.line_state(line.id) == "new"
    speak(project, line)
    assert project.line_state(line.id) == "done"
    project.apply(project.edit_text(line.id, "[breath] Well."))
    assert project.line_state(line.id) == "stale"
    assert [stale.id for stale in project.stale_lines()] == [line.id]
    project.apply(project.edit_text(line.id, "[breath]  "))
    assert project.line_state(line.id) == "done"
    project.apply(project.edit_line(line.id, notes="whisper", instruct="softly"))
    assert project.line_state(line.id) == "done"
    project.apply(project.edit_line(line.id, mode="instruct"))
    assert project.line_state(line.id) == "stale"


def test_an_unlocked_seed_gives_a_new_one_for_each_take(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    seeds = {speak(project, line).request.seed for _ in range(3)}
    assert len(seeds) == 3
    assert project.line_state(line.id) == "done"
    project.apply(project.edit_line(line.id, seed_locked=True, seed=77))
    assert project.line_state(line.id) == "stale"
    assert project.new_take_request(project.line(line.id)).seed == 77


def test_the_sequence_flows_around_hand_placed_clips(project: Project) -> None:
    lines = write_lines(project, "One.", "Two.", "Three.", "Four.")
    for line in lines:
        speak(project, line, seconds=1.0)
    gap = 300 * RATE // 1000
    assert [placed.start for placed in project.layout()] == [index * (RATE + gap) for index in range(4)]
    project.apply(project.edit_line(lines[0].id, gap_ms=0))
    assert project.layout()[1].start == RATE
    project.apply(project.place_clip(lines[1].id, 10 * RATE))
    starts = [placed.start for placed in project.layout()]
    assert starts == [0, 10 * RATE, 11 * RATE + gap, 12 * RATE + 2 * gap]
    # Dragged back over the first line, nothing after it overlaps either of them.
    project.apply(project.place_clip(lines[1].id, 100))
    assert [placed.start for placed in project.layout()][2] == 100 + RATE + gap
    assert project.length() == max(placed.end for placed in project.layout())


def test_split_parts_stay_together_and_a_take_of_another_rate_is_measured_right(project: Project) -> None:
    line, after = write_lines(project, "One.", "Two.")
    speak(project, line, seconds=1.0, rate=48_000)
    speak(project, after)
    assert project.layout()[0].length == RATE
    before = project.layout()[1].start
    project.apply(project.split_clip(line.id, 10_000))
    first, second, third = project.layout()
    assert (first.length, second.start, second.offset, second.end) == (10_000, 10_000, 10_000, RATE)
    assert third.start == before
    assert len(project.audio(project.line(line.id).take_id or "")) == RATE


def test_enter_keeps_the_line_with_its_take(project: Project) -> None:
    (line,) = write_lines(project, "One. Two.")
    take = speak(project, line)
    new = project.new_line("Two.", after=line.id)
    inverse = project.apply(project.edit_lines([line.id], [replace(line, text="One."), new], 0))
    assert [(row.text, row.take_id) for row in project.lines] == [("One.", take.id), ("Two.", None)]
    assert new.voice_id == line.voice_id
    project.apply(inverse)
    assert [(row.text, row.take_id) for row in project.lines] == [("One. Two.", take.id)]


def test_edit_lines_refuses_a_line_twice(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    with pytest.raises(StudioError):
        project.edit_lines([], [line], 0)


def test_lines_move_as_a_block(project: Project) -> None:
    lines = write_lines(project, "a", "b", "c", "d")
    project.apply(project.move_lines([lines[3].id, lines[0].id], 2))
    assert "".join(line.text for line in project.lines) == "badc"
    assert not project.move_lines([lines[0].id], project.index_of(lines[0].id))


def test_builders_say_what_is_wrong(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    take = speak(project, line)
    for build in (
        lambda: project.edit_text("nobody", "x"),
        lambda: project.edit_line(line.id, colour="red"),
        lambda: project.edit_line(line.id, take_id=None),
        lambda: project.choose_take(line.id, "none"),
        lambda: project.place_clip("none", 0),
        lambda: project.trim_clip(line.id, take.length, None),
        lambda: project.split_clip(line.id, 0),
        lambda: project.set_track("none", muted=True),
    ):
        with pytest.raises(StudioError) as caught:
            build()
        assert caught.value.message


def test_subscribers_hear_what_changed_and_can_leave(project: Project) -> None:
    heard: list[frozenset[tuple[str, str]]] = []
    leave = project.subscribe(heard.append)
    (line,) = write_lines(project, "One.")
    assert heard[-1] == {("lines", ""), ("line", line.id)}
    project.apply(project.edit_text(line.id, "Two."))
    assert heard[-1] == {("line", line.id)}
    take = speak(project, line)
    assert {("line", line.id), ("clip", line.id), ("take", take.id)} <= heard[-1]
    count = len(heard)
    project.apply(project.edit_text(line.id, "Two."))
    assert len(heard) == count
    leave()
    project.apply(project.edit_text(line.id, "Three."))
    assert len(heard) == count


def test_text_edits_keep_the_layout_and_snapshots_stay(project: Project) -> None:
    line, _ = write_lines(project, "One.", "Two.")
    speak(project, line)
    layout, lines = project.layout(), project.lines
    project.apply(project.edit_text(line.id, "Uno."))
    assert project.layout() is layout
    assert lines[0].text == "One."
    project.apply(project.place_clip(line.id, 5))
    assert project.layout()[0].start == 5


def test_audio_is_what_was_given(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    take = speak(project, line)
    np.testing.assert_array_equal(project.audio(take.id), tone())
    with pytest.raises(ValueError, match="read-only"):
        project.audio(take.id)[0] = 1.0
    with pytest.raises(StudioError):
        project.audio("none")


def test_a_track_that_an_undo_would_remove_stays_while_it_is_used(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    inverse = project.apply(project.add_track("Heart", "starter:af_heart"))
    speak(project, line)
    project.apply(inverse)
    assert project.clips[line.id].track_id == project.tracks[0].id


def test_loose_clips_lie_where_they_were_put(project: Project) -> None:
    (line,) = write_lines(project, "One.")
    speak(project, line)
    assert Line(new_id(), "x", "").take_id is None
    project.apply(project.remove_clips([line.id]))
    assert project.layout() == []
    project.apply(project.choose_take(line.id, None))
    project.apply(project.choose_take(line.id, project.takes_of(line.id)[0].id))
    assert len(project.layout()) == 1
