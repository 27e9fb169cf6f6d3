"""Which voice a speaker's name had the last time, as the settings keep it: ``name=voice``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_MOST = 200


def recall(entries: Sequence[str]) -> dict[str, str]:
    """Voice ids by names."""
    found: dict[str, str] = {}
    for entry in entries:
        name, separator, voice_id = entry.rpartition("=")
        if separator and name:
            found[name] = voice_id
    return found


def remember(entries: Sequence[str], voices: Mapping[str, str]) -> list[str]:
    """The entries with these choices; the oldest are forgotten, and so is who has no name or no voice."""
    kept = {name: voice_id for name, voice_id in recall(entries).items() if name not in voices}
    kept |= {name: voice_id for name, voice_id in voices.items() if name and voice_id}
    return [f"{name}={voice_id}" for name, voice_id in kept.items()][-_MOST:]
