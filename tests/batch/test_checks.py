"""Takes of a batch that check themselves: read back by the real engine, spoken again, only the best of them kept."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.speech_like import speech_like
from support.studio import RATE, write_lines

from cosydesk.batch import opening
from cosydesk.batch.checks import Checks, speak_checked
from cosydesk.batch.delivering import Target
from cosydesk.batch.desk import Desk
from cosydesk.batch.events import Event, LineDoubted, LineProgress, LineSpoken, Note
from cosydesk.batch.order import Check, Order, Outcome, Spoken
from cosydesk.batch.orders import Orders
from cosydesk.batch.run import Job, run
from cosydesk.batch.shard import Shard
from cosydesk.engine.errors import EngineError
from cosydesk.engine.questions import Question, Transcribe
from cosydesk.engine.random_model import write_random_model
from cosydesk.engine.recognition_types import Speech, Transcript
from cosydesk.engine.types import Request
from cosydesk.jobs.listening import Listener
from cosydesk.studio import project_file
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.project import Project
from cosydesk.studio.take import TakeRequest
from cosydesk.studio.take_check import TakeCheck

DATA = Path(__file__).parents[1] / "data"
NOISE = "Tiny:中文女"
"""A voice of random weights: whatever it says, nobody hears the words."""
GOOD = "The museum opens at nine every morning except Monday, and the tickets are free."
BAD, WORSE = "The museum opens at nine.", "Museum."
REDO = Checks("redo", tries=1)
WARN = Checks("warn")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """With the engine itself, and a model that draws."""
    folder = tmp_path_factory.mktemp("models") / "Tiny"
    write_random_model(folder, config=DATA / "tiny.yaml")
    with Desk(threads=1) as desk:
        desk.open_model(folder)
        yield desk


def noisy(path: Path, *texts: str, **settings: object) -> Path:
    """A project whose lines are spoken by `NOISE`."""
    path.parent.mkdir(exist_ok=True)
    project = project_file.create(path)
    write_lines(project, *texts, voice=NOISE)
    project.apply(project.set_project(**settings))
    project_file.close(project)
    return path


def job(path: Path, checks: Checks) -> Job:
    return Job(path, Target(path.with_name("mix.wav"), Recipe(sample_rate=24_000)), checks=checks)


def of(events: list[Event], kind: type) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def takes(path: Path) -> dict[str, list[tuple[int, TakeCheck | None, bytes]]]:
    """Seed, check and sound of every take, by the text of its line."""
    with opening.to_read(path) as project:
        return {
            line.text: [
                (take.request.seed, take.check, project.audio(take.id).tobytes())
                for take in project.takes_of(line.id)
            ]
            for line in project.lines
        }


# -- what is wanted ------------------------------------------------------------------------------------------


def checked_line(desk: Desk, checks: Checks, voice: str = NOISE, **values: object) -> Check | None:
    """How the line of a project that wants it spoken again is checked."""
    project = Project()
    (line,) = write_lines(project, "今天天气很好。", voice=voice)
    settings = {"check_takes": "redo", "check_tries": 3, "check_limit": 0.3}
    project.apply(project.set_project(**settings))
    project.apply(project.edit_line(line.id, **values))
    ((order,), _) = Orders(project, desk.library, desk.models, checks).due()
    return order.check


def test_the_project_decides_unless_something_else_is_asked_for(desk: Desk) -> None:
    listener = Listener("whisper")
    assert checked_line(desk, Checks(listener=listener), seed=7) == Check(listener, "zh", 0.3, (8, 9, 10))
    asked = Checks("warn", limit=0.1)
    assert checked_line(desk, asked) == Check(Listener(), "zh", 0.1)
    assert checked_line(desk, Checks("off")) is None


def test_a_chosen_seed_and_a_voice_that_does_not_draw_are_not_tried_again(desk: Desk) -> None:
    for check in (
        checked_line(desk, Checks(), seed_locked=True),
        checked_line(desk, Checks(), "starter:zf_xiaoxiao"),
    ):
        assert check is not None
        assert check.seeds == ()


def test_seeds_of_earlier_takes_are_not_tried_again(desk: Desk) -> None:
    project = Project()
    (line,) = write_lines(project, "今天天气很好。", voice=NOISE)
    for seed in (1, 3):
        asked = replace(project.take_request(project.line(line.id)), seed=seed, text="别的")
        project.add_take(line.id, asked, np.zeros(100, np.float32), RATE)
    ((order,), _) = Orders(project, desk.library, desk.models, Checks("redo", tries=3)).due()
    assert order.asked.seed == 3
    assert order.check is not None
    assert order.check.seeds == (0, 2, 4)


# -- one line ------------------------------------------------------------------------------------------------


def spoken_checked(
    heard: list[str | None], asked_of: list[Question[object]] | None = None, fails_at: int = 0
) -> Outcome:
    """A line of which these words are heard, take by take; None = it can't be read back."""
    asked = TakeRequest("m", "m:v", "sft", GOOD, "", 1.0, 0)
    check = Check(Listener("whisper"), "en", 0.2, (5, 6))
    order = Order(1, "line", asked, "m", Request(asked.text), check)
    words = iter(heard)

    def speak(one: Order) -> Outcome:
        assert one.asked.seed == one.request.seed
        if one.attempt == fails_at:
            return Outcome(one, error=EngineError("No.", code="refused"))
        return Outcome(one, Spoken(speech_like(5.0), RATE))

    def ask(question: Question[object]) -> Transcript | Speech:
        if asked_of is not None:
            asked_of.append(question)
        if not isinstance(question, Transcribe):
            return Speech((), 0.0)
        text = next(words)
        if text is None:
            raise EngineError("It is missing.", code="recogniser_missing")
        return Transcript(text, "en", "whisper-base", 0.9, (), (), Speech((), 0.0))

    return speak_checked(order, check, speak, ask)


