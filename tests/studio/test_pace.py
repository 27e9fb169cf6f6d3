"""How long lines will take to speak: by their letters, their speed, and what was heard before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cosydesk.studio.dictionary_edits import add_respelling
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.pace import Pace, measure
from cosydesk.studio.project import Project
from tests.support.studio import speak, write_lines

ENGLISH = "The quick brown fox jumps over the lazy dog and runs away."
CHINESE = "在面对挑战时，他展现了非凡的勇气与智慧。"


def test_letters_are_counted_without_tags() -> None:
    assert measure(' a <strong>bc</strong>[breath]<break time="2s"/> ').letters == 4
    assert measure("").letters == 0
    assert measure("").seconds(1.0) == 0


def test_pauses_are_exact_and_not_changed_by_speed() -> None:
    without, with_pause = measure("words"), measure('words<break time="2s"/>')
    assert with_pause.seconds(1.0) - without.seconds(1.0) == pytest.approx(2.0)
    assert with_pause.seconds(2.0) == pytest.approx(without.speech_s / 2 + 2.0)


@pytest.mark.parametrize(
    ("text", "low", "high"), [(ENGLISH, 2.5, 5.0), (CHINESE, 3.5, 6.0), ("。", 0.0, 0.8)]
)
def test_the_rule_of_thumb_is_about_right(text: str, low: float, high: float) -> None:
    assert low <= measure(text).seconds(1.0) <= high


def test_a_voice_is_as_fast_as_it_was_heard() -> None:
    project = Project()
    pace = Pace(project)
    lines = write_lines(project, *[f"{ENGLISH} {n}" for n in range(30)])
    first = pace.seconds(lines[0])
    for line in lines:
        speak(project, line, seconds=2 * measure(line.text).seconds(1.0))
    learned = pace.seconds(project.line(lines[0].id))
    assert learned == pytest.approx(2 * first, rel=0.1)
    other = Line(new_id(), ENGLISH, "starter:bm_george")
    assert pace.seconds(other) > 1.5 * measure(ENGLISH).seconds(1.0)  # like the only voice that was heard
    fast = replace(lines[0], speed=2.0)
    assert pace.seconds(fast) == pytest.approx(learned / 2, rel=0.05)


def test_what_is_respelled_counts_as_it_is_spoken() -> None:
    project = Project()
    pace = Pace(project)
    (line,) = write_lines(project, "SQL")
    before = pace.seconds(line)
    project.apply(add_respelling(project, "SQL", "structured query language"))
    assert pace.seconds(line) > 2 * before
