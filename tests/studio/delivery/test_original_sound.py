"""The film's own sound in what is delivered: with all its highs, in both ears, to the sample where it was."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.films import kept
from support.studio import RATE, write_lines

from cosydesk.studio.bed import Bed
from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.plan import DeliveryPlan, plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.original import Original
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.project import Project
from cosydesk.studio.video_file import VideoFacts

RECIPE = Recipe(audio="wavf", channels=2)


def plan_over(sound: np.ndarray, rate: int, speech: np.ndarray | None = None) -> DeliveryPlan:
    """A film with this sound of shape (n, 2), and a line at one second; nothing is lowered under it."""
    project = Project()
    project.name = "Dub"
    (line,) = write_lines(project, "One.")
    words = np.zeros(RATE, np.float32) if speech is None else speech
    project.add_take(line.id, project.new_take_request(line), words, RATE)
    project.apply(project.place_clip(line.id, RATE))
    project.apply(project.set_project(ducking_db=0.0))
    facts = VideoFacts(Fraction(0), len(sound) / rate, 25.0, 320, 180, True)
    project.attach_original(
        Original(Path("film.mp4"), facts, kept(sound, rate), len(sound), PeakPyramid.of(sound[:, 0]))
    )
    return plan_delivery(project)


def sine(hz: float, seconds: float, rate: int) -> np.ndarray:
    return (0.2 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_high_tone_is_there_at_its_level_on_its_side(rate: int, tmp_path: Path) -> None:
    high = sine(15_000, 3, rate)
    plan = plan_over(np.stack([high, np.zeros_like(high)], axis=1), rate)
    (path,) = deliver(plan, RECIPE, tmp_path).files
    sound, found = soundfile.read(path, dtype="float32")
    assert (found, sound.shape) == (48_000, (3 * 48_000, 2))
    wanted = sine(15_000, 3, 48_000)
    np.testing.assert_allclose(sound[1_000:-1_000, 0], wanted[1_000:-1_000], atol=2e-3)
    assert not sound[:, 1].any()
    (path,) = deliver(plan, replace(RECIPE, channels=1), tmp_path / "mono").files
    mono, _ = soundfile.read(path, dtype="float32")
    np.testing.assert_allclose(mono[1_000:-1_000], wanted[1_000:-1_000] / 2, atol=2e-3)


@pytest.mark.parametrize(("rate", "delivered"), [(48_000, 48_000), (44_100, 48_000), (48_000, 24_000)])
def test_speech_and_film_stay_together_to_the_sample(rate: int, delivered: int, tmp_path: Path) -> None:
    """A click of the film lies where one of the speech does, a long way in, whatever the rates are."""
    at_s, seconds = 4.5, 6
    film = np.zeros((seconds * rate, 2), np.float32)
    film[round(at_s * rate), 0] = 0.9
    speech = np.zeros(4 * RATE, np.float32)
    speech[round((at_s - 1.0) * RATE)] = 0.9
    recipe = replace(RECIPE, sample_rate=delivered)
    (path,) = deliver(plan_over(film, rate, speech), recipe, tmp_path).files
    sound, _ = soundfile.read(path, dtype="float32")
    middle = sound[:, 1]
    left = sound[:, 0] - middle
    assert np.argmax(np.abs(middle)) == np.argmax(np.abs(left)) == round(at_s * delivered)


def test_the_original_lowered_under_speech_is_lowered_there_at_every_rate(tmp_path: Path) -> None:
    sound = sine(1_000, 4, 48_000)
    plan = plan_over(np.stack([sound, sound], axis=1), 48_000)
    assert plan.mix.bed is not None
    bed = replace(plan.mix.bed, ducking=replace(plan.mix.bed.ducking, spans=((RATE, 2 * RATE),), depth=0.25))
    (path,) = deliver(replace(plan, mix=replace(plan.mix, bed=bed)), RECIPE, tmp_path).files
    heard, _ = soundfile.read(path, dtype="float32")
    np.testing.assert_array_equal(heard[:40_000, 0], sound[:40_000])
    np.testing.assert_allclose(heard[48_000:96_000, 0], 0.25 * sound[48_000:96_000], atol=1e-6)
    np.testing.assert_array_equal(heard[120_000:, 1], sound[120_000:])


LONG = """
import json, resource, sys
from dataclasses import replace
from pathlib import Path
from cosydesk.studio.bed import Bed
from cosydesk.studio.delivery.source import Source
from cosydesk.studio.kept_sound import KeptSound
from cosydesk.studio.mix import silence

seconds = 20 * 60
path = Path(sys.argv[1])
with path.open("wb") as file:
    file.truncate(seconds * 48_000 * 8)
sound = KeptSound(path.open("rb", buffering=0), 48_000, 2)
plan = replace(silence(24_000), length=seconds * 24_000, bed=Bed(sound, 24_000))
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for block in Source(replace(plan, length=60 * 24_000), 48_000, 2).blocks():
    pass
before = peak()
frames = sum(len(block) for block in Source(plan, 48_000, 2).blocks())
print(json.dumps([frames, peak() - before]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts kilobytes as Linux does")
def test_a_long_film_takes_no_memory(tmp_path: Path) -> None:
    """Of 460 MB of sound next to nothing stays."""
    made = subprocess.run(
        [sys.executable, "-c", LONG, str(tmp_path / "long.f32")], capture_output=True, text=True, check=True
    )
    frames, more_kb = json.loads(made.stdout)
    assert frames == 20 * 60 * 48_000
    assert more_kb < 20_000


def test_the_same_project_makes_the_same_bytes(tmp_path: Path) -> None:
    dice = np.random.default_rng(1)
    sound = (0.1 * dice.standard_normal((3 * 44_100, 2))).astype(np.float32)
    plan = plan_over(sound, 44_100, sine(300, 1, RATE))
    recipe = replace(RECIPE, audio="wav16", label=False)
    one, two = (deliver(plan, recipe, tmp_path / name).files[0].read_bytes() for name in "ab")
    assert one == two
    assert isinstance(plan.mix.bed, Bed)
