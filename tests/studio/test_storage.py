"""What takes fill in the file, and getting the space back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from support.studio import RATE, contents, speak, tone, write_lines

from cosydesk.studio import arrange, project_file, storage
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project


def noise(seconds: float, seed: int) -> np.ndarray:
    """What FLAC can't make small."""
    return np.random.default_rng(seed).uniform(-0.5, 0.5, int(seconds * RATE)).astype(np.float32)


def take_of(project: Project, line_id: str, seed: int) -> str:
    line = project.line(line_id)
    return project.add_take(line_id, project.new_take_request(line), noise(1.0, seed), RATE).id


def test_usage_is_what_the_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.cosydesk"
    project = project_file.create(path)
    first, second = write_lines(project, "One.", "Two.")
    takes = [take_of(project, first.id, 1), take_of(project, first.id, 2), take_of(project, second.id, 3)]
    line, whole = storage.line_usage(project, first.id), storage.project_usage(project)
    assert (line.takes, whole.takes) == (2, 3)
    with sqlite3.connect(path) as other:
        (held,) = other.execute("SELECT sum(length(flac) + length(peaks)) FROM take_audio").fetchone()
    other.close()
    assert whole.size == held > 3 * 60_000
    project.apply(project.delete_take(takes[0]))
    assert storage.project_usage(project).takes == 2
    assert storage.deleted_size(project) == whole.size - storage.project_usage(project).size > 60_000
    project_file.close(project)
    again = project_file.open(path)
    assert storage.deleted_size(again) == 0
    assert storage.line_usage(again, second.id).size == storage.usage_of(again, [again.takes[takes[2]]]).size
    project_file.close(again)


def test_spare_takes_are_neither_chosen_nor_starred_nor_on_the_timeline() -> None:
    project = Project()
    first, second = write_lines(project, "One.", "Two.")
    ids = [take_of(project, first.id, seed) for seed in range(4)]
    take_of(project, second.id, 9)
    project.apply(project.star_take(ids[1], True))
    # A loose copy of the second line's chosen one: it goes on playing whatever is chosen later.
    project.apply(project.choose_take(first.id, ids[0]))
    edit, _ = arrange.paste_clips(project, arrange.copied(project, [first.id]), 9 * RATE)
    project.apply(edit)
    project.apply(project.choose_take(first.id, ids[3]))
    assert {line: [take.id for take in takes] for line, takes in storage.spare_takes(project).items()} == {
        first.id: [ids[2]]
    }


def test_cleaning_up_is_one_step_and_frees_the_file_on_closing(tmp_path: Path) -> None:
    path = tmp_path / "a.cosydesk"
    project = project_file.create(path)
    (line,) = write_lines(project, "One.")
    ids = [take_of(project, line.id, seed) for seed in range(10)]
    before = contents(project)
    spare = [take.id for takes in storage.spare_takes(project).values() for take in takes]
    assert spare == ids[:-1]
    edit = storage.clean_takes(project, spare)
    assert edit.name == "Clean up takes"
    inverse = project.apply(edit)
    assert [take.id for take in project.takes_of(line.id)] == ids[-1:]
    redo = project.apply(inverse)
    assert contents(project) == before
    assert len(project.audio(ids[0])) == RATE
    project_file.save(project)
    full = path.stat().st_size
    project.apply(redo)
    project_file.close(project)
    assert path.stat().st_size < full / 5
    again = project_file.open(path)
    assert len(again.audio(ids[-1])) == RATE
    project_file.close(again)


def test_deleted_takes_and_lines_come_back_after_the_project_got_a_name() -> None:
    project = project_file.create()
    first, second = write_lines(project, "One.", "Two.")
    gone, kept = speak(project, first), speak(project, second)
    before = contents(project)
    inverse = [
        project.apply(project.delete_take(gone.id)),
        project.apply(project.edit_lines([second.id], [], 0)),
    ]
    folder = project.path.parent.parent if project.path is not None else Path()
    project_file.save_as(project, folder / "named.cosydesk")
    for edit in reversed(inverse):
        project.apply(edit)
    assert contents(project) == before
    project_file.close(project)
    again = project_file.open(folder / "named.cosydesk")
    assert contents(again) == before
    for take in (gone, kept):
        assert np.abs(again.audio(take.id) - tone()).max() < 2**-22
    project_file.close(again)


def test_new_takes_are_kept_in_the_bits_that_the_project_wants(tmp_path: Path) -> None:
    path = tmp_path / "a.cosydesk"
    project = project_file.create(path)
    (line,) = write_lines(project, "One.")
    fine = take_of(project, line.id, 1)
    project.apply(project.set_project(take_bits=16))
    rough = take_of(project, line.id, 1)
    with pytest.raises(StudioError):
        project.set_project(take_bits=12)
    project_file.close(project)
    again = project_file.open(path)
    assert again.settings.take_bits == 16
    assert np.abs(again.audio(fine) - noise(1.0, 1)).max() < 2**-23
    error = np.abs(again.audio(rough) - noise(1.0, 1)).max()
    assert 2**-20 < error <= 2**-15
    assert storage.usage_of(again, [again.takes[rough]]).size < 0.75 * (
        storage.usage_of(again, [again.takes[fine]]).size
    )
    project_file.close(again)
