"""The engine process as a process: what it answers, how it ends, what it must not do."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
from tiny_models import CHUNK, SAMPLE_RATE, open_tiny

from cosydesk.engine.errors import CancelledError, EngineError, ModelError, PromptError
from cosydesk.engine.messages import (
    Alive,
    Answer,
    Cancel,
    Cancelled,
    Chunk,
    Command,
    Describe,
    Described,
    Devices,
    Failed,
    Finished,
    ListDevices,
    Load,
    Loaded,
    Loading,
    ModelFailed,
    Place,
    Progressed,
    Ready,
    Speak,
    Started,
    Stop,
    Unload,
)
from cosydesk.engine.threads import core_count, limit_threads, thread_count
from cosydesk.engine.types import Request
from cosydesk.engine.worker import worker_main

PATIENCE_S = 60


class Engine:
    """A worker process and this end of its pipe."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.conn: Connection
        self.conn, theirs = context.Pipe()
        self.process = context.Process(target=worker_main, args=(theirs, 1, open_tiny), daemon=True)
        self.process.start()
        theirs.close()

    def tell(self, *commands: Command) -> None:
        for command in commands:
            self.conn.send(command)

    def until(self, *last: type[Answer]) -> list[Answer]:
        """The answers up to one of that type."""
        answers: list[Answer] = []
        while not answers or not isinstance(answers[-1], last):
            assert self.conn.poll(PATIENCE_S), f"no {last} after {answers}"
            answer = self.conn.recv()
            if not isinstance(answer, Alive):
                answers.append(answer)
        return answers


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    yield engine
    if engine.process.is_alive():
        engine.process.kill()
    engine.process.join()
    engine.conn.close()
    engine.process.close()


def test_speaks_with_progress_and_all_samples(engine: Engine) -> None:
    engine.tell(Speak("a", "tiny", Request("some THREE words")))
    answers = engine.until(Ready)
    assert [type(answer) for answer in answers[:3]] == [Loading, Loaded, Started]
    chunks = [answer for answer in answers if isinstance(answer, Chunk)]
    assert [chunk.utterance for chunk in chunks] == [0, 1, 2]
    assert [[notice.code for notice in chunk.notices] for chunk in chunks] == [[], ["loud"], []]
    assert all(chunk.samples.dtype == np.float32 and chunk.samples.size == CHUNK for chunk in chunks)
    np.testing.assert_array_equal([chunk.samples[0] for chunk in chunks], np.float32([0.1, 0.2, 0.3]))
    fractions = [answer.progress.fraction for answer in answers if isinstance(answer, Progressed)]
    assert fractions == sorted(fractions)
    assert len(fractions) == 3
    finished = answers[-2]
    assert isinstance(finished, Finished)
    assert finished.audio_seconds == pytest.approx(3 * CHUNK / SAMPLE_RATE)


def test_keeps_the_model_open(engine: Engine) -> None:
    engine.tell(Load("tiny"))
    assert [type(answer) for answer in engine.until(Ready)] == [Loading, Loaded, Ready]
    engine.tell(Speak("a", "tiny", Request("word")))
    assert not any(isinstance(answer, Loading) for answer in engine.until(Ready))


def test_load_warms_up_for_the_languages(engine: Engine, home: Path) -> None:
    engine.tell(Load("a"))
    engine.until(Ready)
    engine.tell(Load("b", ("zh", "ja")))
    engine.until(Ready)
    printed = (home / "log" / "engine.log").read_text("utf-8").splitlines()
    assert [line for line in printed if line.startswith("warm")] == [
        "warm a",
        "warm a en",
        "warm b",
        "warm b zh",
        "warm b ja",
    ]


