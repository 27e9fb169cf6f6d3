"""Which files a recipe makes of a plan, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cosydesk.studio.delivery.formats import FORMATS
from cosydesk.studio.delivery.plan import DeliveryPlan, PlannedLine
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.mix import MixPlan

MIX, STEM, LINE, VIDEO = "mix", "stem", "line", "video"

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_UNTITLED = "Untitled"
_LONGEST = 80


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
    base = _filled(recipe.file_name, project=plan.name or _UNTITLED) or _UNTITLED
    found: list[SoundOutput] = []
    if recipe.mix:
        found.append(SoundOutput(MIX, base + suffix, plan.mix))
    if recipe.video and plan.video is not None:
        found.append(SoundOutput(VIDEO, f"{base}.mp4", plan.mix))
    if recipe.stems:
        found += [
            SoundOutput(STEM, f"{base} - {_safe(stem.speaker) or _UNTITLED}{suffix}", stem.mix)
            for stem in plan.stems
        ]
    if recipe.lines:
        digits = max(3, len(str(len(plan.lines))))
        found += [
            SoundOutput(LINE, f"{base}/{_line_name(recipe, plan, line, digits)}{suffix}", line.mix)
            for line in plan.lines
            if line.mix.length
        ]
    return tuple(_told_apart(found))


def _line_name(recipe: Recipe, plan: DeliveryPlan, line: PlannedLine, digits: int) -> str:
    number = str(line.number).zfill(digits)
    return (
        _filled(
            recipe.line_name,
            project=plan.name,
            number=number,
            speaker=line.speaker,
            text=line.text[:_LONGEST],
        )
        or number
    )


def _filled(template: str, **values: str) -> str:
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return _safe(template)


def _safe(name: str) -> str:
    return _FORBIDDEN.sub(" ", name).strip(" .")[:_LONGEST].strip(" .")


def _told_apart(outputs: Iterable[SoundOutput]) -> Iterable[SoundOutput]:
    taken: set[str] = set()
    for output in outputs:
        name, number = output.name, 2
        while name.casefold() in taken:
            stem, dot, suffix = output.name.rpartition(".")
            name = f"{stem} ({number}){dot}{suffix}"
            number += 1
        taken.add(name.casefold())
        yield SoundOutput(output.kind, name, output.mix)
