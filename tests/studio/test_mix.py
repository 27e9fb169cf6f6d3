"""The mix: what lies where, gains, mute and solo, fades."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.studio import RATE, mix_of_two_speakers, speak, tone, two_speakers, write_lines

from cosydesk.studio import arrange
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import plan_of, render, render_speech, silence
from cosydesk.studio.project import Project


@pytest.fixture
def project() -> Project:
    return two_speakers()


def test_the_mix_is_the_sum_of_what_lies_there(project: Project) -> None:
    plan = plan_of(project)
    whole = render(plan, 0, project.length())
    assert whole.shape == (31_200, 2)
    assert whole.dtype == np.float32
    np.testing.assert_array_equal(whole[:, 0], mix_of_two_speakers())
    np.testing.assert_array_equal(whole[:, 0], whole[:, 1])


@pytest.mark.parametrize("block", [1, 7, 480, 12_345])
def test_blocks_join_without_a_seam(project: Project, block: int) -> None:
    project.apply(project.trim_clip(project.lines[0].id, 500, 5_000))
    project.apply(project.place_clip(project.lines[1].id, 3_000))
    plan = plan_of(project)
    end = plan.length if block > 1 else 3_300
    parts = [render_speech(plan, start, min(block, end - start)) for start in range(0, end, block)]
    np.testing.assert_allclose(np.concatenate(parts), render_speech(plan, 0, end), atol=1e-7)


def test_outside_there_is_silence(project: Project) -> None:
    assert not render_speech(plan_of(project), -500, 500).any()
    assert not render_speech(plan_of(project), 31_200, 500).any()
    assert render_speech(plan_of(project), -1, 13)[0] == 0.0


def test_mute_solo_and_gain(project: Project) -> None:
    heart, george = project.tracks
    project.apply(project.set_track(heart.id, muted=True))
    assert not render_speech(plan_of(project), 0, 12_000).any()
    assert plan_of(project).length == 31_200
    project.apply(project.set_track(heart.id, muted=False, solo=True))
    assert not render_speech(plan_of(project), 19_200, 12_000).any()
    project.apply(project.set_track(heart.id, solo=True, muted=True))
    assert not render_speech(plan_of(project), 0, 31_200).any()
    project.apply(project.set_track(heart.id, solo=False, muted=False, gain_db=-6.0))
    project.apply(project.set_clip(project.lines[0].id, gain_db=-6.0))
    project.apply(project.set_track(george.id, gain_db=6.0))
    mix = render_speech(plan_of(project), 0, 31_200)
    np.testing.assert_allclose(mix[:12_000], tone(hz=220) * 10 ** (-12 / 20), rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(mix[19_200:], tone(hz=330) * 10 ** (6 / 20), rtol=1e-5, atol=1e-7)


def test_cut_edges_fade_and_others_do_not(project: Project) -> None:
    line = project.lines[0]
    project.apply(project.trim_clip(line.id, 3_000, 6_000))
    mix = render_speech(plan_of(project), 0, 6_000)
    source = tone(hz=220)[3_000:9_000]
    fade = round(0.005 * RATE)
    np.testing.assert_array_equal(mix[fade:-fade], source[fade:-fade])
    rising = np.abs(mix[:fade]) / np.maximum(np.abs(source[:fade]), 1e-6)
    assert (np.diff(rising[np.abs(source[:fade]) > 0.01]) > 0).all()
    assert np.abs(mix[[0, -1]]).max() < 0.01
    # The other line begins and ends as it was spoken.
    np.testing.assert_array_equal(render_speech(plan_of(project), 6_000 + 7_200, 12_000), tone(hz=330))


def test_a_split_is_not_heard_until_a_part_moves(project: Project) -> None:
    before = render_speech(plan_of(project), 0, 31_200)
    project.apply(project.split_clip(project.lines[0].id, 6_000))
    np.testing.assert_array_equal(render_speech(plan_of(project), 0, 31_200), before)
    part = next(clip for clip in project.clips.values() if clip.offset == 6_000)
    project.apply(project.place_clip(part.id, 8_000))
    mix = render_speech(plan_of(project), 0, 31_200)
    assert np.abs(mix[[5_999, 8_000]]).max() < 0.01
    assert not mix[6_000:8_000].any()


def test_a_plan_does_not_change_with_the_project(project: Project) -> None:
    plan = plan_of(project)
    before = render_speech(plan, 0, 31_200)
    project.apply(project.edit_lines([project.lines[0].id], [], 0))
    np.testing.assert_array_equal(render_speech(plan, 0, 31_200), before)


def test_many_overlapping_clips_are_all_found() -> None:
    project = Project()
    lines = write_lines(project, *(f"Line {index}" for index in range(30)))
    rng = np.random.default_rng(1)
    sum_ = np.zeros(60_000, np.float64)
    for line in lines:
        speak(project, line, seconds=0.05 + rng.random())
        start = int(rng.integers(0, 30_000))
        project.apply(project.place_clip(line.id, start))
        audio = project.audio(project.line(line.id).take_id or "")
        sum_[start : start + len(audio)] += audio
    for start in range(0, 60_000, 997):
        got = render_speech(plan_of(project), start, 500)
        np.testing.assert_allclose(
            got[: len(sum_[start : start + 500])], sum_[start : start + 500], atol=1e-5
        )


def test_fades_are_exact_to_the_sample_and_keep_the_power(project: Project) -> None:
    line = project.lines[0]
    project.apply(arrange.set_fades(project, [line.id], 3_000, 5_000))
    mix = render_speech(plan_of(project), 0, 12_000)
    source = tone(hz=220)
    rise = np.sin((np.arange(3_000) + 0.5) * np.pi / 2 / 3_000).astype(np.float32)
    fall = np.sin((np.arange(5_000) + 0.5) * np.pi / 2 / 5_000).astype(np.float32)[::-1]
    np.testing.assert_array_equal(mix[:3_000], source[:3_000] * rise)
    np.testing.assert_array_equal(mix[3_000:7_000], source[3_000:7_000])
    np.testing.assert_array_equal(mix[7_000:], source[7_000:] * fall)
    np.testing.assert_allclose(rise[:100] ** 2 + rise[::-1][:100] ** 2, 1.0, atol=1e-6)


@pytest.mark.parametrize("block", [1, 97, 480, 4_096])
def test_faded_and_gained_blocks_are_the_whole_bit_by_bit(project: Project, block: int) -> None:
    one, two = project.lines
    project.apply(arrange.set_fades(project, [one.id, two.id], 2_500, 2_501))
    project.apply(arrange.change_gain(project, [one.id], lambda db: db - 4.5))
    project.apply(arrange.trim_start(project, [two.id], 700))
    project.apply(arrange.split_clips(project, [one.id], 1_200))
    plan = plan_of(project)
    whole = render_speech(plan, 0, 6_000)
    parts = [render_speech(plan, at, min(block, 6_000 - at)) for at in range(0, 6_000, block)]
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_a_split_inside_a_fade_keeps_what_is_left_of_it(project: Project) -> None:
    line = project.lines[0]
    project.apply(arrange.set_fades(project, [line.id], 2_000, 0))
    before = render_speech(plan_of(project), 0, 12_000)
    project.apply(arrange.split_clips(project, [line.id], 6_000))
    np.testing.assert_array_equal(render_speech(plan_of(project), 0, 12_000), before)


def test_a_short_fade_on_a_cut_edge_still_does_not_click(project: Project) -> None:
    line = project.lines[0]
    project.apply(project.trim_clip(line.id, 3_030, 6_000))
    project.apply(arrange.set_fades(project, [line.id], 2, 0))
    assert abs(render_speech(plan_of(project), 0, 10)[3]) < 0.02


def test_an_empty_timeline_is_silent_and_knows_no_take() -> None:
    plan = silence(RATE)
    assert render(plan, 0, 480).shape == (480, 2)
    assert not render(plan, 0, 480).any()
    with pytest.raises(StudioError):
        plan.audio("none", 1.0)


def test_a_take_whose_sound_is_missing_is_told_or_left_out(project: Project) -> None:
    first = project.lines[0]
    plan = plan_of(project)

    def audio(take_id: str, tempo: float) -> np.ndarray:
        if take_id == first.take_id:
            raise StudioError("The sound of this take is missing.", code="audio")
        return project.audio(take_id, tempo)

    plan = replace(plan, audio=audio)
    with pytest.raises(StudioError):
        render(plan, 0, 31_200)
    missing: list[str] = []
    mix = render(plan, 0, 31_200, lambda take_id, error: missing.append(f"{take_id} {error.code}"))
    assert missing == [f"{first.take_id} audio"]
    expected = mix_of_two_speakers()
    expected[:12_000] = 0
    np.testing.assert_array_equal(mix[:, 0], expected)