def test_the_first_take_that_passes_is_kept() -> None:
    found = spoken_checked([BAD, GOOD, "never asked"]).spoken
    assert found is not None
    assert (found.seed, found.attempts) == (5, 2)
    assert pickle.loads(pickle.dumps(found)).check == found.check  # it may come from another machine
    assert found.check == TakeCheck(0.0, "word", GOOD, (), "whisper-base")


def test_of_takes_that_all_fail_the_best_is_kept() -> None:
    found = spoken_checked([WORSE, BAD, WORSE]).spoken
    assert found is not None
    assert (found.seed, found.attempts) == (5, 3)
    assert found.check is not None
    assert found.check.failed


def test_another_try_that_can_not_be_spoken_costs_nothing() -> None:
    found = spoken_checked([BAD], fails_at=2)
    assert found.error is None
    assert found.spoken is not None
    assert (found.spoken.seed, found.spoken.attempts) == (0, 1)
    first = spoken_checked([], fails_at=1)
    assert first.error is not None
    assert first.order.check is not None


def test_what_can_not_be_read_back_is_judged_by_its_sound() -> None:
    questions: list[Question[object]] = []
    found = spoken_checked([None], questions).spoken
    assert found is not None
    assert (found.check, found.attempts) == (TakeCheck(None, "word"), 1)
    assert [type(question).__name__ for question in questions] == ["Transcribe", "FindSpeech"]
    assert getattr(questions[0], "repeatable")  # noqa: B009 - of any question


# -- whole jobs ----------------------------------------------------------------------------------------------


def test_a_warning_names_the_line_and_speaks_it_once(desk: Desk, tmp_path: Path, events: list[Event]) -> None:
    path = noisy(tmp_path / "scene.cosydesk", "今天天气很好。")
    ended = run(job(path, WARN), desk, events.append)
    assert (len(ended.files), ended.failures) == (1, ())
    ((_, check, _),) = takes(path)["今天天气很好。"]
    assert check is not None
    assert (check.failed, check.recogniser) == (True, "whisper-base")
    assert of(events, LineDoubted) == [LineDoubted(1, "今天天气很好。", check)]
    (told,) = of(events, LineSpoken)
    assert isinstance(told, LineSpoken)
    assert (told.check, told.attempts) == (check, 1)
    events.clear()
    run(job(path, WARN), desk, events.append)
    assert of(events, LineDoubted) == [LineDoubted(1, "今天天气很好。", check)]
    events.clear()
    run(job(path, Checks("off")), desk, events.append)
    assert of(events, LineDoubted) == []


@pytest.mark.slow
def test_killed_between_attempts_and_run_again_it_ends_with_the_same(
    desk: Desk, tmp_path: Path, events: list[Event]
) -> None:
    texts = ("今天天气很好。", "明天见。")
    whole = noisy(tmp_path / "whole" / "scene.cosydesk", *texts)
    run(job(whole, REDO), desk, events.append)
    tried = {(event.number, event.attempt) for event in of(events, LineProgress)}  # type: ignore[attr-defined]
    assert tried == {(number, attempt) for number in (1, 2) for attempt in (1, 2)}
    made = takes(whole)
    assert [len(of_line) for of_line in made.values()] == [1, 1]

    killed = noisy(tmp_path / "killed" / "scene.cosydesk", *texts)

    def kill(event: Event) -> None:
        if isinstance(event, LineProgress) and (event.number, event.attempt) == (2, 2):
            raise KeyboardInterrupt

    with Desk(threads=1) as other:
        other.open_model(Path(desk.models.address("Tiny")))
        with pytest.raises(KeyboardInterrupt):
            run(job(killed, REDO), other, kill)
        broken_off = takes(killed)
    assert broken_off == {**made, texts[1]: []}
    events.clear()
    run(job(killed, REDO), desk, events.append)
    assert {event.number for event in of(events, LineProgress)} == {2}  # type: ignore[attr-defined]
    assert takes(killed) == made
    assert killed.with_name("mix.wav").read_bytes() == whole.with_name("mix.wav").read_bytes()


def test_shares_carry_the_check_of_what_they_speak(desk: Desk, tmp_path: Path, events: list[Event]) -> None:
    texts = ("今天天气很好。", "明天见。")
    whole = noisy(tmp_path / "whole" / "scene.cosydesk", *texts)
    run(job(whole, REDO), desk, lambda event: None)
    shared = noisy(tmp_path / "shared" / "scene.cosydesk", *texts)
    run(job(shared, REDO), desk, events.append, Shard(1, 2))
    assert of(events, LineDoubted) == []
    run(job(shared, REDO), desk, events.append, Shard(2, 2))
    assert takes(shared) == takes(whole)
    assert [event.number for event in of(events, LineDoubted)] == [1, 2]  # type: ignore[attr-defined]
    assert shared.with_name("mix.wav").read_bytes() == whole.with_name("mix.wav").read_bytes()


@pytest.mark.slow
def test_lines_that_could_not_be_read_back_are_told_of(
    desk: Desk, tmp_path: Path, events: list[Event]
) -> None:
    path = tmp_path / "scene.cosydesk"
    project = project_file.create(path)
    write_lines(project, "Hello there.")
    project_file.close(project)
    missing = Checks("warn", listener=Listener("sensevoice", str(tmp_path / "nowhere")))
    run(job(path, missing), desk, events.append)
    assert Note("not_read_back", "1 line could not be read back: only the sound was checked.") in events
    ((_, check, _),) = takes(path)["Hello there."]
    assert check == TakeCheck(None, "word")
