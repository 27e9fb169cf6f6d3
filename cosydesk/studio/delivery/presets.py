"""Recipes under a name: some that come along, and those that a person saved."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from cosydesk import disk
from cosydesk.studio.delivery.recipe import AUDIO, CUES, LOUDNESS, ORIGINAL, SUBTITLES, TIMELINES, Recipe

log = logging.getLogger(__name__)

BUILT_IN = (
    Recipe("Podcast", "mp3", 44_100, 1, 192, "podcast"),
    Recipe("Broadcast (EBU R128)", "wav24", 48_000, 2, loudness="ebu_r128", stems=True),
    Recipe("Video", "wav24", 48_000, 2, 256, "streaming", video=True, subtitles=("srt",)),
    Recipe("Audiobook", "mp3", 44_100, 1, 192, "audiobook"),
    Recipe("Edit elsewhere", "wav24", 48_000, 1, lines=True, timelines=("otio", "fcpxml", "edl")),
)
"""Those that come along; their names are English."""

FILE_NAME = "export_presets.json"
LONGEST_NAME = 60
LONGEST_CUE = 200
"""Characters of what a spoken cue says."""

_ALLOWED: dict[str, Sequence[object]] = {
    "audio": AUDIO,
    "channels": (1, 2),
    "loudness": ("", *LOUDNESS),
    "original": ORIGINAL,
    "cue_start": CUES,
    "cue_end": CUES,
}
_LISTS: dict[str, Sequence[str]] = {"subtitles": SUBTITLES, "timelines": TIMELINES}


def to_text(recipe: Recipe) -> str:
    """As settings keep it."""
    return json.dumps(asdict(recipe), ensure_ascii=False)


def from_text(text: str) -> Recipe | None:
    """None where it isn't one. Never raises."""
    try:
        return _recipe(json.loads(text))
    except (ValueError, RecursionError):
        return None


class Presets:
    """Those that a person saved, in a JSON file.

    Attributes:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._saved = _read(path)

    @property
    def saved(self) -> list[Recipe]:
        """By name."""
        return sorted(self._saved, key=lambda recipe: recipe.name.casefold())

    def save(self, recipe: Recipe) -> None:
        """Keep it, in the place of the one of the same name. Raises `OSError`; then nothing has changed."""
        name = recipe.name.casefold()
        kept = [other for other in self._saved if other.name.casefold() != name]
        self._write([*kept, recipe])

    def delete(self, name: str) -> None:
        """Raises `OSError`; then nothing has changed."""
        self._write([recipe for recipe in self._saved if recipe.name != name])

    def _write(self, recipes: list[Recipe]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                json.dump([asdict(recipe) for recipe in recipes], file, ensure_ascii=False, indent=2)
                file.write("\n")
            disk.put(Path(temporary), self.path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        self._saved = recipes


def same_but_name(one: Recipe, other: Recipe) -> bool:
    """Whether both make the same files."""
    return replace(one, name="") == replace(other, name="")


def _read(path: Path) -> list[Recipe]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, RecursionError) as error:
        log.warning("The export presets at %s can't be read: %s", path, error)
        return []
    recipes = (
        [recipe for each in found if (recipe := _recipe(each)) and recipe.name]
        if isinstance(found, list)
        else []
    )
    return list({recipe.name.casefold(): recipe for recipe in recipes}.values())


def _recipe(values: object) -> Recipe | None:
    """A recipe of what another version may have written: what isn't known, or isn't allowed, has its default."""
    if not isinstance(values, dict):
        return None
    default = asdict(Recipe())
    taken: dict[str, Any] = {}
    for field in fields(Recipe):
        value = values.get(field.name)
        if field.name in _LISTS:
            if isinstance(value, list):
                taken[field.name] = tuple(kind for kind in _LISTS[field.name] if kind in value)
        elif type(value) is type(default[field.name]) and value in _ALLOWED.get(field.name, (value,)):
            taken[field.name] = value
    recipe = Recipe(**taken)
    rate = recipe.sample_rate if 8_000 <= recipe.sample_rate <= 192_000 else Recipe().sample_rate
    return replace(
        recipe,
        sample_rate=rate,
        bitrate_kbps=min(512, max(32, recipe.bitrate_kbps)),
        cue_text=" ".join(recipe.cue_text.split())[:LONGEST_CUE],
    )