def test_a_model_that_needs_all_memory_makes_the_others_leave(
    engine: Engine, home: Path, tmp_path: Path
) -> None:
    """The folder is larger than any memory, but holds nothing."""
    with (tmp_path / "llm.pt").open("wb") as file:
        file.truncate(1 << 43)
    for model in ("a", "b", "c", "a"):
        engine.tell(Load(model))
        engine.until(Ready)
    printed = (home / "log" / "engine.log").read_text("utf-8")
    assert "closed" not in printed
    engine.tell(Load(str(tmp_path)))
    engine.until(Ready)
    printed = (home / "log" / "engine.log").read_text("utf-8")
    assert [line for line in printed.splitlines() if line.startswith("closed")] == [
        "closed b",
        "closed c",
        "closed a",
    ]


def test_unload_closes_and_the_next_job_opens_again(engine: Engine) -> None:
    engine.tell(Load("tiny"), Unload())
    engine.until(Ready)
    engine.until(Ready)
    engine.tell(Speak("a", "tiny", Request("word")))
    assert any(isinstance(answer, Loading) for answer in engine.until(Ready))


def test_models_are_opened_where_they_are_placed(engine: Engine, home: Path) -> None:
    engine.tell(
        Load("a"), Place("cpu", "int8"), Load("a"), Place("cpu", "int8"), Load("a"), Place(), Load("a")
    )
    for _ in range(7):
        engine.until(Ready)
    printed = (home / "log" / "engine.log").read_text("utf-8").splitlines()
    assert [line for line in printed if line.startswith(("open", "closed"))] == [
        "open a auto auto",
        "closed a",
        "open a cpu int8",
        "closed a",
        "open a auto auto",
    ]


def test_lists_the_devices(engine: Engine) -> None:
    engine.tell(ListDevices())
    devices = engine.until(Devices)[-1]
    assert isinstance(devices, Devices)
    by_name = {offer.device: offer for offer in devices.offers}
    assert "float32" in by_name["cpu"].precisions
    assert not by_name["cpu"].code
    assert devices.auto in by_name
    assert all(offer.precisions or offer.reason for offer in devices.offers)


def test_describes(engine: Engine) -> None:
    engine.tell(Describe("tiny"))
    described = engine.until(Described)[-1]
    assert isinstance(described, Described)
    assert described.name == "Tiny tiny"
    assert described.capabilities.sample_rate == SAMPLE_RATE
    assert [voice.id for voice in described.voices] == ["one"]


def test_cancels_the_running_job_and_lives_on(engine: Engine) -> None:
    engine.tell(Speak("a", "tiny", Request("word wait")))
    engine.until(Chunk)
    engine.tell(Cancel("a"))
    assert engine.until(Cancelled)[-1] == Cancelled("a")
    engine.tell(Speak("b", "tiny", Request("word")))
    assert isinstance(engine.until(Finished, Failed, Cancelled)[-1], Finished)


def test_cancels_a_waiting_job_before_it_starts(engine: Engine) -> None:
    engine.tell(Speak("a", "tiny", Request("wait")), Speak("b", "tiny", Request("word")))
    engine.until(Started)
    engine.tell(Cancel("b"), Cancel("a"))
    engine.until(Ready)
    assert engine.until(Ready) == [Cancelled("b"), Ready()]


def test_typed_errors_come_through(engine: Engine) -> None:
    engine.tell(Speak("a", "tiny", Request("word refuse")))
    failed = engine.until(Failed)[-1]
    assert isinstance(failed, Failed)
    assert (failed.error.code, failed.error.remedy) == ("refused", "Say something else.")


def test_faults_are_reported_plainly_and_logged_in_full(engine: Engine, home: Path) -> None:
    engine.tell(Speak("a", "tiny", Request("fault")))
    failed = engine.until(Failed)[-1]
    assert isinstance(failed, Failed)
    assert failed.error.code == "internal"
    assert "a bug" not in failed.error.message
    log = (home / "log" / "engine.log").read_text("utf-8")
    assert "ValueError: a bug" in log
    assert "Traceback" in log


def test_nothing_spoken_is_a_failure(engine: Engine) -> None:
    engine.tell(Speak("a", "tiny", Request("")))
    failed = engine.until(Failed)[-1]
    assert isinstance(failed, Failed)
    assert failed.error.code == "nothing_spoken"


