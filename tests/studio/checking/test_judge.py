"""The verdict on a take, how it is kept, and what is done about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.studio import project_file
from cosydesk.studio.checking.judge import check_take
from cosydesk.studio.checking.reading import Hearing
from cosydesk.studio.checking.redo import Redo, may_redo
from cosydesk.studio.pace import Pace
from cosydesk.studio.project import Project
from cosydesk.studio.take import TakeRequest
from cosydesk.studio.take_check import TakeCheck
from tests.support.starter_speech import RATE, SENTENCES, starter_speech
from tests.support.studio import speak, write_lines

TEXT = SENTENCES["en"][1]


def judged(heard: str | None, *, limit: float = 0.2, **values: str) -> TakeCheck:
    request = TakeRequest("m", "m:v", "zero_shot", TEXT, "", 1.0, 0, **values)
    hearing = Hearing(heard, "whisper-base" if heard is not None else "")
    return check_take(request, starter_speech("en"), RATE, hearing, limit=limit)


@pytest.mark.slow
def test_a_good_take_passes() -> None:
    check = judged("the museum opens at 9.15 every morning except Monday and the tickets are free")
    assert check == TakeCheck(0.0, "word", check.heard, (), "whisper-base", failed=False)


def test_words_that_are_missing_or_too_many_fail_it_below_the_limit() -> None:
    missing = judged("The museum opens at 9:15 every except Monday, and the tickets are free.")
    assert missing.faults == ("missing_words",)
    assert missing.failed
    assert missing.error_rate == pytest.approx(1 / 16)
    twice = judged("The museum opens at 9:15 every morning morning except Monday, and the tickets are free.")
    assert twice.faults == ("extra_words",)
    assert (
        judged("The museum opens at 9:15 every morning except Monday, and the ticket are free.").faults == ()
    )


def test_the_limit_decides_about_other_words() -> None:
    heard = "The museum opens at 9:15 every mourning except Sunday, and the ticket is free."
    assert judged(heard, limit=0.1).failed
    assert not judged(heard, limit=0.5).failed


def test_a_leaked_prompt_goes_before_words_too_many() -> None:
    prompt = "I hope you will do even better than me."
    assert judged(f"{prompt} {TEXT}", transcript=prompt).faults == ("leaked_prompt",)
    assert judged(f"{prompt} {TEXT}").faults == ("extra_words",)


def test_what_nobody_read_back_has_no_rate_and_does_not_fail_for_that() -> None:
    assert judged(None) == TakeCheck(None, "word", failed=False)


def test_a_check_is_kept_with_the_take_and_is_no_edit(tmp_path: Path) -> None:
    path = tmp_path / "checked.cosydesk"
    project = project_file.create(path)
    (line,) = write_lines(project, "The lamp is lit.")
    take = speak(project, line)
    told: list[frozenset[tuple[str, str]]] = []
    project.subscribe(told.append)
    check = TakeCheck(0.25, "word", "the lamp", ("missing_words",), "whisper-base", failed=True)
    project.add_check(take.id, check)
    assert told == [{("take", take.id)}]
    project.add_check("gone", check)
    assert len(told) == 1
    project_file.close(project)
    again = project_file.open(path)
    assert again.takes[take.id].check == check
    project_file.close(again)


def test_the_best_take_is_kept_without_an_edit() -> None:
    project = Project()
    first_line, other_line = write_lines(project, "The lamp is lit.", "And out.")
    first, second = speak(project, first_line), speak(project, first_line)
    other = speak(project, other_line)
    assert project.line(first_line.id).take_id == second.id
    project.keep_best(first_line.id, first.id)
    assert project.line(first_line.id).take_id == first.id
    assert {clip.take_id for clip in project.clips_of(first_line.id)} == {first.id}
    project.keep_best(first_line.id, other.id)
    assert project.line(first_line.id).take_id == first.id


def failing(rate: float, *faults: str) -> TakeCheck:
    return TakeCheck(rate, faults=faults, failed=True)


def test_a_line_is_spoken_again_until_a_take_passes() -> None:
    redo = Redo(tries=2)
    redo.note("a", failing(0.5))
    assert redo.again
    redo.note("b", TakeCheck(0.1))
    assert not redo.again
    assert redo.best == "b"


def test_after_the_last_try_the_best_is_kept() -> None:
    redo = Redo(tries=2)
    redo.note("a", failing(0.5))
    redo.note("b", failing(0.3, "silence", "clipped"))
    assert redo.again
    redo.note("c", failing(0.3, "silence"))
    assert not redo.again
    assert redo.best == "c"
    equal = Redo(tries=1)
    equal.note("a", failing(0.3))
    equal.note("b", failing(0.3))
    assert equal.best == "a"


def test_only_a_free_seed_is_tried_again() -> None:
    assert may_redo("redo", seed_locked=False)
    assert not may_redo("redo", seed_locked=True)
    assert not may_redo("redo", seed_locked=False, seeded=False)
    assert not may_redo("warn", seed_locked=False)


def test_the_estimate_for_a_take_leaves_the_take_itself_out() -> None:
    project = Project()
    lines = write_lines(project, *["The lamp on the table is lit."] * 4)
    for line in lines[:3]:
        speak(project, line, 2.0)
    pace = Pace(project)
    usual = pace.seconds(lines[3])
    odd = speak(project, lines[3], 30.0)
    assert pace.take_seconds(odd) == pytest.approx(usual)
    assert pace.seconds(lines[3]) > 2 * usual


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"error_rate": "many"}', '{"error_rate": 1.0}', "null"]
)
def test_what_can_not_be_read_of_a_check_is_no_check(text: str) -> None:
    assert TakeCheck.from_text(text) is None


def test_faults_of_a_later_version_are_passed_by() -> None:
    text = TakeCheck(0.5, "word", "the lamp", ("missing_words",), "whisper-base", failed=True).to_text()
    later = text.replace('"missing_words"', '"sung", "missing_words"')
    read = TakeCheck.from_text(later)
    assert read is not None
    assert read.faults == ("missing_words",)
