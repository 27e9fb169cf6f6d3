"""Voices that clients have uploaded: a recording with its transcript, each in a folder that only we may read."""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cosydesk.engine import EncodedPrompt, EngineError, Mode, Prompt, Request
from cosydesk.server.errors import ApiError
from cosydesk.server.speaker import Event

logger = logging.getLogger(__name__)

_ABOUT = "voice.json"
_RECORDING = "recording"
_ENCODED = "*.encoded"
_ENCODERS_KEPT = 4
_ABANDONED_S = 3_600
LONGEST_NAME = 80


@dataclass(frozen=True)
class KeptVoice:
    """Attributes:
    id: as clients ask for it.
    name: given by whoever uploaded it; asks for it as well.
    transcript: what is said in the recording; empty if nobody wrote it down.
    consent: what its speaker agreed to, in whatever words.
    created_at: seconds since 1970.
    """

    id: str
    name: str
    transcript: str = ""
    consent: str = ""
    created_at: int = 0

    @property
    def mode(self) -> Mode:
        """How it is spoken with where nothing else is asked for."""
        return Mode.ZERO_SHOT if self.transcript.strip() else Mode.CROSS_LINGUAL


class VoiceStore:
    """The voices in one folder. Others may work on the same folder: what they add or remove is seen."""

    def __init__(self, folder: Callable[[], Path], voices: int, most_bytes: int) -> None:
        """
        Args:
            folder: where; not asked for, so not made, before there is something to look up.
            voices, most_bytes: what it takes on.
        """
        self._locate = folder
        self._most = voices
        self._most_bytes = most_bytes
        self._voices: dict[str, KeptVoice] = {}
        self._seen_ns = -1
        self._swept = False
        self._told = False

    def all(self) -> list[KeptVoice]:
        """The oldest first."""
        return list(self._read().values())

    def find(self, asked: str) -> KeptVoice | None:
        """By its id, or else by its name in whatever case."""
        wanted = asked.strip()
        if not wanted:
            return None
        voices = self._read()
        if wanted in voices:
            return voices[wanted]
        folded = wanted.casefold()
        return next((voice for voice in voices.values() if voice.name.casefold() == folded), None)

    def add(self, voice: KeptVoice, recording: bytes, encoded: EncodedPrompt) -> KeptVoice:
        """Keep a voice under a new id.

        Raises:
            ApiError: 409, its name is taken or there are too many; 507, there is no room.
        """
        self.check_room(voice.name, len(recording) + len(encoded.data))
        folder = self._folder()
        voice = replace(voice, id=f"voice_{secrets.token_hex(8)}", created_at=int(time.time()))
        unfinished = folder / f".{voice.id}"
        try:
            unfinished.mkdir(0o700)
            _write(unfinished / _RECORDING, recording)
            _write(unfinished / f"0{_ENCODED[1:]}", _packed(encoded))
            _write(unfinished / _ABOUT, json.dumps(asdict(voice), ensure_ascii=False).encode())
            unfinished.rename(folder / voice.id)
        except OSError as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            logger.error("A voice can't be kept: %s", error)
            raise _no_room() from error
        self._seen_ns = -1
        return voice

    def check_room(self, name: str, count: int) -> None:
        """See whether a voice of that name and size can be kept.

        Raises:
            ApiError: 409.
        """
        voices = self._read()
        if any(voice.name.casefold() == name.casefold() for voice in voices.values()):
            raise ApiError(
                409,
                "voice_exists",
                f"There is a voice called {name} already.",
                "Choose another name.",
                param="name",
            )
        try:
            files = list(self._folder().glob("*/*"))
        except OSError as error:
            raise _no_room() from error
        if len(voices) >= self._most or sum(_size(file) for file in files) + count > self._most_bytes:
            raise ApiError(
                409,
                "voices_full",
                "The service keeps no more voices.",
                "Delete one with DELETE /v1/voices/{id}.",
            )

    def remove(self, voice: KeptVoice) -> None:
        """Delete it with its recording."""
        folder = self._folder()
        gone = folder / f".{voice.id}.{secrets.token_hex(4)}"
        try:
            (folder / voice.id).rename(gone)  # at once out of everybody's sight
        except FileNotFoundError:
            return  # somebody else was quicker
        shutil.rmtree(gone, ignore_errors=True)
        self._seen_ns = -1

    def prompt(self, voice: KeptVoice) -> Prompt:
        """Its recording with what was kept of its encoded forms.

        Raises:
            ApiError: 404, it was deleted in the meantime.
        """
        folder = self._folder() / voice.id
        try:
            recording = (folder / _RECORDING).read_bytes()
            encoded = tuple(_unpacked(file.read_bytes()) for file in sorted(folder.glob(_ENCODED)))
        except (OSError, ValueError, TypeError) as error:
            raise ApiError(404, "voice_unknown", f"The voice {voice.name} is gone.", param="voice") from error
        return Prompt(recording, voice.transcript, encoded=encoded)

    def keeper(self, voice: KeptVoice) -> Callable[[Event | EngineError | None], None]:
        """What keeps the encoded form that another model makes of a voice."""

        def keep(event: Event | EngineError | None) -> None:
            if isinstance(event, EncodedPrompt):
                self._keep(voice, event)

        return keep

    def _keep(self, voice: KeptVoice, encoded: EncodedPrompt) -> None:
        folder = self._folder() / voice.id
        try:
            files = sorted(folder.glob(_ENCODED), key=lambda file: int(file.stem))
            number = int(files[-1].stem) + 1 if files else 0
            _write(folder / f"{number}{_ENCODED[1:]}", _packed(encoded))
            same = [file for file in files if _unpacked(file.read_bytes()).encoder == encoded.encoder]
            others = [file for file in files if file not in same]
            for file in [*same, *others[: max(0, len(others) + 1 - _ENCODERS_KEPT)]]:
                file.unlink(missing_ok=True)
        except (OSError, ValueError, TypeError) as error:
            logger.warning("The encoded form of %s can't be kept: %s", voice.id, error)

    def _folder(self) -> Path:
        folder = self._locate()
        folder.mkdir(0o700, parents=True, exist_ok=True)
        return folder

    def _read(self) -> dict[str, KeptVoice]:
        try:
            folder = self._folder()
            changed_ns = folder.stat().st_mtime_ns
        except OSError as error:
            if not self._told:
                logger.warning("Uploaded voices can't be kept here: %s", error)
                self._told = True
            return {}
        if not self._swept:
            _sweep(folder)
            self._swept = True
        if changed_ns != self._seen_ns:
            found = sorted(_found(folder), key=lambda voice: (voice.created_at, voice.id))
            self._voices = {voice.id: voice for voice in found}
            self._seen_ns = changed_ns
        return self._voices


