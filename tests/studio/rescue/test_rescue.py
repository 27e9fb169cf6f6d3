"""What can be read of a damaged project is in the new one; what can't is counted, and the old one stays as it is."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.my_voices import WORDS
from support.older_project import write_older
from support.small_disk import small_disk
from support.speech_like import speech_like
from support.studio import RATE, contents, speak, write_lines

from cosydesk.studio import project_file, schema
from cosydesk.studio.dictionary_edits import add_respelling
from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import Consent, PromptAudio, new_voice
from cosydesk.studio.project import DEFAULT_SAMPLE_RATE, Project
from cosydesk.studio.rescue.rescue import Rescued, rescue
from cosydesk.studio.state import ProjectSettings

TEXTS = ("One & <strong>only</strong>.", "二。", "Three.", "Four.")
VOICE = "Ann"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with some of everything: four lines, all but the last spoken, the first one twice."""
    path = tmp_path / "Scene 一.cosydesk"
    project = project_file.create(path)
    prompt = PromptAudio.of(speech_like(2.0, 5), RATE)
    mine = new_voice(VOICE, prompt, Consent.now("I may use it."), transcript=WORDS)
    project.keep_voice(mine, prompt)
    lines = write_lines(project, *TEXTS)
    project.apply(project.edit_line(lines[3].id, voice_id=mine.id))
    for number, line in enumerate([*lines[:3], lines[0]]):
        speak(project, line, 0.3 + 0.1 * number)
    project.apply(project.edit_line(lines[1].id, voice_id="starter:bm_george", speed=1.25))
    project.apply(project.place_clip(lines[2].id, 90_000))
    project.apply(project.set_track(project.tracks[0].id, gain_db=-3.5, solo=True))
    project.apply(project.add_marker(RATE, "Scene two"))
    project.apply(add_respelling(project, "two", "too"))
    project.apply(project.set_project(gap_ms=250))
    project.apply(project.move_lines([lines[3].id], 0))
    project_file.close(project)
    return path


def opened(path: Path) -> Project:
    return project_file.open(path)


def sqlite(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)


def lose(path: Path, *tables: str) -> None:
    """Empty the page that a table lies on; those of this small project have one each."""
    with closing(sqlite3.connect(path)) as database:
        roots = dict(database.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
    data = bytearray(path.read_bytes())
    for table in tables:
        start = 4096 * (roots[table] - 1)
        assert data[start] in (10, 13), f"{table} is one page"
        data[start : start + 4096] = bytes(4096)
    path.write_bytes(data)


def rescued(path: Path) -> tuple[Rescued, Project]:
    before = path.read_bytes()
    found = rescue(path, f"{path.stem} (rescued)")
    assert path.read_bytes() == before
    project = opened(found.path)
    assert (found.lines, found.takes) == (len(project.lines), len(project.takes))
    for take in project.takes.values():
        assert len(project.audio(take.id)) == take.length
    return found, project


def test_all_of_a_sound_project_is_there(path: Path) -> None:
    whole = opened(path)
    before, voices = contents(whole), whole.voices
    sound = {take_id: whole.audio(take_id).tobytes() for take_id in whole.takes}
    prompts = {voice_id: whole.prompt(voice_id).hash for voice_id in voices}
    project_file.close(whole)
    found, project = rescued(path)
    assert found == Rescued(path.with_name("Scene 一 (rescued).cosydesk"), 4, 4, 0, 0)
    assert contents(project) == before
    assert project.voices == voices
    assert len(voices) == 1
    assert {take_id: project.audio(take_id).tobytes() for take_id in project.takes} == sound
    assert {voice_id: project.prompt(voice_id).hash for voice_id in project.voices} == prompts
    project_file.close(project)


def test_all_of_it_is_there_without_the_page_that_names_the_tables(path: Path) -> None:
    whole = opened(path)
    before = contents(whole)
    project_file.close(whole)
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    found, project = rescued(path)
    assert (found.lost_lines, found.lost_takes) == (0, 0)
    assert contents(project) == before
    project_file.close(project)


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS) + 1))
def test_a_file_of_each_version_is_there(tmp_path: Path, version: int) -> None:
    old, same = tmp_path / "old.cosydesk", tmp_path / "same.cosydesk"
    write_older(old, version)
    shutil.copy(old, same)
    found, project = rescued(old)
    assert (found.lines, found.takes, found.lost_lines, found.lost_takes) == (2, 2, 0, 0)
    migrated = opened(same)
    assert contents(project) == contents(migrated)
    project_file.close(project)
    project_file.close(migrated)


def test_names_that_are_taken_get_a_number(path: Path) -> None:
    found = [rescue(path, "Scene").path.name for _ in range(3)]
    assert found == ["Scene.cosydesk", "Scene 2.cosydesk", "Scene 3.cosydesk"]


