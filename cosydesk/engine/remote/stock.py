"""The server that comes with CosyVoice as a model: it speaks what it can, and a notice says what it can't.

It answers forms with raw 16-bit samples as they are made. It tells neither their rate nor its voices, and it takes
no speed and no seed.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import numpy as np
import soundfile

from cosydesk.engine.arriving import sentence_by_sentence
from cosydesk.engine.errors import EngineError, RequestError
from cosydesk.engine.remote.exchange import Exchange, ServerGoneError, gone
from cosydesk.engine.remote.multipart import multipart
from cosydesk.engine.remote.recordings import with_recordings_read
from cosydesk.engine.remote.refusals import bad_token
from cosydesk.engine.remote.stock_text import TAGS, pieces_of
from cosydesk.engine.types import (
    AudioChunk,
    Capabilities,
    EncodedPrompt,
    Mode,
    Notice,
    Progress,
    Prompt,
    Quality,
    Request,
    VoiceInfo,
)
from cosydesk.servers import COSYVOICE, Server, host_of

log = logging.getLogger(__name__)

FIRST_RATE, LATER_RATE = 22_050, 24_000
"""Hz of what the first generation of models speaks, and of what the later ones do."""

PATIENCE_S = 300.0
"""It is silent until a sentence is made, and while others are spoken to."""

VOICES = (
    VoiceInfo("中文女", "中文女", "zh", "female"),
    VoiceInfo("中文男", "中文男", "zh", "male"),
    VoiceInfo("日语男", "日语男", "ja", "male"),
    VoiceInfo("粤语女", "粤语女", "yue", "female"),
    VoiceInfo("英文女", "英文女", "en", "female"),
    VoiceInfo("英文男", "英文男", "en", "male"),
    VoiceInfo("韩语女", "韩语女", "ko", "female"),
)
"""Those of the model with built-in voices; the server has no list of them."""

_ROUTES: dict[tuple[Mode, bool], str] = {
    (Mode.SFT, False): "/inference_sft",
    (Mode.ZERO_SHOT, True): "/inference_zero_shot",
    (Mode.CROSS_LINGUAL, True): "/inference_cross_lingual",
    (Mode.INSTRUCT, False): "/inference_instruct",
    (Mode.INSTRUCT, True): "/inference_instruct2",
}
"""By mode, and whether a prompt gives the voice."""

_CHARS_PER_S = 6.0


def is_stock(paths: Collection[str]) -> bool:
    """Whether a server with these paths speaks as CosyVoice's own does."""
    return any(path in paths for path in _ROUTES.values())


