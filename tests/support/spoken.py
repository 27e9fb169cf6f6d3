"""Projects whose lines have takes of known sound."""

from __future__ import annotations

import numpy as np

from cosydesk.studio.project import Project

RATE = 24_000


def voice_like(seconds: float, seed: int, rate: int = RATE) -> np.ndarray:
    """Noise shaped as bursts, so that every stretch of it is unlike every other; float32 mono."""
    rng = np.random.default_rng(seed)
    n = int(seconds * rate)
    noise = np.convolve(rng.standard_normal(n + 15), np.ones(16) / 16, "valid")[:n]
    envelope = 0.2 + 0.8 * np.abs(np.sin(np.arange(n) / rate * 7.0 + seed))
    return (noise * envelope * 0.5).astype(np.float32)


def spoken_project(*seconds: float, gap_ms: int = 300) -> Project:
    """A project whose lines have takes of the given lengths, one after the other."""
    project = Project()
    project.apply(project.set_project(gap_ms=gap_ms))
    lines = [project.new_line(f"Line {index}", "starter:af_heart") for index in range(len(seconds))]
    project.apply(project.edit_lines([], lines, 0))
    for index, (line, length) in enumerate(zip(lines, seconds, strict=True)):
        project.add_take(line.id, project.take_request(line), voice_like(length, index), RATE)
    return project
