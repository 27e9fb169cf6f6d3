"""Speech in its slots: what is done to make it fit, in which order, and what is said about it."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.studio import RATE, contents, write_lines

from cosydesk.studio import arrange, project_file, slots
from cosydesk.studio.fit import (
    FASTEST_FIT,
    ON_TIME_S,
    QUIET_TEMPO,
    SHORT_TAIL_S,
    FitState,
    fit_all,
    fit_line,
    fit_state,
    fit_states,
    respeak_speed,
)
from cosydesk.studio.line import Line
from cosydesk.studio.mix import plan_of, render_speech
from cosydesk.studio.project import Project
from cosydesk.studio.slot_room import DISTANCE_S, PAST_THE_LAST_S
from cosydesk.studio.speech_span import speech_span
from cosydesk.studio.take import Take


def spoken(before: float, speech: float, after: float, rate: int = RATE) -> np.ndarray:
    """Silence, something like speech, silence: seconds each."""
    t = np.arange(round(speech * rate)) / rate
    voice = sum(np.sin(2 * np.pi * 140 * k * t) / k for k in range(1, 8))
    voice = 0.15 * voice * (1.0 + 0.3 * np.sin(2 * np.pi * 4 * t))
    return np.concatenate([np.zeros(round(before * rate)), voice, np.zeros(round(after * rate))]).astype(
        np.float32
    )


def say(project: Project, line: Line, *lengths: float, rate: int = RATE) -> Take:
    line = project.line(line.id)
    return project.add_take(line.id, project.new_take_request(line), spoken(*lengths, rate), rate)


def set_slot(project: Project, line: Line, begin: float, end: float | None) -> None:
    project.apply(slots.set_slot_in(project, line.id, round(begin * RATE)))
    if end is not None:
        project.apply(slots.set_slot_out(project, line.id, round(end * RATE)))


def scene(*slots_s: tuple[float, float | None]) -> tuple[Project, list[Line]]:
    """Lines with slots, seconds."""
    project = Project()
    lines = write_lines(project, *(f"Line {n}." for n in range(len(slots_s))))
    for line, slot in zip(lines, slots_s, strict=True):
        set_slot(project, line, *slot)
    return project, lines


def state(project: Project, line: Line) -> FitState:
    found = fit_state(project, project.line(line.id))
    assert found is not None
    return found


def speech_on_timeline(project: Project, line: Line) -> tuple[float, float]:
    """Seconds at which the line is heard first and last, from the mix itself."""
    placed = next(at for at in project.layout() if at.clip.line_id == line.id)
    mix = np.abs(render_speech(plan_of(project), placed.start, placed.length))
    loud = np.flatnonzero(mix > 0.02)
    return (placed.start + loud[0]) / RATE, (placed.start + loud[-1]) / RATE


# -- where speech lies ---------------------------------------------------------------------------------------------


def test_a_take_knows_where_its_speech_lies() -> None:
    project, (line,) = scene((0, None))
    take = say(project, line, 0.5, 1.0, 0.7)
    assert take.speech == (12_000, 36_000)
    assert project.speech_of(take.id) == take.speech
    assert speech_span(np.zeros(0, np.float32), RATE) is None
    assert speech_span(np.zeros(5_000, np.float32), RATE) == (0, 5_000)


def test_speech_of_older_takes_is_found_once_and_kept(tmp_path: Path) -> None:
    project = project_file.create(tmp_path / "old.cosydesk")
    (line,) = write_lines(project, "One.")
    take = say(project, line, 0.5, 1.0, 0.7, rate=48_000)
    project.state.know_speech(take.id, None)  # type: ignore[arg-type]
    project.store.write(project.state, [("take", take.id)])
    project_file.close(project)
    again = project_file.open(tmp_path / "old.cosydesk")
    assert again.takes[take.id].speech is None
    assert again.speech_of(take.id) == (24_000, 72_000)
    assert again.takes[take.id].speech == (24_000, 72_000)
    project_file.close(again)
    last = project_file.open(tmp_path / "old.cosydesk")
    assert last.takes[take.id].speech == (24_000, 72_000)
    project_file.close(last)


# -- the means in their order --------------------------------------------------------------------------------------


def test_silence_is_trimmed_but_for_a_little() -> None:
    project, (line,) = scene((2.0, 4.0))
    say(project, line, 0.5, 1.0, 0.7)
    (placed,) = project.layout()
    assert (placed.offset, placed.length) == (round(0.42 * RATE), round(1.28 * RATE))
    assert placed.start == round(1.92 * RATE)
    now = state(project, line)
    assert now.trimmed_s == pytest.approx(0.42 + 0.5)
    assert (now.borrowed_s, now.tempo, now.overflow_s, now.marked) == (0.0, 1.0, 0.0, False)
    assert now.late_s == pytest.approx(0, abs=1e-4)


def test_the_gap_is_borrowed_before_anything_is_played_faster() -> None:
    project, (first, second) = scene((1.0, 2.0), (3.0, 4.0))
    say(project, first, 0.1, 1.8, 0.5)
    say(project, second, 0.1, 0.5, 0.5)
    now = state(project, first)
    assert now.tempo == 1.0
    assert now.borrowed_s == pytest.approx(0.8, abs=0.011)
    placed = project.layout()[0]
    assert placed.end <= (3.0 - DISTANCE_S) * RATE
    assert now.overflow_s == 0


def test_the_take_that_is_nearest_is_chosen_before_anything_is_played_faster() -> None:
    project, (first, _) = scene((1.0, 2.0), (2.0, 3.0))
    fits = say(project, first, 0.1, 0.9, 0.1)
    short = say(project, first, 0.1, 0.3, 0.1)
    long = say(project, first, 0.1, 1.3, 0.1)
    assert project.line(first.id).take_id == long.id
    before = contents(project)
    edit = fit_line(project, first.id)
    assert edit.name == "Fit line"
    inverse = project.apply(edit)
    assert project.line(first.id).take_id == fits.id != short.id
    assert state(project, first).tempo == 1.0
    project.apply(inverse)
    assert contents(project) == before


def test_a_starred_take_and_one_of_other_words_stay_out_of_it() -> None:
    project, (first, _) = scene((1.0, 2.0), (2.0, 3.0))
    say(project, first, 0.1, 0.9, 0.1)
    project.apply(project.edit_text(first.id, "Something else."))
    kept = say(project, first, 0.1, 1.2, 0.1)
    project.apply(fit_line(project, first.id))
    assert project.line(first.id).take_id == kept.id
    say(project, first, 0.1, 0.8, 0.1)
    project.apply(project.choose_take(first.id, kept.id))
    project.apply(project.star_take(kept.id, True))
    project.apply(fit_line(project, first.id))
    assert project.line(first.id).take_id == kept.id


@pytest.mark.parametrize(("speech", "marked"), [(1.1, False), (1.35, True)])
def test_what_is_still_too_long_is_played_faster(speech: float, marked: bool) -> None:
    project, (first, _) = scene((1.0, 2.0), (2.0, 3.0))
    say(project, first, 0.1, speech, 0.1)
    now = state(project, first)
    assert 1.0 < now.tempo <= FASTEST_FIT
    assert now.tempo == pytest.approx(speech + SHORT_TAIL_S, abs=0.02)
    assert (now.tempo > QUIET_TEMPO) == marked == now.marked
    assert now.overflow_s == 0
    assert project.layout()[0].end <= 2.0 * RATE


def test_beyond_that_it_overflows_and_says_so_and_nothing_is_cut() -> None:
    project, (first, _) = scene((1.0, 2.0), (2.0, 3.0))
    say(project, first, 0.1, 2.1, 0.3)
    now = state(project, first)
    assert now.tempo == FASTEST_FIT
    assert now.overflow_s == pytest.approx(0.4, abs=0.02)
    assert now.marked
    _, end = speech_on_timeline(project, first)
    assert end == pytest.approx(2.4, abs=0.03)


def test_a_short_line_is_not_slowed_down() -> None:
    project, (line,) = scene((1.0, 9.0))
    say(project, line, 0.2, 0.6, 0.2)
    assert state(project, line).tempo == 1.0


def test_a_slot_without_an_end_places_and_trims_only() -> None:
    project, (first, _) = scene((1.0, None), (2.0, 3.0))
    say(project, first, 0.5, 5.0, 0.5)
    now = state(project, first)
    assert (now.tempo, now.borrowed_s, now.overflow_s) == (1.0, 0.0, 0.0)
    assert now.trimmed_s == pytest.approx(0.42 + 0.3)


def test_after_the_last_slot_little_is_borrowed() -> None:
    project, (line,) = scene((1.0, 2.0))
    say(project, line, 0.0, 4.0, 0.0)
    now = state(project, line)
    assert now.borrowed_s == pytest.approx(PAST_THE_LAST_S)
    assert now.overflow_s > 0


def test_two_who_speak_at_the_same_time_both_begin_on_time() -> None:
    project, (first, second) = scene((1.0, 3.0), (2.0, 4.0))
    say(project, first, 0.3, 1.5, 0.3)
    say(project, second, 0.3, 1.5, 0.3)
    assert state(project, first).late_s == pytest.approx(0, abs=1e-4)
    assert state(project, second).late_s == pytest.approx(0, abs=1e-4)


def test_at_the_very_beginning_the_onset_is_kept() -> None:
    project, (line,) = scene((0.0, 2.0))
    say(project, line, 0.3, 1.0, 0.3)
    (placed,) = project.layout()
    assert placed.start == 0
    assert placed.offset == round(0.27 * RATE)
    assert state(project, line).late_s == pytest.approx(0.03)


# -- what is left alone --------------------------------------------------------------------------------------------


def test_lines_without_a_slot_or_clip_and_split_ones_are_left_alone() -> None:
    project, (free, gone, split) = scene((0.0, 1.0), (2.0, 3.0), (4.0, 5.0))
    project.apply(slots.clear_slot(project, free.id))
    for line in (free, gone, split):
        say(project, line, 0.2, 1.4, 0.2)
    project.apply(arrange.remove_clips(project, [gone.id]))
    middle = next(at for at in project.layout() if at.clip.line_id == split.id).start + 5_000
    project.apply(arrange.split_clips(project, [split.id], middle))
    assert not fit_all(project)
    assert set(fit_states(project)) == {split.id}
    assert fit_state(project, project.line(free.id)) is None


def test_a_clip_that_a_hand_has_moved_away_stays_there_with_its_next_take() -> None:
    project, (line,) = scene((1.0, 2.0))
    say(project, line, 0.1, 0.5, 0.1)
    project.apply(project.place_clip(line.id, 5 * RATE))
    assert state(project, line).late_s == pytest.approx(4.08)
    assert state(project, line).marked
    say(project, line, 0.1, 0.6, 0.1)
    assert project.layout()[0].start == 5 * RATE
    project.apply(fit_line(project, line.id))
    assert state(project, line).on_time


def test_a_new_take_lies_in_the_slot_at_once_and_undo_steps_past_it() -> None:
    project, (line,) = scene((1.0, 2.0))
    say(project, line, 0.1, 0.5, 0.1)
    inverse = project.apply(project.edit_text(line.id, "Other words."))
    say(project, line, 0.3, 0.6, 0.1)
    assert state(project, line).on_time
    project.apply(inverse)
    assert project.line(line.id).text == "Line 0."
    assert state(project, line).on_time


# -- all of them ---------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0.0, 1.0),
            st.floats(0.1, 3.0),
            st.floats(0.0, 0.8),
            st.floats(0.2, 4.0),
            st.floats(-0.3, 1.5),
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([RATE, 22_050, 48_000]),
)
def test_fitted_lines_keep_what_is_promised(
    shapes: list[tuple[float, float, float, float, float]], rate: int
) -> None:
    project, at, bounds = Project(), 0.5, []
    lines = write_lines(project, *("Words." for _ in shapes))
    for line, (before, speech, after, length, gap) in zip(lines, shapes, strict=True):
        say(project, line, before, speech, after, rate=rate)
        set_slot(project, line, at, at + length)
        bounds.append((at, at + length))
        at = max(at + 0.05, at + length + gap)
    edit = fit_all(project)
    assert edit == fit_all(project)
    before_all = contents(project)
    inverse = project.apply(edit)
    assert not fit_all(project)
    for line, (begin, end) in zip(lines, bounds, strict=True):
        now, line = state(project, line), project.line(line.id)
        placed = next(each for each in project.layout() if each.clip.line_id == line.id)
        take = project.takes[placed.clip.take_id]
        first, last = (
            each * RATE / take.sample_rate / placed.clip.tempo for each in project.speech_of(take.id)
        )
        assert placed.offset <= first + 1
        assert placed.offset + placed.length >= last - 1
        assert now.on_time
        assert abs(placed.start - placed.offset + first - begin * RATE) <= ON_TIME_S * RATE + 2
        assert 1.0 <= now.tempo <= FASTEST_FIT
        starts = [other for other, _ in bounds if other > begin + 1e-6]
        limit = max(end, min(starts) - DISTANCE_S) if starts else end + PAST_THE_LAST_S
        over = placed.start - placed.offset + last - limit * RATE
        assert now.overflow_s == pytest.approx(max(0.0, over / RATE), abs=3 / RATE)
        if now.overflow_s:
            assert now.tempo == FASTEST_FIT
            assert now.marked
        else:
            assert placed.end <= limit * RATE + 2
    project.apply(inverse)
    assert contents(project) == before_all


def test_a_thousand_lines_are_fitted_without_reading_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project()
    lines = write_lines(project, *("Words to say." for _ in range(1_000)))
    sounds = [spoken(0.2, 0.8 + 0.02 * n, 0.3) for n in range(60)]
    for nth, line in enumerate(lines):
        project.add_take(line.id, project.new_take_request(line), sounds[nth % 60], RATE)
    for nth, line in enumerate(lines):
        set_slot(project, line, 2.0 * nth, 2.0 * nth + 1.0)
    monkeypatch.setattr(project.store, "audio", None)
    begun = time.process_time()
    project.apply(fit_all(project))
    states = fit_states(project)
    assert len(states) == 1_000
    assert all(each.on_time for each in states.values())
    assert time.process_time() - begun < 3.0  # the issue's own bound, for the whole step


# -- speaking faster -----------------------------------------------------------------------------------------------


def test_a_line_that_needs_much_is_better_spoken_anew() -> None:
    project, (first, _) = scene((1.0, 2.0), (2.0, 3.0))
    assert respeak_speed(project, project.line(first.id)) is None
    say(project, first, 0.1, 1.1, 0.1)
    assert respeak_speed(project, project.line(first.id)) is None
    say(project, first, 0.1, 1.3, 0.1)
    speed = respeak_speed(project, project.line(first.id))
    assert speed is not None
    assert 1.35 <= speed <= 1.42
    project.apply(project.edit_line(first.id, speed=1.5))
    say(project, first, 0.1, 1.3, 0.1)
    assert respeak_speed(project, project.line(first.id)) is None
