"""Pictures by time: each one exactly, forwards, backwards and after jumps."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest

from cosydesk.playback import pictures as module
from cosydesk.playback.pictures import Pictures
from cosydesk.studio.errors import StudioError
from tests.support.films import make_film, number_in

SIZE = (320, 180)
RATES = (25, Fraction(30_000, 1001), Fraction(24_000, 1001), 60)


def numbers(film: Pictures, times: list[float]) -> list[int]:
    found = [film.at(time, SIZE) for time in times]
    return [number_in(picture.image[:, :, :3]) if picture is not None else -1 for picture in found]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("kind", ["mp4", "mkv"])
def test_each_picture_at_its_time(tmp_path: Path, rate: Fraction | int, kind: str) -> None:
    path = make_film(tmp_path / f"film.{kind}", seconds=4, rate=rate)
    count = round(4 * rate)
    with Pictures(path) as film:
        starts = [float(number / rate) for number in range(count)]
        middles = [float((number + Fraction(1, 2)) / rate) for number in range(count)]
        assert numbers(film, starts) == list(range(count))
        assert numbers(film, middles[::-1]) == list(range(count))[::-1]
        order = random.Random(1).sample(range(count), count)
        assert numbers(film, [middles[number] for number in order]) == order


def test_with_pictures_far_between_and_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CACHE_BYTES", 10 * 320 * 180 * 3 // 2)
    path = make_film(tmp_path / "film.mp4", seconds=8, keyframes=200)
    with Pictures(path) as film:
        back = list(range(150, 120, -1))
        assert numbers(film, [(number + 0.5) / 25 for number in back]) == back
        assert len(film._cache) <= 12
        assert numbers(film, [0.0, 7.98, 2.0]) == [0, 199, 50]


def test_it_says_how_long_a_picture_is_to_be_seen(tmp_path: Path) -> None:
    with Pictures(make_film(tmp_path / "film.mp4")) as film:
        picture = film.at(1.01, SIZE)
    assert picture is not None
    assert picture.start == pytest.approx(1.0, abs=0.002)
    assert picture.end == pytest.approx(1.04, abs=0.002)
    assert picture.covers(1.02)
    assert not picture.covers(1.05)


def test_after_the_end_there_is_none(tmp_path: Path) -> None:
    with Pictures(make_film(tmp_path / "film.mp4", seconds=2)) as film:
        assert numbers(film, [1.999, 2.0, 50.0, 0.5]) == [49, -1, -1, 12]


def test_it_is_fitted_into_the_room(tmp_path: Path) -> None:
    with Pictures(make_film(tmp_path / "film.mp4", seconds=1)) as film:
        shapes = []
        for size in ((640, 640), (160, 1000), (1000, 90)):
            picture = film.at(0.5, size)
            assert picture is not None
            shapes.append(picture.image.shape)
    assert shapes == [(360, 640, 4), (90, 160, 4), (90, 160, 4)]


def test_what_comes_next_is_made_ready(tmp_path: Path) -> None:
    with Pictures(make_film(tmp_path / "film.mp4", seconds=2)) as film:
        film.at(0.5, SIZE)
        made = 0
        while film.prepare(0.5):
            made += 1
        assert 0 < made <= 6
        assert numbers(film, [0.54, 0.58]) == [13, 14]


def test_given_up_it_goes_on_elsewhere(tmp_path: Path) -> None:
    with Pictures(make_film(tmp_path / "film.mp4", seconds=8, keyframes=200)) as film:
        assert film.at(7.0, SIZE, lambda: True) is None
        assert numbers(film, [3.02]) == [75]


def test_a_damaged_film_shows_what_is_whole(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=8)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with Pictures(path) as film:
        assert numbers(film, [1.02]) == [25]
        assert film.at(7.0, SIZE) is not None


def test_what_is_no_film_is_said(tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no film at all", encoding="utf-8")
    with pytest.raises(StudioError) as caught:
        Pictures(text)
    assert caught.value.code == "video_unreadable"
