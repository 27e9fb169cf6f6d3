"""The two ways in which speech leaves the service: as bytes of a sound file, or as events that carry them."""

from __future__ import annotations

import base64
import io
import json
from typing import Any, Protocol

from cosydesk.engine import AudioChunk
from cosydesk.server.audio import FORMATS, Encoder, FileEncoder, open_encoder
from cosydesk.server.errors import ApiError, error_body


class Outlet(Protocol):
    """Turns the chunks of one request into a body.

    Attributes:
        media_type: of the body.
    """

    @property
    def media_type(self) -> str: ...

    def open(self, sample_rate: int) -> int:
        """Called first, with the model's rate; returns that of what will be sent."""

    def feed(self, chunk: AudioChunk) -> bytes:
        """What can be sent now."""

    def finish(self) -> bytes:
        """The end of what was spoken to the end."""

    def failed(self, error: ApiError) -> bytes | None:
        """The end of what could not be, or None where a body can't tell that it isn't whole."""


class SoundOutlet:
    """A sound file, or raw samples."""

    def __init__(self, audio: str, sample_rate: int | None = None) -> None:
        """
        Args:
            audio: one of `FORMATS`.
            sample_rate: Hz to send; without it the model's.
        """
        self._audio = audio
        self._wanted_rate = sample_rate
        self._encoder: Encoder | None = None

    @property
    def media_type(self) -> str:
        return FORMATS[self._audio].media_type

    def open(self, sample_rate: int) -> int:
        self._encoder = open_encoder(self._audio, sample_rate, self._wanted_rate)
        return self._encoder.sample_rate

    def feed(self, chunk: AudioChunk) -> bytes:
        assert self._encoder is not None
        return self._encoder.feed(chunk.samples)

    def finish(self) -> bytes:
        assert self._encoder is not None
        return self._encoder.finish()

    def failed(self, error: ApiError) -> bytes | None:
        return None


class WholeOutlet:
    """A sound file that is sent when it is finished, so with its length in the header."""

    def __init__(self, audio: str, sample_rate: int | None = None) -> None:
        """As for `SoundOutlet`."""
        self._audio = audio
        self._wanted_rate = sample_rate
        self._file = io.BytesIO()
        self._encoder: FileEncoder | None = None

    @property
    def media_type(self) -> str:
        return FORMATS[self._audio].media_type

    def open(self, sample_rate: int) -> int:
        self._encoder = FileEncoder(self._file, self._audio, sample_rate, self._wanted_rate)
        return self._encoder.sample_rate

    def feed(self, chunk: AudioChunk) -> bytes:
        assert self._encoder is not None
        self._encoder.feed(chunk.samples)
        return b""

    def finish(self) -> bytes:
        assert self._encoder is not None
        self._encoder.finish()
        return self._file.getvalue()

    def failed(self, error: ApiError) -> bytes | None:
        return None


class EventOutlet:
    """OpenAI's server-sent events: `speech.audio.delta` with base64, at the end `speech.audio.done`.

    Its usage counts characters of the text as input tokens and the model's speech tokens as output tokens. Where
    speaking fails there is an `error` in the form of all our errors instead of the end.
    """

    media_type = "text/event-stream"

    def __init__(self, sound: Outlet, characters: int) -> None:
        self._sound = sound
        self._characters = characters
        self._tokens = 0

    def open(self, sample_rate: int) -> int:
        return self._sound.open(sample_rate)

    def feed(self, chunk: AudioChunk) -> bytes:
        self._tokens += chunk.speech_tokens
        return self._delta(self._sound.feed(chunk))

    def finish(self) -> bytes:
        usage = {
            "input_tokens": self._characters,
            "output_tokens": self._tokens,
            "total_tokens": self._characters + self._tokens,
        }
        return self._delta(self._sound.finish()) + event({"type": "speech.audio.done", "usage": usage})

    def failed(self, error: ApiError) -> bytes | None:
        return event({"type": "error", **error_body(error)})

    def _delta(self, data: bytes) -> bytes:
        if not data:
            return b""
        return event({"type": "speech.audio.delta", "audio": base64.b64encode(data).decode("ascii")})


def event(content: dict[str, Any], name: str = "") -> bytes:
    """One server-sent event with JSON in it."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(content, ensure_ascii=False)}\n\n".encode()