def with_voice(request: Request, voice: KeptVoice, store: VoiceStore) -> Request:
    """The same request with an uploaded voice in the place of a built-in one.

    Raises:
        ApiError: 404, the voice was deleted in the meantime.
    """
    mode = request.mode
    if mode is Mode.SFT or (mode is Mode.ZERO_SHOT and not voice.transcript.strip()):
        mode = voice.mode
    return replace(request, mode=mode, voice="", prompt=store.prompt(voice))


def _found(folder: Path) -> Iterator[KeptVoice]:
    for file in folder.glob(f"voice_*/{_ABOUT}"):
        try:
            voice = KeptVoice(**json.loads(file.read_bytes()))
        except (OSError, ValueError, TypeError, RecursionError) as error:
            logger.warning("A voice can't be read: %s: %s", file, error)
            continue
        if voice.id == file.parent.name:
            yield voice


def _no_room() -> ApiError:
    return ApiError(507, "storage", "There is no room for the voice.", "Ask who runs the service.")


def _sweep(folder: Path) -> None:
    """Remove what was being kept or deleted when a service ended, but not what another is at."""
    for left in folder.glob(".voice_*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(left, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    flags = (
        os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    )  # Windows would change line ends
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _packed(encoded: EncodedPrompt) -> bytes:
    about = {"encoder": encoded.encoder, "recording": encoded.recording}
    return json.dumps(about).encode() + b"\n" + encoded.data


def _unpacked(data: bytes) -> EncodedPrompt:
    about, _, rest = data.partition(b"\n")
    return EncodedPrompt(**json.loads(about), data=rest)
