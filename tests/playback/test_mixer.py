"""The mixer: exact, gapless, and never failing."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from support.films import kept as kept_sound
from support.spoken import RATE, spoken_project, voice_like

from cosydesk.playback.mixer import CROSSFADE_S, TAP_S, Mixer
from cosydesk.studio import arrange
from cosydesk.studio.bed import Bed
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import MixClip, MixPlan, plan_of, render, render_speech, silence

FADE = round(CROSSFADE_S * RATE)


def read(mixer: Mixer, n: int, block: int = 333) -> np.ndarray:
    """n mono samples, in blocks as a device takes them."""
    blocks = [mixer.read(min(block, n - start)) for start in range(0, n, block)]
    out = np.concatenate(blocks)
    np.testing.assert_array_equal(out[:, 0], out[:, 1])
    return out[:, 0]


def test_it_plays_the_plan_sample_by_sample() -> None:
    plan = plan_of(spoken_project(0.5, 0.4))
    mixer = Mixer(plan)
    assert not read(mixer, 500).any()
    mixer.roll(True)
    heard = read(mixer, plan.length)
    wanted = render_speech(plan, 0, plan.length)
    np.testing.assert_allclose(heard[FADE:], wanted[FADE:], atol=1e-6)
    assert (np.abs(heard[:FADE]) <= np.abs(wanted[:FADE]) + 1e-6).all()
    assert mixer.position == plan.length


def test_an_edit_while_playing_leaves_no_gap() -> None:
    project = spoken_project(0.5, 0.5, 0.5)
    mixer = Mixer(plan_of(project))
    mixer.roll(True)
    first = read(mixer, 5_000)
    project.apply(project.edit_text(project.lines[0].id, "changed"))
    mixer.set_plan(plan_of(project))
    heard = np.concatenate([first, read(mixer, 20_000)])
    wanted = render_speech(plan_of(project), 0, 25_000)
    np.testing.assert_allclose(heard[FADE:], wanted[FADE:], atol=1e-5)

    # An audible edit fades over: the end of the second line is cut off as it plays.
    before = render_speech(plan_of(project), 25_000, 1_000)
    project.apply(project.edit_lines([project.lines[1].id], [], 0))
    mixer.set_plan(plan_of(project))
    after = render_speech(plan_of(project), 25_000, 1_000)
    heard = read(mixer, 1_000)
    rise = (np.arange(FADE) + 0.5) / FADE
    np.testing.assert_allclose(heard[:FADE], before[:FADE] * (1 - rise) + after[:FADE] * rise, atol=1e-5)
    np.testing.assert_allclose(heard[FADE:], after[FADE:], atol=1e-6)


@pytest.mark.parametrize("block", [100, 333, 4_096])
def test_a_loop_is_exact_and_does_not_click(block: int) -> None:
    plan = plan_of(spoken_project(1.0))
    mixer = Mixer(plan)
    mixer.seek(2_000)
    mixer.set_loop((2_000, 7_000))
    mixer.roll(True)
    heard = read(mixer, 15_000, block)
    inside = render_speech(plan, 2_000, 5_000)
    after = render_speech(plan, 7_000, FADE)
    rise = (np.arange(FADE) + 0.5) / FADE
    for turn in (1, 2):
        part = heard[turn * 5_000 : (turn + 1) * 5_000]
        np.testing.assert_allclose(part[FADE:], inside[FADE:], atol=1e-6)
        np.testing.assert_allclose(part[:FADE], inside[:FADE] * rise + after * (1 - rise), atol=1e-6)
    assert mixer.position == 2_000
    mixer.set_loop(None)
    read(mixer, 6_000)
    assert mixer.position == 8_000


def test_frames_know_where_they_lay() -> None:
    mixer = Mixer(plan_of(spoken_project(2.0)))
    read(mixer, 1_000)
    mixer.roll(True)
    read(mixer, 2_000)
    mixer.seek(30_000)
    read(mixer, 500)
    mixer.set_loop((30_000, 31_000))
    read(mixer, 1_500)
    mixer.roll(False)
    read(mixer, 700)
    frames = {
        0: 0,
        999: 0,
        1_000: 0,
        2_500: 1_500,
        3_000: 30_000,
        3_400: 30_400,
        4_100: 30_100,
        4_999: 30_999,
    }
    assert {frame: mixer.position_at(frame) for frame in frames} == frames
    assert mixer.position_at(5_600) == mixer.position_at(5_000) == 30_000
    assert mixer.frame == 5_700


def test_live_sound_plays_as_it_comes_and_beside_the_timeline() -> None:
    mixer = Mixer(plan_of(spoken_project(0.5)))
    speech = voice_like(0.3, 9)
    mixer.append_live("line", speech[:1_000])
    heard = [read(mixer, 1_500)]
    mixer.append_live("line", speech[1_000:])
    mixer.end_live("line")
    assert mixer.live_keys() == {"line"}
    heard.append(read(mixer, 10_000))
    assert mixer.live_keys() == frozenset()
    np.testing.assert_array_equal(heard[0][: 1_000 - FADE], speech[: 1_000 - FADE])
    assert not heard[0][1_000:].any()
    np.testing.assert_array_equal(heard[1][FADE : len(speech) - 1_000], speech[1_000 + FADE :])
    assert mixer.position == 0
    mixer.append_live("other", speech)
    mixer.end_live("other")
    mixer.roll(True)
    both = read(mixer, 5_000)
    wanted = render_speech(plan_of(spoken_project(0.5)), 0, 5_000) + speech[:5_000]
    np.testing.assert_allclose(both[FADE:], wanted[FADE:], atol=1e-6)
    mixer.drop_live("other")
    read(mixer, FADE)
    rest = render_speech(plan_of(spoken_project(0.5)), 5_000 + FADE, 1_000)
    np.testing.assert_allclose(read(mixer, 1_000), rest, atol=1e-6)


def test_live_sound_of_another_rate_keeps_its_length_and_pitch() -> None:
    mixer = Mixer(silence(RATE))
    tone = np.sin(2 * np.pi * 200 * np.arange(44_100) / 44_100).astype(np.float32)
    for start in range(0, 44_100, 4_410):
        mixer.append_live("once", tone[start : start + 4_410], 44_100)
    mixer.end_live("once")
    heard = read(mixer, RATE)
    same = np.sin(2 * np.pi * 200 * np.arange(RATE) / RATE)
    assert np.abs(heard - same)[500:-500].max() < 5e-3


def test_what_was_heard_can_be_taken_once_and_does_not_pile_up() -> None:
    plan = plan_of(spoken_project(3.0))
    mixer = Mixer(plan)
    mixer.roll(True)
    heard = read(mixer, 4_000, 500)
    np.testing.assert_array_equal(mixer.take_heard(1_250)[:, 0], heard[:1_250])
    np.testing.assert_array_equal(mixer.take_heard(3_000)[:, 0], heard[1_250:3_000])
    assert not len(mixer.take_heard(3_000))
    heard = np.concatenate([heard, read(mixer, 60_000, 500)])
    kept = mixer.take_heard(mixer.frame)[:, 1]
    assert TAP_S * RATE <= len(kept) <= TAP_S * RATE + 500
    np.testing.assert_array_equal(kept, heard[-len(kept) :])


def test_missing_sound_is_silence_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    def audio(take_id: str, tempo: float) -> np.ndarray:
        if take_id == "gone":
            raise StudioError("The sound of this take is missing.", code="audio")
        return voice_like(0.2, 1)

    clips = (MixClip("a", "gone", 0, 4_800, 0, 1.0), MixClip("b", "there", 0, 4_800, 0, 1.0))
    mixer = Mixer(MixPlan(RATE, clips, 4_800, audio))
    mixer.roll(True)
    np.testing.assert_allclose(read(mixer, 4_800)[FADE:], voice_like(0.2, 1)[FADE:], atol=1e-6)
    assert caplog.text.count("can't be played") == 1


def test_another_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="rate"):
        Mixer(silence(RATE)).set_plan(silence(48_000))


def test_it_holds_under_two_threads() -> None:
    project = spoken_project(0.5, 0.5)
    plans = [plan_of(project)]
    project.apply(project.place_clip(project.lines[1].id, 1_000))
    plans.append(plan_of(project))
    mixer = Mixer(plans[0])
    mixer.roll(True)
    failed: list[BaseException] = []

    def pull() -> None:
        try:
            for _ in range(3_000):
                assert mixer.read(64).shape == (64, 2)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=pull)
    thread.start()
    turn = 0
    while thread.is_alive():
        turn += 1
        mixer.set_plan(plans[turn % 2])
        mixer.seek(turn * 37 % 20_000)
        mixer.set_loop((100, 900) if turn % 3 else None)
        mixer.append_live("x", np.ones(50, np.float32))
        mixer.position_at(mixer.frame)
        if turn % 5 == 0:
            mixer.drop_live("x")
    thread.join()
    assert not failed
    assert turn > 0


def test_what_is_heard_live_is_the_rendered_mix_with_its_fades_bit_by_bit() -> None:
    project = spoken_project(0.5, 0.4)
    ids = [line.id for line in project.lines]
    project.apply(arrange.set_fades(project, ids, 3_001, 2_002))
    project.apply(arrange.change_gain(project, ids[:1], lambda db: db - 3.0))
    plan = plan_of(project)
    mixer = Mixer(plan)
    mixer.roll(True)
    heard = read(mixer, plan.length, 441)
    np.testing.assert_array_equal(heard[FADE:], render_speech(plan, 0, plan.length)[FADE:])


def test_another_sound_goes_on_where_the_first_one_was() -> None:
    first, second = voice_like(1.0, 1), voice_like(0.8, 2)
    mixer = Mixer(silence(RATE))
    mixer.append_live("once", first)
    mixer.end_live("once")
    np.testing.assert_array_equal(read(mixer, 5_000), first[:5_000])
    assert mixer.switch_live("once", second)
    heard = read(mixer, 2_000)
    rise = (np.arange(FADE) + 0.5) / FADE
    blended = first[5_000 : 5_000 + FADE] * (1 - rise) + second[5_000 : 5_000 + FADE] * rise
    np.testing.assert_allclose(heard[:FADE], blended, atol=1e-5)
    np.testing.assert_array_equal(heard[FADE:], second[5_000 + FADE : 7_000])
    assert mixer.switch_live("once", first)
    rest = read(mixer, 17_500)
    np.testing.assert_array_equal(rest[FADE : RATE - 7_000], first[7_000 + FADE :])
    assert not rest[RATE - 7_000 :].any()
    assert not mixer.switch_live("once", second)


def test_a_sound_that_is_shorter_ends_where_the_longer_one_was() -> None:
    first, second = voice_like(1.0, 1), voice_like(0.2, 2)
    mixer = Mixer(silence(RATE))
    mixer.append_live("once", first)
    mixer.end_live("once")
    read(mixer, 6_000)
    assert mixer.switch_live("once", second)
    heard = read(mixer, 1_000)
    assert not heard[FADE:].any()
    assert "once" not in mixer.live_keys()


@pytest.mark.parametrize("rate", [0.5, 0.75, 1.25, 2.0, -1.0, -2.0, 8.0])
def test_the_playhead_moves_by_the_rate_to_the_sample(rate: float) -> None:
    mixer = Mixer(plan_of(spoken_project(4.0)))
    mixer.seek(50_000)
    mixer.set_rate(rate)
    mixer.roll(True)
    read(mixer, 5_001)
    assert mixer.position == 50_000 + round(5_001 * rate)
    assert mixer.position_at(4_000) == 50_000 + round(4_000 * rate)
    mixer.set_rate(1.0)
    at = mixer.position
    heard = read(mixer, 3_000)
    wanted = render_speech(plan_of(spoken_project(4.0)), at, 3_000)
    np.testing.assert_allclose(heard[FADE:], wanted[FADE:], atol=1e-6)
    assert mixer.position_at(4_000) == 50_000 + round(4_000 * rate)


def test_backwards_is_the_mix_backwards() -> None:
    plan = plan_of(spoken_project(0.5, 0.4))
    mixer = Mixer(plan)
    mixer.seek(plan.length)
    mixer.set_rate(-1.0)
    mixer.roll(True)
    heard = read(mixer, plan.length + 500)
    wanted = render_speech(plan, 0, plan.length)[::-1]
    np.testing.assert_allclose(heard[FADE : plan.length], wanted[FADE:], atol=1e-6)
    assert not heard[plan.length + FADE :].any()
    assert mixer.position == 0


@pytest.mark.parametrize("rate", [1.5, 0.5, -1.0, -2.0])
@pytest.mark.parametrize("block", [100, 4_096])
def test_a_loop_turns_at_the_right_sample_at_any_rate(rate: float, block: int) -> None:
    mixer = Mixer(plan_of(spoken_project(2.0)))
    begin, end = 3_000, 9_000
    mixer.seek(begin if rate > 0 else end)
    mixer.set_loop((begin, end))
    mixer.set_rate(rate)
    mixer.roll(True)
    turn = round((end - begin) / abs(rate))
    read(mixer, 2 * turn + turn // 4, block)
    way = round(turn // 4 * abs(rate))
    assert mixer.position == (begin + way if rate > 0 else end - way)
    assert mixer.position_at(turn - 1) == (end - round(rate) if rate > 1 else mixer.position_at(turn - 1))
    assert begin <= mixer.position_at(turn + 10) <= end


def test_a_change_of_rate_or_plan_does_not_click() -> None:
    """A smooth tone stays smooth through every change: no step larger than the tone's own, but for its fades."""
    t = np.arange(10 * RATE)
    sound = (0.5 * np.sin(2 * np.pi * 150 * t / RATE)).astype(np.float32)
    plans = [
        MixPlan(RATE, (MixClip("a", "tone", 0, len(t), 0, gain),), len(t), lambda _, tempo: sound)
        for gain in (1.0, 0.3)
    ]
    mixer = Mixer(plans[0])
    mixer.seek(2 * RATE)
    mixer.roll(True)
    heard = [read(mixer, 1_000)[FADE:]]
    for rate in (1.5, 0.75, 1.0, -1.0, -2.0, 4.0, 1.0, 1.25):
        mixer.set_rate(rate)
        heard.append(read(mixer, 997))
    for number in range(4):
        mixer.set_plan(plans[number % 2])
        heard.append(read(mixer, 700 if number else 40))
    mixer.seek(5 * RATE + 77)
    heard.append(read(mixer, 50))
    mixer.seek(RATE)
    heard.append(read(mixer, 900))
    own = 0.5 * 2 * np.pi * 150 / RATE
    assert np.abs(np.diff(np.concatenate(heard))).max() < own + 1.2 / FADE
    with pytest.raises(ValueError, match="roll"):
        mixer.set_rate(0.0)


