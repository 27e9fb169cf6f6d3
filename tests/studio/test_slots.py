"""Slots of lines: begun, ended, freed, kept."""

from __future__ import annotations

from pathlib import Path

from support.studio import RATE, speak, write_lines

from cosydesk.studio import project_file, slots
from cosydesk.studio.project import Project


def test_a_slot_is_set_end_by_end_and_the_older_end_gives_way() -> None:
    project = Project()
    (line,) = write_lines(project, "One.")

    def slot() -> tuple[int | None, int | None]:
        return project.line(line.id).slot_in, project.line(line.id).slot_out

    assert slot() == (None, None)
    project.apply(slots.set_slot_in(project, line.id, 2 * RATE))
    project.apply(slots.set_slot_out(project, line.id, 4 * RATE))
    assert slot() == (2 * RATE, 4 * RATE)
    inverse = project.apply(slots.set_slot_in(project, line.id, 5 * RATE))
    assert slot() == (5 * RATE, None)
    project.apply(inverse)
    assert slot() == (2 * RATE, 4 * RATE)
    project.apply(slots.set_slot_out(project, line.id, RATE))
    assert slot() == (None, RATE)
    project.apply(slots.set_slot_out(project, line.id, 0))
    assert slot() == (None, None)
    project.apply(slots.set_slot_in(project, line.id, -3))
    assert slot() == (0, None)
    assert not slots.set_slot_in(project, line.id, 0)
    project.apply(slots.clear_slot(project, line.id))
    assert not slots.clear_slot(project, line.id)
    assert slots.set_slot_in(project, line.id, 7).name == "Change slot"


def test_a_take_is_measured_against_its_slot() -> None:
    project = Project()
    (line,) = write_lines(project, "One.")
    assert slots.overrun(project, project.line(line.id)) is None
    speak(project, line, seconds=1.5, rate=48_000)
    project.apply(slots.set_slot_in(project, line.id, RATE))
    assert slots.overrun(project, project.line(line.id)) is None
    project.apply(slots.set_slot_out(project, line.id, 2 * RATE))
    assert slots.overrun(project, project.line(line.id)) == RATE // 2


def test_slots_are_kept_in_the_file_and_stay_with_their_line(tmp_path: Path) -> None:
    project = project_file.create(tmp_path / "slots.cosydesk")
    first, second = write_lines(project, "One.", "Two.")
    project.apply(slots.set_slot_in(project, second.id, 100))
    project.apply(slots.set_slot_out(project, second.id, 900))
    inverse = project.apply(project.edit_lines([second.id], [], 0))
    project.apply(inverse)
    project.apply(project.move_lines([second.id], 0))
    project_file.close(project)
    again = project_file.open(tmp_path / "slots.cosydesk")
    assert [(line.slot_in, line.slot_out) for line in again.lines] == [(100, 900), (None, None)]
    assert again.lines[1].id == first.id
    project_file.close(again)
