"""A voice of one's own: a recording, what is said in it, and the consent of who speaks in it."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any, cast

import numpy as np
import soundfile

from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import new_id
from cosydesk.studio.sound import Samples, from_flac

MINE = "mine"
"""The model's part of the ids of my voices: no model has them built in, whichever clones speaks them."""

SHORTEST_PROMPT_S = 1.0
LONGEST_PROMPT_S = 30.0
"""What the engine takes; a dialog may ask for more."""

LOWEST_RATE_HZ = 16_000
HIGHEST_RATE_HZ = 192_000
LONGEST_NAME = 120
LONGEST_TAG = 60
MOST_TAGS = 40
LONGEST_TEXT = 20_000

SAMPLE_TEXTS = {
    "zh": "你好，很高兴为你配音。",
    "en": "Hello, it is good to lend you my voice.",
    "ja": "こんにちは。声をお届けできてうれしいです。",
    "yue": "你好，好高兴可以为你配音。",
    "ko": "안녕하세요. 목소리를 들려 드리게 되어 기쁩니다.",
}
"""A line to try a voice with, by primary language code."""


@dataclass(frozen=True, slots=True)
class Consent:
    """That the voice may be used.

    Attributes:
        statement: the sentence that was agreed to, word for word as it was shown.
        given: when, ISO 8601 with time zone.
    """

    statement: str
    given: str

    @classmethod
    def now(cls, statement: str) -> Consent:
        """Given at this moment."""
        return cls(statement, _now())


@dataclass(frozen=True, slots=True)
class PromptAudio:
    """The recording of a voice, as it is kept.

    Attributes:
        flac: a mono FLAC file of 16 or 24 bits.
        sample_rate: Hz.
        length: samples.
        hash: of the samples and the rate, hexadecimal; the same sound has the same one however it is packed.
    """

    flac: bytes
    sample_rate: int
    length: int
    hash: str

    @property
    def seconds(self) -> float:
        return self.length / self.sample_rate

    @classmethod
    def of(cls, samples: Samples, sample_rate: int) -> PromptAudio:
        """Pack a recording: float32, (n,) or (n, channels), mixed to mono; in 24 bits where 16 would lose something.

        Raises:
            StudioError: ``prompt``: no sound in it, too long to be a prompt, or too coarse.
        """
        mono = np.asarray(samples, dtype=np.float32)
        mono = mono.mean(axis=1, dtype=np.float32) if mono.ndim == 2 else mono.reshape(-1)
        if not len(mono) or not np.isfinite(mono).all():
            raise StudioError("There is no sound in the recording.", "Choose another one.", "prompt")
        _check_span(len(mono), sample_rate)
        # Whole numbers, because libsndfile scales floats by one less than what it divides by when it reads them.
        fine = np.clip(np.round(mono.astype(np.float64) * 2**23), -(2**23), 2**23 - 1).astype(np.int32)
        coarse = not (fine & 0xFF).any()
        buffer = io.BytesIO()
        whole = (fine >> 8).astype(np.int16) if coarse else fine << 8
        soundfile.write(buffer, whole, sample_rate, format="FLAC", subtype="PCM_16" if coarse else "PCM_24")
        return cls.read(buffer.getvalue())

    @classmethod
    def read(cls, flac: object) -> PromptAudio:
        """Take in the bytes of a FLAC file, whoever made it, or what a damaged library has in their place.

        Raises:
            StudioError: ``prompt``: no mono FLAC, damaged, too long to be a prompt, or too coarse.
        """
        if not isinstance(flac, bytes):
            raise StudioError("The recording is damaged.", "", "prompt")
        try:
            with soundfile.SoundFile(io.BytesIO(flac)) as file:
                kind = (file.format, file.channels)
                length, sample_rate = int(file.frames), int(file.samplerate)
            if kind != ("FLAC", 1):
                raise StudioError("The recording is no mono FLAC file.", "", "prompt")
            _check_span(length, sample_rate)
            samples = from_flac(flac, length)
        except StudioError as error:
            raise StudioError(error.message, error.remedy, "prompt") from error
        except (soundfile.SoundFileError, RuntimeError, ValueError) as error:
            raise StudioError("The recording is damaged.", "", "prompt") from error
        if len(samples) != length:
            raise StudioError("The recording is damaged.", "", "prompt")
        return cls(flac, sample_rate, length, prompt_hash(samples, sample_rate))

    def samples(self) -> Samples:
        """The sound, float32 mono. Raises `StudioError` (``audio``)."""
        return from_flac(self.flac, self.length)