class StockModel:
    """Speaks with whatever model that server has.

    All of its routes are always there, whatever its model can: the rate that the person chose tells the generation,
    and that the modes.
    """

    id = "cosyvoice"
    revision = ""
    kind = COSYVOICE

    def __init__(self, server: Callable[[], Server], paths: Collection[str]) -> None:
        """Args:
        server: with the rate of its samples; without one it is taken for a later generation. Asked anew for
            every request, since rate and token may have been mended meanwhile.
        paths: the routes that it has.
        """
        self._current = server
        self._paths = frozenset(paths)

    @property
    def name(self) -> str:
        """What it is, and the computer."""
        return f"CosyVoice · {self._server.label}"

    @property
    def capabilities(self) -> Capabilities:
        """What the chosen generation can, as far as there are routes for it."""
        rate = self._server.sample_rate or LATER_RATE
        first = rate == FIRST_RATE
        other = (Mode.INSTRUCT, first)  # the route of the other generation
        modes = {
            mode
            for (mode, cloned), path in _ROUTES.items()
            if path in self._paths and (mode, cloned) != other
        }
        if not first:
            modes.discard(Mode.SFT)  # those models have no built-in voices
        return Capabilities(
            modes=frozenset(modes),
            languages=("zh", "en", "ja", "yue", "ko"),
            tags=TAGS,
            sample_rate=rate,
            seeded=False,
            directs_clones=not first and Mode.INSTRUCT in modes,
            generation=1 if first else 0,
        )

    def voices(self) -> list[VoiceInfo]:
        return list(VOICES) if Mode.SFT in self.capabilities.modes else []

    @property
    def _server(self) -> Server:
        return self._current()

    def speak(self, request: Request) -> Iterator[AudioChunk]:
        """As `Model.speak`.

        Raises:
            RequestError: the server has no such mode or voice.
            EngineError: ``server_gone``, ``server_cut``, ``server_fault``, ``server_token``.
        """
        if not isinstance(request.text, str | tuple):
            yield from sentence_by_sentence(request, self.speak)
            return
        path = self._path(request)
        rate = self.capabilities.sample_rate
        texts = (request.text,) if isinstance(request.text, str) else request.text
        request = with_recordings_read(request)
        pieces, notices = pieces_of(texts)
        notices += _lacking(request)
        chars = sum(len(piece) for piece in pieces if isinstance(piece, str)) or 1
        done = 0
        for index, piece in enumerate(pieces):
            if isinstance(piece, float):
                yield AudioChunk(np.zeros(round(piece * rate), np.float32), rate, index)
                continue
            spoken = 0
            for samples in self._spoken(request, path, piece):
                spoken += len(samples)
                yield AudioChunk(samples, rate, index, 0, notices)
                notices = ()
                if request.on_progress is not None:
                    share = min(0.95, spoken / rate * _CHARS_PER_S / len(piece))
                    fraction = (done + share * len(piece)) / chars
                    request.on_progress(Progress("speaking", fraction, index, len(pieces)))
            done += len(piece)

    def encode(self, prompt: Prompt) -> EncodedPrompt:
        """It can't be asked for that. Raises RequestError."""
        raise RequestError(
            "A CosyVoice server gives no encoded prompts away.",
            "Use a CosyDesk on that computer.",
            code="mode_unknown",
        )

    def close(self) -> None:
        """Nothing is held."""

    def _path(self, request: Request) -> str:
        can, cloned = self.capabilities, request.prompt is not None
        fits = request.mode in can.modes and (
            request.mode is not Mode.INSTRUCT or cloned is can.directs_clones
        )
        path = _ROUTES.get((request.mode, cloned))
        if path is None or not fits:
            raise RequestError(
                "The CosyVoice server can't speak in this mode.",
                "Choose another voice or model.",
                code="mode_unknown",
            )
        if not cloned and request.voice not in {voice.id for voice in self.voices()}:
            raise RequestError(
                f"There is no voice called {request.voice} on the server.",
                "Choose another voice.",
                code="voice_unknown",
            )
        return path

    def _spoken(self, request: Request, path: str, text: str) -> Iterator[np.ndarray]:
        """The samples of one text as they come, float32."""
        body, kind = multipart(*_form(request, text))
        cancel = request.cancel or threading.Event()
        answered = False
        if request.on_progress is not None:
            request.on_progress(Progress("waiting", 0.0))
        try:
            with Exchange(
                self._server, "POST", path, body, kind, cancel=cancel, patience_s=PATIENCE_S
            ) as exchange:
                status = exchange.head().status
                if status in (401, 403):
                    raise bad_token(self._server)
                if status != 200:
                    raise self._fault(status)
                answered = True
                rest = b""
                for piece in exchange.pieces():
                    data = rest + piece
                    whole = len(data) // 2 * 2
                    rest = data[whole:]
                    if whole:
                        yield np.frombuffer(data[:whole], "<i2").astype(np.float32) / np.float32(32_768)
        except ServerGoneError as error:
            log.info("The server is gone: %s", error)
            raise self._cut() if answered else gone(self._server) from error

    def _cut(self) -> EngineError:
        # So it answers, too, what it can't speak: a voice or a mode that its model hasn't.
        return EngineError(
            f"The server {host_of(self._server.url)} broke off in the middle.",
            "See whether its model has this voice and mode; its log says more.",
            code="server_cut",
        )

    def _fault(self, status: int) -> EngineError:
        return EngineError(
            f"The server {host_of(self._server.url)} can't speak this (HTTP {status}).",
            "See whether its model has this voice and mode; its log says more.",
            code="server_cut",
        )


def _form(request: Request, text: str) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """The texts and files of the form that the mode's route takes."""
    texts = {"tts_text": text}
    if request.mode is Mode.INSTRUCT:
        texts["instruct_text"] = request.instruct
    if request.prompt is None:
        return {**texts, "spk_id": request.voice}, {}
    if request.mode is Mode.ZERO_SHOT:
        texts["prompt_text"] = request.prompt.transcript
    return texts, {"prompt_wav": _file(request.prompt)}


def _file(prompt: Prompt) -> bytes:
    """The prompt as a sound file."""
    assert not isinstance(prompt.audio, Path)
    if isinstance(prompt.audio, bytes):
        return prompt.audio
    buffer = io.BytesIO()
    soundfile.write(buffer, prompt.audio, prompt.sample_rate or LATER_RATE, format="WAV", subtype="FLOAT")
    return buffer.getvalue()


def _lacking(request: Request) -> tuple[Notice, ...]:
    """What is asked for that such a server can't do."""
    asked = {
        "speed": request.speed != 1.0,
        "seed": request.seed != 0,
        "draft": request.quality is Quality.DRAFT,
    }
    lacking = ", ".join(name for name, wanted in asked.items() if wanted)
    if not lacking:
        return ()
    return (Notice("server_lacks", f"A CosyVoice server can't be told this, so it was left out: {lacking}."),)
