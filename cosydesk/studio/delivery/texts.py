"""Files of a delivery that hold no sound: subtitles and timelines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cosydesk.studio.delivery.formats import rate_of
from cosydesk.studio.delivery.lanes import Media
from cosydesk.studio.delivery.names import told_apart
from cosydesk.studio.delivery.outputs import LINE, MIX, STEM, SoundOutput, base_of, stems_of
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.recipe import SUBTITLES, Recipe
from cosydesk.studio.delivery.subtitles_out import write_subtitles
from cosydesk.studio.delivery.timelines_out import write_timeline


@dataclass(frozen=True, slots=True)
class TextOutput:
    """Attributes:
    kind: of `SUBTITLES` or `TIMELINES`.
    name: of the file below the folder of the delivery.
    """

    kind: str
    name: str


def texts_of(plan: DeliveryPlan, recipe: Recipe, sounds: Sequence[SoundOutput]) -> tuple[TextOutput, ...]:
    """The files that come beside those with sound; none has the name of one of them."""
    kinds = (*recipe.subtitles, *recipe.timelines)
    base = base_of(plan, recipe)
    names = told_apart([*(sound.name for sound in sounds), *(f"{base}.{kind}" for kind in kinds)])
    return tuple(TextOutput(kind, name) for kind, name in zip(kinds, names[len(sounds) :], strict=True))


def waits_for_cue(recipe: Recipe) -> bool:
    """Whether the times of subtitles count from the beginning of the sound file, cue included. Beside a picture or a
    timeline, which don't wait for the cue, they count from the beginning of these.
    """
    return (recipe.mix or recipe.stems) and not recipe.video and not recipe.timelines


def text_of(
    output: TextOutput,
    plan: DeliveryPlan,
    recipe: Recipe,
    sounds: Sequence[SoundOutput],
    folder: Path,
    lead_s: float = 0.0,
) -> str:
    """What stands in such a file.

    Args:
        folder: of the delivery. lead_s: seconds of a cue before mix and stems.
    """
    if output.kind in SUBTITLES:
        lead_s = lead_s if waits_for_cue(recipe) else 0.0
        return write_subtitles(plan, output.kind, source=recipe.subtitle_source, lead_s=lead_s)
    below = output.name.count("/")
    media = _media(plan, recipe, sounds, lead_s, "/".join(output.name.split("/")[:-1]))
    return write_timeline(plan, output.kind, media, folder.joinpath(*output.name.split("/")[:below]))


def _media(
    plan: DeliveryPlan, recipe: Recipe, sounds: Sequence[SoundOutput], lead_s: float, beside: str
) -> Media:
    def names(kind: str) -> list[str]:
        # The timeline lies in the folder that the template of all names makes, and so does everything else.
        return [sound.name.removeprefix(f"{beside}/") for sound in sounds if sound.kind == kind]

    heard = [line.id for line in plan.lines if line.mix.length]
    speakers = [stem.speaker for stem in stems_of(plan, recipe)]
    return Media(
        lines=dict(zip(heard, names(LINE), strict=False)),
        stems=dict(zip(speakers, names(STEM), strict=False)),
        mix=next(iter(names(MIX)), ""),
        sample_rate=rate_of(recipe.audio, recipe.sample_rate),
        channels=recipe.channels,
        lead_s=lead_s,
    )
