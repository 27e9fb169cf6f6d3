"""The original sound of a video: decoded, kept, lowered under speech, mixed."""

from __future__ import annotations

import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cosydesk import paths
from cosydesk.studio import original as originals
from cosydesk.studio import project_file
from cosydesk.studio.bed import Bed, Ducking
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import plan_of, render, silence
from cosydesk.studio.original import Original, open_original
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.project import Project
from cosydesk.studio.video_file import VideoFacts, found_path, is_video, kept_path
from tests.support.films import kept, make_film
from tests.support.studio import RATE, export_mix, speak, write_lines

ATTACK, RELEASE = RATE // 10, RATE * 4 // 10


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))


def tones(seconds: float, *hz: float, rate: int = 48_000) -> np.ndarray:
    """A sine in each channel."""
    t = np.arange(int(seconds * rate)) / rate
    return np.stack([0.4 * np.sin(2 * np.pi * f * t) for f in hz], axis=1).astype(np.float32)


def in_memory(samples: np.ndarray, rate: int = RATE) -> Original:
    facts = VideoFacts(Fraction(0), len(samples) / rate, 25.0, 320, 180, True)
    return Original(Path("film.mp4"), facts, kept(samples, rate), len(samples), PeakPyramid.of(samples[:, 0]))


def all_of(original: Original) -> np.ndarray:
    return original.sound.read(0, len(original.sound))


def blocks(read: object, end: int, size: int, start: int = 0) -> np.ndarray:
    return np.concatenate([read(at, min(size, end - at)) for at in range(start, end, size)])  # type: ignore[operator]


# -- decoding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hz", [(15_000.0,), (440.0, 300.0)])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_the_sound_is_kept_as_it_is(tmp_path: Path, hz: tuple[float, ...], rate: int) -> None:
    sound = tones(2, *hz, rate=rate)
    film = make_film(tmp_path / "film.mkv", seconds=2, sound=sound, sound_rate=rate, lossless=True)
    found = open_original(film)
    assert (found.sound.sample_rate, found.sound.channels) == (rate, len(hz))
    np.testing.assert_allclose(all_of(found), sound, atol=5e-5)
    assert found.length_at(RATE) == 2 * RATE
    assert (found.facts.width, found.facts.height, found.facts.frame_rate) == (320, 180, 25.0)


def test_of_a_higher_rate_is_kept_what_can_be_heard(tmp_path: Path) -> None:
    sound = tones(2, 15_000.0, rate=96_000)
    film = make_film(tmp_path / "film.mkv", seconds=2, sound=sound, sound_rate=96_000, lossless=True)
    found = open_original(film)
    assert (found.sound.sample_rate, len(found.sound)) == (48_000, 96_000)
    np.testing.assert_allclose(all_of(found)[500:-500], tones(2, 15_000.0)[500:-500], atol=2e-4)


def test_aac_lies_where_it_was(tmp_path: Path) -> None:
    sound = tones(3, 440.0, 440.0)
    sound[:48_000] = 0
    found = open_original(make_film(tmp_path / "film.mp4", seconds=3, sound=sound))
    first = int(np.argmax(np.abs(all_of(found)[:, 0]) > 0.05))
    assert abs(first - 48_000) < 60


