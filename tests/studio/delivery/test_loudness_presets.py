"""Loudness: every preset is met, as a meter says that isn't ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.dubbed_films import make_film
from support.second_opinion import loudness, needs_ffmpeg
from support.studio import RATE, write_lines

from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.heard import measure_file
from cosydesk.studio.delivery.levels import TARGETS
from cosydesk.studio.delivery.limiter import Limiter
from cosydesk.studio.delivery.meter import Meter
from cosydesk.studio.delivery.plan import DeliveryPlan, plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.project import Project

LUFS = [name for name, target in TARGETS.items() if not target.rms]


def syllables(seconds: float, crest: float = 1.0, seed: int = 0) -> np.ndarray:
    """Bursts of noise and tone as loud and soft as syllables; `crest` adds short peaks."""
    random = np.random.default_rng(seed)
    count = int(seconds * RATE)
    at = np.arange(count) / RATE
    swell = np.clip(np.sin(2 * np.pi * 2.1 * at), 0, 1) ** 2 * (
        0.5 + 0.5 * np.sin(2 * np.pi * 0.23 * at) ** 2
    )
    sound = swell * (0.1 * np.sin(2 * np.pi * 180 * at) + 0.05 * random.standard_normal(count))
    peaks = random.integers(0, count, int(seconds * 5))
    sound[peaks] += crest * 0.3 * swell[peaks]
    return sound.astype(np.float32)


def plan_with(*sounds: np.ndarray) -> DeliveryPlan:
    project = Project()
    project.name = "Mix"
    for line, sound in zip(write_lines(project, *["Words."] * len(sounds)), sounds, strict=True):
        project.add_take(line.id, project.new_take_request(line), sound, RATE)
    return plan_delivery(project)


@needs_ffmpeg
@pytest.mark.parametrize("name", LUFS)
@pytest.mark.parametrize(
    ("audio", "rate", "channels"), [("wav16", 48_000, 1), ("flac", 44_100, 2), ("wav24", 24_000, 1)]
)
def test_a_preset_is_met(name: str, audio: str, rate: int, channels: int, tmp_path: Path) -> None:
    plan = plan_with(syllables(6), syllables(5, seed=1))
    recipe = Recipe(audio=audio, sample_rate=rate, channels=channels, loudness=name)
    delivered = deliver(plan, recipe, tmp_path)
    integrated, peak = loudness(delivered.files[0])
    assert integrated == pytest.approx(TARGETS[name].loudness, abs=0.5)
    assert peak <= TARGETS[name].ceiling_db + 0.05  # ffmpeg prints tenths
    assert not delivered.notices


@pytest.mark.slow
@needs_ffmpeg
@pytest.mark.parametrize("name", ["podcast", "streaming"])
@pytest.mark.parametrize("audio", ["mp3", "m4a", "opus"])
def test_compressed_files_meet_it_when_they_are_played(audio: str, name: str, tmp_path: Path) -> None:
    delivered = deliver(plan_with(syllables(8)), Recipe(audio=audio, loudness=name), tmp_path)
    integrated, peak = loudness(delivered.files[0])
    assert integrated == pytest.approx(TARGETS[name].loudness, abs=0.5)
    assert peak <= TARGETS[name].ceiling_db
    assert not delivered.notices


@pytest.mark.slow
@needs_ffmpeg
@pytest.mark.parametrize("name", ["film.mp4", "film.webm"])
def test_a_video_meets_it_when_it_is_played(name: str, tmp_path: Path) -> None:
    film = make_film(tmp_path / name, 6.0, "libvpx" if name.endswith("webm") else "libx264")
    recipe = Recipe(mix=False, video=True, loudness="streaming", channels=2)
    told: list[float] = []
    delivered = deliver(replace(plan_with(syllables(6)), video=film), recipe, tmp_path / "out", told.append)
    integrated, peak = loudness(delivered.files[0])
    assert integrated == pytest.approx(-14.0, abs=0.5)
    assert peak <= -1.0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [delivered.files[0].name]
    assert told == sorted(told)
    assert told[-1] == 1.0


@needs_ffmpeg
@pytest.mark.parametrize(
    ("audio", "channels"), [("mp3", 2), ("m4a", 1), ("opus", 2), ("flac", 1), ("wav16", 2)]
)
def test_a_file_measures_what_a_player_hears(audio: str, channels: int, tmp_path: Path) -> None:
    (path,) = deliver(plan_with(syllables(4)), Recipe(audio=audio, channels=channels), tmp_path).files
    heard = measure_file(path, 0)
    assert (heard.loudness, heard.true_peak_db) == pytest.approx(loudness(path), abs=0.15)


def test_audiobooks_get_their_rms_and_hear_of_their_noise(tmp_path: Path) -> None:
    quiet = deliver(plan_with(syllables(8)), Recipe(loudness="audiobook"), tmp_path / "quiet")
    assert not [notice for notice in quiet.notices if notice.code == "level_missed"]
    sound, _ = soundfile.read(quiet.files[0])
    assert -23.0 <= 20 * np.log10(np.sqrt(np.mean(sound**2))) <= -18.0
    assert 20 * np.log10(np.abs(sound).max()) < -3.0
    hiss = 0.01 * np.random.default_rng(0).standard_normal(8 * RATE).astype(np.float32)
    noisy = deliver(plan_with(syllables(8) + hiss), Recipe(loudness="audiobook"), tmp_path / "noisy")
    assert "noise_floor" in [notice.code for notice in noisy.notices]


@pytest.mark.parametrize("audio", ["wav16", "opus"])
def test_what_can_not_be_met_is_said(audio: str, tmp_path: Path) -> None:
    clicks = np.zeros(6 * RATE, np.float32)
    clicks[:: RATE // 2] = 0.5
    delivered = deliver(plan_with(clicks), Recipe(audio=audio, loudness="streaming"), tmp_path)
    assert [notice.code for notice in delivered.notices] == ["level_missed"]


def test_silence_and_short_lines_have_no_loudness_to_change(tmp_path: Path) -> None:
    recipe = Recipe(audio="wavf", sample_rate=RATE, loudness="podcast")
    delivered = deliver(plan_with(np.zeros(RATE, np.float32)), recipe, tmp_path)
    assert not soundfile.read(delivered.files[0])[0].any()


@pytest.mark.parametrize("rate", [24_000, 48_000])
def test_the_limiter_keeps_peaks_between_samples_down_and_length_and_time(rate: int) -> None:
    random = np.random.default_rng(3)
    loud = (random.standard_normal((rate * 2, 2)) * 0.5).astype(np.float32)
    loud[: rate // 2] *= 0.05
    limiter = Limiter(rate, 2, 0.5)
    parts, at = [], 0
    while at < len(loud):
        count = int(random.integers(1, 9_000))
        parts.append(limiter.process(loud[at : at + count]))
        at += count
    parts.append(limiter.process(loud[:0], last=True))
    limited = np.concatenate(parts)
    assert limited.shape == loud.shape
    meter = Meter(rate, 2)
    meter.add(limited)
    assert meter.true_peak_db <= 20 * np.log10(0.5) + 0.3  # it's noise
    np.testing.assert_array_equal(limited[: rate // 4], loud[: rate // 4])
    whole = Limiter(rate, 2, 0.5)
    np.testing.assert_allclose(
        np.concatenate([whole.process(loud), whole.process(loud[:0], last=True)]), limited, atol=1e-6
    )


def test_the_limiter_moves_its_gain_without_a_jump() -> None:
    steady = np.full((48_000, 1), 0.4, np.float32)
    steady[24_000:24_010] = 1.0
    limiter = Limiter(48_000, 1, 0.5)
    limited = np.concatenate([limiter.process(steady), limiter.process(steady[:0], last=True)])[:, 0]
    gain = limited / steady[:, 0]
    assert gain.min() < 0.55
    assert np.abs(np.diff(gain)).max() < 0.01
