"""Which files a recipe makes of a plan, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cosydesk.studio.delivery.formats import FORMATS, video_suffix
from cosydesk.studio.delivery.names import UNTITLED, filled, numbered, safe_name, told_apart
from cosydesk.studio.delivery.plan import DeliveryPlan, Stem
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.mix import MixPlan

MIX, STEM, LINE, VIDEO = "mix", "stem", "line", "video"

ORIGINAL_STEM = "Original"
"""What the stem of the original's sound is called in its file's name."""

DUBBED = "dubbed"
"""What tells a dubbed video from the one it was made of."""


@dataclass(frozen=True)
class SoundOutput:
    """A file with sound.

    Attributes:
        kind: ``"mix"``, ``"stem"``, ``"line"`` or ``"video"``.
        name: of the file below the folder of the delivery, with ``/`` where it lies in a folder of its own.
        mix: what is heard in it.
    """

    kind: str
    name: str
    mix: MixPlan

    @property
    def weight(self) -> int:
        """About how much of the work it is."""
        return max(1, self.mix.length)


def outputs_of(plan: DeliveryPlan, recipe: Recipe) -> tuple[SoundOutput, ...]:
    """All files with sound, the mix first. Lines that aren't heard have none; no two have the same name."""
    suffix = FORMATS[recipe.audio].suffix
    general = _general(plan, recipe)
    base = base_of(plan, recipe)
    found: list[SoundOutput] = []
    if recipe.mix:
        found.append(SoundOutput(MIX, base + suffix, heard_mix(plan.mix, recipe)))
    if recipe.video and plan.video is not None:
        name = base + video_suffix(plan.video)
        if name.casefold() == plan.video.name.casefold():  # which it must never replace
            name = f"{base} ({DUBBED}){video_suffix(plan.video)}"
        found.append(SoundOutput(VIDEO, name, heard_mix(plan.mix, recipe)))
    if recipe.stems:
        found += [
            SoundOutput(STEM, f"{base} - {safe_name(stem.speaker) or ORIGINAL_STEM}{suffix}", stem.mix)
            for stem in stems_of(plan, recipe)
        ]
    if recipe.lines:
        for line in plan.lines:
            if line.mix.length:
                number = numbered(line.number, len(plan.lines))
                values = {**general, "number": number, "speaker": line.speaker, "text": line.text}
                values |= {"voice": line.voice_id.rpartition(":")[2], "take": str(line.take)}
                own = filled(recipe.line_name, values) or number
                found.append(SoundOutput(LINE, f"{base}/{own}{suffix}", line.mix))
    names = told_apart(output.name for output in found)
    return tuple(replace(output, name=name) for output, name in zip(found, names, strict=True))


def base_of(plan: DeliveryPlan, recipe: Recipe) -> str:
    """What the names of all files begin with."""
    return filled(recipe.file_name, _general(plan, recipe)) or UNTITLED


def _general(plan: DeliveryPlan, recipe: Recipe) -> dict[str, str]:
    return {
        "project": plan.name or UNTITLED,
        "date": datetime.now().astimezone().date().isoformat(),
        "format": FORMATS[recipe.audio].suffix[1:],
    }


def heard_mix(mix: MixPlan, recipe: Recipe) -> MixPlan:
    """The mix as the recipe wants it: with the sound of the original, or without."""
    return mix if recipe.original == "ducked" else replace(mix, bed=None)


def stems_of(plan: DeliveryPlan, recipe: Recipe) -> tuple[Stem, ...]:
    """The stems that sum to the mix of this recipe."""
    return tuple(stem for stem in plan.stems if stem.speaker or recipe.original == "ducked")
