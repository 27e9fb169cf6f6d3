"""What playback tests share: projects with known sound, and a sound server of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from support.pulse import PulseMissing, PulseServer, private_pulse

from cosydesk.studio.project import Project
from cosydesk.studio.take import TakeRequest

RATE = 24_000


def voice_like(seconds: float, seed: int, rate: int = RATE) -> np.ndarray:
    """Noise shaped as bursts, so that every stretch of it is unlike every other; float32 mono."""
    rng = np.random.default_rng(seed)
    n = int(seconds * rate)
    noise = np.convolve(rng.standard_normal(n + 8), np.ones(8) / 8, "valid")[:n]
    envelope = 0.2 + 0.8 * np.abs(np.sin(np.arange(n) / rate * 7.0 + seed))
    return (noise * envelope * 0.3).astype(np.float32)


@pytest.fixture
def spoken() -> Callable[..., Project]:
    """Makes a project whose lines have takes of the given seconds."""

    def make(*seconds: float, gap_ms: int = 300) -> Project:
        project = Project()
        project.apply(project.set_project(gap_ms=gap_ms))
        lines = [project.new_line(f"Line {index}", "starter:af_heart") for index in range(len(seconds))]
        project.apply(project.edit_lines([], lines, 0))
        for index, (line, length) in enumerate(zip(lines, seconds, strict=True)):
            request: TakeRequest = project.take_request(line)
            project.add_take(line.id, request, voice_like(length, index), RATE)
        return project

    return make


@pytest.fixture(scope="session")
def pulse_server() -> Iterator[PulseServer]:
    try:
        with private_pulse() as server:
            yield server
    except PulseMissing as missing:
        pytest.skip(str(missing))