def test_sound_that_comes_too_late_breaks_off_and_goes_on_without_clicks() -> None:
    t = np.arange(12_000)
    tone = (0.5 * np.sin(2 * np.pi * 150 * t / RATE)).astype(np.float32)
    mixer = Mixer(silence(RATE))
    mixer.append_live("line", tone[:5_000])
    heard = [read(mixer, 6_000)]
    mixer.append_live("line", tone[5_000:])
    mixer.end_live("line")
    heard.append(read(mixer, 8_000))
    sound = np.concatenate(heard)
    assert np.abs(np.diff(sound)).max() < 0.5 * 2 * np.pi * 150 / RATE + 1.2 * 0.5 / FADE
    np.testing.assert_array_equal(sound[: 5_000 - FADE], tone[: 5_000 - FADE])
    assert not sound[5_000:6_000].any()
    np.testing.assert_array_equal(sound[6_000 + FADE : 13_000], tone[5_000 + FADE :])


# -- with a video's sound --------------------------------------------------------------------------------------


def in_stereo(plan: MixPlan, seconds: float, left: float = 1.0, right: float = 0.0) -> MixPlan:
    """Over a film's sound: a tone of 300 Hz at 48 kHz, on each side so loud."""
    tone = 0.2 * np.sin(2 * np.pi * 300 * np.arange(round(seconds * 48_000)) / 48_000)
    film = np.stack([left * tone, right * tone], axis=1).astype(np.float32)
    return replace(plan, bed=Bed(kept_sound(film, 48_000), RATE), length=round(seconds * RATE))


