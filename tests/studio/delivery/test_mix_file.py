"""The mix as a file: exact where the format is, dithered where it isn't, lowered where it would clip."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.studio import RATE, export_mix, mix_of_two_speakers, tone, two_speakers

from cosydesk.studio import arrange
from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import plan_of, render_speech
from cosydesk.studio.project import Project

NATIVE = Recipe(sample_rate=RATE)


@pytest.fixture
def project() -> Project:
    project = two_speakers()
    project.name = "out"
    return project


@pytest.mark.parametrize(("audio", "tolerance"), [("wav24", 2**-23), ("flac", 2**-23), ("wavf", 0.0)])
def test_24_bit_and_float_hold_the_mix_exactly(
    project: Project, tmp_path: Path, audio: str, tolerance: float
) -> None:
    recipe = replace(NATIVE, audio=audio, channels=2)
    (path,) = deliver(plan_delivery(project), recipe, tmp_path).files
    samples, rate = soundfile.read(path, dtype="float32")
    assert (rate, samples.shape) == (RATE, (31_200, 2))
    assert np.abs(samples[:, 1] - mix_of_two_speakers()).max() <= tolerance + 2**-24


def test_16_bit_is_dithered_and_silence_stays_silent(project: Project, tmp_path: Path) -> None:
    samples, _ = soundfile.read(export_mix(project, tmp_path / "out.wav", "wav16"), dtype="float64")
    error = (samples - mix_of_two_speakers())[:12_000] * 32_768
    assert np.abs(error).max() < 2.1
    assert 0.4 < error.std() < 0.8
    assert abs(np.corrcoef(error, tone(hz=220))[0, 1]) < 0.05
    assert not samples[12_000:19_200].any()


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_other_rates_keep_length_pitch_and_place(project: Project, tmp_path: Path, rate: int) -> None:
    recipe = replace(NATIVE, audio="wavf", sample_rate=rate)
    (path,) = deliver(plan_delivery(project), recipe, tmp_path).files
    samples, _ = soundfile.read(path, dtype="float32")
    assert len(samples) == round(31_200 * rate / RATE)
    same = 0.4 * np.sin(2 * np.pi * 220 * np.arange(rate // 2) / rate)
    inner = slice(rate // 20, rate // 2 - rate // 20)
    assert np.abs(samples[: rate // 2] - same)[inner].max() < 2e-3


def test_a_mix_that_is_too_loud_is_lowered_and_says_so(project: Project, tmp_path: Path) -> None:
    project.apply(project.set_track(project.tracks[0].id, gain_db=12.0))
    plan = plan_delivery(project)
    made = deliver(plan, replace(NATIVE, audio="wav24"), tmp_path / "a")
    assert 0.95 < np.abs(soundfile.read(made.files[0])[0]).max() < 1.0
    assert "lowered" in made.notices[0].message
    made = deliver(plan, replace(NATIVE, audio="wavf"), tmp_path / "b")
    assert made.notices == ()
    assert np.abs(soundfile.read(made.files[0])[0]).max() > 1.5


def test_cancelling_keeps_the_old_file_and_progress_rises_to_one(project: Project, tmp_path: Path) -> None:
    path, plan = tmp_path / "out.wav", plan_delivery(project)
    path.write_bytes(b"the old one")
    cancel = threading.Event()
    with pytest.raises(StudioError) as caught:
        deliver(plan, NATIVE, tmp_path, lambda fraction: cancel.set(), cancel)
    assert caught.value.code == "cancelled"
    assert path.read_bytes() == b"the old one"
    assert [other.name for other in tmp_path.iterdir()] == ["out.wav"]
    told: list[float] = []
    deliver(plan, NATIVE, tmp_path, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert path.read_bytes() != b"the old one"


def test_a_file_holds_the_fades_of_the_mix(project: Project, tmp_path: Path) -> None:
    one, two = project.lines
    project.apply(arrange.set_fades(project, [one.id, two.id], 4_000, 3_000))
    project.apply(arrange.change_gain(project, [two.id], lambda db: 2.5))
    samples, _ = soundfile.read(export_mix(project, tmp_path / "mix.wav"), dtype="float32")
    np.testing.assert_array_equal(samples, render_speech(plan_of(project), 0, len(samples)))
