"""What studio tests share: small projects and their contents as plain values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project
from cosydesk.studio.take import Take

RATE = 24_000


def contents(project: Project) -> tuple[object, ...]:
    """The whole document as values that compare: order of lines and tracks counts, of clips and takes not."""
    return (
        tuple(project.lines),
        tuple(project.tracks),
        dict(project.clips),
        dict(project.takes),
        project.settings,
        project.layout(),
        tuple(project.markers),
        tuple(project.respellings),
    )


def tone(seconds: float = 0.5, hz: float = 220.0, rate: int = RATE) -> np.ndarray:
    """A sine, float32 mono."""
    return (0.4 * np.sin(2 * np.pi * hz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def speak(project: Project, line: Line, seconds: float = 0.5, hz: float = 220.0, rate: int = RATE) -> Take:
    """What a finished job does."""
    line = project.line(line.id)
    return project.add_take(line.id, project.new_take_request(line), tone(seconds, hz, rate), rate)


def write_lines(project: Project, *texts: str, voice: str = "starter:af_heart") -> list[Line]:
    """Lines at the end of the script."""
    lines = [project.new_line(text, voice) for text in texts]
    project.apply(project.edit_lines([], lines, len(project.lines)))
    return lines


def export_mix(project: Project, path: Path, audio: str = "wavf") -> Path:
    """The project's mix as a file, at the project's rate, without a label."""
    plan = replace(plan_delivery(project), name=path.stem)
    recipe = Recipe(audio=audio, sample_rate=project.sample_rate, label=False)
    (made,) = deliver(plan, recipe, path.parent).files
    assert made == path
    return made


def two_speakers() -> Project:
    """Two lines of half a second by two speakers, 300 ms apart."""
    project = Project()
    first, second = write_lines(project, "One.", "Two.")
    speak(project, first, hz=220)
    project.apply(project.edit_line(second.id, voice_id="starter:bm_george"))
    speak(project, second, hz=330)
    return project


def mix_of_two_speakers() -> np.ndarray:
    """How `two_speakers` sounds, put together by hand."""
    mix = np.zeros(31_200, np.float32)
    mix[:12_000] += tone(hz=220)
    mix[19_200:] += tone(hz=330)
    return mix