def read_both(mixer: Mixer, n: int, block: int = 333) -> np.ndarray:
    return np.concatenate([mixer.read(min(block, n - start)) for start in range(0, n, block)])


@pytest.mark.parametrize("rate", [1.0, 0.5, 0.75, 1.5, 2.0, -1.0, -2.0])
def test_what_the_film_has_on_the_left_is_heard_there_alone(rate: float) -> None:
    mixer = Mixer(in_stereo(silence(RATE), 6.0))
    mixer.seek(3 * RATE)
    mixer.set_rate(rate)
    mixer.roll(True)
    heard = read_both(mixer, RATE)
    assert not heard[:, 1].any()
    loud = np.sqrt(np.mean(np.square(heard[FADE:, 0], dtype=np.float64)))
    assert loud == pytest.approx(0.2 / np.sqrt(2), rel=0.03)


def test_speech_stays_in_the_middle_of_a_film() -> None:
    plan = in_stereo(plan_of(spoken_project(0.5, 0.5)), 1.5)
    mixer = Mixer(plan)
    mixer.roll(True)
    heard = read_both(mixer, plan.length)
    np.testing.assert_allclose(heard[FADE:], render(plan, 0, plan.length)[FADE:], atol=1e-6)
    speech = render_speech(plan, 0, plan.length)
    np.testing.assert_allclose(heard[FADE:, 1], speech[FADE:], atol=1e-6)
    np.testing.assert_array_equal(mixer.take_heard(mixer.frame), heard)


