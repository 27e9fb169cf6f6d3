"""Dubbed video: the picture stays bit for bit, the sound is the mix, the label is there."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from support.dubbed_films import make_film, pictures_of
from support.films import kept
from support.studio import RATE, speak, tone, write_lines

from cosydesk.studio.bed import Bed
from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.inspection import inspect_file
from cosydesk.studio.delivery.plan import DeliveryPlan, plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project
from cosydesk.studio.sound_file import read_sound

VIDEO = Recipe(mix=False, video=True)


def plan_with(video: Path, seconds: float = 1.0) -> DeliveryPlan:
    project = Project()
    project.name = "Dub"
    (line,) = write_lines(project, "One.")
    speak(project, line, seconds, 440)
    project.apply(project.place_clip(line.id, RATE))
    return plan_delivery(project, video)


@pytest.mark.parametrize(
    ("name", "codec", "made"),
    [
        ("film.mp4", "libx264", "Dub.mp4"),
        ("film.mov", "libx264", "Dub.mov"),
        ("film.mkv", "libx264", "Dub.mkv"),
        ("film.webm", "libvpx", "Dub.webm"),
        ("film.avi", "mpeg4", "Dub.mp4"),
    ],
)
def test_the_picture_is_copied_and_the_sound_is_new(name: str, codec: str, made: str, tmp_path: Path) -> None:
    video = make_film(tmp_path / name, codec=codec, sound=name != "film.avi")
    before = video.read_bytes()
    (path,) = deliver(plan_with(video), VIDEO, tmp_path / "out").files
    assert path.name == made
    assert [data for data, _ in pictures_of(path)] == [data for data, _ in pictures_of(video)]
    assert video.read_bytes() == before
    found = inspect_file(path)
    assert found.label is not None
    assert found.duration_s == pytest.approx(4.0, abs=0.1)
    with av.open(str(path)) as container:
        assert len(container.streams.audio) == len(container.streams.video) == 1
    sound = read_sound(path)
    loud = np.flatnonzero(np.abs(sound.samples) > 0.05) / sound.sample_rate
    assert loud[0] == pytest.approx(1.0, abs=0.03)
    assert loud[-1] == pytest.approx(2.0, abs=0.03)


def test_pictures_keep_their_times(tmp_path: Path) -> None:
    video = make_film(tmp_path / "film.mp4")
    (path,) = deliver(plan_with(video), VIDEO, tmp_path / "out").files
    assert pictures_of(path) == pictures_of(video)


def test_the_original_s_sound_lies_under_it_or_not_at_all(tmp_path: Path) -> None:
    video = make_film(tmp_path / "film.mp4")
    plan = plan_with(video)
    bed = Bed(kept(tone(4.0, 1_000)[:, None], RATE), RATE)
    plan = replace(plan, mix=replace(plan.mix, bed=bed, length=4 * RATE))
    heard = {}
    for original in ("ducked", "replaced"):
        (path,) = deliver(plan, replace(VIDEO, original=original), tmp_path / original).files
        sound = read_sound(path)
        heard[original] = float(np.abs(sound.samples[: sound.sample_rate // 2]).max())
    assert heard["ducked"] > 0.3
    assert heard["replaced"] < 0.01


def test_stems_with_a_bed_sum_to_the_mix(tmp_path: Path) -> None:
    project = Project()
    project.name = "Dub"
    (line,) = write_lines(project, "One.")
    speak(project, line)
    plan = plan_delivery(project)
    assert [stem.speaker for stem in plan.stems] == [project.tracks[0].name]
    assert plan.lines[0].mix.bed is None


def test_speech_beyond_the_picture_is_kept_and_said(tmp_path: Path) -> None:
    video = make_film(tmp_path / "film.mp4", seconds=1.5)
    delivered = deliver(plan_with(video), VIDEO, tmp_path / "out")
    assert [notice.code for notice in delivered.notices] == ["beyond_picture"]
    assert read_sound(delivered.files[0]).samples[int(1.9 * 48_000)] != 0.0


def test_it_never_takes_the_name_of_the_video_it_is_made_of(tmp_path: Path) -> None:
    video = make_film(tmp_path / "Dub.mp4")
    before = video.read_bytes()
    (path,) = deliver(plan_with(video), VIDEO, tmp_path).files
    assert path.name == "Dub (dubbed).mp4"
    assert video.read_bytes() == before


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    video = make_film(tmp_path / "film.mp4")
    cancel = threading.Event()

    def tell(fraction: float) -> None:
        if fraction > 0.7:
            cancel.set()

    with pytest.raises(StudioError) as caught:
        deliver(plan_with(video), VIDEO, tmp_path / "out", tell, cancel)
    assert caught.value.code == "cancelled"
    assert not (tmp_path / "out").exists()


def test_what_is_no_video_or_is_gone_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("no video")
    for name, code in (("gone.mp4", "missing"), ("text.mp4", "sound_unreadable")):
        with pytest.raises(StudioError) as caught:
            deliver(plan_with(tmp_path / name), VIDEO, tmp_path / "out")
        assert caught.value.code == code


def test_a_picture_that_does_not_fit_is_said(tmp_path: Path) -> None:
    video = make_film(tmp_path / "film.avi", codec="msmpeg4v2", sound=False)
    with pytest.raises(StudioError) as caught:
        deliver(plan_with(video), VIDEO, tmp_path / "out")
    assert caught.value.code == "invalid"
    assert caught.value.remedy
