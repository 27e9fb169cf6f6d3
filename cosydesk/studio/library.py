"""The voice library: every voice that can be chosen, one's own among them, and which ones are liked best."""

from __future__ import annotations

import difflib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from cosydesk import paths
from cosydesk.resources import resource
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library_file import LibraryFile
from cosydesk.studio.my_voice import MINE, MyVoice
from cosydesk.studio.voice_store import VoiceStore

_log = logging.getLogger(__name__)

_USE_STEP = timedelta(seconds=1)

STARTER = "starter"
"""The model id of the embedded starter voices."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An entry of the library.

    Attributes:
        id: ``"model:voice"``, what lines refer to; ``"mine:…"`` for a voice of one's own.
        model_id: the model that speaks it; `engine_voice` is what that model calls it. A voice of one's own has
            `MINE` and nothing there: any model that clones speaks it.
        language: BCP 47, e.g. ``en-US``, ``zh``.
        gender: ``"female"``, ``"male"`` or empty.
        sample_text: a line to try it with.
        seconds: length of the recording of a voice of one's own.
        created: when a voice of one's own was made, ISO 8601.
    """

    id: str
    model_id: str
    engine_voice: str
    name: str
    language: str
    gender: str = ""
    tags: tuple[str, ...] = ()
    sample_text: str = ""
    seconds: float = 0.0
    created: str = ""

    @property
    def mine(self) -> bool:
        """Whether it is a voice of one's own."""
        return self.model_id == MINE

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


class VoiceOrder(StrEnum):
    """How a list of voices may be sorted. Values are kept in the settings."""

    MODEL = "model"  # as the models give them, my voices last
    NAME = "name"
    NEWEST = "newest"  # my voices, the last made first; then the others
    LAST_USED = "last_used"  # what was spoken with last comes first; then those never used


class Library:
    """The voices of all models at hand, my voices, the favourites and what was used last. Any thread.

    All that the person made is in one file of their data. A file that can't be read or written costs what is in it,
    never the models' voices; `problem` tells.

    Attributes:
        mine: the voices of one's own.
        problem: what is wrong with the library's file, to be shown once at the start; None when it is well.
    """

    def __init__(self, path: Path | None = None, voices: Iterable[Voice] | None = None) -> None:
        """Args:
        path: the library's file; the copies of my voices lie in ``voices`` beside it.
        voices: the voices to begin with; None = the starter voices.
        """
        path = path or paths.data_dir() / "library.sqlite"
        self._voices = {voice.id: voice for voice in (starter_voices() if voices is None else voices)}
        self._file = LibraryFile(path)
        self.problem = self._file.problem
        self.mine = VoiceStore(self._file, path.with_name("voices"))
        self._favourites: set[str] = {row[0] for row in self._file.read("SELECT voice_id FROM favourites")}
        self._uses: dict[str, str] = dict(self._file.read("SELECT voice_id, at FROM uses"))

    def close(self) -> None:
        """Close the file; what is changed afterwards is forgotten at the end."""
        self._file.close()

    def voices(self) -> list[Voice]:
        """All voices, in the order of their models, my voices last."""
        return [*self._voices.values(), *map(voice_of, self.mine.all())]

    def get(self, voice_id: str) -> Voice | None:
        """The voice, or None when its model isn't at hand, or it is in my voices no more."""
        mine = self.mine.get(voice_id)
        return voice_of(mine) if mine is not None else self._voices.get(voice_id)

    def set_model_voices(self, model_id: str, voices: Iterable[Voice]) -> None:
        """Replace the voices of one model, as it describes them itself."""
        kept = {voice.id: voice for voice in self._voices.values() if voice.model_id != model_id}
        self._voices = kept | {voice.id: voice for voice in voices}

    def search(
        self,
        text: str = "",
        language: str = "",
        favourites_only: bool = False,
        *,
        mine_only: bool = False,
        order: VoiceOrder = VoiceOrder.MODEL,
    ) -> list[Voice]:
        """Voices that have all the words, speak the language (``zh`` finds ``zh-CN``), favourites first."""
        words = text.casefold().split()
        found = [
            voice
            for voice in self.sorted(self.voices(), order)
            if voice.matches(words)
            and (not language or voice.language.split("-")[0] == language.split("-")[0])
            and (not favourites_only or voice.id in self._favourites)
            and (not mine_only or voice.mine)
        ]
        return sorted(found, key=lambda voice: voice.id not in self._favourites)

    def sorted(self, voices: Iterable[Voice], order: VoiceOrder) -> list[Voice]:
        """The voices in an order; those that it can't tell apart stay as they are."""
        found = list(voices)
        match order:
            case VoiceOrder.NAME:
                found.sort(key=lambda voice: voice.name.casefold())
            case VoiceOrder.NEWEST:
                found.sort(key=lambda voice: voice.created, reverse=True)
            case VoiceOrder.LAST_USED:
                found.sort(key=lambda voice: self._uses.get(voice.id, ""), reverse=True)
        return found

    def is_favourite(self, voice_id: str) -> bool:
        """Whether the voice has the star."""
        return voice_id in self._favourites

    def set_favourite(self, voice_id: str, favourite: bool) -> None:
        """Give the star or take it away; kept at once."""
        if favourite:
            self._favourites.add(voice_id)
            statement = "INSERT OR IGNORE INTO favourites (voice_id) VALUES (?)"
        else:
            self._favourites.discard(voice_id)
            statement = "DELETE FROM favourites WHERE voice_id = ?"
        self._keep("The favourites", statement, (voice_id,))

    def last_used(self, voice_id: str) -> str:
        """When the voice last spoke a line, ISO 8601 in UTC; empty = never."""
        return self._uses.get(voice_id, "")

    def note_used(self, voice_id: str) -> None:
        """The voice has spoken a line now. Of many lines spoken in a row only some are kept."""
        moment = datetime.now(UTC)
        now = moment.isoformat(timespec="microseconds")
        if self.last_used(voice_id) > (moment - _USE_STEP).isoformat(timespec="microseconds"):
            return
        self._uses[voice_id] = now
        self._keep("What was used last", "INSERT OR REPLACE INTO uses VALUES (?, ?)", (voice_id, now))

    def _keep(self, what: str, statement: str, values: tuple[str, ...]) -> None:
        if not self._file.usable:
            return
        try:
            self._file.write((statement, values))
        except StudioError:
            _log.warning("%s could not be written", what)


def voice_of(mine: MyVoice) -> Voice:
    """A voice of one's own as an entry of the library."""
    return Voice(
        id=mine.id,
        model_id=MINE,
        engine_voice="",
        name=mine.name,
        language=mine.language,
        tags=mine.tags,
        sample_text=mine.trial,
        seconds=mine.seconds,
        created=mine.created,
    )


def find_voice(voices: Iterable[Voice], wanted: str) -> Voice:
    """The voice that somebody typed, by id or name, whatever the case.

    Raises:
        StudioError: ``invalid``; its remedy names the nearest.
    """
    key = wanted.strip().casefold()
    names = {
        name.casefold(): voice
        for voice in reversed(list(voices))
        for name in (voice.name, voice.engine_voice, voice.id)
        if name
    }
    if key in names:
        return names[key]
    near = difflib.get_close_matches(key, names, n=1)
    remedy = f"Did you mean {names[near[0]].name} ({names[near[0]].id})?" if near else ""
    raise StudioError(f'There is no voice "{wanted.strip()}".', remedy, "invalid")
