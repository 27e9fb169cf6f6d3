"""Birth and death of the engine process: crash, kill, idleness, shutdown, and what the window loads."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cosydesk.engine.messages import Described, Devices, Place
from cosydesk.engine.process import death_reason
from cosydesk.engine.types import Request

from .conftest import MakeQueue, Record

needs_pidfd = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for a process by pidfd")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@posix
def test_killed_in_mid_sentence(record: Record) -> None:
    first = record.queue.submit("tiny", Request("word wait"))
    second = record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.chunks)
    pid = record.queue.engine_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    record.until(lambda: record.finished)
    assert [job.id for job in record.failed] == [first]
    error = record.failed[0].error
    assert error is not None
    assert error.code == "engine_killed"
    assert "memory" in error.message
    assert record.finished[0][0].id == second
    assert record.queue.engine_pid not in (None, pid)
    assert ("crashed", error.message) in record.engine


@posix
@pytest.mark.parametrize(("text", "words"), [("die", "exit code 7"), ("crash", "SIGSEGV")])
def test_crash_fails_the_job_with_its_reason(record: Record, text: str, words: str) -> None:
    record.queue.submit("tiny", Request(text))
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.finished)
    [job] = record.failed
    assert job.error is not None
    assert job.error.code == "engine_crashed"
    assert words in job.error.message


@posix
def test_a_crash_between_jobs_fails_none(record: Record) -> None:
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.engine and record.engine[-1][0] == "ready")
    pid = record.queue.engine_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    record.until(lambda: record.engine[-1][0] == "crashed")
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: len(record.finished) == 2)
    assert record.failed == []


@posix
def test_a_crash_answers_those_who_asked(record: Record) -> None:
    answers: list[object] = []
    record.queue.submit("tiny", Request("wait"))
    record.queue.questions.describe("tiny", answers.append)
    record.until(lambda: ("speaking", "tiny") in record.engine)
    os.kill(record.queue.engine_pid or 0, signal.SIGKILL)
    record.until(lambda: answers)
    assert getattr(answers[0], "code", "") == "engine_killed"


def test_a_model_that_ignores_its_cancel_is_killed(make_queue: MakeQueue) -> None:
    record = make_queue(grace_s=0.1)
    answers: list[object] = []
    first = record.queue.submit("tiny", Request("word hang"))
    second = record.queue.submit("tiny", Request("word"))
    record.queue.questions.describe("tiny", answers.append)
    record.until(lambda: (job := record.queue.job(first)) and job.fraction == 0.5)  # it hangs now
    pid = record.queue.engine_pid
    record.queue.cancel(first)
    record.until(lambda: record.finished and answers)
    assert [job.id for job in record.cancelled] == [first]
    assert record.finished[0][0].id == second
    assert record.failed == []
    assert isinstance(answers[0], Described)  # asked again of the new process
    assert record.queue.engine_pid not in (None, pid)


def test_an_obedient_job_is_not_killed_after_its_cancel(make_queue: MakeQueue) -> None:
    """The deadline of a cancel ends with the job it was for."""
    record = make_queue()
    first = record.queue.submit("tiny", Request("word wait"))
    record.until(lambda: record.chunks)
    record.queue.cancel(first)
    second = record.queue.submit("tiny", Request("wait"))
    record.until_state(second, "speaking")
    assert record.queue._engine._kill_at is None


def test_idle_engine_ends_and_comes_back(make_queue: MakeQueue) -> None:
    record = make_queue(idle_s=0.05)
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.engine and record.engine[-1] == ("off", "idle"))
    assert record.queue.engine_pid is None
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: len(record.finished) == 2)
    assert record.failed == []


@needs_pidfd
@pytest.mark.parametrize("text", ["word", "wait", "hang"])
def test_shutdown_leaves_no_process(make_queue: MakeQueue, text: str) -> None:
    record = make_queue()
    job_id = record.queue.submit("tiny", Request(text))
    record.until_state(job_id, "finished" if text == "word" else "speaking")
    engine = os.pidfd_open(record.queue.engine_pid or 0)
    record.queue.shutdown()
    assert select.select([engine], [], [], 0)[0] == [engine]
    os.close(engine)
    assert len(record.cancelled) == (0 if text == "word" else 1)


def test_nothing_is_taken_after_shutdown(record: Record) -> None:
    record.queue.shutdown()
    record.queue.warm_up("tiny")
    assert record.queue.engine_pid is None


@posix
@pytest.mark.parametrize(
    ("exit_code", "code", "words"),
    [
        (-9, "engine_killed", "SIGKILL"),
        (-11, "engine_crashed", "SIGSEGV"),
        (-99, "engine_crashed", "signal 99"),
        (3, "engine_crashed", "exit code 3"),
    ],
)
def test_reasons(exit_code: int, code: str, words: str) -> None:
    error = death_reason(exit_code)
    assert error.code == code
    assert words in error.message
    assert error.remedy


@pytest.mark.slow
def test_the_windows_process_stays_free_of_the_engines_libraries() -> None:
    script = (
        "import sys\n"
        "from PySide6.QtCore import QCoreApplication, QTimer\n"
        "from cosydesk.engine import Request\n"
        "from cosydesk.jobs.queue import JobQueue\n"
        "app = QCoreApplication([])\n"
        "queue = JobQueue()\n"
        "queue.job_finished.connect(lambda *_: app.quit())\n"
        "queue.job_failed.connect(lambda *_: app.exit(1))\n"
        "queue.submit('starter', Request('Hello.'))\n"
        "code = app.exec()\n"
        "queue.shutdown()\n"
        "heavy = {'torch', 'torchaudio', 'onnxruntime', 'spacy', 'misaki', 'PySide6.QtWidgets'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
        "sys.exit(code)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, timeout=120
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[]", "")


def opened(home: Path) -> list[str]:
    printed = (home / "log" / "engine.log").read_text("utf-8").splitlines()
    return [line for line in printed if line.startswith("open ")]


def test_every_process_opens_where_it_was_told(make_queue: MakeQueue, home: Path) -> None:
    record = make_queue(place=Place("cpu", "int8"))
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: len(record.finished) == 1)
    record.queue.place("cpu", "float32")
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: len(record.finished) == 2)
    record.queue.submit("tiny", Request("die"))
    record.until(lambda: record.failed)
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: len(record.finished) == 3)
    assert opened(home) == ["open tiny cpu int8", *["open tiny cpu float32"] * 2]


def test_a_place_chosen_before_the_first_job_starts_nothing(record: Record, home: Path) -> None:
    record.queue.place("cpu", "int8")
    assert record.queue.engine_pid is None
    record.queue.submit("tiny", Request("word"))
    record.until(lambda: record.finished)
    assert opened(home) == ["open tiny cpu int8"]


def test_the_devices_are_listed(record: Record) -> None:
    listed: list[Devices] = []
    record.queue.devices_listed.connect(listed.append)
    record.queue.list_devices()
    record.until(lambda: listed)
    assert "cpu" in [offer.device for offer in listed[0].offers]
