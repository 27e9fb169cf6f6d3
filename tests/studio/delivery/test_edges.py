"""No click at any edit: where clips are cut, faded, split and joined the mix makes no step that its sound doesn't."""

from __future__ import annotations

import numpy as np
import pytest
from support.studio import RATE, write_lines

from cosydesk.studio import arrange
from cosydesk.studio.delivery.levels import Level, levelled
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.source import Source
from cosydesk.studio.mix import FADE_S
from cosydesk.studio.project import Project

AROUND = round(0.004 * RATE)
"""Samples on each side of an edge whose steps it is held to."""
SLACK = 0.002
"""How much an edge's step may be above theirs, of full scale 1.0: -54 dB."""


def hum(seconds: float, hz: float, phase: float) -> np.ndarray:
    """Far from zero wherever it is cut."""
    at = np.arange(int(seconds * RATE)) / RATE
    return (0.5 * np.sin(2 * np.pi * hz * at + phase) + 0.2 * np.sin(2 * np.pi * 3.1 * hz * at)).astype(
        np.float32
    )


@pytest.fixture
def project() -> Project:
    """Lines that are trimmed, faded, split, laid over each other and moved."""
    project = Project()
    lines = write_lines(project, *["Words."] * 5)
    for number, line in enumerate(lines):
        project.add_take(
            line.id, project.new_take_request(line), _ended(hum(1.0, 90 + 17 * number, number)), RATE
        )
    for number, line in enumerate(lines):
        project.apply(project.trim_clip(line.id, 1_003 + 7 * number, 15_011 + 301 * number))
    project.apply(project.place_clip(lines[1].id, 9_000))
    clip = project.clips_of(lines[2].id)[0]
    project.apply(project.split_clip(clip.id, project.layout()[2].start + 5_001))
    fade = project.clips_of(lines[3].id)[0]
    project.apply(arrange.set_fades(project, [fade.id], 2_000, 3_000))
    return project


def _ended(sound: np.ndarray) -> np.ndarray:
    sound = sound.copy()
    ramp = np.linspace(0.0, 1.0, 200, dtype=np.float32)
    sound[:200] *= ramp
    sound[-200:] *= ramp[::-1]
    return sound


@pytest.mark.parametrize("rate", [24_000, 48_000])
@pytest.mark.parametrize("ceiling", [None, 0.4])
def test_no_edge_clicks(project: Project, rate: int, ceiling: float | None) -> None:
    plan = plan_delivery(project)
    source = Source(plan.mix, rate, 1)
    mix = np.concatenate(list(levelled(source, Level(1.0, ceiling))))[:, 0]
    scale = rate // RATE
    steps = np.abs(np.diff(mix, prepend=0.0, append=0.0))
    around = AROUND * scale
    edges = [edge * scale for clip in plan.clips for edge in (clip.start, clip.end)]
    assert len(edges) >= 10
    for edge in edges:
        near = steps[max(0, edge - 2) : edge + 3].max()
        beside = np.concatenate(
            [steps[max(0, edge - around) : max(0, edge - 2)], steps[edge + 3 : edge + around]]
        )
        assert near <= beside.max(initial=0.0) + SLACK, f"a click at {edge / rate:.4f} s"


def test_without_fades_it_would_be_heard(project: Project) -> None:
    """That the bound can fail at all: the sound is far from zero where it is cut."""
    plan = plan_delivery(project)
    clip = plan.clips[0]
    cut = project.audio(clip.take_id)[clip.offset]
    assert abs(cut) > 10 * SLACK
    assert FADE_S * RATE > AROUND
