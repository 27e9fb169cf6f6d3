"""Voices of one's own in a project: what a take says of them, what makes a line stale, what travels along."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.studio import contents, speak, write_lines
from support.voices import CONSENT, TRANSCRIPT, recording

from cosydesk.studio import project_file, schema
from cosydesk.studio.cloning import check_mode, cloning_model
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import Library
from cosydesk.studio.models import BuiltIn, Models
from cosydesk.studio.my_voice import MyVoice, new_voice
from cosydesk.studio.project import Project
from cosydesk.studio.voice_modes import modes_of, spoken_mode

PROMPT = recording()


@pytest.fixture
def ann() -> MyVoice:
    return new_voice("Ann", PROMPT, CONSENT, language="zh", transcript=TRANSCRIPT)


def spoken(project: Project, ann: MyVoice, mode: str = "zero_shot", model: str = "Tiny") -> str:
    """A line with a take by that voice; its id."""
    project.keep_voice(ann, PROMPT)
    (line,) = write_lines(project, "你好。", voice=ann.id)
    project.apply(project.edit_line(line.id, mode=mode))
    request = replace(project.take_request(project.line(line.id)), model_id=model)
    project.add_take(line.id, request, PROMPT.samples(), PROMPT.sample_rate)
    return line.id


def test_a_take_says_what_it_was_cloned_from(ann: MyVoice) -> None:
    project = Project()
    line_id = spoken(project, ann)
    take = project.chosen_take(line_id)
    assert take is not None
    assert (take.request.model_id, take.request.mode) == ("Tiny", "zero_shot")
    assert (take.request.prompt, take.request.transcript) == (PROMPT.hash, TRANSCRIPT)
    assert project.line_state(line_id) == "done"


def test_a_line_is_stale_when_the_voice_sounds_otherwise(ann: MyVoice) -> None:
    project = Project()
    cloned, across = spoken(project, ann), spoken(project, ann, "cross_lingual")

    def states() -> tuple[str, str]:
        return project.line_state(cloned), project.line_state(across)

    project.keep_voice(replace(ann, name="Anna", tags=("calm",)), PROMPT)
    assert states() == ("done", "done"), "a name isn't heard"
    project.keep_voice(replace(ann, transcript="别的话。"), PROMPT)
    assert states() == ("stale", "done"), "across languages no transcript is read"
    project.keep_voice(ann, PROMPT)
    assert states() == ("done", "done")
    other = recording(hz=200)
    project.keep_voice(replace(ann, prompt=other.hash), other)
    assert states() == ("stale", "stale")


def test_the_model_counts_only_where_it_was_chosen(ann: MyVoice) -> None:
    project = Project()
    line_id = spoken(project, ann)
    assert project.take_request(project.line(line_id)).model_id == "Tiny"
    edit = project.set_project(cloning_model="Other")
    assert edit.name == "Choose model"
    undo = project.apply(edit)
    assert project.line_state(line_id) == "stale"
    project.apply(undo)
    assert project.line_state(line_id) == "done"
    fresh = project.new_line("再说一次。", ann.id)
    assert project.take_request(fresh).model_id == ""


def test_giving_a_line_a_voice_gives_it_a_mode_that_makes_sense(ann: MyVoice) -> None:
    project = Project()
    plain, directed = write_lines(project, "One.", "Two.")
    project.apply(project.edit_line(directed.id, mode="instruct", instruct="calm"))
    undo = project.apply(project.assign_voice([plain.id, directed.id], ann.id))
    assert [line.mode for line in project.lines] == ["zero_shot", "zero_shot"]
    project.apply(project.edit_line(plain.id, mode="cross_lingual"))
    project.apply(project.assign_voice([plain.id], "starter:af_heart"))
    assert project.line(plain.id).mode == "sft"
    project.apply(undo)
    assert [line.mode for line in project.lines] == ["sft", "instruct"]


def test_a_mode_that_makes_no_sense_is_not_asked_for(ann: MyVoice) -> None:
    assert spoken_mode(ann.id, "sft") == "zero_shot"
    assert spoken_mode("starter:af_heart", "cross_lingual") == "sft"
    for voice_id in (ann.id, "starter:af_heart"):
        assert all(spoken_mode(voice_id, mode) == mode for mode in modes_of(voice_id))
    project = Project()
    (line,) = write_lines(project, "One.", voice=ann.id)
    assert project.take_request(line).mode == "zero_shot"


def test_a_project_can_be_spoken_on_another_machine(ann: MyVoice, tmp_path: Path) -> None:
    path = tmp_path / "a.cosydesk"
    project = project_file.create(path)
    line_id = spoken(project, ann)
    before = contents(project)
    project_file.close(project)
    project = project_file.open(path)
    assert project.voices == {ann.id: ann}
    assert project.prompt(ann.id) == PROMPT
    assert project.line_state(line_id) == "done"
    assert contents(project) == before
    project_file.close(project)


def test_everything_goes_along_when_it_is_saved_elsewhere(ann: MyVoice, tmp_path: Path) -> None:
    project = Project()
    spoken(project, ann)
    project_file.save_as(project, tmp_path / "first.cosydesk")
    assert project.prompt(ann.id) == PROMPT
    project_file.save_as(project, tmp_path / "second.cosydesk")
    project_file.close(project)
    for name in ("first", "second"):
        project = project_file.open(tmp_path / f"{name}.cosydesk")
        assert project.prompt(ann.id) == PROMPT
        project_file.close(project)


def test_a_recording_is_kept_once_and_while_it_is_needed(ann: MyVoice, tmp_path: Path) -> None:
    path = tmp_path / "a.cosydesk"
    project = project_file.create(path)
    twin = replace(ann, id="mine:0123456789abcdef", name="Ann 2")
    line_id = spoken(project, ann)
    project.keep_voice(twin, PROMPT)
    other = recording(hz=200)
    project.keep_voice(replace(ann, prompt=other.hash), other)
    project_file.close(project)

    def kept() -> tuple[set[str], set[str]]:
        with closing(sqlite3.connect(path)) as database:
            voices = {row[0] for row in database.execute("SELECT id FROM voices")}
            return voices, {row[0] for row in database.execute("SELECT hash FROM prompts")}

    # The take was made from the first recording, the voice has the other one; nobody speaks with the twin.
    assert kept() == ({ann.id}, {PROMPT.hash, other.hash})
    project = project_file.open(path)
    project.apply(project.edit_lines([line_id], [], 0))
    project_file.close(project)
    project = project_file.open(path)
    for track in project.tracks:
        project.apply(project.remove_track(track.id))
    project_file.close(project)
    assert kept() == (set(), set())


def test_nothing_is_kept_in_a_project_that_is_only_looked_at(ann: MyVoice, tmp_path: Path) -> None:
    path = tmp_path / "a.cosydesk"
    project_file.close(project_file.create(path))
    project = project_file.open(path, read_only=True)
    project.keep_voice(ann, PROMPT)
    assert project.voices == {}
    project_file.close(project)


def test_a_damaged_voice_costs_only_itself(
    ann: MyVoice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "a.cosydesk"
    project = project_file.create(path)
    line_id = spoken(project, ann)
    project_file.close(project)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE prompts SET flac = ?", (b"x",))
    project = project_file.open(path)
    with pytest.raises(StudioError) as caught:
        project.prompt(ann.id)
    assert caught.value.code == "voice_damaged"
    assert project.line_state(line_id) == "done"
    project_file.close(project)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE voices SET data = '{'")
    project = project_file.open(path)
    assert project.voices == {}
    assert len(project.audio(project.line(line_id).take_id or "")) == len(PROMPT.samples())
    assert ann.id in caplog.text
    project_file.close(project)


def test_a_file_from_before_has_no_voices(tmp_path: Path) -> None:
    path = tmp_path / "old.cosydesk"
    steps = schema.MIGRATIONS[: schema.MIGRATIONS.index(schema._VOICES)]
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        for step in steps:
            database.executescript(step)
        database.execute(
            "INSERT INTO takes (id, line_id, model_id, voice_id, mode, text, instruct, speed, seed, sample_rate,"
            " length, created, starred, notices) VALUES ('t', 'l', 'starter', 'starter:af_heart', 'sft', 'Hi.', '',"
            " 1, 3, 24000, 100, '2026-01-01T00:00:00+00:00', 0, '[]')"
        )
        database.execute("INSERT INTO meta VALUES ('sample_rate', '24000')")
        database.execute(
            "INSERT INTO lines (id, rank, text, voice_id, mode, instruct, speed, seed, seed_locked, notes, take_id)"
            " VALUES ('l', 1, 'Hi.', 'starter:af_heart', 'sft', '', 1, 0, 0, '', 't')"
        )
        database.execute(f"PRAGMA user_version = {len(steps)}")
    project = project_file.open(path)
    assert project.voices == {}
    assert project.line_state("l") == "done"
    assert project.takes["t"].request.prompt == ""
    project_file.close(project)


def test_a_voice_that_arrives_is_no_edit(ann: MyVoice) -> None:
    project = Project()
    (line,) = write_lines(project, "One.")
    undo = project.apply(project.assign_voice([line.id], ann.id))
    project.keep_voice(ann, PROMPT)
    project.apply(undo)
    assert project.voices == {ann.id: ann}
    told: list[frozenset[tuple[str, str]]] = []
    project.subscribe(told.append)
    project.keep_voice(ann, PROMPT)
    assert told == [], "what is known is not told again"


# -- which model speaks ---------------------------------------------------------------------------------------


@pytest.fixture
def models(tmp_path: Path) -> Models:
    library = Library(tmp_path / "library.sqlite", ())
    library.close()
    return Models(library, tmp_path / "models.json")


def folder(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    path.mkdir()
    return path


def code_of(models: Models, chosen: str = "", hint: str = "") -> str:
    with pytest.raises(StudioError) as caught:
        cloning_model(models, chosen, hint)
    assert caught.value.remedy
    return caught.value.code


def test_without_a_model_that_clones_the_way_out_is_named(models: Models, tmp_path: Path) -> None:
    assert code_of(models) == "no_cloning_model"
    models.add(folder(tmp_path, "Plain"), (), ["sft"])
    assert code_of(models) == "no_cloning_model"
    assert code_of(models, "Plain") == "cloning_model_unfit"
    assert code_of(models, "Gone") == "cloning_model_closed"


def test_the_model_is_the_chosen_one_else_the_likeliest(models: Models, tmp_path: Path) -> None:
    voices = [BuiltIn("a", "A", "zh")]
    models.add(folder(tmp_path, "SFT"), voices)
    assert cloning_model(models, "").id == "SFT"
    models.add(folder(tmp_path, "Base"), ())
    models.add(folder(tmp_path, "Other"), ())
    assert cloning_model(models, "").id == "Base", "made for it"
    assert cloning_model(models, "", "Other").id == "Other"
    assert cloning_model(models, "SFT", "Other").id == "SFT"
    (tmp_path / "Base").rmdir()
    assert cloning_model(models, "").id == "Other"
    assert code_of(models, "Base") == "cloning_model_closed"


def test_what_models_can_do_is_remembered(models: Models, tmp_path: Path) -> None:
    models.add(folder(tmp_path, "Plain"), (), ["sft"])
    models.add(folder(tmp_path, "Later"), (), ["zero_shot", "instruct"], directs_clones=True)
    library = Library(tmp_path / "library.sqlite", ())
    again = Models(library, tmp_path / "models.json")
    assert [entry.clones for entry in again.entries()] == [False, True]
    assert again.entries()[1].directs_clones
    library.close()


def test_lists_of_earlier_versions_hold_models_that_clone(models: Models, tmp_path: Path) -> None:
    path = tmp_path / "models.json"
    path.write_text(
        f'{{"models": [{{"id": "T", "path": "{folder(tmp_path, "T").as_posix()}", "voices": []}}]}}'
    )
    library = Library(tmp_path / "library.sqlite", ())
    assert [entry.id for entry in Models(library, path).cloning()] == ["T"]
    library.close()


def test_what_a_mode_needs(ann: MyVoice, models: Models, tmp_path: Path) -> None:
    entry = models.add(folder(tmp_path, "T"), ())
    check_mode(ann, "zero_shot", entry)
    silent = replace(ann, transcript="")
    check_mode(silent, "cross_lingual", entry)
    for voice, mode, code in ((silent, "zero_shot", "transcript_missing"), (ann, "instruct", "clone_manner")):
        with pytest.raises(StudioError) as caught:
            check_mode(voice, mode, entry)
        assert caught.value.code == code
        assert caught.value.remedy
    check_mode(ann, "instruct", replace(entry, directs_clones=True))


def test_other_takes_are_as_they_were() -> None:
    project = Project()
    (line,) = write_lines(project, "One.")
    take = speak(project, line)
    assert (take.request.prompt, take.request.transcript) == ("", "")
    assert project.line_state(line.id) == "done"
