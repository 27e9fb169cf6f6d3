"""The file: nothing is lost, nothing foreign is touched, one writer."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from support.older_project import write_older
from support.studio import RATE, contents, speak, tone, write_lines

from cosydesk.studio import arrange, project_file, schema, slots, sqlite_store, storage
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Scene 一.cosydesk"


@pytest.fixture
def written(path: Path) -> Path:
    project = project_file.create(path)
    for line in write_lines(project, "One.", "二。"):
        speak(project, line)
    project_file.close(project)
    return path


def test_one_clean_file_is_left_and_read_back(path: Path) -> None:
    project = project_file.create(path)
    first, second = write_lines(project, "One & <strong>only</strong>.", "二。")
    take = speak(project, first)
    speak(project, second, rate=22_050)
    project.apply(project.star_take(take.id, True))
    request = project.new_take_request(second)
    project.add_take(second.id, request, tone(), RATE, ["A notice."], revision="0a1b2c")
    project.apply(project.place_clip(first.id, 1_234))
    project.apply(project.set_track(project.tracks[0].id, gain_db=-3.5, solo=True))
    project.apply(project.set_project(gap_ms=120))
    project.apply(project.move_lines([second.id], 0))
    before, peaks = contents(project), project.peaks(take.id)
    project_file.close(project)
    assert os.listdir(path.parent) == [path.name]

    again = project_file.open(path)
    assert contents(again) == before
    assert (again.name, again.recovered, again.read_only) == ("Scene 一", False, False)
    assert np.abs(again.audio(take.id) - tone()).max() < 2**-22
    assert len(again.peaks(take.id).levels) == len(peaks.levels)
    assert np.abs(again.peaks(take.id).levels[0] - peaks.levels[0]).max() < 1 / 32_000
    project_file.close(again)


def test_every_edit_is_in_the_file_at_once(path: Path) -> None:
    project = project_file.create(path)
    (line,) = write_lines(project, "One.")
    take = speak(project, line)
    inverse = project.apply(project.edit_text(line.id, "Uno."))
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT text, take_id FROM lines").fetchall() == [("Uno.", take.id)]
        assert other.execute("SELECT count(*) FROM take_audio").fetchone() == (1,)
    other.close()
    project.apply(inverse)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT text FROM lines").fetchall() == [("One.",)]
    other.close()
    project_file.close(project)


KILLED = """
    import sys
    from pathlib import Path
    import numpy as np
    from cosydesk.studio import project_file

    project = project_file.create(Path(sys.argv[1]) if sys.argv[1] else None)
    line = project.new_line("0", "starter:af_heart")
    project.apply(project.edit_lines([], [line], 0))
    project.add_take(line.id, project.new_take_request(line), np.zeros(4800, "float32"), 24000)
    for count in range(1, 1_000_000):
        project.apply(project.edit_text(line.id, str(count)))
        print(count, flush=True)