def test_what_the_log_alone_has_is_there(path: Path, tmp_path: Path) -> None:
    """As after a kill: the last words are in the write-ahead log only."""
    project = opened(path)
    project.apply(project.edit_text(project.lines[0].id, "Last words."))
    killed = tmp_path / "killed"
    killed.mkdir()
    for kind in ("", "-wal"):
        shutil.copy(path.with_name(path.name + kind), killed / f"a.cosydesk{kind}")
    project_file.close(project)
    log = (killed / "a.cosydesk-wal").read_bytes()
    _, again = rescued(killed / "a.cosydesk")
    assert again.lines[0].text == "Last words."
    assert (killed / "a.cosydesk-wal").read_bytes() == log
    project_file.close(again)


@pytest.mark.parametrize("kind", ["-wal", "-journal"])
@pytest.mark.parametrize("beginning", ["sound", "broken"])
def test_a_log_of_nonsense_costs_nothing(path: Path, kind: str, beginning: str) -> None:
    if beginning == "broken":
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
    path.with_name(path.name + kind).write_bytes(b"nonsense" * 1000)
    found, project = rescued(path)
    assert (found.lines, found.takes, found.lost_lines, found.lost_takes) == (4, 4, 0, 0)
    project_file.close(project)


def test_lines_that_are_gone_are_read_off_their_takes(path: Path) -> None:
    whole = opened(path)
    one = next(line for line in whole.lines if line.text == TEXTS[0])
    project_file.close(whole)
    lose(path, "lines")
    found, project = rescued(path)
    assert (found.lines, found.takes, found.lost_takes) == (3, 4, 0)
    assert {line.text for line in project.lines} == set(TEXTS[:3])
    again = project.line(one.id)
    assert (again.voice_id, again.mode, again.speed) == (one.voice_id, one.mode, one.speed)
    assert again.take_id == one.take_id, "the one that was heard last"
    project_file.close(project)


def test_a_line_that_was_deleted_does_not_come_back_after_a_kill(path: Path) -> None:
    """Its takes wait in the file for an undo until the session ends; what nobody hears any more was deleted."""
    project = opened(path)
    gone = next(line for line in project.lines if line.text == TEXTS[1])
    project.apply(project.edit_lines([gone.id], [], 0))
    killed = path.with_name("killed.cosydesk")
    project_file.save(project)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(killed)) as target:
        source.backup(target)
    project_file.close(project)
    with closing(sqlite3.connect(killed)) as database:
        assert database.execute("SELECT value FROM meta WHERE key = 'session'").fetchone() == ("open",)
    _, again = rescued(killed)
    assert {line.text for line in again.lines} == set(TEXTS) - {TEXTS[1]}
    project_file.close(again)


def test_takes_that_are_gone_are_their_sound_where_it_was_heard(path: Path) -> None:
    whole = opened(path)
    heard = {line.id: whole.audio(line.take_id).tobytes() for line in whole.lines if line.take_id is not None}
    project_file.close(whole)
    lose(path, "takes")
    found, project = rescued(path)
    assert (found.lines, found.lost_lines, found.lost_takes) == (4 + 1, 0, 0)
    assert {
        line.id: project.audio(line.take_id).tobytes()
        for line in project.lines
        if line.take_id is not None and line.id in heard
    } == heard
    # Nothing tells which line the one that was replaced is of: it stands for itself.
    assert sum(line.text == "" for line in project.lines) == 1
    project_file.close(project)


def test_sound_alone_is_worth_a_line(path: Path) -> None:
    sqlite(path, "UPDATE take_audio SET flac = x'00' WHERE rowid = 2")
    lose(path, "takes", "lines", "clips")
    found, project = rescued(path)
    assert (found.lines, found.takes) == (3, 3)
    assert all(line.text == "" and line.take_id for line in project.lines)
    project_file.close(project)


def test_sound_that_is_gone_is_counted(path: Path) -> None:
    sqlite(path, "UPDATE take_audio SET flac = x'00' WHERE rowid = 2")
    sqlite(path, "DELETE FROM take_audio WHERE rowid = 3")
    found, project = rescued(path)
    assert (found.lines, found.takes, found.lost_lines, found.lost_takes) == (4, 2, 0, 2)
    kept = set(project.takes)
    assert {clip.take_id for clip in project.clips.values()} <= kept
    assert {line.take_id for line in project.lines} - {None} <= kept
    project_file.close(project)