@pytest.mark.parametrize(("model", "code"), [("missing", "model_missing"), ("broken", "internal")])
def test_a_model_that_cannot_be_opened(engine: Engine, model: str, code: str) -> None:
    engine.tell(Describe(model), Speak("a", model, Request("word")))
    described = engine.until(ModelFailed)[-1]
    assert isinstance(described, ModelFailed)
    assert described.error.code == code
    failed = engine.until(Failed)[-1]
    assert isinstance(failed, Failed)
    assert failed.error.code == code


def test_output_of_libraries_goes_to_the_log(home: Path) -> None:
    script = (
        "from multiprocessing import Pipe, get_context\n"
        "from tiny_models import open_tiny\n"
        "from cosydesk.engine.messages import *\n"
        "from cosydesk.engine.types import Request\n"
        "from cosydesk.engine.worker import worker_main\n"
        "ours, theirs = Pipe()\n"
        "process = get_context('spawn').Process(target=worker_main, args=(theirs, 1, open_tiny))\n"
        "process.start(); theirs.close()\n"
        "ours.send(Speak('a', 'tiny', Request('print')))\n"
        "while not isinstance(ours.recv(), Finished): pass\n"
        "ours.send(Stop()); process.join()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        env=_environment(),
        timeout=PATIENCE_S,
        check=True,
    )
    assert (done.stdout, done.stderr) == (b"", b"")
    log = (home / "log" / "engine.log").read_text("utf-8")
    for words in ("to stdout", "to stderr", "straight to descriptor 1"):
        assert words in log


def test_stop_ends_it_even_in_mid_sentence(engine: Engine) -> None:
    engine.tell(Speak("a", "tiny", Request("wait")))
    engine.until(Started)
    engine.tell(Stop())
    engine.process.join(PATIENCE_S)
    assert engine.process.exitcode == 0


def test_closing_the_pipe_ends_it_even_when_it_hangs(engine: Engine) -> None:
    engine.tell(Speak("a", "tiny", Request("hang")))
    engine.until(Started)
    engine.conn.close()
    engine.process.join(PATIENCE_S)
    assert engine.process.exitcode == 0


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for a stranger's process by pidfd")
def test_it_dies_with_its_parent() -> None:
    script = (
        "import sys, time\n"
        "from tiny_models import open_tiny\n"
        "from cosydesk.engine.messages import Speak, Started\n"
        "from cosydesk.engine.types import Request\n"
        "from cosydesk.engine.process import EngineProcess\n"
        "process = EngineProcess(1, open_tiny)\n"
        "process.send(Speak('a', 'tiny', Request('hang')))\n"
        "while not isinstance(process.receive(), Started): pass\n"
        "print(process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
    ) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
    ended, _, _ = select.select([child], [], [], PATIENCE_S)
    os.close(child)
    assert ended


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_steps_back(engine: Engine) -> None:
    engine.tell(Load("tiny"))
    engine.until(Ready)
    assert os.getpriority(os.PRIO_PROCESS, engine.process.pid or 0) == min(
        19, os.getpriority(os.PRIO_PROCESS, 0) + 10
    )
    assert Path(f"/proc/{engine.process.pid}/oom_score_adj").read_text().strip() == "500"


@pytest.mark.parametrize(
    "error",
    [
        EngineError("Wrong.", "Mend it.", code="special"),
        ModelError("No model."),
        PromptError("Too short.", "Take a longer one.", code="prompt_too_short"),
        CancelledError(),
    ],
)
def test_errors_pickle(error: EngineError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (copy.code, copy.message, copy.remedy) == (error.code, error.message, error.remedy)


@pytest.fixture
def no_variables(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str | None]:
    for name in ("COSYDESK_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "")
    return os.environ.get


def test_threads_leave_a_core_to_the_window(no_variables: Callable[[str], str | None]) -> None:
    assert thread_count() == max(1, core_count() - 1)
    limit_threads(0)
    assert no_variables("OMP_NUM_THREADS") == str(thread_count())
    limit_threads(3)
    assert thread_count() == 3
    assert no_variables("OMP_NUM_THREADS") == "3"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
