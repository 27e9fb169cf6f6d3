"""The program that people install: built, moved, started in an empty home without a network, and used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from support.built_program import BuiltProgram, built
from support.golden_models import golden_model
from support.pulse import PulseServer
from support.screen import Screen

from cosydesk.settings import FILE_NAME, Settings
from cosydesk.studio import project_file
from tests.e2e.program import Program, look

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(
        os.environ.get("CI_PACKAGE") != "1" or sys.platform != "linux",
        reason="builds and tries the program that people install: python3 packaging/dev.py build --test",
    ),
]

SUBTITLES = (
    "1\n00:00:00,500 --> 00:00:03,000\nThe kettle is on.\n\n2\n00:00:03,500 --> 00:00:06,000\n水开了。\n"
)
VOICE = ("--voice-default", "zf_xiaoxiao")
LOUD = 0.01
Tell = Callable[[str], None]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltProgram]:
    """The program in a folder with spaces and Chinese in its path; nobody may have changed it in the end."""
    there = BuiltProgram(built(), tmp_path_factory.mktemp("frozen") / "My Programs 我的 程序")
    before = there.state()
    yield there
    assert there.state() == before
    shutil.rmtree(there.folder)


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """The empty home of somebody."""
    folder = tmp_path / "somebody"
    folder.mkdir()
    return folder


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Prints for people who watch the tests."""

    def say(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}", end="", flush=True)

    return say


@pytest.fixture
def start(
    program: BuiltProgram,
    person: Path,
    screen: Screen,
    pulse: PulseServer,
    places: dict[str, list[int]],
    tmp_path: Path,
) -> Iterator[Callable[..., Program]]:
    """Starts the window, with arguments; whatever still runs at the end is killed."""
    started: list[Program] = []

    def begin(*arguments: str) -> Program:
        environment = program.surroundings(person, {**screen.environment, **pulse.environment})
        running = Program(screen, environment, places, tmp_path, (*program.window, *arguments))
        started.append(running)
        return running

    yield begin
    for running in started:
        running.kill()


def seen(person: Path) -> Settings:
    """The settings of somebody who knows the program, so that no tour lies over its window."""
    settings = Settings(person / ".config" / "cosydesk" / FILE_NAME)
    settings.first_start_seen = settings.tour_seen = True
    settings.save()
    return settings


def spoken(path: Path) -> int:
    project = look(path)
    try:
        return sum(project.line_state(line.id) == "done" for line in project.lines)
    finally:
        project_file.close(project)


def quit_by_key(program: Program) -> None:
    """Quit as people do; the program ends well, and its engine with it."""
    children = psutil.Process(program.process.pid).children(recursive=True)
    program.press("ctrl+q")
    assert program.process.wait(60) == 0, program.said()
    assert not psutil.wait_procs(children, timeout=30)[1]


def test_sizes_and_starts(
    program: BuiltProgram, person: Path, screen: Screen, pulse: PulseServer, tell: Tell
) -> None:
    seen(person)
    surroundings = {**screen.environment, **pulse.environment}
    program.forget()
    cold = program.first_frame_ms(person, surroundings)
    warm = min(program.first_frame_ms(person, surroundings) for _ in range(3))
    runtime = program.megabytes("runtime")
    tell(f"The program takes {program.megabytes() - runtime:.0f} MB, its runtime {runtime:.0f} MB more.")
    tell(f"The window's first frame: {cold} ms cold, {warm} ms warm. Off the network by {program.isolation}.")


def test_the_command_line_speaks_and_exports(program: BuiltProgram, person: Path, tell: Tell) -> None:
    wave = person / "欢迎 welcome.wav"
    program.forget()
    started = time.monotonic()
    program.run(person, "say", "Quiet, please. The tape is rolling.", "-o", str(wave))
    tell(f"A sentence on the command line: {time.monotonic() - started:.1f} s cold")
    samples, _ = soundfile.read(wave)
    assert np.abs(samples).max() > LOUD

    subtitles = person / "kettle.srt"
    subtitles.write_text(SUBTITLES, "utf-8")
    program.run(person, "dub", str(subtitles), *VOICE, "-o", str(person / "kettle.m4a"))
    project = person / "kettle.m4a.cosydesk"
    assert spoken(project) == 2
    program.run(person, "render", str(project), "-o", str(person / "kettle.mp3"))
    about = json.loads(program.run(person, "inspect", "--json", str(person / "kettle.mp3")))
    assert json.dumps(about)
    assert (person / "kettle.mp3").stat().st_size > 10_000


def test_every_language_of_the_starter_voices_is_there(program: BuiltProgram, person: Path) -> None:
    for voice, text in (
        ("bf_emma", "Twelve o'clock."),
        ("zf_xiaoxiao", "现在十二点。"),
        ("jf_alpha", "時計は十二時です。"),
    ):
        wave = person / f"{voice}.wav"
        program.run(person, "say", "--voice", voice, text, "-o", str(wave))
        assert soundfile.info(wave).duration > 0.5


