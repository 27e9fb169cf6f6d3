"""What a delivery will be: how many files, how big, and what is not in order with the script."""

from __future__ import annotations

from dataclasses import dataclass

from cosydesk.studio.delivery.formats import FORMATS, rate_of
from cosydesk.studio.delivery.outputs import outputs_of
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.fit import fit_states
from cosydesk.studio.project import Project

_BYTES = {"wav16": 2.0, "wav24": 3.0, "wavf": 4.0, "flac": 1.6}
"""Of a sample; FLAC's are those of speech."""


@dataclass(frozen=True, slots=True)
class Concerns:
    """Lines of the script that a delivery won't show as they should be.

    Attributes:
        missing: never spoken. stale: spoken before their text changed. too_long: heard beyond the room of their slot.
    """

    missing: int
    stale: int
    too_long: int


def concerns_of(project: Project) -> Concerns:
    """Count them."""
    states = [project.line_state(line.id) for line in project.lines]
    too_long = sum(state.overflow_s > 0 for state in fit_states(project).values())
    return Concerns(states.count("new"), states.count("stale"), too_long)


def bytes_of(plan: DeliveryPlan, recipe: Recipe) -> int:
    """About how much room the files take."""
    total = 0.0
    for output in outputs_of(plan, recipe):
        seconds = output.mix.length / plan.sample_rate
        if output.kind == "video" and plan.video is not None and plan.video.is_file():
            total += plan.video.stat().st_size
        elif FORMATS[recipe.audio].lossless:
            rate = rate_of(recipe.audio, recipe.sample_rate)
            total += seconds * rate * recipe.channels * _BYTES[recipe.audio]
        else:
            total += seconds * recipe.bitrate_kbps * 1000 / 8
    return round(total)
