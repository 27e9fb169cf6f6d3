"""What was read becomes lines, as one step that can be undone."""

from __future__ import annotations

from cosydesk.studio.importing.apply import import_edit
from cosydesk.studio.importing.cue import Cue, Imported
from cosydesk.studio.importing.reader import parse_script
from cosydesk.studio.project import Project

CUES = (
    Cue("你好", 2, "Ann", 1.0, 2.5, "Hello <you>"),
    Cue("[breath] 再见", 6, "Ben", 3.0, None, "Bye"),
    Cue("夜深了", 9),
)
IMPORTED = Imported("srt", CUES)
VOICES = {"Ann": "starter:ann", "Ben": "mine:ben", "": "starter:zhang"}


def test_lines_have_slots_speakers_sources_and_voices() -> None:
    project = Project()
    edit = import_edit(project, IMPORTED, VOICES)
    assert edit.name == "Import lines"
    project.apply(edit)
    first, second, third = project.lines
    rate = project.sample_rate
    assert (first.text, first.source, first.speaker, first.voice_id) == (
        "你好",
        "Hello <you>",
        "Ann",
        "starter:ann",
    )
    assert (first.slot_in, first.slot_out) == (rate, round(2.5 * rate))
    assert (second.slot_in, second.slot_out, second.voice_id) == (3 * rate, None, "mine:ben")
    assert (first.mode, second.mode) == ("sft", "zero_shot")
    assert (third.slot_in, third.slot_out, third.speaker, third.voice_id) == (None, None, "", "starter:zhang")


def test_the_other_language_can_be_spoken() -> None:
    project = Project()
    project.apply(import_edit(project, IMPORTED, VOICES, text="source"))
    assert [(line.text, line.source) for line in project.lines] == [
        ("Hello &lt;you>", "你好"),
        ("Bye", "再见"),
        ("夜深了", ""),
    ]
    both = Project()
    both.apply(import_edit(both, IMPORTED, VOICES, text="both"))
    assert [line.text for line in both.lines] == ["你好 Hello &lt;you>", "[breath] 再见 Bye", "夜深了"]


def test_one_step_and_its_place() -> None:
    project = Project()
    project.apply(
        project.edit_lines([], [project.new_line("a", "starter:x"), project.new_line("b", "starter:x")], 0)
    )
    before = list(project.lines)
    inverse = project.apply(import_edit(project, IMPORTED, {}, at=1))
    assert [line.text for line in project.lines] == ["a", "你好", "[breath] 再见", "夜深了", "b"]
    assert project.lines[1].voice_id == ""
    project.apply(inverse)
    assert list(project.lines) == before
    inverse = project.apply(import_edit(project, IMPORTED, VOICES, replace=True))
    assert [line.text for line in project.lines] == ["你好", "[breath] 再见", "夜深了"]
    project.apply(inverse)
    assert list(project.lines) == before


def test_nothing_is_no_step() -> None:
    assert not import_edit(Project(), Imported("srt", ()), {})


def test_the_empty_line_of_a_new_project_gives_way_and_comes_back() -> None:
    project = Project()
    project.apply(project.edit_lines([], [project.new_line()], 0))
    inverse = project.apply(
        import_edit(project, parse_script(b"1\n00:00:01,000 --> 00:00:02,000\nHi\n", "a.srt"), {})
    )
    assert [line.text for line in project.lines] == ["Hi"]
    project.apply(inverse)
    assert [line.text for line in project.lines] == [""]
    noted = project.new_line()
    project.apply(project.edit_lines([], [noted], 1))
    project.apply(project.edit_notes(noted.id, "to be written"))
    project.apply(import_edit(project, parse_script(b"Ho", "a.txt"), {}))
    assert [line.text for line in project.lines] == ["", "", "Ho"]
