"""A scene from the first word to a power cut, by mouse and keyboard alone; what comes back is what was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.pulse import RATE, PulseServer

from cosydesk.studio import project_file
from cosydesk.studio.project import Project
from cosydesk.ui.timeline.sizes import LEFT_MARGIN, NORMAL_PIXELS_PER_SECOND, ROW_HEIGHT
from tests.e2e.program import Program, look, texts
from tests.e2e.test_first_speech import hear, mix, new_project, spoken_lines

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FIRST = "The lamp is lit and the door is open."
SECOND = "Nobody came."
STRONG = "Nobody <strong>came.</strong>"
ENOUGH = 40
"""More steps back than the scene has; those beyond the first do nothing."""


def remembered(project: Project) -> dict[str, object]:
    """Everything that a person could miss."""
    return {
        "lines": list(project.lines),
        "clips": sorted(project.clips.values(), key=lambda clip: clip.id),
        "tracks": list(project.tracks),
        "markers": list(project.markers),
        "takes": sorted(take.id for take in project.takes.values()),
        "settings": project.settings,
        "placed": [(placed.clip.id, placed.start, placed.length) for placed in project.layout()],
    }


def state(path: Path) -> dict[str, object]:
    project = look(path)
    try:
        return remembered(project)
    finally:
        project_file.close(project)


def spans(path: Path) -> list[tuple[float, float, bool]]:
    """Start and end of each clip in seconds, in time order, and whether a hand placed it."""
    project = look(path)
    try:
        rate = project.sample_rate
        return sorted(
            (placed.start / rate, (placed.start + placed.length) / rate, placed.clip.start is not None)
            for placed in project.layout()
        )
    finally:
        project_file.close(project)


def at(program: Program, seconds: float, row: int = 0) -> dict[str, float]:
    """Where a moment of a track is on the canvas at normal zoom, as fractions of its size."""
    _, _, width, height = program.places["timeline_canvas"]
    x = LEFT_MARGIN + seconds * NORMAL_PIXELS_PER_SECOND
    return {"across": x / width, "down": (row + 0.5) * ROW_HEIGHT / height}


def test_scene_survives_everything(start: Callable[[], Program], pulse: PulseServer, tmp_path: Path) -> None:
    program = start()
    project = new_project(program)

    # Two lines, the last word of the second strong.
    program.click("script", down=0.1)
    program.type(FIRST)
    program.press("Return")
    program.type(SECOND)
    program.until(lambda: texts(project) == [FIRST, SECOND], "both lines are in the project")
    program.press("ctrl+shift+Left", "ctrl+shift+Left", "alt+s")
    program.until(lambda: texts(project)[1] != SECOND, "something became strong")
    assert "<strong>" in texts(project)[1]
    strong = texts(project)

    # Speak and hear.
    program.press("ctrl+shift+Return")
    program.until(lambda: spoken_lines(project) == 2, "both lines are spoken")
    hear(program, pulse, mix(project, RATE))

    # Drag the second clip two seconds on, then cut the first in two.
    program.click("timeline_canvas", across=0.98, down=0.95)
    program.press("Home", "ctrl+2", "Home")
    (_, _, _), (second, after, _) = spans(project)
    middle = (second + after) / 2
    program.drag("timeline_canvas", at(program, middle), at(program, middle + 2))
    program.until(lambda: spans(project)[1][2], "the second clip is where a hand put it")
    assert spans(project)[1][0] == pytest.approx(second + 2, abs=0.2)
    begin, end, _ = spans(project)[0]
    half = (begin + end) / 2
    program.click("timeline_canvas", **at(program, begin + 0.3))
    program.click("timeline_ruler", across=at(program, half)["across"])
    program.press("ctrl+b")
    program.until(lambda: len(spans(project)) == 3, "the first clip is two")
    assert spans(project)[0][1] == pytest.approx(half, abs=0.1)
    assert spans(project)[1][0] == pytest.approx(half, abs=0.1)
    done = state(project)

    # All the way back, and all the way on.
    program.press(*["ctrl+z"] * ENOUGH)
    program.until(lambda: texts(project) == [""], "the script is as it began")
    assert not any(by_hand for _, _, by_hand in spans(project))
    program.press(*["ctrl+y"] * ENOUGH)
    program.until(lambda: state(project) == done, "everything is as it was")

    # Save under a name, lose power, come back.
    saved = tmp_path / "lamp.cosydesk"
    program.press("ctrl+s")
    program.dialog("Save project as")
    program.press("ctrl+a")
    program.type(str(saved))
    program.press("alt+s")
    program.until(lambda: saved.exists() and "lamp" in program.title(), "the project has its name")
    assert state(saved) == done
    program.kill()
    again = start()
    again.until(lambda: "lamp" in again.title(), "the project is back")
    assert state(saved) == done
    assert texts(saved) == strong
    hear(again, pulse, mix(saved, RATE))