def test_two_sides_against_each_other_are_stretched_without_dips() -> None:
    """Their mean is silence: places that only it would choose let the tone beat."""
    mixer = Mixer(in_stereo(silence(RATE), 8.0, 1.0, -1.0))
    mixer.set_rate(1.5)
    mixer.roll(True)
    heard = read_both(mixer, 3 * RATE)[RATE // 10 :]
    np.testing.assert_allclose(heard[:, 0], -heard[:, 1], atol=1e-6)
    loud = np.sqrt(np.square(heard[: 2 * RATE, 0].reshape(-1, RATE // 10)).mean(axis=1))
    assert loud.max() / loud.min() < 1.12


def test_muting_a_film_while_it_plays_fades_it_out_on_its_side() -> None:
    plan = silence(RATE)
    mixer = Mixer(in_stereo(plan, 2.0))
    mixer.roll(True)
    heard = [read_both(mixer, 2_000)]
    mixer.set_plan(replace(plan, length=2 * RATE))
    heard.append(read_both(mixer, 2_000))
    mixer.set_plan(in_stereo(plan, 2.0))
    heard.append(read_both(mixer, 2_000))
    sound = np.concatenate(heard)
    assert not sound[:, 1].any()
    assert not sound[2_000 + FADE : 4_000].any()
    assert sound[2_000 : 2_000 + FADE, 0].any()
    assert np.abs(np.diff(sound[FADE:, 0])).max() < 0.2 * 2 * np.pi * 300 / RATE + 0.2 / FADE


def test_a_line_heard_as_it_is_spoken_is_in_the_middle_of_a_film() -> None:
    mixer = Mixer(in_stereo(silence(RATE), 2.0))
    mixer.roll(True)
    speech = voice_like(0.2, 3)
    mixer.append_live("line", speech)
    mixer.end_live("line")
    np.testing.assert_allclose(read_both(mixer, len(speech))[FADE:, 1], speech[FADE:], atol=1e-6)
