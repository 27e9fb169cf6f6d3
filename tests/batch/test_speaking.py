"""Speaking what is due in a project, with a real engine process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tiny_models import CHUNK

from cosydesk.batch import opening
from cosydesk.batch.desk import Desk
from cosydesk.batch.events import Begun, Event, LineFailed, LineSpoken
from cosydesk.batch.order import Failure
from cosydesk.batch.orders import Orders
from cosydesk.batch.parts import Parts
from cosydesk.batch.speaking import speak_due
from cosydesk.studio import project_file
from cosydesk.studio.errors import StudioError
from cosydesk.studio.models import Models

from .conftest import WriteProject


def speak(path: Path, desk: Desk, tell: object = None, parts: str = "none") -> list[Failure]:
    with opening.to_write(path) as project:
        orders = Orders(project, desk.library, desk.models)
        told = tell if callable(tell) else (lambda event: None)
        return speak_due(project, orders, desk.speaker(), Parts(path.with_name(parts)), told)


def takes(path: Path) -> dict[str, int]:
    """Takes of each line, by its text."""
    with opening.to_read(path) as project:
        return {line.text: len(project.takes_of(line.id)) for line in project.lines}


def test_every_new_line_is_spoken_and_kept(
    write_project: WriteProject, desk: Desk, events: list[Event]
) -> None:
    path = write_project("one", "two words", "three")
    assert speak(path, desk, events.append) == []
    assert events[0] == Begun(3, 0)
    said = [(event.number, event.seconds) for event in events if isinstance(event, LineSpoken)]
    assert said == [(1, 0.1), (2, 0.2), (3, 0.1)]
    with opening.to_read(path) as project:
        assert {project.line_state(line.id) for line in project.lines} == {"done"}
        take = project.chosen_take(project.lines[1].id)
        assert take is not None
        assert take.revision == "of starter"
        np.testing.assert_allclose(project.audio(take.id), np.repeat([0.1, 0.2], CHUNK), atol=1e-6)


def test_only_what_is_new_or_stale_is_spoken(
    write_project: WriteProject, desk: Desk, events: list[Event]
) -> None:
    path = write_project("one", "two", "three")
    speak(path, desk)
    with opening.to_write(path) as project:
        project.apply(project.edit_text(project.lines[1].id, "changed"))
        project.apply(project.edit_lines([], [project.new_line("four")], 3))
    speak(path, desk, events.append)
    assert events[0] == Begun(2, 2)
    assert takes(path) == {"one": 1, "changed": 2, "three": 1, "four": 1}


def test_a_line_that_fails_stops_no_other_and_says_why(
    write_project: WriteProject, desk: Desk, events: list[Event]
) -> None:
    path = write_project("one", "refuse", "fault", "four")
    failures = speak(path, desk, events.append)
    assert [(failure.number, failure.code) for failure in failures] == [(2, "refused"), (3, "internal")]
    assert failures[0] == Failure(2, "refuse", "This can't be said.", "Say something else.", "refused")
    assert [event.failure for event in events if isinstance(event, LineFailed)] == failures
    assert takes(path) == {"one": 1, "refuse": 0, "fault": 0, "four": 1}


def test_an_engine_that_dies_is_started_again(write_project: WriteProject, desk: Desk) -> None:
    path = write_project("one", "die", "three")
    failures = speak(path, desk)
    assert [(failure.number, failure.code) for failure in failures] == [(2, "engine_crashed")]
    assert takes(path) == {"one": 1, "die": 0, "three": 1}


def test_a_line_without_a_voice_or_with_one_that_is_not_there_fails_alone(
    write_project: WriteProject, desk: Desk
) -> None:
    path = write_project("one", "two", "three")
    with opening.to_write(path) as project:
        first, second, _ = project.lines
        project.apply(project.edit_line(first.id, voice_id=""))
        project.apply(project.edit_line(second.id, voice_id="CosyVoice-300M:alto"))
    failures = speak(path, desk)
    assert [(failure.number, failure.code) for failure in failures] == [(1, "no_voice"), (2, "model_closed")]
    assert "CosyVoice-300M" in failures[1].message
    assert takes(path)["three"] == 1


def test_what_was_finished_before_a_break_is_not_spoken_again(
    write_project: WriteProject, desk: Desk, events: list[Event]
) -> None:
    path = write_project("one", "two", "three")

    def interrupt(event: Event) -> None:
        if isinstance(event, LineSpoken) and event.number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        speak(path, desk, interrupt)
    assert takes(path) == {"one": 1, "two": 1, "three": 0}
    speak(path, desk, events.append)
    assert [event.number for event in events if isinstance(event, LineSpoken)] == [3]


def test_a_project_that_somebody_has_open_is_left_alone(write_project: WriteProject, desk: Desk) -> None:
    path = write_project("one")
    window = project_file.open(path)
    try:
        with pytest.raises(StudioError) as caught:
            speak(path, desk)
    finally:
        project_file.close(window)
    assert caught.value.code == "locked"
    assert caught.value.message == "scene.cosydesk is open in a window or in another run."
    assert takes(path) == {"one": 0}


def test_the_name_of_an_order_tells_everything_that_is_heard(write_project: WriteProject, desk: Desk) -> None:
    with opening.to_read(write_project("one", "one")) as project:
        first, second = Orders(project, desk.library, desk.models).due()[0]
    assert first.key != second.key
    assert first.key == replace(first, line_id="another run's").key
    for change in ({"seed": 1}, {"speed": 1.1}, {"text": "two"}, {"voice_id": "starter:am_adam"}):
        assert replace(first, asked=replace(first.asked, **change)).key != first.key


def test_a_model_of_a_batch_is_at_hand_and_then_forgotten(desk: Desk, tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "Some-Model"
    folder.mkdir()
    entry = desk.open_model(folder)
    assert desk.models.at(folder) == entry
    assert desk.library.get("Some-Model:one") is not None
    assert list(home.rglob("models.json")) == list(home.rglob("settings.json")) == []
    assert Models(desk.library).entries() == []
