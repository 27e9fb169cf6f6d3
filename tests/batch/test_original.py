"""A film's own sound on the command line: under the speech when it is kept, and gone when it is replaced."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from cosydesk.batch.delivering import Target
from cosydesk.batch.desk import Desk
from cosydesk.batch.events import Event, Note
from cosydesk.batch.run import Job, run
from cosydesk.studio.delivery.recipe import Recipe
from tests.support.films import make_film

from .conftest import WriteProject

RATE = 24_000
SECONDS = 6
RECIPE = Recipe(audio="wavf", sample_rate=RATE)


def test_the_original_lies_under_the_speech_or_is_left_out(
    write_project: WriteProject, tmp_path: Path, desk: Desk, events: list[Event]
) -> None:
    hum = 0.1 * np.sin(2 * np.pi * 9_000 * np.arange(SECONDS * 48_000) / 48_000)
    film = make_film(
        tmp_path / "film.mkv", seconds=SECONDS, sound=hum[:, None].astype(np.float32), lossless=True
    )
    project = write_project("one two three")
    levels = {}
    for original in ("ducked", "replaced"):
        target = Target(tmp_path / f"{original}.wav", replace(RECIPE, original=original), film)
        run(Job(project, target), desk, events.append)
        sound, rate = soundfile.read(target.out)
        assert rate == RATE
        assert len(sound) == SECONDS * RATE or original == "replaced"
        sound = np.pad(sound, (0, SECONDS * RATE - len(sound)))
        levels[original] = [_level(sound[round(at * rate) :][: rate // 10], rate) for at in (0.3, 5.0)]
    under, alone = levels["ducked"]
    assert abs(alone + 23.0) < 1.0
    assert abs(alone - under - 12.0) < 1.5
    assert max(levels["replaced"]) < -60.0
    assert not [event for event in events if isinstance(event, Note)]


def test_a_film_without_sound_that_can_be_read_is_told_of_and_goes_without(
    write_project: WriteProject, tmp_path: Path, desk: Desk, events: list[Event]
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"no film at all" * 100)
    ended = run(
        Job(write_project("one two three"), Target(tmp_path / "mix.wav", RECIPE, film)), desk, events.append
    )
    assert not ended.failures
    assert (tmp_path / "mix.wav").is_file()
    assert [event.code for event in events if isinstance(event, Note)] == ["original_left_out"]


def _level(sound: np.ndarray, rate: int) -> float:
    """RMS in dB of the hum at 9 kHz alone."""
    spectrum = np.fft.rfft(sound * np.hanning(len(sound)))
    frequencies = np.fft.rfftfreq(len(sound), 1 / rate)
    near = np.abs(frequencies - 9_000) < 60
    power = 2 * (np.abs(spectrum[near]) ** 2).sum() / (np.hanning(len(sound)) ** 2).sum() / len(sound)
    return float(10 * np.log10(max(power, 1e-12)))
