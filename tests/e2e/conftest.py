"""The real program on a screen of its own, with hands to use it and ears to hear it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.pulse import PulseServer, private_pulse
from support.screen import Screen, virtual_screen

from cosydesk.settings import FILE_NAME, Settings
from tests.e2e.program import Program

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    with virtual_screen(1600, 1000) as running:
        yield running


@pytest.fixture(scope="session")
def pulse() -> Iterator[PulseServer]:
    with private_pulse() as running:
        yield running


@pytest.fixture(scope="session")
def environment(
    screen: Screen, pulse: PulseServer, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """What the program is started with: our screen and sound, folders of its own, no desktop around."""
    home = tmp_path_factory.mktemp("person")
    # The first start and its tour would lie over the window.
    settings = Settings(home / "cosydesk" / "config" / FILE_NAME)
    settings.first_start_seen = settings.tour_seen = True
    settings.save()
    own = {"HOME": str(home), "COSYDESK_HOME": str(home / "cosydesk"), "LC_ALL": "C.UTF-8"}
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, **own, **screen.environment, **pulse.environment}


@pytest.fixture(scope="session")
def places(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """Where the window's parts lie: {name: [x, y, width, height]}, relative to the window."""
    elsewhere = {**environment, "COSYDESK_HOME": str(tmp_path_factory.mktemp("places"))}
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.places"],
        cwd=ROOT,
        env=elsewhere,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[int]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture
def start(
    screen: Screen,
    environment: dict[str, str],
    places: dict[str, list[int]],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> Iterator[Callable[[], Program]]:
    """Starts the program; whatever still runs at the end is killed, and a failure leaves a picture."""
    started: list[Program] = []

    def begin() -> Program:
        program = Program(screen, environment, places, tmp_path)
        started.append(program)
        program.wait_for_window()
        return program

    yield begin
    for program in started:
        program.kill()
    request.node.add_report_section("teardown", "window", f"what the windows said: {tmp_path}")
