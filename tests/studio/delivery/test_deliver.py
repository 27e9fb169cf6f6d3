"""Delivering: which files come of a recipe, what is in them, and that nothing is left behind."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.studio import speak, write_lines

from cosydesk.studio.delivery.deliver import deliver, planned_files
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import render_speech
from cosydesk.studio.project import Project

NATIVE = Recipe(audio="wavf", sample_rate=24_000)


@pytest.fixture
def project() -> Project:
    """Three lines by two speakers."""
    project = Project()
    project.name = "Film"
    first, second, third = write_lines(project, "Hello there.", "<strong>Good</strong> day?", "Bye.")
    project.apply(project.edit_line(second.id, voice_id="starter:bm_george"))
    speak(project, first, 0.5, 220)
    speak(project, second, 0.7, 330)
    speak(project, third, 0.4, 440)
    return project


def read(path: Path) -> np.ndarray:
    return soundfile.read(path, dtype="float32", always_2d=True)[0][:, 0]


def test_the_mix_is_what_the_timeline_sounds_like(project: Project, tmp_path: Path) -> None:
    plan = plan_delivery(project)
    delivered = deliver(plan, NATIVE, tmp_path)
    assert delivered.files == (tmp_path / "Film.wav",) == planned_files(plan, NATIVE, tmp_path)
    np.testing.assert_array_equal(read(delivered.files[0]), render_speech(plan.mix, 0, plan.length))
    assert [path.name for path in tmp_path.iterdir()] == ["Film.wav"]


def test_later_edits_do_not_change_what_was_planned(project: Project, tmp_path: Path) -> None:
    plan = plan_delivery(project)
    before = render_speech(plan.mix, 0, plan.length)
    project.apply(project.set_track(project.tracks[0].id, muted=True))
    project.apply(project.edit_line(project.lines[0].id, text="Something else."))
    deliver(plan, NATIVE, tmp_path)
    np.testing.assert_array_equal(read(tmp_path / "Film.wav"), before)
    assert plan.lines[0].text == "Hello there."


def test_stems_are_as_long_as_the_mix_and_sum_to_it(project: Project, tmp_path: Path) -> None:
    plan = plan_delivery(project)
    recipe = Recipe(audio="wavf", sample_rate=48_000, stems=True)
    mix, *stems = (read(path) for path in deliver(plan, recipe, tmp_path).files)
    assert len(stems) == 2
    assert {len(stem) for stem in stems} == {len(mix)} == {2 * plan.length}
    np.testing.assert_allclose(sum(stems), mix, atol=1e-6)


def test_each_line_that_is_heard_has_a_file(project: Project, tmp_path: Path) -> None:
    write_lines(project, "Never spoken.")
    plan = plan_delivery(project)
    recipe = Recipe(audio="wavf", sample_rate=24_000, mix=False, lines=True, line_name="{number}_{text}")
    files = deliver(plan, recipe, tmp_path).files
    assert [path.relative_to(tmp_path).as_posix() for path in files] == [
        "Film/001_Hello there.wav",
        "Film/002_Good day.wav",
        "Film/003_Bye.wav",
    ]
    assert [len(read(path)) for path in files] == [12_000, 16_800, 9_600]


def test_cancelling_leaves_nothing(project: Project, tmp_path: Path) -> None:
    cancel = threading.Event()
    told: list[float] = []

    def tell(fraction: float) -> None:
        told.append(fraction)
        if fraction > 0.4:
            cancel.set()

    recipe = Recipe(stems=True, lines=True)
    with pytest.raises(StudioError) as caught:
        deliver(plan_delivery(project), recipe, tmp_path / "new" / "folder", tell, cancel)
    assert caught.value.code == "cancelled"
    assert told == sorted(told)
    assert not list(tmp_path.iterdir())


def test_the_same_project_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    recipe = Recipe(stems=True, loudness="podcast")
    plan = plan_delivery(project)
    first = [path.read_bytes() for path in deliver(plan, recipe, tmp_path / "a").files]
    again = [path.read_bytes() for path in deliver(plan, recipe, tmp_path / "b").files]
    assert first == again


def test_what_can_not_be_delivered_is_said_before(project: Project, tmp_path: Path) -> None:
    for plan, recipe in (
        (plan_delivery(Project()), Recipe()),
        (plan_delivery(project), Recipe(audio="8track")),
        (plan_delivery(project), Recipe(mix=False)),
        (plan_delivery(project), Recipe(video=True)),
        (plan_delivery(project), Recipe(cue_start="spoken")),
    ):
        with pytest.raises(StudioError) as caught:
            deliver(plan, recipe, tmp_path / "out")
        assert caught.value.code == "invalid"
        assert caught.value.remedy
    assert not (tmp_path / "out").exists()
