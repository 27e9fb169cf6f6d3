"""The player on a device that the test holds in its hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from support.films import kept
from support.spoken import RATE, spoken_project, voice_like

from cosydesk.playback.output import Pull, SilentOutput
from cosydesk.playback.player import SPEEDS, Player
from cosydesk.studio.loudness import LoudnessMeter
from cosydesk.studio.mix import plan_of, render_speech
from cosydesk.studio.original import Original
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.project import Project
from cosydesk.studio.video_file import VideoFacts


class Deck:
    """A device that takes sound when the test says so; `delay` frames of it are always still to be heard."""

    silent = False

    def __init__(self, pull: Pull, description: str, on_lost: Callable[[], None]) -> None:
        self.description = description
        self.pull = pull
        self.lose = on_lost
        self.delay = 0
        self.given = 0
        self.running = False
        self.dead = False
        self.tape: list[np.ndarray] = []

    def start(self) -> None:
        self.given, self.running = 0, True

    def stop(self) -> None:
        self.running = False

    def heard(self) -> int:
        return max(0, self.given - self.delay)

    def stalled(self) -> bool:
        return self.dead

    def close(self) -> None:
        self.running = False

    def turn(self, frames: int) -> None:
        assert self.running
        self.tape.append(self.pull(frames)[:, 0])
        self.given += frames

    @property
    def sound(self) -> np.ndarray:
        return np.concatenate(self.tape)


class Rig:
    def __init__(self) -> None:
        self.decks: list[Deck] = []

    def factory(
        self, pull: Pull, sample_rate: int, device: str, on_lost: Callable[[], None], parent: QObject
    ) -> Deck:
        self.decks.append(Deck(pull, device or "Speakers", on_lost))
        return self.decks[-1]

    @property
    def deck(self) -> Deck:
        return self.decks[-1]


@pytest.fixture
def project() -> Project:
    return spoken_project(0.5, 0.5)


@pytest.fixture
def rig() -> Rig:
    return Rig()


@pytest.fixture
def player(qtbot: QtBot, project: Project, rig: Rig) -> Iterator[Player]:
    player = Player(project, factory=rig.factory)
    yield player
    player.close()


def test_the_playhead_shows_what_is_heard(qtbot: QtBot, player: Player, rig: Rig) -> None:
    player.play()
    assert player.playing
    rig.deck.delay = 2_000
    rig.deck.turn(6_000)
    qtbot.waitUntil(lambda: player.position == 4_000)
    with qtbot.waitSignal(player.playing_changed):
        player.stop()
    assert player.position == 4_000
    assert player.mixer.position == 4_000
    player.toggle()
    rig.deck.delay = 0
    rig.deck.turn(1_000)
    qtbot.waitUntil(lambda: player.position >= 5_000)


def test_what_comes_out_is_the_mix(qtbot: QtBot, player: Player, rig: Rig, project: Project) -> None:
    player.play()
    for _ in range(60):
        rig.deck.turn(500)
    wanted = render_speech(plan_of(project), 0, 30_000)
    np.testing.assert_allclose(rig.deck.sound[120:], wanted[120:], atol=1e-6)


def test_it_stops_at_the_end_and_starts_over(
    qtbot: QtBot, player: Player, rig: Rig, project: Project
) -> None:
    player.play()
    with qtbot.waitSignal(player.playing_changed):
        rig.deck.turn(project.length() + 50)
    assert not player.playing
    assert player.position == project.length()
    player.play()
    assert player.mixer.position == 0


def test_an_empty_timeline_does_not_play(qtbot: QtBot, player: Player, rig: Rig) -> None:
    player.set_project(Project())
    player.play()
    assert not player.playing
    assert rig.decks == []


def test_seek_and_loop(qtbot: QtBot, player: Player, rig: Rig) -> None:
    with qtbot.waitSignal(player.position_changed, check_params_cb=lambda at: at == 9_000):
        player.seek(9_000)
    player.set_loop((2_000, 6_000))
    player.play()
    assert player.mixer.position == 2_000
    rig.deck.turn(9_000)
    qtbot.waitUntil(lambda: player.position == 3_000)
    assert player.playing
    player.set_loop((5, 5))
    assert player.loop is None


def test_edits_are_heard_at_once(qtbot: QtBot, player: Player, rig: Rig, project: Project) -> None:
    player.play()
    rig.deck.turn(3_000)
    project.apply(project.set_track(project.tracks[0].id, muted=True))
    qtbot.waitUntil(lambda: not player.mixer._plan.clips)
    rig.deck.turn(3_000)
    assert np.abs(rig.deck.tape[0][120:]).max() > 0.05
    assert not rig.deck.tape[1][120:].any()
    assert player.playing


def test_a_sound_to_try_out_plays_beside_the_timeline(qtbot: QtBot, player: Player, rig: Rig) -> None:
    ended: list[bool] = []
    player.once_ended.connect(lambda: ended.append(True))
    sound = voice_like(0.2, 3)
    player.play_once(sound, RATE)
    rig.deck.delay = 100
    rig.deck.turn(len(sound))
    assert not ended
    with qtbot.waitSignal(player.once_ended):
        rig.deck.turn(200)
        qtbot.waitUntil(lambda: "once" in player._ending)
        rig.deck.turn(200)
    np.testing.assert_allclose(rig.deck.sound[: len(sound)], sound, atol=1e-6)
    assert (player.position, player.playing) == (0, False)
    player.play_once(sound, RATE)
    player.stop_once()
    assert len(ended) == 2


def test_chunks_of_a_line_play_as_they_come(qtbot: QtBot, player: Player, rig: Rig) -> None:
    sound = voice_like(0.3, 4)
    player.append_live("line", sound[:2_000], RATE)
    rig.deck.turn(1_500)
    player.append_live("line", sound[2_000:], RATE)
    player.end_live("line")
    rig.deck.turn(len(sound))
    np.testing.assert_allclose(rig.deck.sound[: len(sound)], sound, atol=1e-6)
    with qtbot.waitSignal(player.live_ended, check_params_cb=lambda key: key == "line"):
        qtbot.waitUntil(lambda: "line" in player._ending)
        rig.deck.turn(10)


def test_levels_are_told_and_the_device_rests_when_there_is_nothing(
    qtbot: QtBot, player: Player, rig: Rig
) -> None:
    levels: list[float] = []
    player.metered.connect(lambda: levels.append(player.meters.levels[0]))
    player.play()
    rig.deck.turn(2_000)
    qtbot.waitUntil(lambda: max(levels) > 0.05)
    player.stop()
    qtbot.waitUntil(lambda: not rig.deck.running)
    assert levels[-1] == 0.0
    assert player.meters.peaks[0] > 0.05
    player.play()
    assert rig.deck.running


def test_what_is_heard_is_measured_from_each_start(qtbot: QtBot, rig: Rig) -> None:
    project = spoken_project(3.0)
    player = Player(project, factory=rig.factory)
    player.play()
    rig.deck.delay = 6_000
    rig.deck.turn(54_000)
    wanted = LoudnessMeter(RATE)
    qtbot.waitUntil(lambda: player.position == 48_000)
    wanted.add(rig.deck.sound[:48_000, None])
    assert player.meters.loudness.integrated == pytest.approx(wanted.integrated, abs=1e-6)
    assert player.meters.loudness.short_term == pytest.approx(wanted.short_term, abs=1e-6)
    assert player.meters.peaks == (pytest.approx(float(np.abs(rig.deck.sound[:48_000]).max())),)
    player.stop()
    player.play()
    assert player.meters.loudness.integrated == -math.inf
    assert player.meters.peaks == (0.0,)
    player.close()


def test_a_film_in_stereo_is_heard_and_measured_in_stereo(qtbot: QtBot, rig: Rig) -> None:
    """Loud on the left and soft on the right, and the same scale when it is muted."""
    tone = np.sin(2 * np.pi * 997 * np.arange(5 * 48_000) / 48_000)
    film = np.stack([0.4 * tone, 0.1 * tone], axis=1).astype(np.float32)
    facts = VideoFacts(Fraction(0), 5.0, 25.0, 320, 180, True)
    original = Original(Path("film.mp4"), facts, kept(film, 48_000), len(film), PeakPyramid.of(film[:, 0]))
    project = Project()
    player = Player(project, factory=rig.factory)
    assert player.meters.channels == 1
    project.attach_original(original)
    qtbot.waitUntil(lambda: player.meters.channels == 2)
    player.play()
    rig.deck.turn(3 * RATE)
    qtbot.waitUntil(lambda: player.position == 3 * RATE)
    # BS.1770: the powers of both sides are added.
    wanted = -3.01 + 10 * math.log10(0.4**2 + 0.1**2)
    assert player.meters.loudness.integrated == pytest.approx(wanted, abs=0.05)
    assert player.meters.levels == pytest.approx((0.4, 0.1), rel=0.02)
    project.apply(project.set_project(original_muted=True))
    qtbot.waitUntil(lambda: player.plan.bed is None)
    assert player.meters.channels == 2
    project.attach_original(None)
    qtbot.waitUntil(lambda: player.meters.channels == 1)
    player.close()


@pytest.mark.parametrize("how", ["reported", "stalled"])
def test_a_lost_device_goes_on_in_silence_and_says_so(
    qtbot: QtBot, player: Player, rig: Rig, how: str
) -> None:
    told: list[str] = []
    player.output_changed.connect(told.append)
    player.play()
    rig.deck.turn(2_000)
    qtbot.waitUntil(lambda: player.position == 2_000)
    if how == "reported":
        rig.deck.lose()
    else:
        rig.deck.dead = True
    qtbot.waitUntil(lambda: player.silent)
    assert told == ["Speakers", ""]
    qtbot.waitUntil(lambda: player.position > 4_000)
    with qtbot.waitSignal(player.playing_changed, timeout=10_000):
        pass
    assert player.position == player.length


def test_another_device_can_be_chosen_while_playing(qtbot: QtBot, player: Player, rig: Rig) -> None:
    player.play()
    rig.deck.delay = 500
    rig.deck.turn(3_000)
    player.set_output("Headphones")
    assert len(rig.decks) == 2
    assert player.output_name == "Headphones"
    assert rig.deck.running
    rig.deck.turn(100)
    qtbot.waitUntil(lambda: player.position == 2_600)


def test_the_silent_output_keeps_time(qtbot: QtBot) -> None:
    now = [100.0]
    asked: list[int] = []

    def pull(n: int) -> np.ndarray:
        asked.append(n)
        return np.zeros((n, 2), np.float32)

    output = SilentOutput(pull, RATE, clock=lambda: now[0])
    output.start()
    now[0] += 0.5
    qtbot.waitUntil(lambda: output.heard() == RATE // 2)
    now[0] += 3_600.0
    qtbot.waitUntil(lambda: output.heard() > RATE // 2)
    assert sum(asked) < RATE
    output.close()


def test_another_take_is_heard_instead_until_the_first_one_is_back(
    qtbot: QtBot, player: Player, rig: Rig, project: Project
) -> None:
    line = project.lines[0]
    first = project.line(line.id).take_id or ""
    other = project.add_take(line.id, project.new_take_request(line), voice_like(0.7, 9), RATE).id
    project.apply(project.choose_take(line.id, first))
    layout = project.layout()
    player.play()
    player.play_instead(first, other)
    clip = player.mixer._plan.clips[0]
    assert (clip.take_id, clip.length) == (other, round(0.7 * RATE))
    assert player.mixer._plan.clips[1:] == plan_of(project).clips[1:]
    assert project.layout() is layout
    # It survives an edit, and goes with the project.
    project.apply(project.set_clip(line.id, gain_db=-6.0))
    qtbot.waitUntil(lambda: player.mixer._plan.clips[0].gain < 0.6)
    assert player.mixer._plan.clips[0].take_id == other
    player.play_instead(first, first)
    assert player.mixer._plan.clips[0].take_id == first
    player.play_instead(first, other)
    player.set_project(project)
    assert player.mixer._plan.clips[0].take_id == first


def test_a_trimmed_clip_plays_the_same_stretch_of_the_other_take(project: Project) -> None:
    line = project.lines[0]
    first = project.line(line.id).take_id or ""
    longer = project.add_take(line.id, project.new_take_request(line), voice_like(0.7, 9), RATE).id
    shorter = project.add_take(line.id, project.new_take_request(line), voice_like(0.1, 8), RATE).id
    project.apply(project.choose_take(line.id, first))
    project.apply(project.trim_clip(line.id, 1_000, 4_000))
    plan = plan_of(project, {first: longer})
    assert (plan.clips[0].offset, plan.clips[0].length, plan.clips[0].cut_out) == (1_000, 4_000, True)
    plan = plan_of(project, {first: shorter})
    assert (plan.clips[0].length, plan.clips[0].cut_out) == (1_400, False)
    assert plan_of(project, {first: "gone"}).clips == plan_of(project).clips
    np.testing.assert_allclose(render_speech(plan, 500, 500), project.audio(shorter)[1_500:2_000], atol=1e-6)


def test_listening_faster_moves_the_playhead_faster_and_nothing_else(
    qtbot: QtBot, player: Player, rig: Rig, project: Project
) -> None:
    said: list[float] = []
    player.rate_changed.connect(said.append)
    player.set_speed(1.5)
    player.play()
    rig.deck.delay = 1_000
    rig.deck.turn(5_000)
    qtbot.waitUntil(lambda: player.position == 6_000)
    player.step_speed(-1)
    assert (player.speed, player.rate) == (1.25, 1.25)
    at = player.mixer.position
    assert at == 7_500
    rig.deck.turn(2_000)
    qtbot.waitUntil(lambda: player.position == 7_500 + 1_250)
    player.set_speed(99.0)
    player.step_speed(1)
    assert player.speed == SPEEDS[-1]
    player.set_speed(0.1)
    assert said == [1.5, 1.25, 2.0, 0.5]
    rig.deck.turn(2 * project.length())
    qtbot.waitUntil(lambda: not player.playing)
    assert player.position == project.length()


def test_j_k_l_run_backwards_and_forwards_faster_each_time(qtbot: QtBot, player: Player, rig: Rig) -> None:
    player.seek(20_000)
    player.shuttle(-1)
    rates = [player.rate]
    rig.deck.turn(1_000)
    qtbot.waitUntil(lambda: player.position == 19_000)
    for _ in range(4):
        player.shuttle(-1)
        rates.append(player.rate)
    for _ in range(3):
        player.shuttle(1)
        rates.append(player.rate)
    assert rates == [-1.0, -2.0, -4.0, -8.0, -8.0, 1.0, 2.0, 4.0]
    player.set_speed(1.25)
    assert player.rate == 4.0
    player.stop()
    assert player.rate == 1.25
    player.shuttle(1)
    assert player.rate == 1.25
    player.shuttle(1)
    assert player.rate == 2.0
    player.play()
    assert player.rate == 1.25


def test_backwards_ends_at_the_start(qtbot: QtBot, player: Player, rig: Rig) -> None:
    player.shuttle(-1)
    assert not player.playing
    player.seek(player.length + 10_000)
    player.shuttle(-1)
    assert player.mixer.position == player.length
    with qtbot.waitSignal(player.playing_changed):
        rig.deck.turn(player.length + 100)
    assert (player.position, player.rate) == (0, 1.0)
    player.set_loop((3_000, 9_000))
    player.shuttle(-1)
    assert player.mixer.position == 9_000
    rig.deck.turn(7_000)
    qtbot.waitUntil(lambda: player.position == 8_000)
    assert player.playing
