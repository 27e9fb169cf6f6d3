"""The main job by hand: type, hear, save, lose power, go on, export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
import soxr
from support.pulse import RATE, PulseServer, aligned

from cosydesk.studio import project_file
from cosydesk.studio.mix import plan_of, render_speech
from tests.e2e.program import Program, look, texts

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ENGLISH = "The tide turns at noon."
CHINESE = "今天的天气真不错。"


def spoken_lines(path: Path) -> int:
    """Lines whose chosen take is what their text says."""
    project = look(path)
    try:
        return sum(project.line_state(line.id) == "done" for line in project.lines)
    finally:
        project_file.close(project)


def mix(path: Path, rate: int) -> npt.NDArray[np.float32]:
    """What the mixer makes of the project, mono."""
    project = look(path)
    try:
        plan = plan_of(project)
        return soxr.resample(render_speech(plan, 0, plan.length), project.sample_rate, rate)
    finally:
        project_file.close(project)


def likeness(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    return float(np.dot(one, other) / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-12))


def voices(path: Path) -> list[str]:
    project = look(path)
    try:
        return [line.voice_id for line in project.lines]
    finally:
        project_file.close(project)


def hear(program: Program, pulse: PulseServer, expected: npt.NDArray[np.float32]) -> None:
    """Play from the start and listen. A busy machine may drop a block now and then, but not three times."""
    scores = []
    for _ in range(3):
        program.click("Stop")
        program.click("Go to start")
        with pulse.recording() as recording:
            program.until(lambda heard=recording: len(heard.samples), "the recorder hears silence")
            enough = len(recording.samples) + len(expected) + RATE
            program.click("Play")
            program.until(lambda heard=recording, n=enough: len(heard.samples) > n, "it has played")
        scores.append(likeness(aligned(recording.samples.mean(1), expected)[1], expected))
        if scores[-1] > 0.98:
            return
    raise AssertionError(f"what was heard is unlike what was mixed: correlations {scores}")


def steps(program: Program, path: Path, key: str, goal: list[str]) -> None:
    """Undo or redo until the script reads so; typing is taken back in a few steps, not in one for each letter."""
    for _ in range(3):
        before = texts(path)
        program.press(key)
        program.until(lambda before=before: texts(path) != before, f"{key} does something")
        if texts(path) == goal:
            return
    raise AssertionError(f"after {key} the script reads {texts(path)}, not {goal}")


def new_project(program: Program) -> Path:
    before = program.untitled()
    program.press("ctrl+n")

    def fresh() -> list[Path]:
        return [path for path in program.untitled() if path not in before]

    return program.until(fresh, "there is a new project")[0]


def test_type_hear_save_lose_power_export(
    start: Callable[[], Program], pulse: PulseServer, tmp_path: Path
) -> None:
    program = start()
    project = new_project(program)

    # Type with the keyboard, paste from another program.
    program.click("script", down=0.1)
    program.type(ENGLISH)
    program.until(lambda: texts(project) == [ENGLISH], "the typed line is in the project")
    program.click("Heart", across=0.3, times=2)
    program.until(lambda: voices(project) == ["starter:af_heart"], "the line has its voice")
    program.click("script", down=0.1)
    program.press("ctrl+End", "Return")
    program.paste(CHINESE)
    program.until(lambda: texts(project) == [ENGLISH, CHINESE], "the pasted line is in the project")
    program.click("晓晓", across=0.3, times=2)
    both = ["starter:af_heart", "starter:zf_xiaoxiao"]
    program.until(lambda: voices(project) == both, "the second line has another voice")

    # Speak one line by key, then what is left.
    program.press("ctrl+Return")
    program.until(lambda: spoken_lines(project) == 1, "the line is spoken")
    program.press("ctrl+shift+Return")
    program.until(lambda: spoken_lines(project) == 2, "all lines are spoken")

    # Hear the whole: what leaves the sound card is what the mixer made.
    hear(program, pulse, mix(project, RATE))

    # Change, undo, redo.
    program.click("script", down=0.9)
    program.press("ctrl+End")
    program.type(" Again.")
    changed = [ENGLISH, CHINESE + " Again."]
    program.until(lambda: texts(project) == changed, "the change is in the project")
    original = [ENGLISH, CHINESE]
    steps(program, project, "ctrl+z", original)
    steps(program, project, "ctrl+y", changed)
    steps(program, project, "ctrl+z", original)

    # Save under a name.
    saved = tmp_path / "tide.cosydesk"
    program.press("ctrl+s")
    program.dialog("Save project as")
    program.press("ctrl+a")
    program.type(str(saved))
    program.press("alt+s")
    program.until(lambda: saved.exists() and "tide" in program.title(), "the project has its name")
    program.until(lambda: not project.exists(), "the file without a name is gone")

    # An edit that nobody saved, then no power.
    program.press("ctrl+End")
    program.type(" Good night.")
    last = [ENGLISH, CHINESE + " Good night."]
    program.until(lambda: texts(saved) == last, "the last words are in the file")
    program.kill()

    # It comes back with everything, and goes on.
    again = start()
    again.until(lambda: "tide" in again.title(), "the project is back")
    assert texts(saved) == last
    assert spoken_lines(saved) == 1
    again.click("script", down=0.9)
    again.press("ctrl+End")
    again.press(*["BackSpace"] * len(" Good night."))
    again.until(lambda: texts(saved) == [ENGLISH, CHINESE], "the window shows the line as it was left")
    assert spoken_lines(saved) == 2

    # Export, and compare with the mixer.
    exported = tmp_path / "tide.wav"
    again.press("ctrl+shift+e")
    again.dialog("Export")
    export_to(again, exported)
    sound, rate = soundfile.read(exported, dtype="float32")
    made = mix(saved, rate)
    assert len(sound) == len(made)
    assert likeness(sound, made) > 0.999


def export_to(program: Program, path: Path) -> None:
    """Fill the open export dialog and wait for the file."""
    # It begins with the folder; the file has the project's name.
    program.press("ctrl+a")
    program.type(str(path.parent))
    program.press("Return")
    program.until(path.exists, "the export is there")
