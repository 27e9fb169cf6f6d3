"""Which voice a speaker's name had the last time in a language, as the settings keep it: ``zh:name=voice``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_MOST = 200


def recall(entries: Sequence[str], languages: Mapping[str, str]) -> dict[str, str]:
    """Voice ids by names, of speakers whose languages these are."""
    kept = _read(entries)
    found = {name: kept.get(f"{language}:{name}", "") for name, language in languages.items()}
    return {name: voice_id for name, voice_id in found.items() if voice_id}


def remember(entries: Sequence[str], voices: Mapping[str, str], languages: Mapping[str, str]) -> list[str]:
    """The entries with these choices; the oldest are forgotten, and so is who has no name or no voice."""
    chosen = {f"{languages[name]}:{name}": voice_id for name, voice_id in voices.items() if name}
    kept = {key: voice_id for key, voice_id in _read(entries).items() if key not in chosen}
    kept |= {key: voice_id for key, voice_id in chosen.items() if voice_id}
    return [f"{key}={voice_id}" for key, voice_id in kept.items()][-_MOST:]


def _read(entries: Sequence[str]) -> dict[str, str]:
    parts = (entry.rpartition("=") for entry in entries)
    return {key: voice_id for key, separator, voice_id in parts if separator and key}
