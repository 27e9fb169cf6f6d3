"""Delivering: every file a recipe asks for, made in a hidden folder and moved into place when all are whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cosydesk.studio.delivery.files import Workshop, writing
from cosydesk.studio.delivery.notice import Notice
from cosydesk.studio.delivery.outputs import outputs_of
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.recipe import AUDIO, CUES, LOUDNESS, ORIGINAL, Recipe
from cosydesk.studio.delivery.sounding import Sounding, Spread
from cosydesk.studio.delivery.texts import text_of, texts_of
from cosydesk.studio.delivery.timelines_out import check_kinds
from cosydesk.studio.errors import StudioError
from cosydesk.studio.store import Samples


@dataclass(frozen=True)
class Delivered:
    """Attributes:
    files: where they are, the mix first.
    notices: what a person should know, each once.
    """

    files: tuple[Path, ...]
    notices: tuple[Notice, ...] = ()


def deliver(
    plan: DeliveryPlan,
    recipe: Recipe,
    folder: Path,
    on_progress: Callable[[float], None] | None = None,
    cancel: threading.Event | None = None,
    *,
    producer: str = "",
    spoken_cue: Samples | None = None,
) -> Delivered:
    """Make all files of a recipe. Any thread, no sound device; memory for minutes of sound, however long it is.
    The same project and recipe give the same bytes.

    Args:
        folder: where they go; made at need. Files of the same names are replaced.
        on_progress: told a fraction from 0 to 1, in the calling thread.
        cancel: set it to stop; nothing is left behind.
        producer: who stands in the label; empty = the program.
        spoken_cue: the sentence of a spoken cue, mono at the plan's rate.

    Raises:
        StudioError: ``invalid`` (nothing to export, unknown format), ``no_otio`` (no timeline of that kind on this
            system), ``audio``, ``write``, ``cancelled``, ``missing`` and ``sound_unreadable`` (of the video).
    """
    check(plan, recipe, spoken_cue)
    outputs = outputs_of(plan, recipe)
    spread = Spread([output.weight for output in outputs], on_progress)
    sounding = Sounding(plan, recipe, producer, spoken_cue, cancel)
    notices: list[Notice] = []
    with Workshop(folder, [plan.video] if plan.video is not None else []) as workshop:
        for output in outputs:
            path = workshop.place_for(output.name)
            notices += sounding.make(output, path, spread.next())
        for text in texts_of(plan, recipe, outputs):
            content = text_of(text, plan, recipe, outputs, folder, sounding.lead_s)
            path = workshop.place_for(text.name)
            with writing(path):
                path.write_text(content, encoding="utf-8", newline="\n")
        files = workshop.deliver()
    return Delivered(files, tuple(dict.fromkeys(notices)))


def planned_files(plan: DeliveryPlan, recipe: Recipe, folder: Path) -> tuple[Path, ...]:
    """Where `deliver` would put its files, to ask before some are replaced."""
    sounds = outputs_of(plan, recipe)
    names = [*(output.name for output in sounds), *(text.name for text in texts_of(plan, recipe, sounds))]
    return tuple(folder / name for name in names)


def check(plan: DeliveryPlan, recipe: Recipe, spoken_cue: Samples | None = None) -> None:
    """Whether that can be delivered. Raises `StudioError` (``invalid``, ``no_otio``)."""
    known = (
        recipe.audio in AUDIO
        and recipe.channels in (1, 2)
        and 8_000 <= recipe.sample_rate <= 192_000
        and recipe.loudness in ("", *LOUDNESS)
        and recipe.original in ORIGINAL
        and recipe.cue_start in CUES
        and recipe.cue_end in CUES
    )
    if not known:
        raise StudioError("This sound format isn't supported.", "Choose another one.", "invalid")
    if not plan.length:
        raise StudioError("There is nothing to export yet.", "Speak a line first.", "invalid")
    if not (
        recipe.mix or recipe.stems or recipe.lines or recipe.video or recipe.subtitles or recipe.timelines
    ):
        raise StudioError("Nothing is chosen to be exported.", "Choose the mix, for example.", "invalid")
    check_kinds(recipe.timelines)
    if recipe.video and plan.video is None:
        raise StudioError("The project has no video.", "Open one, or leave it out of the export.", "invalid")
    if recipe.speaks_cue and spoken_cue is None:
        raise StudioError("The spoken cue has no sound.", "Choose Morse, or no cue.", "invalid")
