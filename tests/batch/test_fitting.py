"""Lines that are longer than their slots: asked for faster, then told, and never cut."""

from __future__ import annotations

from pathlib import Path

from cosydesk.batch import opening
from cosydesk.batch.delivering import Target
from cosydesk.batch.desk import Desk
from cosydesk.batch.events import Begun, Event, LineFailed, LineSpoken, Note
from cosydesk.batch.run import Job, run
from cosydesk.studio import slots
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.fit import FASTEST_FIT, FASTEST_SPEED, QUIET_TEMPO

from .conftest import WriteProject

RATE = 24_000


def test_a_line_without_room_is_spoken_faster_once_and_told(
    write_project: WriteProject, tmp_path: Path, desk: Desk, events: list[Event]
) -> None:
    path = write_project("one two three four five six seven eight", "nine")
    with opening.to_write(path) as project:
        for line, start, end in zip(project.lines, (1.0, 1.3), (1.3, 2.0), strict=True):
            project.apply(slots.set_slot_in(project, line.id, round(start * RATE)))
            project.apply(slots.set_slot_out(project, line.id, round(end * RATE)))
    job = Job(path, Target(tmp_path / "mix.wav", Recipe()), fit=True)
    run(job, desk, events.append)
    assert [event.number for event in events if isinstance(event, LineSpoken)] == [1, 2, 1]
    (note,) = [event for event in events if isinstance(event, Note) and event.code == "overflow"]
    assert note.message.startswith("Line 1 runs 0.")
    with opening.to_read(path) as project:
        long, short = project.lines
        assert (long.speed, short.speed) == (FASTEST_SPEED, 1.0)
        tempos = [project.clips_of(line.id)[0].tempo for line in (long, short)]
        assert tempos[0] == FASTEST_FIT
        assert tempos[1] <= QUIET_TEMPO
        (placed,) = [placed for placed in project.layout() if placed.clip.line_id == long.id]
        assert placed.length >= 0.8 / FASTEST_FIT * RATE - 3
    made = job.target.out.read_bytes()
    events.clear()
    run(job, desk, events.append)
    assert not any(isinstance(event, LineSpoken) for event in events)
    assert job.target.out.read_bytes() == made


def test_a_line_that_failed_is_told_once_though_others_are_spoken_again(
    write_project: WriteProject, tmp_path: Path, desk: Desk, events: list[Event]
) -> None:
    path = write_project("one two three four five six seven eight", "refuse", "fault", "nine")
    with opening.to_write(path) as project:
        for number, line in enumerate(project.lines):
            project.apply(slots.set_slot_in(project, line.id, (1 + number) * RATE))
            project.apply(slots.set_slot_out(project, line.id, round((1.3 + number) * RATE)))
        project.apply(project.edit_line(project.lines[3].id, voice_id=""))
    # Nothing can be borrowed: the lines lie close together.
    with opening.to_write(path) as project:
        project.apply(slots.set_slot_in(project, project.lines[1].id, round(1.3 * RATE)))
    ended = run(Job(path, Target(tmp_path / "mix.wav", Recipe()), fit=True), desk, events.append)
    assert [event.number for event in events if isinstance(event, LineSpoken)] == [1, 1]
    told = [event.failure for event in events if isinstance(event, LineFailed)]
    assert sorted(failure.number for failure in told) == [2, 3, 4]
    assert [failure.number for failure in ended.failures] == [2, 3, 4]
    assert [event for event in events if isinstance(event, Begun)] == [Begun(4, 0), Begun(1, 0)]