"""


@pytest.mark.parametrize("untitled", [False, True])
def test_kill_9_loses_nothing_that_was_acknowledged(path: Path, untitled: bool) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), "" if untitled else str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    last = 0
    while last < 200:
        last = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    for said in process.stdout:
        if said.endswith("\n"):
            last = int(said)
    process.wait()
    process.stdout.close()

    if untitled:
        (path,) = project_file.untitled_files()
    project = project_file.open(path)
    assert project.recovered
    assert not project.read_only
    assert int(project.lines[0].text) - last in (0, 1)
    assert len(project.layout()) == 1
    assert len(project.audio(project.lines[0].take_id or "")) == 4800
    assert project_file.is_untitled(project) == untitled
    project_file.close(project)
    assert [name for name in os.listdir(path.parent) if path.name in name] == [path.name]


def test_the_second_window_looks_only(written: Path, tmp_path: Path) -> None:
    first = project_file.open(written)
    second = project_file.open(written)
    assert (first.read_only, second.read_only, second.recovered) == (False, True, False)
    assert (first.store.held_elsewhere, second.store.held_elsewhere) == (False, True)
    assert [line.text for line in second.lines] == ["One.", "二。"]
    assert len(second.audio(second.lines[0].take_id or "")) > 0
    with pytest.raises(StudioError) as caught:
        second.apply(second.edit_text(second.lines[0].id, "x"))
    assert caught.value.code == "read_only"
    with pytest.raises(StudioError) as caught:
        project_file.save_as(second, written)
    assert caught.value.code == "locked"
    # Under another name it can be changed.
    project_file.save_as(second, tmp_path / "mine.cosydesk")
    second.apply(second.edit_text(second.lines[0].id, "Mine."))
    project_file.close(second)
    first.apply(first.edit_text(first.lines[0].id, "Yours."))
    project_file.close(first)
    third = project_file.open(written)
    assert (third.read_only, third.lines[0].text) == (False, "Yours.")
    project_file.close(third)


def test_read_only_leaves_the_file_as_it_is(written: Path) -> None:
    before = digest(written)
    project = project_file.open(written, read_only=True)
    assert project.read_only
    assert len(project.layout()) == 2
    project_file.close(project)
    assert digest(written) == before


def damaged_copies(written: Path) -> dict[str, bytes]:
    good = written.read_bytes()
    foreign = written.with_name("foreign.sqlite")
    with sqlite3.connect(foreign) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    database.close()
    newer = bytearray(good)
    newer[60:64] = (len(schema.MIGRATIONS) + 1).to_bytes(4, "big")
    scrambled = bytearray(good)
    scrambled[4_096:20_480] = bytes(16_384)
    return {
        "foreign": b"RIFF....WAVEfmt " * 20,
        "foreign-sqlite": foreign.read_bytes(),
        "damaged-empty": b"",
        "damaged-cut": good[: len(good) // 2],
        "damaged-inside": bytes(scrambled),
        "newer": bytes(newer),
        "foreign-short": b"SQLite format 3\0",
    }


def test_foreign_and_damaged_files_are_refused_and_not_altered(written: Path) -> None:
    for name, data in damaged_copies(written).items():
        path = written.with_name(f"{name}.cosydesk")
        path.write_bytes(data)
        with pytest.raises(StudioError) as caught:
            project_file.open(path)
        assert caught.value.code == name.split("-")[0], name
        assert path.name in caught.value.message
        assert path.read_bytes() == data, name
        assert sorted(other.name for other in path.parent.glob(f"*{path.name}*")) == [path.name]
    with pytest.raises(StudioError) as caught:
        project_file.open(written.with_name("nowhere.cosydesk"))
    assert caught.value.code == "missing"


def test_rows_that_make_no_sense_are_damage(written: Path) -> None:
    with sqlite3.connect(written) as database:
        database.execute("UPDATE takes SET sample_rate = 0")
    database.close()
    before = digest(written)
    with pytest.raises(StudioError) as caught:
        project_file.open(written)
    assert caught.value.code == "damaged"
    assert digest(written) == before


def test_damaged_sound_costs_the_take_not_the_project(written: Path) -> None:
    with sqlite3.connect(written) as database:
        database.execute("UPDATE take_audio SET flac = x'00', peaks = x'00'")
    database.close()
    project = project_file.open(written)
    with pytest.raises(StudioError) as caught:
        project.audio(project.lines[0].take_id or "")
    assert caught.value.code == "audio"
    with pytest.raises(StudioError):
        project.peaks(project.lines[0].take_id or "")
    project_file.close(project)


def test_a_full_disk_is_told_once_and_nothing_is_lost(path: Path) -> None:
    project = project_file.create(path)
    first, second = write_lines(project, "One.", "Two.")
    told: list[StudioError] = []
    project.store.on_write_failed = told.append
    store = project.store
    assert isinstance(store, sqlite_store.SqliteStore)
    writer = store._writer
    assert writer is not None
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count = {pages}")

    take = speak(project, first, seconds=3.0)
    project.apply(project.edit_text(second.id, "Two, in memory."))
    assert [error.code for error in told] == ["write"]
    assert len(project.audio(take.id)) == 3 * RATE
    assert project.peaks(take.id).length == 3 * RATE
    with pytest.raises(StudioError):
        project_file.save(project)
    with pytest.raises(StudioError):
        project_file.close(project)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT text FROM lines ORDER BY rank").fetchall() == [("One.",), ("Two.",)]
    other.close()

    writer.execute("PRAGMA max_page_count = 1000000")
    project.apply(project.edit_text(second.id, "Two, again."))
    assert len(told) == 1
    before = contents(project)
    project_file.close(project)
    again = project_file.open(path)
    assert contents(again) == before
    assert len(again.audio(take.id)) == 3 * RATE
    project_file.close(again)


def test_save_as_takes_along_what_could_not_be_written(path: Path, tmp_path: Path) -> None:
    project = project_file.create(path)
    (line,) = write_lines(project, "One.")
    store = project.store
    assert isinstance(store, sqlite_store.SqliteStore)
    assert store._writer is not None
    store._writer.execute("PRAGMA query_only = ON")
    take = speak(project, line)
    before = contents(project)
    project_file.save_as(project, tmp_path / "rescued.cosydesk")
    assert project.name == "rescued"
    assert contents(project) == before
    project_file.close(project)
    again = project_file.open(tmp_path / "rescued.cosydesk")
    assert contents(again) == before
    assert len(again.audio(take.id)) > 0
    project_file.close(again)


def test_a_copy_takes_nothing_from_what_is_still_to_be_written(path: Path, tmp_path: Path) -> None:
    project = project_file.create(path)
    last = write_lines(project, "One.", "Two.", "Three.")[-1]
    store = project.store
    assert isinstance(store, sqlite_store.SqliteStore)
    assert store._writer is not None
    store._writer.execute("PRAGMA query_only = ON")
    project.apply(project.move_lines([last.id], 0))
    project_file.save_copy(project, tmp_path / "copy.cosydesk")
    store._writer.execute("PRAGMA query_only = OFF")
    project.apply(project.add_marker(0))
    project_file.close(project)
    for file in (path, tmp_path / "copy.cosydesk"):
        again = project_file.open(file)
        assert [line.text for line in again.lines] == ["Three.", "One.", "Two."]
        project_file.close(again)


def test_save_as_replaces_and_goes_on_in_the_new_file(written: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.cosydesk"
    project_file.close(project_file.create(target))
    project = project_file.open(written)
    touched: list[frozenset[tuple[str, str]]] = []
    project.subscribe(touched.append)
    project_file.save_as(project, target)
    assert touched == [{("project", "")}]
    project.apply(project.edit_text(project.lines[0].id, "Changed."))
    project_file.close(project)
    old, new = project_file.open(written), project_file.open(target)
    assert (old.lines[0].text, new.lines[0].text) == ("One.", "Changed.")
    assert len(new.audio(new.lines[1].take_id or "")) > 0
    project_file.close(old)
    project_file.close(new)


def test_save_as_to_an_impossible_place_changes_nothing(written: Path) -> None:
    project = project_file.open(written)
    with pytest.raises(StudioError) as caught:
        project_file.save_as(project, written.parent / "no such folder" / "x.cosydesk")
    assert caught.value.code == "write"
    project.apply(project.edit_text(project.lines[0].id, "Still here."))
    project_file.close(project)
    again = project_file.open(written)
    assert again.lines[0].text == "Still here."
    project_file.close(again)


def test_untitled_projects_come_back_and_empty_ones_do_not() -> None:
    empty = project_file.create()
    assert project_file.is_untitled(empty)
    assert empty.name == ""
    write_lines(empty, "  ")
    project_file.close(empty)
    assert project_file.untitled_files() == []
    project = project_file.create()
    write_lines(project, "Words.")
    project_file.close(project)
    (path,) = project_file.untitled_files()
    again = project_file.open(path)
    assert [line.text for line in again.lines] == ["Words."]
    project_file.save_as(again, path.parent.parent / "titled.cosydesk")
    assert not project_file.is_untitled(again)
    assert again.name == "titled"
    assert project_file.untitled_files() == []
    project_file.close(again)


def test_a_project_in_memory_can_be_saved(path: Path) -> None:
    project = Project()
    (line,) = write_lines(project, "One.")
    take = speak(project, line)
    before = contents(project)
    project_file.save_as(project, path)
    project.apply(project.edit_line(line.id, notes="saved"))
    project_file.close(project)
    again = project_file.open(path)
    assert contents(again)[1:] == before[1:]
    assert again.lines[0].notes == "saved"
    assert len(again.audio(take.id)) == RATE // 2
    project_file.close(again)


def test_an_older_file_is_migrated_in_one_step_or_not_at_all(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = len(schema.MIGRATIONS)
    monkeypatch.setattr(
        schema, "MIGRATIONS", [*schema.MIGRATIONS, "CREATE TABLE more (x); SELECT nonsense FROM x"]
    )
    monkeypatch.setattr(sqlite_store, "MIGRATIONS", schema.MIGRATIONS)
    with pytest.raises(StudioError):
        project_file.open(written)
    assert schema.checked(written) == known
    schema.MIGRATIONS[known] = "ALTER TABLE lines ADD COLUMN colour TEXT; CREATE TABLE more (x)"
    project = project_file.open(written)
    assert [line.text for line in project.lines] == ["One.", "二。"]
    project_file.close(project)
    assert schema.checked(written) == known + 1


def test_sound_of_deleted_takes_goes_when_the_session_ends(path: Path) -> None:
    project = project_file.create(path)
    first, second = write_lines(project, "One.", "Two.")
    gone = speak(project, first)
    speak(project, second)
    inverse = project.apply(project.delete_take(gone.id))
    project.apply(inverse)
    assert len(project.audio(gone.id)) > 0
    project.apply(project.edit_lines([first.id], [], 0))
    project_file.close(project)
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM take_audio").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM takes").fetchone() == (1,)
    database.close()


def test_a_torn_surrogate_does_not_stop_the_writing(path: Path) -> None:
    project = project_file.create(path)
    told: list[StudioError] = []
    project.store.on_write_failed = told.append
    write_lines(project, "a\ud83d", "b")
    assert not told
    project_file.close(project)
    again = project_file.open(path)
    assert [line.text for line in again.lines] == ["a?", "b"]
    project_file.close(again)


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS) + 1))
def test_a_file_of_each_version_is_read_with_what_came_later_at_rest(path: Path, version: int) -> None:
    """Whatever was in the file is there, and what that version didn't know is as in a new project."""
    write_older(path, version)
    project = project_file.open(path)
    assert (project.settings.gap_ms, project.settings.frame_rate) == (450, 25.0)
    assert (project.tracks[0].solo, project.tracks[0].color) == (True, None)
    assert [(line.text, line.notes, line.take_id) for line in project.lines] == [
        ("One.", "slow", "t2"),
        ("二。", "slow", None),
    ]
    assert (project.lines[0].slot_in, project.lines[0].slot_out) == (None, None)
    assert [take.id for take in project.takes_of("one")] == ["t1", "t2"]
    clip = project.clips["one"]
    assert (clip.start, clip.offset, clip.gain_db, clip.fade_in, clip.fade_out) == (5_000, 10, -2.0, 0, 0)
    assert len(project.audio("t1")) == 12_000
    assert project.line_state("one") == "done"
    project.apply(project.add_marker(100, "Scene"))
    project.apply(slots.set_slot_in(project, "two", 700))
    before = contents(project)
    project_file.close(project)
    assert schema.checked(path) == len(schema.MIGRATIONS)
    again = project_file.open(path)
    assert contents(again) == before
    project_file.close(again)


