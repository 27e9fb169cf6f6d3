"""Other tempos at the same pitch, and clips that play at them."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.studio import RATE, speak, write_lines

from cosydesk.studio import arrange, played_sound
from cosydesk.studio.mix import plan_of, render_speech
from cosydesk.studio.project import Project
from cosydesk.studio.tempo import stretched
from cosydesk.studio.timeline import FASTEST, SLOWEST, length_at_tempo

TEMPOS = [SLOWEST, 0.85, 1.1, 1.2, 1.37, 1.5, FASTEST]


def vowel(seconds: float, hz: float = 130.0) -> np.ndarray:
    """An "ah" held at one pitch: harmonics under two formants, rising and falling within 20 ms."""
    t = np.arange(int(seconds * RATE)) / RATE
    wave = np.zeros(len(t))
    for harmonic in range(1, 25):
        at = harmonic * hz
        level = np.exp(-(((at - 700) / 250) ** 2)) + 0.6 * np.exp(-(((at - 1_200) / 300) ** 2)) + 0.05
        wave += level * np.sin(2 * np.pi * at * t + harmonic)
    edge = np.minimum(1.0, np.minimum(np.arange(len(t)), np.arange(len(t))[::-1]) / (0.02 * RATE))
    return (0.3 * wave / np.abs(wave).max() * edge).astype(np.float32)


def pitch(samples: np.ndarray) -> float:
    """Hz, from the autocorrelation of the middle, interpolated."""
    middle = samples[len(samples) // 4 : 3 * len(samples) // 4].astype(np.float64)
    likeness = np.correlate(middle, middle, "full")[len(middle) - 1 :]
    low, high = RATE // 400, RATE // 60
    at = low + int(np.argmax(likeness[low:high]))
    before, here, after = likeness[at - 1 : at + 2]
    return RATE / (at + 0.5 * (before - after) / (before - 2 * here + after))


def onsets(samples: np.ndarray, apart_s: float) -> np.ndarray:
    """Seconds at which bursts begin."""
    level = np.sqrt(np.convolve(samples.astype(np.float64) ** 2, np.ones(120) / 120, "same"))
    loud = np.flatnonzero(level > 0.25 * level.max()) / RATE
    return loud[np.concatenate(([True], np.diff(loud) > apart_s))]


@pytest.mark.parametrize("tempo", TEMPOS)
@pytest.mark.parametrize("hz", [95.0, 130.0, 240.0])
def test_the_pitch_stays(tempo: float, hz: float) -> None:
    sound = vowel(1.5, hz)
    assert pitch(stretched(sound, tempo, RATE)) == pytest.approx(pitch(sound), rel=0.005)


@pytest.mark.parametrize("tempo", TEMPOS)
def test_every_moment_lies_where_the_tempo_puts_it(tempo: float) -> None:
    starts = [0.0, 0.6, 1.3, 2.2, 3.05]
    sound = np.zeros(4 * RATE, np.float32)
    for start in starts:
        burst = vowel(0.3)
        sound[int(start * RATE) : int(start * RATE) + len(burst)] = burst
    found = onsets(stretched(sound, tempo, RATE), 0.15 / tempo)
    wanted = onsets(sound, 0.15) / tempo
    assert len(found) == len(starts)
    bound = 0.01 if 0.85 <= tempo <= 1.5 else 0.025
    np.testing.assert_allclose(found, wanted, atol=bound)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 30_000), st.floats(SLOWEST, FASTEST))
def test_the_length_is_exact_and_the_sound_whole(length: int, tempo: float) -> None:
    sound = np.random.default_rng(length).standard_normal(length).astype(np.float32) * np.float32(0.1)
    out = stretched(sound, tempo, RATE)
    assert len(out) == length_at_tempo(length, tempo)
    assert abs(len(out) - length / tempo) <= 0.5 or tempo == 1.0
    assert out.dtype == np.float32
    assert np.isfinite(out).all()
    np.testing.assert_array_equal(out, stretched(sound, tempo, RATE))


def test_another_process_makes_the_same() -> None:
    code = (
        "import hashlib, numpy as np\n"
        "from cosydesk.studio.tempo import stretched\n"
        "sound = np.sin(np.arange(30000) ** 1.2 / 40).astype(np.float32)\n"
        "print([hashlib.sha256(stretched(sound, tempo, 24000).tobytes()).hexdigest() for tempo in (0.6, 1.23)])"
    )
    prints = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(prints) == 1
    assert len(prints.pop()) > 100


def test_as_it_was_spoken_it_is_the_same_sound() -> None:
    sound = vowel(0.2)
    assert stretched(sound, 1.0, RATE) is sound


def test_no_click_at_its_ends() -> None:
    sound = vowel(2.0)[12_345:34_567]  # begins and ends at full level: the worst there is
    bound = 1.2 * np.abs(np.diff(sound)).max()
    for tempo in TEMPOS:
        out = stretched(sound, tempo, RATE)
        assert np.abs(np.diff(np.concatenate(([0.0], out, [0.0])))).max() < bound
        assert max(abs(out[0]), abs(out[-1])) < 0.01


# -- clips ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def project() -> Project:
    project = Project()
    (line,) = write_lines(project, "One.")
    project.add_take(line.id, project.new_take_request(line), vowel(2.0), RATE)
    return project


def set_tempo(project: Project, tempo: float) -> None:
    project.apply(arrange.change_tempo(project, list(project.clips), tempo))


def test_a_clip_plays_its_take_at_its_tempo(project: Project) -> None:
    set_tempo(project, 1.25)
    assert project.length() == 38_400
    take = project.takes_of(project.lines[0].id)[0]
    mix = render_speech(plan_of(project), 0, 38_400)
    np.testing.assert_array_equal(mix, stretched(project.audio(take.id), 1.25, RATE))
    np.testing.assert_array_equal(mix, project.audio(take.id, 1.25))


def test_a_tempo_of_another_rate_counts_in_the_projects() -> None:
    project = Project()
    (line,) = write_lines(project, "One.")
    speak(project, line, seconds=1.0, rate=22_050)
    set_tempo(project, 1.3)
    assert project.length() == length_at_tempo(24_000, 1.3) == len(render_speech(plan_of(project), 0, 18_462))
    assert len(project.audio(project.lines[0].take_id or "", 1.3)) == project.length()


def test_parts_of_a_split_clip_join_without_a_seam(project: Project) -> None:
    set_tempo(project, 1.37)
    whole = render_speech(plan_of(project), 0, project.length())
    (clip,) = project.clips
    project.apply(arrange.split_clips(project, [clip], 12_345))
    np.testing.assert_array_equal(render_speech(plan_of(project), 0, project.length()), whole)
    length = project.length()
    set_tempo(project, 1.0)
    set_tempo(project, 1.37)
    assert abs(project.length() - length) <= 1
    assert render_speech(plan_of(project), 0, length) == pytest.approx(whole, abs=0.05)


def test_parts_at_other_tempos_fade_where_they_meet(project: Project) -> None:
    (clip,) = project.clips
    project.apply(arrange.split_clips(project, [clip], 24_000))
    second = next(each for each in project.clips if each != clip)
    project.apply(arrange.change_tempo(project, [second], 1.4))
    plan = plan_of(project)
    assert plan.clips[0].cut_out
    assert plan.clips[1].cut_in
    mix = render_speech(plan, 0, plan.length)
    steps = np.abs(np.diff(mix))
    assert steps[23_900:24_100].max() <= steps.max()
    assert abs(mix[23_999]) < 0.01


def test_trimming_counts_samples_at_the_tempo(project: Project) -> None:
    set_tempo(project, 1.6)
    (clip,) = project.clips
    project.apply(arrange.trim_start(project, [clip], 3_000))
    project.apply(arrange.trim_end(project, [clip], -6_000))
    (placed,) = project.layout()
    assert (placed.offset, placed.length) == (3_000, 21_000)
    project.apply(arrange.trim_end(project, [clip], 90_000))
    assert project.clips[clip].length is None
    assert project.layout()[0].length == 27_000
    set_tempo(project, 0.8)
    (placed,) = project.layout()
    assert (placed.offset, placed.length) == (6_000, 54_000)
    project.apply(project.trim_clip(clip, 0, 59_999))
    assert project.layout()[0].length == 59_999
    project.apply(project.trim_clip(clip, 0, 60_000))
    assert project.clips[clip].length is None


def test_fades_keep_to_the_part_they_were_drawn_over(project: Project) -> None:
    (clip,) = project.clips
    project.apply(arrange.set_fades(project, [clip], 2_000, 4_000))
    set_tempo(project, 2.0)
    assert (project.clips[clip].fade_in, project.clips[clip].fade_out) == (1_000, 2_000)


def test_a_tempo_is_kept_between_its_ends_and_undone(project: Project) -> None:
    (clip,) = project.clips
    before = project.clips[clip]
    inverse = project.apply(arrange.change_tempo(project, [clip], 9.0))
    assert project.clips[clip].tempo == FASTEST
    project.apply(inverse)
    assert project.clips[clip] == before
    assert not arrange.change_tempo(project, [clip], 1.0)


def test_another_take_is_heard_as_it_was_spoken(project: Project) -> None:
    set_tempo(project, 1.5)
    project.add_take(project.lines[0].id, project.new_take_request(project.lines[0]), vowel(1.0), RATE)
    (clip,) = project.clips.values()
    assert clip.tempo == 1.0
    assert project.length() == 24_000


def test_a_take_played_instead_keeps_the_tempo(project: Project) -> None:
    first = project.lines[0].take_id or ""
    other = project.add_take(
        project.lines[0].id, project.new_take_request(project.lines[0]), vowel(1.0, 220.0), RATE
    )
    set_tempo(project, 1.25)
    (played,) = plan_of(project, {other.id: first}).clips
    assert (played.take_id, played.tempo, played.length, played.cut_out) == (first, 1.25, 38_400, False)


def test_stretched_sound_is_made_once_and_counts_in_the_cache(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = project.lines[0].take_id or ""
    first = project.audio(take, 1.25)
    assert project.audio(take, 1.25) is first
    assert project.audio(take, 1.26) is not first
    monkeypatch.setattr(played_sound, "AUDIO_CACHE_BYTES", 1)
    project.audio(take, 1.3)
    assert project.audio(take, 1.25) is not first
