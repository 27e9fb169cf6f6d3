"""Fitting a batch's lines to their slots, as the window does it."""

from __future__ import annotations

from cosydesk.batch.events import Note, Tell
from cosydesk.studio.edit import combined
from cosydesk.studio.fit import QUIET_TEMPO, fit_all, fit_states, respeak_speed
from cosydesk.studio.project import Project


def fit(project: Project) -> bool:
    """Fit all lines; those that would have to be played much faster are asked of their model at another speed, which
    sounds better.

    Returns:
        Whether lines have to be spoken again for that. Each time they are asked for faster, so it comes to an end.
    """
    if edit := fit_all(project):
        project.apply(edit)
    faster = {
        line: speed
        for line in project.lines
        if (speed := respeak_speed(project, line)) is not None and speed > line.speed
    }
    edits = [project.edit_line(line.id, speed=speed) for line, speed in faster.items()]
    if edits:
        project.apply(combined("Change lines", *edits))
    return bool(edits)


def tell_misfits(project: Project, tell: Tell) -> None:
    """Say which lines are longer than their room, and which are played so fast that it is heard."""
    states = fit_states(project)
    for number, line in enumerate(project.lines, 1):
        state = states.get(line.id)
        if state is None:
            continue
        if state.overflow_s > 0:
            over = max(state.overflow_s, 0.01)
            tell(Note("overflow", f"Line {number} runs {over:.2f} s beyond its room, at {state.tempo:.2f}x."))
        elif state.tempo > QUIET_TEMPO:
            tell(Note("fast", f"Line {number} plays {state.tempo:.2f} times as fast to fit its time."))