def test_the_doctor_finds_everything(program: BuiltProgram, person: Path) -> None:
    said = program.run(person, "doctor")
    assert "Doesn't work" not in said
    assert "missing" not in said


def test_a_model_of_cosyvoice_speaks_by_the_runtime(
    program: BuiltProgram, person: Path, golden_dir: Path, tell: Tell
) -> None:
    prompt = person / "prompt.wav"
    program.run(person, "say", "The kettle is on, and the water boils.", "-o", str(prompt))
    clone = ("--mode", "cross_lingual", "--prompt-audio", str(prompt))
    for generation in (1, 2, 3):
        wave = person / f"{generation}.wav"
        started = time.monotonic()
        folder = str(golden_model(golden_dir, generation))
        program.run(person, "say", "--model-dir", folder, *clone, "Hello there.", "-o", str(wave))
        assert soundfile.info(wave).duration > 0.1
        tell(f"A tiny model of generation {generation} has spoken after {time.monotonic() - started:.1f} s.")


def test_without_the_runtime_the_starter_voices_speak_on(
    program: BuiltProgram, person: Path, golden_dir: Path
) -> None:
    model = golden_model(golden_dir, 1)
    runtime, aside = program.folder / "runtime", program.folder.parent / "aside"
    runtime.rename(aside)
    try:
        program.run(person, "say", "Hello there.", "-o", str(person / "hello.wav"))
        said = program.run(person, "say", "--model-dir", str(model), "Hello there.", status=1)
    finally:
        aside.rename(runtime)
    assert soundfile.info(person / "hello.wav").duration > 0.5
    assert "Install CosyDesk again" in said
    assert "Traceback" not in said


def test_the_first_start_speaks_the_welcome_line(
    start: Callable[..., Program], person: Path, pulse: PulseServer, tell: Tell
) -> None:
    running = start()
    running.dialog("Set up this computer")
    running.press("Escape")
    settings = person / ".config" / "cosydesk" / FILE_NAME

    def tour_is_over() -> bool:
        running.press("Escape")
        return settings.is_file() and Settings.load(settings).tour_seen

    running.until(tour_is_over, "the tour is over")
    running.wait_for_window()
    project = running.until(running.untitled, "the welcome scene is a project")[0]
    started = time.monotonic()
    running.press("ctrl+Return")
    running.until(lambda: spoken(project) >= 1, "the welcome line is spoken")
    tell(f"The welcome line is spoken {time.monotonic() - started:.1f} s after it was asked for.")

    running.click("Stop")
    running.click("Go to start")
    with pulse.recording() as recording:
        running.click("Play")
        running.until(lambda: np.abs(recording.samples).max(initial=0) > LOUD, "it is heard")
    quit_by_key(running)


def test_a_project_by_argument_is_opened_and_exported(
    program: BuiltProgram, start: Callable[..., Program], person: Path
) -> None:
    seen(person)
    subtitles = person / "水壶 kettle.srt"
    subtitles.write_text(SUBTITLES, "utf-8")
    program.run(person, "dub", str(subtitles), *VOICE, "-o", str(person / "水壶 kettle.wav"))
    made = person / "水壶 kettle.wav.cosydesk"
    project = made.rename(person / "水壶 kettle.cosydesk")
    running = start(str(project))
    running.wait_for_window()
    running.until(lambda: "水壶 kettle" in running.title(), "the project is open")
    running.press("ctrl+shift+e")
    running.dialog("Export")
    exports = person / "exports"
    exports.mkdir()
    # It begins with the folder; the file has the project's name.
    running.press("ctrl+a")
    running.type(str(exports))
    running.press("Return")
    exported = exports / "水壶 kettle.wav"
    running.until(exported.exists, "the export is there")
    samples, _ = soundfile.read(exported)
    assert np.abs(samples).max() > LOUD
    running.until(running.back_in_front, "the dialog is gone")
    quit_by_key(running)


def test_the_engine_ends_with_a_window_that_is_killed(start: Callable[..., Program], person: Path) -> None:
    seen(person)
    running = start()
    running.wait_for_window()
    process = psutil.Process(running.process.pid)
    engine = running.until(lambda: process.children(recursive=True), "the engine has started")
    running.kill()
    assert not psutil.wait_procs(engine, timeout=60)[1]


def test_what_the_program_starts_sees_the_system_s_libraries(program: BuiltProgram, person: Path) -> None:
    """The doctor asks a tool of the graphics card's driver, which here writes down what it was started with."""
    told = person / "told"
    tool = person / "nvidia-smi"
    tool.write_text(f'#!/bin/sh\necho "$LD_LIBRARY_PATH" >{told}\n')
    tool.chmod(0o755)
    own = {"LD_LIBRARY_PATH": "/opt/somebody/lib", "PATH": f"{person}:/usr/bin:/bin"}
    environment = program.surroundings(person, own)
    subprocess.run([*program.command, "doctor"], env=environment, capture_output=True, check=True)
    assert told.read_text().strip() == "/opt/somebody/lib"
