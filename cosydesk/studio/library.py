"""The voice library: every voice that can be chosen, and which ones the person likes best."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cosydesk import paths
from cosydesk.resources import resource
from cosydesk.studio.errors import StudioError

_log = logging.getLogger(__name__)

_SCHEMA_VERSION = 1
STARTER = "starter"
"""The model id of the embedded starter voices."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An entry of the library.

    Attributes:
        id: ``"model:voice"``, what lines refer to.
        model_id: the model that speaks it; `engine_voice` is what that model calls it.
        language: BCP 47, e.g. ``en-US``, ``zh``.
        gender: ``"female"``, ``"male"`` or empty.
        sample_text: a line to try it with.
    """

    id: str
    model_id: str
    engine_voice: str
    name: str
    language: str
    gender: str = ""
    tags: tuple[str, ...] = ()
    sample_text: str = ""

    def matches(self, words: Iterable[str]) -> bool:
        """Whether every word occurs in its name, language, gender or tags, whatever the case."""
        text = " ".join((self.name, self.engine_voice, self.language, self.gender, *self.tags)).casefold()
        return all(word in text for word in words)


def starter_voices(path: Path | None = None) -> tuple[Voice, ...]:
    """The embedded voices, from ``starter/voices.json`` of the resources.

    Raises:
        StudioError: ``damaged``: the installation lacks them.
    """
    path = path or resource("starter/voices.json")
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["voices"]
        return tuple(
            Voice(
                id=f"{STARTER}:{entry['id']}",
                model_id=STARTER,
                engine_voice=entry["id"],
                name=entry["name"],
                language=entry["language"],
                gender=entry.get("gender", ""),
                tags=tuple(entry.get("tags", ())),
                sample_text=entry.get("sample_text", ""),
            )
            for entry in entries
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudioError("The starter voices are missing.", "Install CosyDesk again.", "damaged") from error


class Library:
    """The voices of all models at hand, and the favourites, which are kept in a file of the person's data.

    A favourites file that can't be read or written costs the favourites, never the voices. Any thread.
    """

    def __init__(self, path: Path | None = None, voices: Iterable[Voice] | None = None) -> None:
        self._lock = threading.Lock()
        self._voices = {voice.id: voice for voice in (starter_voices() if voices is None else voices)}
        self._favourites: set[str] = set()
        self._database = self._open(path or paths.data_dir() / "library.sqlite")

    def close(self) -> None:
        """Close the file; favourites set afterwards are forgotten at the end."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def voices(self) -> list[Voice]:
        """All voices, in the order of their models."""
        return list(self._voices.values())

    def get(self, voice_id: str) -> Voice | None:
        """The voice, or None when its model isn't at hand."""
        return self._voices.get(voice_id)

    def set_model_voices(self, model_id: str, voices: Iterable[Voice]) -> None:
        """Replace the voices of one model, as it describes them itself."""
        kept = {voice.id: voice for voice in self._voices.values() if voice.model_id != model_id}
        self._voices = kept | {voice.id: voice for voice in voices}

    def search(self, text: str = "", language: str = "", favourites_only: bool = False) -> list[Voice]:
        """Voices that have all the words, speak the language (``zh`` finds ``zh-CN``), favourites first."""
        words = text.casefold().split()
        found = [
            voice
            for voice in self._voices.values()
            if voice.matches(words)
            and (not language or voice.language.split("-")[0] == language.split("-")[0])
            and (not favourites_only or voice.id in self._favourites)
        ]
        return sorted(found, key=lambda voice: voice.id not in self._favourites)

    def is_favourite(self, voice_id: str) -> bool:
        """Whether the voice has the star."""
        return voice_id in self._favourites

    def set_favourite(self, voice_id: str, favourite: bool) -> None:
        """Give the star or take it away; kept at once."""
        with self._lock:
            if favourite:
                self._favourites.add(voice_id)
                statement = "INSERT OR IGNORE INTO favourites (voice_id) VALUES (?)"
            else:
                self._favourites.discard(voice_id)
                statement = "DELETE FROM favourites WHERE voice_id = ?"
            if self._database is None:
                return
            try:
                with self._database:
                    self._database.execute(statement, (voice_id,))
            except sqlite3.Error:
                _log.exception("The favourites could not be written")

    def _open(self, path: Path) -> sqlite3.Connection | None:
        try:
            database = sqlite3.connect(path, check_same_thread=False, timeout=2.0)
        except sqlite3.Error:
            _log.exception("The favourites could not be opened")
            return None
        try:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            with database:
                if version < _SCHEMA_VERSION:
                    database.execute("CREATE TABLE IF NOT EXISTS favourites (voice_id TEXT PRIMARY KEY)")
                    database.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
            self._favourites = {row[0] for row in database.execute("SELECT voice_id FROM favourites")}
        except sqlite3.Error:
            _log.exception("The favourites could not be read")
            database.close()
            return None
        return database
