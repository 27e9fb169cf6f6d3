"""What was exported last and where, as the settings keep it."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from cosydesk.settings import Settings
from cosydesk.studio.delivery import presets
from cosydesk.studio.delivery.recipe import Recipe

log = logging.getLogger(__name__)

_SUBTYPES = {"PCM_16": "wav16", "PCM_24": "wav24", "FLOAT": "wavf"}


def recall(settings: Settings) -> Recipe:
    """The last one, as far as the preferences don't say otherwise."""
    recipe = presets.from_text(settings.export_recipe) or Recipe()
    audio = _SUBTYPES[settings.export_subtype] if recipe.audio in _SUBTYPES.values() else recipe.audio
    return replace(
        recipe,
        audio=audio,
        sample_rate=settings.export_sample_rate,
        channels=settings.export_channels,
        label=settings.label_exports,
    )


def remember(settings: Settings, recipe: Recipe, producer: str, folder: Path) -> None:
    """For the next time, also where the preferences show it."""
    settings.export_recipe = presets.to_text(recipe)
    settings.label_producer = producer
    settings.label_exports = recipe.label
    settings.export_folder = str(folder)
    settings.export_sample_rate = recipe.sample_rate
    settings.export_channels = recipe.channels
    for subtype, audio in _SUBTYPES.items():
        if audio == recipe.audio:
            settings.export_subtype = subtype
    try:
        settings.save()
    except OSError:
        log.exception("the settings could not be written")