@dataclass(frozen=True, slots=True)
class MyVoice:
    """A voice of one's own, all but its sound.

    Attributes:
        id: ``"mine:…"``, what lines refer to.
        language: BCP 47 of the recording, e.g. ``zh``; empty when it isn't known.
        prompt: `PromptAudio.hash` of its recording; `sample_rate` (Hz) and `length` (samples) are the recording's.
        transcript: what is said in the recording; without it the voice can only be cloned across languages.
        created: ISO 8601 with time zone.
        sample_text: a line to try it with; empty = the usual one of its language.
    """

    id: str
    name: str
    language: str
    prompt: str
    sample_rate: int
    length: int
    consent: Consent
    created: str
    transcript: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    sample_text: str = ""

    @property
    def seconds(self) -> float:
        """Length of its recording."""
        return self.length / self.sample_rate

    @property
    def trial(self) -> str:
        """The line to try it with."""
        primary = self.language.partition("-")[0]
        return self.sample_text or SAMPLE_TEXTS.get(primary, SAMPLE_TEXTS["en"])

    def sounds_like(self, other: MyVoice) -> bool:
        """Whether the other one has the same recording and transcript, so that it speaks the same."""
        return (self.prompt, self.transcript) == (other.prompt, other.transcript)

    def to_json(self) -> dict[str, object]:
        """As a JSON object; `from_json` reads it."""
        return {**asdict(self), "tags": list(self.tags)}

    @classmethod
    def from_json(cls, data: object) -> MyVoice:
        """Read what `to_json` wrote, or a stranger claims it did; fields of later versions are passed over.

        Raises:
            StudioError: ``invalid``: a field is missing, of the wrong type, or out of range.
        """
        if not isinstance(data, Mapping):
            raise _invalid("its description is no object")
        consent = data.get("consent")
        if not isinstance(consent, Mapping):
            raise _invalid("it holds no consent")
        tags = data.get("tags", [])
        if not isinstance(tags, list):
            raise _invalid("its tags are no list")
        voice = cls(
            id=_text(data, "id"),
            name=_text(data, "name"),
            language=_text(data, "language"),
            prompt=_text(data, "prompt"),
            sample_rate=_whole(data, "sample_rate"),
            length=_whole(data, "length"),
            consent=Consent(_text(consent, "statement"), _text(consent, "given")),
            created=_text(data, "created"),
            transcript=_text(data, "transcript", ""),
            tags=tuple(_text({"tag": tag}, "tag") for tag in tags),
            notes=_text(data, "notes", ""),
            sample_text=_text(data, "sample_text", ""),
        )
        return checked_voice(voice)


def new_voice(
    name: str,
    prompt: PromptAudio,
    consent: Consent,
    *,
    language: str = "",
    transcript: str = "",
    tags: tuple[str, ...] = (),
    notes: str = "",
    sample_text: str = "",
) -> MyVoice:
    """A voice with a fresh id, made now; `VoiceStore.add` keeps it.

    Raises:
        StudioError: ``invalid``: a field can't be as it is; ``consent``: the consent says nothing.
    """
    return checked_voice(
        MyVoice(
            id=f"{MINE}:{new_id()}",
            name=name,
            language=language,
            prompt=prompt.hash,
            sample_rate=prompt.sample_rate,
            length=prompt.length,
            consent=consent,
            created=_now(),
            transcript=transcript,
            tags=tags,
            notes=notes,
            sample_text=sample_text,
        )
    )


