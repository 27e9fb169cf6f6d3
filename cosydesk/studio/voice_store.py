"""My voices in the library: made, changed, deleted and brought back, exported and imported."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from cosydesk.studio.encoded_prompts import EncodedPrompts
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library_file import LibraryFile, Step
from cosydesk.studio.line import new_id
from cosydesk.studio.my_voice import MINE, Consent, MyVoice, PromptAudio, checked_voice
from cosydesk.studio.voice_backups import VoiceBackups
from cosydesk.studio.voice_file import VoiceFile, read_voice_file, write_voice_file

_log = logging.getLogger(__name__)

KEPT_DELETED = timedelta(days=30)
"""How long a deleted voice can be brought back; its sound goes at the first start after that."""

CHANGEABLE = frozenset({"name", "language", "tags", "notes", "transcript", "sample_text"})
"""The fields that `VoiceStore.change` takes."""

_UPSERT = "INSERT OR REPLACE INTO voices (id, prompt, data, deleted) VALUES (?, ?, ?, ?)"


class VoiceStore:
    """The voices of one's own. Any thread; every change is kept at once, or raises and changes nothing.

    Each voice is also written as a voice file into a folder beside the library, from which a damaged library is
    filled again: only a deleted voice ever goes.

    Attributes:
        encoded: what the voices' recordings, and those of projects' voices, are encoded to.
        on_changed: called after each change, in the thread that made it.
    """

    def __init__(self, file: LibraryFile, backups: Path) -> None:
        """Args:
        backups: folder of the voice files that are written beside the library.
        """
        self.encoded = EncodedPrompts(file)
        self._file = file
        self._backups = VoiceBackups(backups)
        self._voices: dict[str, MyVoice] = {}
        self._deleted: dict[str, MyVoice] = {}
        self._prompts: dict[str, PromptAudio] = {}
        self.on_changed: Callable[[], None] = lambda: None
        self._load()

    # -- reading ---------------------------------------------------------------------------------------------

    def all(self) -> list[MyVoice]:
        """All voices, oldest first."""
        return list(self._voices.values())

    def get(self, voice_id: str) -> MyVoice | None:
        """The voice, or None when there is none, or it was deleted."""
        return self._voices.get(voice_id)

    def deleted(self) -> list[MyVoice]:
        """What `restore` can still bring back, last deleted first."""
        return list(reversed(self._deleted.values()))

    def prompt(self, voice_id: str) -> PromptAudio:
        """The recording of a voice.

        Raises:
            StudioError: ``unknown_id``; ``voice_damaged``: it can't be read any more, and there is no copy of it.
        """
        voice = self._voice(voice_id)
        with self._file.lock:
            if (known := self._prompts.get(voice.prompt)) is not None:
                return known
            prompt = self._read_prompt(voice)
            self._prompts[voice.prompt] = prompt
            while len(self._prompts) > 8:
                del self._prompts[next(iter(self._prompts))]
            return prompt

    # -- changing --------------------------------------------------------------------------------------------

    def add(self, voice: MyVoice, prompt: PromptAudio) -> MyVoice:
        """Keep a new voice (`new_voice` makes one) with its recording.

        Raises:
            StudioError: ``invalid``, ``consent``: it can't be as it is; ``write``.
        """
        voice = checked_voice(voice)
        if voice.prompt != prompt.hash:
            raise StudioError("The recording is not this voice's.", code="invalid")
        if voice.id in self._voices:
            raise StudioError(f"“{voice.name}” is in the library already.", code="invalid")
        self._keep(voice, prompt)
        return voice

    def change(self, voice_id: str, **values: object) -> MyVoice:
        """Change some of its `CHANGEABLE` fields: ``change(id, name="Ann", tags=("calm",))``.

        Raises:
            StudioError: ``unknown_id``, ``invalid``, ``write``.
        """
        voice = self._voice(voice_id)
        if not values.keys() <= CHANGEABLE:
            raise StudioError(f"{', '.join(values.keys() - CHANGEABLE)} can't be set.", code="invalid")
        if not all(
            isinstance(value, tuple) and all(isinstance(tag, str) for tag in value)
            if name == "tags"
            else isinstance(value, str)
            for name, value in values.items()
        ):
            raise StudioError("A value has the wrong type.", code="invalid")
        changed = checked_voice(replace(voice, **cast(dict[str, Any], values)))
        if changed != voice:
            self._keep(changed)
        return changed

    def replace_prompt(
        self, voice_id: str, prompt: PromptAudio, consent: Consent, *, transcript: str, language: str = ""
    ) -> MyVoice:
        """Give a voice another recording; lines spoken with the old one become stale.

        Raises:
            StudioError: ``unknown_id``, ``invalid``, ``consent``, ``write``.
        """
        voice = self._voice(voice_id)
        changed = replace(
            voice,
            prompt=prompt.hash,
            sample_rate=prompt.sample_rate,
            length=prompt.length,
            consent=consent,
            transcript=transcript,
            language=language or voice.language,
        )
        self._keep(checked_voice(changed), prompt)
        return self._voices[voice_id]

    def duplicate(self, voice_id: str) -> MyVoice:
        """Add a voice like this one under a name of its own; the recording is kept once.

        Raises:
            StudioError: ``unknown_id``, ``write``.
        """
        voice = self._voice(voice_id)
        copy = replace(
            voice, id=f"{MINE}:{new_id()}", name=self.free_name(voice.name), created=_now().isoformat()
        )
        self._keep(checked_voice(copy))
        return copy

    def delete(self, voice_id: str) -> MyVoice:
        """Take a voice out of the library; `restore` brings it back, for 30 days. Returns what it was.

        Raises:
            StudioError: ``unknown_id``, ``write``.
        """
        voice = self._voice(voice_id)
        with self._file.lock:
            self._file.write(("UPDATE voices SET deleted = ? WHERE id = ?", (_now().isoformat(), voice_id)))
            del self._voices[voice_id]
            self._deleted[voice_id] = voice
        self.on_changed()
        return voice

    def restore(self, voice_id: str) -> MyVoice:
        """Bring a deleted voice back.

        Raises:
            StudioError: ``unknown_id``, ``write``.
        """
        with self._file.lock:
            voice = self._deleted.get(voice_id)
            if voice is None:
                raise StudioError("There is no such deleted voice.", code="unknown_id")
            self._file.write(("UPDATE voices SET deleted = NULL WHERE id = ?", (voice_id,)))
            del self._deleted[voice_id]
            self._voices = _by_age({**self._voices, voice_id: voice})
        self.on_changed()
        return voice

    def free_name(self, name: str) -> str:
        """The name, with a number behind it when a voice has it already."""
        taken = {voice.name for voice in self._voices.values()}
        stem, number = name, 1
        head, _, tail = name.rpartition(" ")
        if name in taken and head and tail.isdecimal():
            stem, number = head, int(tail)
        while (candidate := name if number == 1 and stem == name else f"{stem} {number}") in taken:
            number += 1
        return candidate

    # -- files -----------------------------------------------------------------------------------------------

    def export(self, voice_id: str, path: Path) -> None:
        """Write a voice with its recording, consent and encoded prompts as one file.

        Raises:
            StudioError: ``unknown_id``, ``write``, ``voice_damaged``.
        """
        voice = self._voice(voice_id)
        write_voice_file(path, VoiceFile(voice, self.prompt(voice_id), self.encoded.of(voice.prompt)))

    def present(self, file: VoiceFile) -> MyVoice | None:
        """The voice of the library that a file would come on top of: the same one, or one that speaks the same."""
        same = self._voices.get(file.voice.id)
        if same is not None:
            return same
        return next((voice for voice in self._voices.values() if voice.sounds_like(file.voice)), None)

    def take_in(self, file: VoiceFile, *, replacing: str = "", copy: bool = False) -> MyVoice:
        """Import what `read_voice_file` read.

        Args:
            replacing: id of the voice that it takes the place of, so that lines go on with it.
            copy: add it beside the one that is `present`, under a name of its own.

        Raises:
            StudioError: ``voice_present``: it is in the library already and neither was asked for; ``unknown_id``,
                ``write``.
        """
        voice, present = file.voice, self.present(file)
        if replacing:
            voice = replace(voice, id=self._voice(replacing).id)
        elif copy and present is not None:
            voice = replace(
                voice,
                id=f"{MINE}:{new_id()}",
                name=self.free_name(voice.name),
                created=_now().isoformat(),
            )
        elif present is not None:
            raise StudioError(
                f"“{voice.name}” is in the library already, as “{present.name}”.",
                "Replace it, or keep both.",
                "voice_present",
            )
        self._keep(voice, file.prompt)
        for encoder, data in file.encoded.items():
            self.encoded.keep(voice.prompt, encoder, data)
        return voice

    def import_file(self, path: Path, *, replacing: str = "", copy: bool = False) -> MyVoice:
        """`read_voice_file` and `take_in` in one."""
        return self.take_in(read_voice_file(path), replacing=replacing, copy=copy)

    # -- inside ----------------------------------------------------------------------------------------------

    def _voice(self, voice_id: str) -> MyVoice:
        voice = self._voices.get(voice_id)
        if voice is None:
            raise StudioError("This voice isn't in the library any more.", code="unknown_id")
        return voice

    def _keep(self, voice: MyVoice, prompt: PromptAudio | None = None) -> None:
        """Write a voice, new or not, and its recording if it comes with one."""
        steps: list[Step] = [(_UPSERT, (voice.id, voice.prompt, _packed(voice), None))]
        if prompt is not None:
            steps.append(("INSERT OR REPLACE INTO prompts VALUES (?, ?)", (prompt.hash, prompt.flac)))
        with self._file.lock:
            self._file.write(*steps)
            self._deleted.pop(voice.id, None)
            if voice.id in self._voices:
                self._voices[voice.id] = voice
            else:
                self._voices = _by_age({**self._voices, voice.id: voice})
        self._back_up(voice)
        self.on_changed()

    def _read_prompt(self, voice: MyVoice) -> PromptAudio:
        try:
            rows = self._file.read("SELECT flac FROM prompts WHERE hash = ?", (voice.prompt,))
            prompt = PromptAudio.read(rows[0][0]) if rows else None
        except StudioError as error:
            _log.error("The recording of %s: %s", voice.id, error.message)
            prompt = None
        if prompt is not None and prompt.hash == voice.prompt:
            return prompt
        try:
            saved = self._backups.prompt(voice.id)
        except StudioError as error:
            raise _prompt_lost(voice) from error
        if saved.hash != voice.prompt:
            raise _prompt_lost(voice)
        self._file.write(("INSERT OR REPLACE INTO prompts VALUES (?, ?)", (saved.hash, saved.flac)))
        return saved

    def _load(self) -> None:
        now = _now()
        found: dict[str, MyVoice] = {}
        gone: list[tuple[str, MyVoice]] = []
        for voice_id, data, deleted in self._file.read("SELECT id, data, deleted FROM voices"):
            try:
                voice = MyVoice.from_json(json.loads(data))
            except (StudioError, ValueError, TypeError, RecursionError) as error:
                _log.error("The voice %s can't be read: %s", voice_id, error)
                continue
            if deleted is None:
                found[voice.id] = voice
            elif isinstance(deleted, str) and _younger(deleted, now - KEPT_DELETED):
                gone.append((deleted, voice))
        self._voices = _by_age(found)
        self._deleted = {voice.id: voice for _, voice in sorted(gone, key=lambda pair: pair[0])}
        if self._file.usable:
            self._refill()
            self._purge(now)

    def _refill(self) -> None:
        """Bring back the voices that the library has lost and their voice files have kept."""
        if not self._backups.begun:
            return
        expired = self._file.read("SELECT id FROM voices WHERE deleted IS NOT NULL")
        known = [*self._voices, *self._deleted, *(str(row[0]) for row in expired)]
        for path in self._backups.others(known):
            try:
                file = read_voice_file(path)
                self._file.write(
                    (_UPSERT, (file.voice.id, file.voice.prompt, _packed(file.voice), None)),
                    ("INSERT OR REPLACE INTO prompts VALUES (?, ?)", (file.prompt.hash, file.prompt.flac)),
                )
            except StudioError as error:
                _log.error("%s can't be brought back: %s", path.name, error.message)
                continue
            _log.warning("The voice %s was brought back from %s", file.voice.id, path.name)
            self._voices = _by_age({**self._voices, file.voice.id: file.voice})
        for voice in self._voices.values():
            if voice.id not in self._backups:
                self._back_up(voice)

    def _purge(self, now: datetime) -> None:
        """Let go of what was deleted long ago, and of encoded prompts that nobody uses."""
        limit = (now - KEPT_DELETED).isoformat()
        try:
            expired = self._file.read("SELECT id FROM voices WHERE deleted < ?", (limit,))
            self._file.write(
                ("DELETE FROM voices WHERE deleted < ?", (limit,)),
                ("DELETE FROM prompts WHERE hash NOT IN (SELECT prompt FROM voices)", ()),
                self.encoded.expiry(now),
            )
            for (voice_id,) in expired:
                self._backups.remove(str(voice_id))
        except (StudioError, OSError) as error:
            _log.warning("The voice library could not be tidied up: %s", error)

    def _back_up(self, voice: MyVoice) -> None:
        try:
            self._backups.write(voice, self.prompt(voice.id))
        except (StudioError, OSError) as error:
            _log.warning("No copy of the voice %s could be written: %s", voice.id, error)


def _packed(voice: MyVoice) -> str:
    return json.dumps(voice.to_json(), ensure_ascii=False)


def _by_age(voices: Mapping[str, MyVoice]) -> dict[str, MyVoice]:
    ordered = sorted(voices.values(), key=lambda voice: (voice.created, voice.id))
    return {voice.id: voice for voice in ordered}


def _prompt_lost(voice: MyVoice) -> StudioError:
    return StudioError(
        f"The recording of “{voice.name}” is damaged.",
        "Import the voice again, or record it anew.",
        "voice_damaged",
    )


def _younger(stamp: str, limit: datetime) -> bool:
    return stamp >= limit.isoformat()


def _now() -> datetime:
    return datetime.now(UTC)