@pytest.mark.slow
def test_opening_reads_no_sound(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand takes are opened by their rows alone; a take's sound is read when it is asked for, and only its
    own.
    """
    project = project_file.create(path)
    lines = write_lines(project, *(f"Line {number}." for number in range(1_000)))
    sound = tone(0.05)
    for line in lines:
        for _ in range(2):
            project.add_take(line.id, project.new_take_request(line), sound, RATE)
    before = contents(project)
    project_file.close(project)

    said: list[str] = []
    connect = sqlite_store.connect

    def traced(path: Path, mode: str) -> sqlite3.Connection:
        connection = connect(path, mode)
        connection.set_trace_callback(said.append)
        return connection

    monkeypatch.setattr(sqlite_store, "connect", traced)
    again = project_file.open(path)
    assert contents(again) == before
    assert len(again.takes) == 2_000
    assert storage.project_usage(again).takes == 2_000
    reading = [statement for statement in said if "take_audio" in statement]
    assert not [statement for statement in reading if re.search(r"\bSELECT\s+(flac|peaks|\*)", statement)]
    said.clear()
    wanted = again.takes_of(lines[7].id)[0].id
    again.audio(wanted)
    assert [statement for statement in said if re.match("SELECT (flac|peaks)", statement)] == [
        f"SELECT flac FROM take_audio WHERE take_id = '{wanted}'"
    ]
    project_file.close(again)


def test_a_copy_is_a_project_of_its_own(written: Path, tmp_path: Path) -> None:
    project = project_file.open(written)
    take = speak(project, project.lines[0])
    project.apply(project.delete_take(take.id))
    copy = tmp_path / "copy.cosydesk"
    project_file.save_copy(project, copy)
    assert (project.path, project.name) == (written, "Scene 一")
    project.apply(project.edit_text(project.lines[0].id, "Changed."))
    with pytest.raises(StudioError) as caught:
        project_file.save_copy(project, written)
    assert caught.value.code == "invalid"
    found = project_file.open(copy)
    assert [line.text for line in found.lines] == ["One.", "二。"]
    assert not found.recovered
    assert storage.deleted_size(found) == 0
    with pytest.raises(StudioError) as caught:
        project_file.save_copy(project, copy)
    assert caught.value.code == "locked"
    project_file.close(found)
    project_file.close(project)
    assert sorted(os.listdir(tmp_path)) == ["Scene 一.cosydesk", "copy.cosydesk"]


def test_a_session_that_is_given_up_leaves_the_file_as_it_was(written: Path) -> None:
    project = project_file.open(written)
    assert isinstance(project.store, sqlite_store.SqliteStore)
    assert project.store._writer is not None
    project.store._writer.execute("PRAGMA query_only = ON")
    assert not project.store.failing
    project.apply(project.edit_text(project.lines[0].id, "Lost."))
    assert project.store.failing
    project_file.abandon(project)
    again = project_file.open(written)
    assert (again.read_only, again.lines[0].text) == (False, "One.")
    project_file.close(again)


def test_what_belongs_to_the_timeline_is_kept(path: Path) -> None:
    project = project_file.create(path)
    (line,) = write_lines(project, "One.")
    speak(project, line)
    project.apply(arrange.set_fades(project, [line.id], 100, 200))
    project.apply(project.add_marker(5_000, "第一场", 3))
    project.apply(project.set_marker(project.markers[0].id, at=6_000))
    project.apply(project.set_project(frame_rate=29.97, loop_in=10, loop_out=20_000, show_frames=True))
    project.apply(project.set_track(project.tracks[0].id, color=4, name="Narrator"))
    before = contents(project)
    project_file.close(project)
    again = project_file.open(path)
    assert contents(again) == before
    assert again.settings.show_frames is True
    project_file.close(again)


def test_a_loose_copy_keeps_its_sound_when_its_line_is_gone(path: Path) -> None:
    project = project_file.create(path)
    line, _ = write_lines(project, "One.", "Two.")
    take = speak(project, line)
    edit, (copy,) = arrange.paste_clips(project, arrange.copied(project, [line.id]), 5 * RATE)
    project.apply(edit)
    project.apply(project.edit_lines([line.id], [], 0))
    project_file.close(project)
    again = project_file.open(path)
    assert [at.clip.id for at in again.layout()] == [copy]
    assert len(again.audio(take.id)) == take.length
    project_file.close(again)


def test_sound_is_asked_for_in_vain_when_the_project_is_closed(written: Path) -> None:
    project = project_file.open(written)
    take_id = project.lines[0].take_id or ""
    project_file.close(project)
    for ask in (project.audio, project.peaks):
        with pytest.raises(StudioError) as told:
            ask(take_id)
        assert told.value.code == "audio"


def test_what_is_no_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "Folder.cosydesk").mkdir()
    for name in ("Folder.cosydesk", "None.cosydesk"):
        with pytest.raises(StudioError) as told:
            project_file.open(tmp_path / name)
        assert told.value.code == "missing"
        assert name in told.value.message


def test_sound_that_was_never_there_is_missing_in_memory() -> None:
    project = Project()
    (line,) = write_lines(project, "One.")
    take = speak(project, line)
    for ask in (project.store.audio, project.store.peaks):
        with pytest.raises(StudioError) as told:
            ask("none")
        assert told.value.code == "audio"
    assert len(project.store.audio(take.id)) == RATE // 2


HALF_WRITTEN = """
    import os, sqlite3, sys

    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    database.execute("PRAGMA cache_size = 1")
    database.execute("BEGIN")
    database.execute("UPDATE take_audio SET flac = randomblob(200000)")
    database.execute("UPDATE lines SET text = 'half'")
    os._exit(9)
"""


def test_what_a_killed_program_wrote_by_half_is_taken_back(written: Path) -> None:
    """As when it is killed while the file changes from one log to the other, on opening and closing."""
    subprocess.run([sys.executable, "-c", textwrap.dedent(HALF_WRITTEN), str(written)], check=False)
    assert written.with_name(f"{written.name}-journal").stat().st_size
    project = project_file.open(written)
    assert [line.text for line in project.lines] == ["One.", "二。"]
    assert len(project.audio(project.lines[0].take_id or "")) > 0
    project_file.close(project)
