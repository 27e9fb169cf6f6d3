"""`--check` of `render` and `dub`: what fails is named and delivered all the same, and a kill changes nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.studio import write_lines

from cosydesk.engine.random_model import write_random_model
from cosydesk.studio import project_file

from .conftest import Cosydesk

DATA = Path(__file__).parents[1] / "data"
GOOD, BAD = "The lamp on the table was still burning.", "Qxv brzk pfft tsk, hmm, xkcd grmpf."
"""`BAD` has no words that a recogniser would write, so its check fails for certain."""


def scene(path: Path, *texts: str, voice: str = "starter:af_heart", **settings: object) -> Path:
    path.parent.mkdir(exist_ok=True)
    project = project_file.create(path)
    write_lines(project, *texts, voice=voice)
    project.apply(project.set_project(**settings))
    project_file.close(project)
    return path


def events_of(out: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.slow
def test_lines_that_fail_their_check_are_named_and_delivered(cosydesk: Cosydesk, tmp_path: Path) -> None:
    scene(tmp_path / "scene.cosydesk", GOOD, BAD)
    result = cosydesk("render", "scene.cosydesk", "-o", "mix.wav", "--check", "redo", "--json")
    assert result.status == 0
    events = events_of(result.out)
    good, bad = (event for event in events if event["event"] == "spoken")
    assert good["check"] == {
        "error_rate": 0.0,
        "unit": "word",
        "heard": good["check"]["heard"],  # type: ignore[index]
        "faults": [],
        "recogniser": "whisper-base",
        "failed": False,
    }
    assert bad["attempts"] == 1  # another seed changes nothing for a starter voice
    (told,) = [event for event in events if event["event"] == "check_failed"]
    assert told == {"event": "check_failed", "line": 2, "text": BAD, "check": bad["check"]}
    assert bad["check"]["failed"]  # type: ignore[index]
    assert (tmp_path / "mix.wav").exists()
    plain = cosydesk("render", "scene.cosydesk", "-o", "mix.wav", "--check", "warn")
    assert plain.status == 0
    assert plain.err.splitlines()[1].startswith(f"Line 2 ({BAD}) fails its check: ")
    assert " % as written" in plain.err
    assert "; heard: " in plain.err


@pytest.mark.slow
def test_without_the_option_the_project_decides(cosydesk: Cosydesk, tmp_path: Path) -> None:
    scene(tmp_path / "scene.cosydesk", "Hello there.", check_takes="warn")
    result = cosydesk("render", "scene.cosydesk", "-o", "mix.wav", "--json")
    (spoken,) = [event for event in events_of(result.out) if event["event"] == "spoken"]
    assert "check" in spoken


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--check", "warn", "--check-tries", "2"], "--check-tries and --check warn contradict each other."),
        (["--check", "off", "--check-limit", "20"], "--check-limit and --check off contradict each other."),
        (["--check-tries", "10"], "'10' is no whole number from 1 to 9"),
        (["--check-limit", "0.2"], "'0.2' is no whole number from 0 to 100"),
        (["--check", "maybe"], "invalid choice: 'maybe'"),
    ],
)
def test_checks_that_contradict_themselves_are_refused(
    cosydesk: Cosydesk, tmp_path: Path, options: list[str], complaint: str
) -> None:
    scene(tmp_path / "scene.cosydesk", GOOD)
    result = cosydesk("render", "scene.cosydesk", "-o", "mix.wav", *options)
    assert result.status == 2
    assert complaint in result.line


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_while_it_tries_again_it_goes_on_to_the_same_file(tmp_path: Path) -> None:
    write_random_model(tmp_path / "Tiny", config=DATA / "tiny.yaml")

    def command(name: str) -> Sequence[str]:
        path = scene(tmp_path / name / "scene.cosydesk", "今天天气很好。", "明天见。", voice="Tiny:中文女")
        return (
            *(sys.executable, "-m", "cosydesk", "render", str(path), "-o", str(path.with_name("mix.wav"))),
            *("--model", str(tmp_path / "Tiny"), "--check", "redo", "--check-tries", "2", "--json"),
        )

    whole = subprocess.run(command("whole"), capture_output=True, check=True)
    spoken = [event for event in events_of(whole.stdout) if event["event"] == "spoken"]
    assert [event["attempts"] for event in spoken] == [3, 3]
    killed = command("killed")
    with subprocess.Popen(killed, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line)["event"] == "spoken":
                process.send_signal(signal.SIGKILL)  # the second line is being tried
                break
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    again = subprocess.run(killed, capture_output=True, check=True)
    events = events_of(again.stdout)
    assert [event for event in events if event["event"] == "spoken"] == spoken[1:]
    assert [event["line"] for event in events if event["event"] == "check_failed"] == [1, 2]
    mixes = [(tmp_path / name / "mix.wav").read_bytes() for name in ("whole", "killed")]
    assert mixes[0] == mixes[1]