def test_a_sound_that_begins_later_begins_later(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", sound=tones(2, 440.0), lossless=True, sound_from_s=0.5)
    found = open_original(film)
    assert not found.sound.read(0, 24_000).any()
    np.testing.assert_allclose(found.sound.read(24_000, 96_000), tones(2, 440.0), atol=5e-5)
    assert found.length_at(RATE) == 4 * RATE, "the picture is longer"


def test_a_silent_film_has_a_length(tmp_path: Path) -> None:
    found = open_original(make_film(tmp_path / "film.mp4", seconds=2))
    assert not len(found.sound)
    assert found.length_at(RATE) == 2 * RATE
    assert not found.facts.has_sound


def test_the_second_time_it_comes_from_the_cache(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", sound=tones(2, 440.0))
    first = open_original(film)
    told: list[float] = []
    again = open_original(film, told.append)
    assert told == []
    np.testing.assert_array_equal(all_of(first), all_of(again))
    whole = PeakPyramid.of(all_of(first)[:, 0])
    np.testing.assert_allclose(again.peaks.levels[0], whole.levels[0], atol=1 / 16_000)
    assert len(again.peaks.levels) == len(whole.levels)


def test_what_the_video_was_before_is_removed(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", sound=tones(2, 440.0))
    open_original(film)
    other = make_film(tmp_path / "other.mp4", sound=tones(1, 300.0))
    open_original(other)
    make_film(film, sound=tones(3, 440.0))
    open_original(film)
    kept = sorted(path.suffix for path in (paths.cache_dir() / "original").iterdir())
    assert kept == [".f32", ".f32", ".json", ".json", ".peaks", ".peaks"]


def test_the_cache_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(originals, "CACHE_BYTES", 1_200_000)
    films = [make_film(tmp_path / f"{n}.mp4", sound=tones(3, 100.0 * n)) for n in (1, 2, 3)]
    for film in films:
        open_original(film)
    sounds = list((paths.cache_dir() / "original").glob("*.f32"))
    assert len(sounds) == 2
    told: list[float] = []
    open_original(films[2], told.append)
    assert told == [], "the newest is kept"


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", sound=tones(2, 440.0))
    wanted = all_of(open_original(film))
    for file in (paths.cache_dir() / "original").glob("*.peaks"):
        file.write_bytes(b"")
    np.testing.assert_array_equal(all_of(open_original(film)), wanted)


def test_cancelled_it_leaves_nothing(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", sound=tones(2, 440.0))
    cancel = threading.Event()
    with pytest.raises(StudioError) as caught:
        open_original(film, lambda fraction: cancel.set(), cancel)
    assert caught.value.code == "cancelled"
    assert list((paths.cache_dir() / "original").iterdir()) == []


def test_what_is_no_film_is_said(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        open_original(tmp_path / "gone.mp4")
    assert caught.value.code == "missing"
    text = tmp_path / "text.mp4"
    text.write_text("no film at all", encoding="utf-8")
    with pytest.raises(StudioError) as caught:
        open_original(text)
    assert caught.value.code == "video_unreadable"


def test_a_film_cut_off_plays_to_where_it_is_whole(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", sound=tones(4, 440.0), lossless=True)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    found = open_original(film)
    assert 48_000 < len(found.sound) <= found.length


# -- where it lies ---------------------------------------------------------------------------------------------


def test_a_video_beside_the_project_moves_along(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    project = folder / "a.cosydesk"
    video = folder / "cut" / "film.mp4"
    assert kept_path(video, project) == "cut/film.mp4"
    assert found_path("cut/film.mp4", project) == video
    assert kept_path(tmp_path / "film.mp4", project) == str(tmp_path / "film.mp4")
    assert kept_path(video, None) == str(video)


def test_a_video_that_came_along_is_found_beside_the_project(tmp_path: Path) -> None:
    beside = tmp_path / "film.mp4"
    beside.touch()
    project = tmp_path / "a.cosydesk"
    assert found_path("/gone/film.mp4", project) == beside
    assert found_path(str(tmp_path / "gone" / "film.mp4"), project) == beside
    assert found_path("/gone/other.mp4", project) == Path("/gone/other.mp4")


def test_saving_elsewhere_keeps_the_video(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=1)
    (tmp_path / "sub").mkdir()
    project = project_file.create(tmp_path / "a.cosydesk")
    project.apply(project.set_project(video=kept_path(film, project.path)))
    assert project.settings.video == "film.mp4"
    project_file.save_copy(project, tmp_path / "sub" / "copy.cosydesk")
    project_file.save_as(project, tmp_path / "sub" / "b.cosydesk")
    assert found_path(project.settings.video, project.path) == film
    project_file.close(project)
    for name in ("b", "copy"):
        again = project_file.open(tmp_path / "sub" / f"{name}.cosydesk")
        assert found_path(again.settings.video, again.path) == film
        project_file.close(again)


def test_videos_are_known_by_their_names() -> None:
    assert is_video(Path("A.MP4"))
    assert is_video(Path("a.mkv"))
    assert not is_video(Path("a.wav"))


# -- lowering --------------------------------------------------------------------------------------------------


def test_under_speech_it_is_lowered_by_so_many_db() -> None:
    ducking = Ducking.under([(RATE, 2 * RATE)], 12.0, RATE)
    gain = ducking.gain(0, 4 * RATE)[:, 0]
    assert np.all(gain[: RATE - ATTACK] == 1)
    np.testing.assert_allclose(20 * np.log10(gain[RATE : 2 * RATE]), -12.0, atol=1e-4)
    assert np.all(gain[2 * RATE + RELEASE :] == 1)
    assert np.all(np.diff(gain[RATE - ATTACK : RATE]) <= 0)
    assert np.all(np.diff(gain[2 * RATE : 2 * RATE + RELEASE]) >= 0)
    assert np.abs(np.diff(gain)).max() < 2 / ATTACK, "no step"


def test_in_a_short_gap_it_stays_down() -> None:
    near = Ducking.under([(RATE, 2 * RATE), (2 * RATE + RELEASE, 3 * RATE)], 12.0, RATE)
    assert np.all(near.gain(RATE, 2 * RATE) == near.gain(RATE, 1))
    apart = Ducking.under([(5 * RATE, 6 * RATE), (RATE, 2 * RATE)], 12.0, RATE)
    assert apart.gain(3 * RATE, RATE).min() == 1


def test_without_ducking_it_stays_as_it_is() -> None:
    assert np.all(Ducking.under([(0, RATE)], 0.0, RATE).gain(0, RATE) == 1)
    assert np.all(Ducking.under([], 12.0, RATE).gain(-5, RATE) == 1)


@pytest.mark.parametrize("size", [1, 7, 480, 4_096, 100_000])
@pytest.mark.parametrize(("rate", "channels"), [(24_000, 2), (44_100, 1), (48_000, 2)])
def test_a_bed_is_the_same_in_any_blocks(size: int, rate: int, channels: int) -> None:
    rng = np.random.default_rng(1)
    ducking = Ducking.under([(500, 900), (20_000, 30_000), (50_000, 50_100)], 9.0, RATE)
    sound = kept(rng.uniform(-1, 1, (70_000, channels)).astype(np.float32), rate)
    bed = Bed(sound, RATE, 0.7, ducking)
    end = 72_000 * RATE // rate if size > 1 else 1_500
    np.testing.assert_allclose(blocks(bed.read, end, size, -100), bed.read(-100, end + 100), atol=1e-6)


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
def test_a_bed_is_heard_at_the_plan_s_rate_in_its_place(rate: int) -> None:
    bed = Bed(kept(tones(2, 440.0, 6_000.0, rate=rate), rate), RATE)
    np.testing.assert_allclose(
        bed.read(0, 2 * RATE)[100:-100], tones(2, 440.0, 6_000.0, rate=RATE)[100:-100], atol=1e-4
    )
    above = Bed(kept(tones(1, 15_000.0), 48_000), RATE).read(1_000, 1_000)
    assert np.abs(above).max() < 1e-4, "nothing is folded down"


def test_a_bed_that_is_gone_is_silence_while_playing_and_said_in_an_export() -> None:
    sound = kept(tones(1, 440.0), 48_000)
    plan = replace(silence(RATE), length=RATE, bed=Bed(sound, RATE))
    sound._file.truncate(1_000)  # as when the disk is taken away
    told: list[str] = []
    assert not render(plan, 0, RATE, lambda take_id, error: told.append(error.code)).any()
    assert told == ["audio"]
    with pytest.raises(StudioError):
        render(plan, 0, RATE)


# -- in the mix ------------------------------------------------------------------------------------------------


@pytest.fixture
def project() -> Project:
    """Half a second of speech from 1 s on, and 3 s of another tone in each ear."""
    project = Project()
    (line,) = write_lines(project, "One.")
    speak(project, line)
    project.apply(project.place_clip(line.id, RATE))
    project.attach_original(in_memory(tones(3, 440.0, 300.0, rate=RATE)))
    return project


def test_it_sounds_in_both_ears_and_longer_than_the_speech(project: Project) -> None:
    plan = plan_of(project)
    assert plan.length == project.length() == 3 * RATE
    mix = render(plan, 0, plan.length)
    np.testing.assert_array_equal(mix[2 * RATE :], tones(3, 440.0, 300.0, rate=RATE)[2 * RATE :])
    alone = render(replace(plan, bed=None), RATE, RATE // 2)
    assert plan.bed is not None
    np.testing.assert_array_equal(mix[RATE : RATE * 3 // 2], alone + plan.bed.read(RATE, RATE // 2))


def test_muted_lowered_and_louder(project: Project) -> None:
    at = 2 * RATE, RATE
    loud = np.abs(render(plan_of(project), *at)).max()
    edit = project.set_project(original_gain_db=-6.0)
    assert edit.name == "Change original sound"
    project.apply(edit)
    assert np.abs(render(plan_of(project), *at)).max() == pytest.approx(loud * 10 ** (-6 / 20), rel=1e-4)
    project.apply(project.set_project(original_muted=True))
    assert plan_of(project).bed is None
    assert plan_of(project).length == 3 * RATE
    project.apply(project.set_project(original_muted=False, ducking_db=0.0))
    bed = plan_of(project).bed
    assert bed is not None
    assert bed.ducking.spans == ()


def test_muted_speech_lowers_nothing(project: Project) -> None:
    project.apply(project.set_track(project.tracks[0].id, muted=True))
    bed = plan_of(project).bed
    assert bed is not None
    assert bed.ducking.spans == ()


def test_it_is_in_the_export(project: Project, tmp_path: Path) -> None:
    assert soundfile.info(export_mix(project, tmp_path / "mix.wav")).frames == 3 * RATE


def test_edits_have_names_and_bounds(project: Project) -> None:
    assert project.set_project(video="film.mp4").name == "Open video"
    project.apply(project.set_project(video="film.mp4"))
    assert project.set_project(video="").name == "Close video"
    with pytest.raises(StudioError):
        project.set_project(ducking_db=-1.0)


def test_subscribers_hear_that_it_came_and_went(project: Project) -> None:
    heard: list[object] = []
    project.subscribe(heard.append)
    project.attach_original(None)
    project.attach_original(None)
    assert heard == [frozenset({("original", "")})]
    assert project.length() == RATE * 3 // 2
