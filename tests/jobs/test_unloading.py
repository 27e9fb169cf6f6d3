"""The engine gives its memory back, after a while and on request, and no job is lost to that."""

from __future__ import annotations

import psutil

from cosydesk.engine.errors import EngineError
from cosydesk.engine.fact_types import EngineFacts
from cosydesk.engine.questions import Examine
from cosydesk.engine.types import Request

from .conftest import MakeQueue, Record


def process_of(record: Record) -> psutil.Process:
    pid = record.queue.engine_pid
    assert pid is not None
    return psutil.Process(pid)


def until_gone(record: Record, process: psutil.Process) -> None:
    record.until(lambda: record.queue.engine_pid is None and not process.is_running())


def speak(record: Record, text: str = "word") -> str:
    job_id = record.queue.submit("tiny", Request(text))
    record.until(lambda: any(job.id == job_id for job, *_ in record.finished))
    return job_id


def test_unloading_ends_the_process_and_the_next_job_starts_another(record: Record) -> None:
    speak(record)
    process = process_of(record)
    assert record.queue.unload()
    until_gone(record, process)
    record.until(lambda: record.engine[-1] == ("off", "asked"))
    speak(record)
    assert process_of(record).pid != process.pid
    assert record.failed == []


def test_unloading_waits_for_the_running_job_and_those_behind_it(record: Record) -> None:
    first = record.queue.submit("tiny", Request("wait"))
    second = record.queue.submit("tiny", Request("word word"))
    record.until_state(first, "speaking")
    process = process_of(record)
    assert not record.queue.unload()
    assert record.queue.unload_due
    record.queue.cancel(first)
    until_gone(record, process)
    assert [job.id for job, *_ in record.finished] == [second]
    assert not record.queue.unload_due
    assert record.failed == []


def test_a_paused_queue_lets_the_memory_go_and_keeps_its_jobs(record: Record) -> None:
    speak(record)
    process = process_of(record)
    record.queue.set_paused(True)
    waiting = record.queue.submit("tiny", Request("word"))
    assert record.queue.unload()
    until_gone(record, process)
    record.queue.set_paused(False)
    record.until_state(waiting, "finished")


def test_a_job_that_comes_right_after_unloading_is_spoken(record: Record) -> None:
    speak(record)
    record.queue.unload()
    speak(record)
    assert record.failed == []


def test_unloading_without_an_engine_is_nothing(record: Record) -> None:
    assert record.queue.unload()
    speak(record)
    assert process_of(record).is_running()


def test_a_shorter_idle_time_counts_at_once(make_queue: MakeQueue) -> None:
    record = make_queue(idle_s=3600)
    speak(record)
    process = process_of(record)
    record.queue.set_idle_s(0.01)
    until_gone(record, process)
    record.until(lambda: record.engine[-1] == ("off", "idle"))


def test_never_means_never(make_queue: MakeQueue) -> None:
    record = make_queue(idle_s=0.5)
    record.queue.set_idle_s(0)
    speak(record)
    facts: list[EngineFacts | EngineError] = []
    record.queue.questions.ask(Examine(), facts.append)
    record.until(lambda: facts)
    engine = record.queue._engine
    assert engine._timeout() is None  # nothing will wake it
    assert record.queue.engine_pid is not None


def test_the_idle_time_does_not_end_a_job(make_queue: MakeQueue) -> None:
    record = make_queue(idle_s=0.01)
    job_id = record.queue.submit("tiny", Request("wait"))
    record.until_state(job_id, "speaking")
    assert record.queue._engine._timeout() != 0.0, "its next deadline is the watchdog's"
    record.queue.cancel(job_id)
    record.until(lambda: record.engine[-1] == ("off", "idle"))


def test_the_facts_name_the_open_models_and_what_they_run_on(record: Record) -> None:
    speak(record)
    record.queue.submit("other", Request("word"))
    record.until(lambda: len(record.finished) == 2)
    answers: list[EngineFacts | EngineError] = []
    record.queue.questions.ask(Examine(), answers.append)
    record.until(lambda: answers)
    (facts,) = answers
    assert isinstance(facts, EngineFacts)
    assert facts.pid == record.queue.engine_pid
    assert [model.model for model in facts.models] == ["other", "tiny"]
    assert facts.models[0].name == "Tiny other"
    assert 0 <= facts.models[0].idle_s <= facts.models[1].idle_s
    assert facts.torch
    assert facts.onnxruntime
    assert "CPUExecutionProvider" in facts.providers
    assert facts.threads == 1
    assert facts.faults == ()


def test_being_looked_at_keeps_no_engine_awake(record: Record) -> None:
    speak(record)
    record.until(lambda: not record.queue._engine._owed)
    since = record.queue._engine._idle_since
    answers: list[EngineFacts | EngineError] = []
    record.queue.questions.ask(Examine(), answers.append)
    record.until(lambda: answers)
    record.until(lambda: not record.queue._engine._owed)
    assert record.queue._engine._idle_since == since


def test_who_asks_for_facts_hears_of_a_crash(record: Record) -> None:
    answers: list[EngineFacts | EngineError] = []
    record.queue.submit("tiny", Request("die"))
    record.queue.questions.ask(Examine(), answers.append)
    record.until(lambda: answers)
    assert isinstance(answers[0], EngineError)
