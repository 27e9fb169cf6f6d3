"""A job split over several machines, which here are several runs in one folder."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile
from tiny_models import open_tiny

from cosydesk.batch import opening
from cosydesk.batch.delivering import Target
from cosydesk.batch.desk import Desk
from cosydesk.batch.events import Event, LineSpoken, Note
from cosydesk.batch.run import Ended, Job, run
from cosydesk.batch.shard import Shard
from cosydesk.studio.delivery.recipe import Recipe

from .conftest import WriteProject

WORDS = ("one", "two words", "three", "four", "five")


@pytest.fixture
def job(write_project: WriteProject, tmp_path: Path) -> Job:
    return Job(write_project(*WORDS), Target(tmp_path / "mix.wav", Recipe(sample_rate=24_000)))


def whole(write_project: WriteProject, desk: Desk, *texts: str) -> bytes:
    """What a single run makes."""
    path = write_project(*texts, name="whole.cosydesk")
    (path.parent / "whole").mkdir()
    target = Target(path.parent / "whole" / "mix.wav", Recipe(sample_rate=24_000))
    (file,) = run(Job(path, target), desk, lambda event: None).files
    return file.read_bytes()


def spoken(events: list[Event]) -> list[int]:
    return [event.number for event in events if isinstance(event, LineSpoken)]


def notes(events: list[Event]) -> list[str]:
    return [event.code for event in events if isinstance(event, Note) and event.code.startswith(("sh", "ga"))]


def test_every_line_belongs_to_one_share() -> None:
    for count in (1, 2, 3, 7):
        shards = [Shard(index, count) for index in range(1, count + 1)]
        for number in range(1, 30):
            assert sum(shard.owns(number) for shard in shards) == 1


def test_the_last_share_delivers_what_one_run_would(
    job: Job, desk: Desk, write_project: WriteProject, events: list[Event]
) -> None:
    first = run(job, desk, events.append, Shard(2, 2))
    assert first == Ended((), ())
    assert spoken(events) == [2, 4]
    assert notes(events) == ["share_done"]
    assert not job.target.out.exists()
    events.clear()
    last = run(job, desk, events.append, Shard(1, 2))
    assert spoken(events) == [1, 3, 5]
    assert last.files == (job.target.out,)
    assert job.target.out.read_bytes() == whole(write_project, desk, *WORDS)
    assert not job.parts.folder.exists()


def test_a_run_without_a_share_takes_what_shares_have_left(
    job: Job, desk: Desk, write_project: WriteProject, events: list[Event]
) -> None:
    run(job, desk, events.append, Shard(1, 2))
    events.clear()
    ended = run(job, desk, events.append)
    assert ended.files == (job.target.out,)
    assert sorted(spoken(events)) == [1, 2, 3, 4, 5]  # those of the share are taken in, not spoken
    assert job.target.out.read_bytes() == whole(write_project, desk, *WORDS)


def test_a_share_that_was_killed_goes_on_where_it_was(job: Job, desk: Desk, events: list[Event]) -> None:
    def die(event: Event) -> None:
        if isinstance(event, LineSpoken) and event.number == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(job, desk, die, Shard(1, 2))
    stamps = {path.name: path.stat().st_mtime_ns for path in job.parts.folder.iterdir()}
    assert len(stamps) == 2
    run(job, desk, events.append, Shard(1, 2))
    assert spoken(events) == [5]
    for name, stamp in stamps.items():
        assert (job.parts.folder / name).stat().st_mtime_ns == stamp


def test_half_a_part_is_spoken_again(job: Job, desk: Desk, events: list[Event]) -> None:
    run(job, desk, events.append, Shard(1, 2))
    part = min(job.parts.folder.iterdir())
    part.write_bytes(part.read_bytes()[:100])
    events.clear()
    run(job, desk, events.append, Shard(1, 2))
    assert spoken(events) == [1]


def test_lines_that_failed_are_listed_by_whoever_gathers_and_tried_again(
    write_project: WriteProject, tmp_path: Path, desk: Desk, events: list[Event]
) -> None:
    job = Job(write_project("one", "refuse", "three"), Target(tmp_path / "mix.wav", Recipe()))
    assert [failure.number for failure in run(job, desk, events.append, Shard(2, 2)).failures] == [2]
    ended = run(job, desk, events.append, Shard(1, 2))
    assert [(failure.number, failure.code) for failure in ended.failures] == [(2, "refused")]
    assert ended.files == (job.target.out,)
    with opening.to_write(job.project) as project:
        project.apply(project.edit_text(project.lines[1].id, "two"))
    events.clear()
    run(job, desk, events.append, Shard(1, 2))
    assert notes(events) == ["share_done"]
    assert run(job, desk, events.append, Shard(2, 2)).failures == ()
    assert spoken(events) == [2]


def test_two_shares_at_once_deliver_once_and_whole(job: Job, desk: Desk, write_project: WriteProject) -> None:
    ends: list[Ended] = []
    faults: list[BaseException] = []

    def machine(index: int) -> None:
        try:
            with Desk(threads=1, opener=open_tiny) as own:
                ends.append(run(job, own, lambda event: None, Shard(index, 2)))
        except BaseException as error:
            faults.append(error)

    machines = [threading.Thread(target=machine, args=(index,)) for index in (1, 2)]
    for one in machines:
        one.start()
    for one in machines:
        one.join()
    assert faults == []
    assert [ended.failures for ended in ends] == [(), ()]
    assert job.target.out.read_bytes() == whole(write_project, desk, *WORDS)
    samples, _ = soundfile.read(job.target.out)
    assert np.abs(samples).max() > 0.05
