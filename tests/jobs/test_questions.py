"""Questions to the engine beside its jobs: answered once, also where it fails, dies or is killed; or forgotten."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support.starter_speech import RATE, SENTENCES, starter_speech

from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import Described
from cosydesk.engine.model_fault import ModelFault
from cosydesk.engine.questions import CheckModel, Denoise, Encode, FindSpeech, Transcribe
from cosydesk.engine.random_model import write_random_model
from cosydesk.engine.recognition_types import Sound, Speech, Transcript
from cosydesk.engine.types import EncodedPrompt, Prompt, Request
from cosydesk.studio.heard_text import compare

from .conftest import MakeQueue, Record

DATA = Path(__file__).parents[1] / "data"


def prompt(words: str) -> Prompt:
    return Prompt(np.zeros(16_000, np.float32), words, 16_000)


def test_each_asker_gets_its_own_answer(record: Record) -> None:
    answers: list[EncodedPrompt | EngineError] = []
    for words in ("one", "refuse", "two"):
        record.queue.questions.ask(Encode("tiny", prompt(words)), answers.append)
    record.queue.questions.ask(Encode("missing", prompt("three")), answers.append)
    record.until(lambda: len(answers) == 4)
    codes = [answer.code if isinstance(answer, EngineError) else answer.data for answer in answers]
    assert codes == [b"one", "refused", b"two", "model_missing"]


def test_a_fault_is_told_with_its_traceback_whatever_was_asked(record: Record) -> None:
    faults: list[EngineError] = []
    answers: list[object] = []
    record.queue.engine_faulted.connect(faults.append)
    record.queue.questions.ask(Encode("tiny", prompt("refuse")), answers.append)
    record.queue.questions.ask(Encode("tiny", prompt("fault")), answers.append)
    record.queue.questions.describe("broken", answers.append)
    record.queue.questions.ask(Transcribe("no samples", RATE), answers.append)  # type: ignore[arg-type]
    record.queue.submit("tiny", Request("fault"))
    record.until(lambda: record.failed)
    assert len(answers) == 4
    assert [error.code for error in faults] == ["internal"] * 4, "the refusal is none"
    traces = ["".join(error.__notes__) for error in faults]
    assert "ValueError: a bug" in traces[0]
    assert "RuntimeError: damaged inside" in traces[1]
    assert "transcribe" in traces[2]
    assert all(trace.startswith("Traceback") for trace in traces)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_crash_is_an_answer(record: Record) -> None:
    answers: list[EncodedPrompt | EngineError] = []
    record.queue.questions.ask(Encode("tiny", prompt("crash")), answers.append)
    record.until(lambda: answers)
    assert isinstance(answers[0], EngineError)
    assert answers[0].code == "engine_crashed"


def test_it_is_asked_again_when_the_engine_is_killed_for_another(make_queue: MakeQueue) -> None:
    record = make_queue(grace_s=0.1)
    answers: list[EncodedPrompt | EngineError] = []
    job = record.queue.submit("tiny", Request("word hang"))
    record.queue.questions.ask(Encode("tiny", prompt("one")), answers.append)
    record.until(lambda: (found := record.queue.job(job)) and found.fraction == 0.5)
    record.queue.cancel(job)
    record.until(lambda: answers)
    assert isinstance(answers[0], EncodedPrompt)


@pytest.mark.slow
def test_a_recording_is_listened_to_in_the_engine_process(record: Record) -> None:
    speech = starter_speech("en")
    found: list[Speech | EngineError] = []
    cleaned: list[Sound | EngineError] = []
    heard: list[Transcript | EngineError] = []
    record.queue.questions.ask(FindSpeech(speech, RATE), found.append)
    record.queue.questions.ask(Denoise(speech, RATE), cleaned.append)
    record.queue.questions.ask(Transcribe(speech, RATE), heard.append)
    record.until(lambda: heard)
    assert isinstance(found[0], Speech)
    assert found[0].score > 0.9
    assert isinstance(cleaned[0], Sound)
    assert cleaned[0].samples.size == speech.size
    assert isinstance(heard[0], Transcript)
    assert compare(SENTENCES["en"][1], heard[0].text, "en").error_rate < 0.1
    assert heard[0].speech == found[0]


def test_what_can_t_be_listened_to_is_answered_with_its_error(record: Record) -> None:
    answers: list[Transcript | EngineError] = []
    record.queue.questions.ask(Transcribe(np.zeros((2, 2), np.float32), RATE), answers.append)
    record.queue.questions.ask(
        Transcribe(np.zeros(RATE, np.float32), RATE, "", "sensevoice", "nowhere"), answers.append
    )
    record.until(lambda: len(answers) == 2)
    assert [answer.code for answer in answers if isinstance(answer, EngineError)] == [
        "recording",
        "sensevoice_incomplete",
    ]


def test_a_model_folder_is_checked_in_the_engine_process(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "模型"
    write_random_model(folder, config=DATA / "tiny.yaml")
    answers: list[tuple[ModelFault, ...] | EngineError] = []
    record.queue.questions.ask(CheckModel(str(folder)), answers.append)
    record.until(lambda: answers)
    content = bytearray((folder / "flow.pt").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "flow.pt").write_bytes(content)
    (folder / "hift.pt").unlink()
    record.queue.questions.ask(CheckModel(str(folder)), answers.append)
    record.queue.questions.ask(CheckModel(str(folder), contents=False), answers.append)
    record.queue.questions.ask(CheckModel(str(tmp_path / "nowhere")), answers.append)
    record.until(lambda: len(answers) == 4)
    told = [
        answer.code if isinstance(answer, EngineError) else [(fault.file, fault.code) for fault in answer]
        for answer in answers
    ]
    missing = ("hift.pt", "file_missing")
    assert told == [[], [missing, ("flow.pt", "contents")], [missing], "model_missing"]


def test_describe_answers_each_who_asked_once(record: Record) -> None:
    answers: list[Described | EngineError] = []
    record.queue.questions.describe("tiny", answers.append)
    record.queue.questions.describe("tiny", answers.append)
    record.queue.questions.describe("missing", answers.append)
    record.until(lambda: len(answers) == 3)
    assert isinstance(answers[0], Described)
    assert answers[0] is answers[1]
    assert isinstance(answers[2], EngineError)
    assert answers[2].code == "model_missing"


def test_what_is_forgotten_is_neither_answered_nor_worked_on(record: Record) -> None:
    answers: list[EncodedPrompt | EngineError] = []
    job = record.queue.submit("tiny", Request("word wait"))
    record.until(lambda: (found := record.queue.job(job)) and found.fraction == 0.5)
    ends_the_process = Encode("tiny", prompt("die"))
    deadly = record.queue.questions.ask(ends_the_process, answers.append)
    record.queue.questions.ask(Encode("tiny", prompt("one")), answers.append)
    record.queue.questions.forget(deadly)
    record.queue.questions.forget("no such question")
    record.queue.cancel(job)
    record.until(lambda: answers)
    assert [answer.data for answer in answers if isinstance(answer, EncodedPrompt)] == [b"one"]
    assert not any(state == "crashed" for state, _ in record.engine)


def test_nothing_that_listens_is_loaded_before_it_is_asked() -> None:
    program = (
        "import sys, cosydesk.engine.worker, cosydesk.jobs\n"
        "print([name for name in ('faster_whisper', 'ctranslate2', 'opencc', 'onnxruntime') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
