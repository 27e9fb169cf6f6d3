"""The engine's public types: one request in, a stream of audio chunks out, for every model.

This module stays free of torch and onnxruntime, so that the window's process can import it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cosydesk.engine.errors import EngineError, RequestError

Samples = npt.NDArray[np.float32]
"""Mono audio, float32, nominally within [-1, 1], shape (n,)."""


class Mode(StrEnum):
    """The ways to speak. Values are CosyVoice's own names and appear on the command line."""

    SFT = "sft"  # a voice that is built into the model
    ZERO_SHOT = "zero_shot"  # clone from a prompt with its transcript
    CROSS_LINGUAL = "cross_lingual"  # clone from a prompt, speak another language
    INSTRUCT = "instruct"  # a built-in voice (or, later generations, a prompt) with a described manner
    VC = "vc"  # voice conversion: source audio spoken by the prompt's voice


class Quality(StrEnum):
    """How much work goes into the sound. What is spoken as a draft says so in its notices."""

    FULL = "full"  # as the model was made to speak
    DRAFT = "draft"  # fewer solver steps, for listening to timing and wording


@dataclass(frozen=True)
class EncodedPrompt:
    """A prompt as the networks of a model read it, kept so that it need not be made again.

    Attributes:
        encoder: tells which models can use it: those that encode in the same way share it.
        recording: hash of the audio that it was made of: SHA-256 of the samples (mono) as little-endian float32, then
            of the rate in decimal digits.
        data: safetensors; opaque to everybody but the engine, which checks it before it is used.
    """

    encoder: str
    recording: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Prompt:
    """Reference audio with its transcript.

    Attributes:
        audio: a file or its name, the bytes of one, or samples (float32 mono) with `sample_rate` given.
        transcript: what is said in it; empty for modes that don't use it.
        sample_rate: Hz; only with samples.
        encoded: what earlier requests gave to `Request.on_encoded` for this audio; what doesn't fit is passed over.
    """

    audio: Path | str | bytes | Samples = field(repr=False)
    transcript: str = ""
    sample_rate: int | None = None
    encoded: tuple[EncodedPrompt, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class Sampling:
    """How speech tokens are drawn. Defaults are CosyVoice's own (spec, cosyvoice1.md section 6)."""

    top_p: float = 0.8
    top_k: int = 25
    window: int = 10
    tau_r: float = 0.1


@dataclass(frozen=True)
class Notice:
    """Something the person should know about a result that is not an error, e.g. a tag that was left out."""

    code: str
    message: str


@dataclass(frozen=True)
class Progress:
    """How far a request is.

    Attributes:
        stage: ``"loading"``, ``"text"``, ``"prompt"``, ``"speaking"``; ``"waiting"`` for a server.
        fraction: 0..1 of the whole request, best estimate; never goes back.
        utterance: index of the utterance at work; `utterances`: how many there are (0 = not known yet).
        tokens: speech tokens made so far (0 where the model has none).
    """

    stage: str
    fraction: float
    utterance: int = 0
    utterances: int = 0
    tokens: int = 0


@dataclass(frozen=True)
class Request:
    """One thing to say. The same request with the same seed gives the same samples on the same device.

    Attributes:
        text: plain text or markup (see `cosydesk.markup`), or utterances already split; or an iterator of strings,
            for a text that arrives bit by bit: it is asked for more only when all before is spoken, in a thread of
            its own where there is `cancel`. Every model takes it, sentence by sentence as each is complete. With
            `stream`, CosyVoice 2 and 3 don't wait for that: text and speech take turns, and the text is read as it
            is written, not normalised. Such a request stays in its process.
        mode: how to speak it.
        voice: id of a built-in voice (`sft`, `instruct`).
        prompt: reference audio (`zero_shot`, `cross_lingual`, `vc`).
        source: audio whose words are kept (`vc`).
        instruct: the manner, in words (`instruct`).
        speed: 1.0 = as the model speaks; above is faster; 0.5 to 2.0.
        stream: yield audio before an utterance is complete where the model can.
        quality: a draft takes less time; a model that has none speaks in full and says so.
        normalise: False reads numbers and marks as they are written and keeps the text in one utterance as long as
            it fits; for a CosyVoice model. Japanese then isn't written in katakana for CosyVoice 3 either.
        cancel: set it and the iterator ends with `CancelledError`.
        on_progress: called from the engine's thread.
        on_encoded: called with the prompt's encoded form when it had to be made, to be kept for the next time.
    """

    text: str | tuple[str, ...] | Iterator[str]
    mode: Mode = Mode.SFT
    voice: str = ""
    prompt: Prompt | None = None
    source: Prompt | None = None
    instruct: str = ""
    speed: float = 1.0
    seed: int = 0
    stream: bool = False
    quality: Quality = Quality.FULL
    normalise: bool = True
    sampling: Sampling = field(default_factory=Sampling)
    cancel: threading.Event | None = field(default=None, compare=False, repr=False)
    on_progress: Callable[[Progress], None] | None = field(default=None, compare=False, repr=False)
    on_encoded: Callable[[EncodedPrompt], None] | None = field(default=None, compare=False, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """Raises:
        RequestError: its text arrives bit by bit, which it can't in another process.
        """
        if not isinstance(self.text, str | tuple):
            raise RequestError(
                "A text that arrives bit by bit can't be sent to another process.",
                "Speak it with a model that is open in this one, or collect it first.",
                code="text_arriving",
            )
        return self.__dict__

    def checked_quality(self) -> Quality:
        """Its quality, which may have come as a plain word.

        Raises:
            RequestError: there is none of that name.
        """
        try:
            return Quality(self.quality)
        except ValueError as error:
            raise RequestError(
                f"“{self.quality}” is not a quality.",
                f"Choose {' or '.join(Quality)}.",
                code="quality",
            ) from error


@dataclass(frozen=True)
class AudioChunk:
    """A piece of finished audio; the concatenation of all chunks is the whole result.

    Attributes:
        samples: float32 mono, shape (n,).
        sample_rate: Hz, the model's own.
        utterance: index of the utterance it belongs to.
        speech_tokens: tokens generated for this chunk (0 where the model has none).
        notices: what the person should know, given once each.
    """

    samples: Samples
    sample_rate: int
    utterance: int = 0
    speech_tokens: int = 0
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class VoiceInfo:
    """A voice that is built into a model. `language` is a BCP 47 code such as ``zh``, ``en-US``, ``yue``."""

    id: str
    name: str
    language: str
    gender: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Capabilities:
    """What a model can do; the window shows only that.

    Attributes:
        modes: the modes it speaks in.
        languages: BCP 47 primary codes it speaks.
        tags: markup it renders as sound: ``strong``, ``laughter`` (spans), ``[laughter]``, ``[breath]`` …
            written as in the markup: span names bare, events in brackets. Breaks work with every model.
        sample_rate: Hz of its chunks.
        seeded: whether different seeds give different takes.
        max_chars: longest text of one line worth sending at once.
        draft: whether it has a draft quality that takes less time.
        directs_clones: whether `Mode.INSTRUCT` takes a prompt in the place of a built-in voice.
        together: how many requests it gains by speaking at the same time; it has `speak_together` if more than one.
        generation: of CosyVoice, 1 to 3; 0 for other models, and where it isn't known.
    """

    modes: frozenset[Mode]
    languages: tuple[str, ...]
    tags: frozenset[str]
    sample_rate: int
    seeded: bool = True
    max_chars: int = 20_000
    draft: bool = False
    directs_clones: bool = False
    together: int = 1
    generation: int = 0

    @property
    def cloning(self) -> bool:
        return Mode.ZERO_SHOT in self.modes

    @property
    def instruct(self) -> bool:
        return Mode.INSTRUCT in self.modes


@dataclass(frozen=True)
class DeviceOffer:
    """A device that this machine has, or why it can't be used.

    Attributes:
        device: as `open_model` takes it: ``cpu``, ``cuda:0``, ``mps``.
        name: what it is, as its maker calls it; may be empty.
        precisions: those that models can run in there; none = it can't be used.
        code: why it is not used by itself, as a stable key: ``no_gpu``, ``no_support``, ``small``; empty = it may be.
        reason: the same as one English sentence.
    """

    device: str
    name: str
    precisions: tuple[str, ...]
    code: str = ""
    reason: str = ""


Said = AudioChunk | EngineError | None
"""What comes of one of several requests: a chunk; in the end None, or what ended it before its end."""


class Model(Protocol):
    """An opened model. `engine.open_model` makes one."""

    @property
    def id(self) -> str:
        """``"starter"`` or the model directory's name."""

    @property
    def name(self) -> str:
        """What to call it in front of people."""

    @property
    def revision(self) -> str:
        """What tells its weights from those of another release under the same name."""

    @property
    def capabilities(self) -> Capabilities: ...

    def voices(self) -> list[VoiceInfo]: ...

    def speak(self, request: Request) -> Iterator[AudioChunk]:
        """Speak the request, yielding chunks as they are ready.

        Raises:
            RequestError: it can't be spoken as it stands.
            DeviceError: out of memory and the like.
            CancelledError: `request.cancel` was set.
        """

    def encode(self, prompt: Prompt) -> EncodedPrompt:
        """Encode a prompt, or bring back what it carries if that fits.

        Raises:
            RequestError: the model can't clone, or not from this recording.
            ModelError: an encoder's file is damaged.
        """

    def close(self) -> None:
        """Free the memory; the model can't be used afterwards."""


class Chorus(Protocol):
    """A model that speaks several requests at the same time; see `Capabilities.together`."""

    def speak_together(self, requests: Sequence[Request]) -> Iterator[tuple[int, Said]]:
        """Speak them, yielding (index, chunk) as each is ready; every index ends with None or its error.

        Every request is spoken as if it were alone, but for the last digits of its numbers.
        """