def test_sound_that_is_cut_off_is_counted(path: Path) -> None:
    """A row whose last pages are missing."""
    data = path.read_bytes()
    path.write_bytes(data[: 4096 * (len(data) // 4096 - 3)])
    found, project = rescued(path)
    assert found.takes + found.lost_takes == 4
    assert found.lost_takes >= 1
    project_file.close(project)


def test_a_line_keeps_its_words_where_the_rest_of_it_makes_no_sense(path: Path) -> None:
    whole = opened(path)
    (before,) = (line.voice_id for line in whole.lines if line.text == "Four.")
    project_file.close(whole)
    sqlite(path, "UPDATE lines SET speed = -5 WHERE text = 'Four.'")
    found, project = rescued(path)
    assert (found.lines, found.lost_lines) == (4, 0)
    (line,) = (line for line in project.lines if line.text == "Four.")
    assert (line.voice_id, line.speed) == (before, 1.0)
    project_file.close(project)


def test_lines_without_words_or_takes_are_counted_where_they_were_heard(path: Path) -> None:
    whole = opened(path)
    (clip,) = (clip for clip in whole.clips.values() if clip.start == 90_000)
    project_file.close(whole)
    sqlite(path, f"DELETE FROM lines WHERE id = '{clip.line_id}'")
    sqlite(path, f"DELETE FROM takes WHERE line_id = '{clip.line_id}'")
    sqlite(path, f"DELETE FROM take_audio WHERE take_id = '{clip.take_id}'")
    found, project = rescued(path)
    assert (found.lines, found.lost_lines, found.lost_takes) == (3, 1, 1)
    project_file.close(project)


def test_a_line_that_ends_nowhere_is_counted(path: Path) -> None:
    """One so long that its words go on on pages of their own, one of which forgot the next."""
    project = opened(path)
    line = project.lines[0]
    assert line.take_id is None
    project.apply(project.edit_text(line.id, "words " * 3_000))
    project_file.close(project)
    data = bytearray(path.read_bytes())
    own = b"words words"
    start = next(at for at in range(4096, len(data), 4096) if own in data[at : at + 40])
    data[start : start + 4] = bytes(4)
    path.write_bytes(data)
    found, again = rescued(path)
    assert (found.lines, found.lost_lines, found.lost_takes) == (3, 1, 0)
    project_file.close(again)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = 'nonsense' WHERE key = 'gap_ms'",
        "UPDATE meta SET value = '1e99' WHERE key = 'gap_ms'",
        "UPDATE meta SET value = '\"250\"' WHERE key = 'gap_ms'",
        "DELETE FROM meta WHERE key = 'gap_ms'",
    ],
)
def test_settings_that_make_no_sense_are_as_in_a_new_project(path: Path, statement: str) -> None:
    sqlite(path, statement)
    found, project = rescued(path)
    assert found.lines == 4
    assert project.settings == replace(project.settings, gap_ms=ProjectSettings().gap_ms)
    project_file.close(project)


@pytest.mark.parametrize("rate", ["", "x", "-24000", "0", "999999999999", "２４０００"])
def test_a_rate_that_makes_no_sense_is_the_usual_one(path: Path, rate: str) -> None:
    sqlite(path, f"UPDATE meta SET value = '{rate}' WHERE key = 'sample_rate'")
    _, project = rescued(path)
    assert project.sample_rate == DEFAULT_SAMPLE_RATE
    project_file.close(project)


def test_a_voice_without_its_recording_stays(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    sqlite(path, "UPDATE prompts SET flac = x'00'")
    _, project = rescued(path)
    (voice,) = project.voices.values()
    assert voice.name == VOICE
    with pytest.raises(StudioError) as caught:
        project.prompt(voice.id)
    assert caught.value.code in ("voice_damaged", "voice_missing")
    assert "recording of a voice is lost" in caplog.text
    project_file.close(project)


def test_marks_that_make_no_sense_are_left_out(path: Path) -> None:
    sqlite(path, "UPDATE markers SET at = 1 << 60")
    sqlite(path, f"UPDATE voices SET data = '{json.dumps({'nested': [1]})}'")
    found, project = rescued(path)
    assert (found.lines, found.takes) == (4, 4)
    assert list(project.markers) == []
    assert not project.voices
    project_file.close(project)


@pytest.mark.parametrize("data", [b"", bytes(300), bytes(20_480), b"SQLite format 3\0" + bytes(5_000)])
def test_nothing_is_said_to_be_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.cosydesk"
    path.write_bytes(data)
    with pytest.raises(StudioError) as caught:
        rescue(path, "b")
    assert caught.value.code == "beyond_rescue"
    assert caught.value.remedy
    assert [one.name for one in tmp_path.iterdir()] == ["a.cosydesk"]


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        rescue(tmp_path / "a.cosydesk", "b")
    assert caught.value.code == "missing"


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        rescue(tmp_path, "b")
    assert caught.value.code == "missing"
    assert tmp_path.name in caught.value.message


def test_on_a_medium_that_can_only_be_read_it_goes_to_the_untitled_ones(path: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        there = shutil.copy(path, disk.folder)
        disk.forbid()
        found, project = rescued(Path(there))
        assert found.path.parent == project_file.untitled_folder()
        assert found.lines == 4
        project_file.close(project)


def test_a_name_that_no_file_may_have_is_cut(path: Path) -> None:
    """In Chinese eighty letters are enough for that."""
    found = rescue(path, "好" * 100)
    assert found.path.stem == "好" * 60
    assert found.lines == 4


def test_where_nothing_can_be_written_it_says_so(path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        rescue(path, "no such folder/name")
    assert caught.value.code == "write"