def checked_voice(voice: MyVoice) -> MyVoice:
    """The voice with its words tidied: one line, no spaces around, each tag once.

    Raises:
        StudioError: ``invalid``: a field can't be as it is; ``consent``: the consent says nothing.
    """
    name = one_line(voice.name)
    if not name:
        raise StudioError("The voice has no name.", "Give it one.", "invalid")
    if not is_mine(voice.id) or len(voice.id) > 64 or not voice.id.removeprefix(f"{MINE}:").isalnum():
        raise _invalid("its id is none of ours")
    if len(voice.prompt) != 64 or not all(char in "0123456789abcdef" for char in voice.prompt):
        raise _invalid("its recording isn't named by a hash")
    if not voice.consent.statement.strip() or not voice.consent.given.strip():
        raise StudioError(
            "Nobody has agreed that this voice may be used.",
            "Ask who speaks in the recording, then tick the box.",
            "consent",
        )
    _check_span(voice.length, voice.sample_rate)
    tags = tuple(dict.fromkeys(filter(None, map(one_line, voice.tags))))
    tidy = {
        "name": name,
        "language": one_line(voice.language),
        "transcript": one_line(voice.transcript),
        "tags": tags,
        "notes": _writable(voice.notes.strip()),
        "sample_text": one_line(voice.sample_text),
    }
    too_long = (
        len(name) > LONGEST_NAME
        or len(voice.language) > 35
        or len(tags) > MOST_TAGS
        or any(len(tag) > LONGEST_TAG for tag in tags)
        or any(len(text) > LONGEST_TEXT for text in (voice.transcript, voice.notes, voice.sample_text))
        or max(len(voice.consent.statement), len(voice.consent.given), len(voice.created)) > LONGEST_TEXT
    )
    if too_long:
        raise StudioError("A text of this voice is too long.", "Shorten it.", "invalid")
    values = {field.name: getattr(voice, field.name) for field in fields(voice)}
    return MyVoice(**cast(dict[str, Any], {**values, **tidy}))


def is_mine(voice_id: str) -> bool:
    """Whether an id is that of a voice of one's own."""
    return voice_id.startswith(f"{MINE}:")


def prompt_hash(samples: Samples, sample_rate: int) -> str:
    """Hash of a recording (float32 mono) by what is heard, hexadecimal.

    The engine counts its encoded prompts by the same one: SHA-256 of the samples as little-endian float32, then of
    the rate in decimal digits.
    """
    digest = hashlib.sha256(np.ascontiguousarray(samples, dtype="<f4").tobytes())
    digest.update(str(sample_rate).encode())
    return digest.hexdigest()


def one_line(text: str) -> str:
    """A text without line breaks, control characters, and spaces around."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _check_span(length: int, sample_rate: int) -> None:
    if not LOWEST_RATE_HZ <= sample_rate <= HIGHEST_RATE_HZ:
        raise StudioError(
            f"The recording has {sample_rate} samples a second, which no voice can be cloned from.",
            "Choose a recording of 16 kHz or more.",
            "prompt",
        )
    seconds = length / sample_rate
    if not length or seconds < SHORTEST_PROMPT_S:
        raise StudioError(
            f"The recording is only {seconds:.1f} s long.",
            "Choose 3 to 10 seconds of clear speech.",
            "prompt",
        )
    if not seconds <= LONGEST_PROMPT_S + 0.001 or not math.isfinite(seconds):
        raise StudioError(
            f"The recording is {seconds:.0f} s long; at most {LONGEST_PROMPT_S:.0f} s can be used.",
            "Cut it to 3 to 10 seconds of clear speech.",
            "prompt",
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _text(data: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise _invalid(f"“{name}” is no text")
    return _writable(value)


def _writable(text: str) -> str:
    """Half a surrogate pair (a broken paste) can't be written as UTF-8; it becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def _whole(data: Mapping[str, object], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**31:
        raise _invalid(f"“{name}” is no number")
    return value


def _invalid(what: str) -> StudioError:
    return StudioError(f"The voice can't be read: {what}.", "", "invalid")
