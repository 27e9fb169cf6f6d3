"""OpenAI's speech route and the list of models: today's tools work by changing their base URL."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import Any, Literal

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from pydantic import BaseModel, ConfigDict, Field

from cosydesk.engine import Capabilities, Mode, Prompt, Quality, Request
from cosydesk.server.audio import STREAMED
from cosydesk.server.errors import ApiError
from cosydesk.server.outlets import EventOutlet, SoundOutlet, WholeOutlet
from cosydesk.server.speaker import Speaker
from cosydesk.server.speech import SpeechResponse, speak
from cosydesk.server.voice_store import VoiceStore

router = APIRouter(prefix="/v1", tags=["OpenAI"])

STANDARD_MODELS = ("tts-1", "tts-1-hd", "gpt-4o-mini-tts")
"""Names that tools send without asking which models there are; they, and dated ones, mean what is served."""

PCM_HZ = 24_000
"""Clients of OpenAI's play raw samples at this rate without asking."""

_EXAMPLES: list[Any] = [
    {"model": "tts-1", "input": "The train leaves at nine.", "voice": "alloy"},
    {
        "model": "tts-1",
        "input": "火车九点出发。",
        "voice": "nova",
        "response_format": "wav",
        "speed": 1.1,
        "stream_format": "sse",
    },
]


def _told(about: str, default: Any = ...) -> Any:
    """A field with its description; needed where it has no default."""
    return Field(default=default, description=about)


class VoiceReference(BaseModel):
    """A voice as newer clients name it."""

    id: str


class SpokenBody(BaseModel):
    """What is said with whose voice, and how."""

    model: str = _told("An id that GET /v1/models lists; `tts-1` and its like mean the same.")
    input: str = _told("The text; it may hold markup such as `<strong>`, `[laughter]` and `[pause 0.5]`.")
    voice: str | VoiceReference = _told(
        "The id or name of a voice, also as `{\"id\": …}`; OpenAI's names mean a voice of the text's language."
    )
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] = _told(
        "`aac` is ADTS, `opus` lies in Ogg, `pcm` is 16-bit little-endian mono.", "mp3"
    )
    speed: float = Field(
        default=1.0,
        allow_inf_nan=False,
        description="0.5 to 2; nobody would understand the rest of OpenAI's range.",
    )
    instructions: str = _told(
        "The manner, for models that take it; others leave it out, as X-Mode tells.", ""
    )
    seed: int = Field(
        default=0, ge=0, lt=2**32, description="Another gives another take where the model has takes."
    )
    quality: Literal["full", "draft"] = _told("A draft is spoken faster where the model can.", "full")
    ref_audio: str = _told(
        "A recording whose voice takes the place of `voice`: a sound file in base64 or a data URL.", ""
    )
    ref_text: str = _told("What is said in it.", "")

    @property
    def voice_name(self) -> str:
        return self.voice if isinstance(self.voice, str) else self.voice.id

    def asked(self, can: Capabilities, kept: VoiceStore) -> Request:
        """What it asks of a model that can do so much.

        Raises:
            ApiError: 400, the recording is no base64.
        """
        prompt = Prompt(_decoded(self.ref_audio), self.ref_text) if self.ref_audio else None
        cloned = prompt is not None or kept.find(self.voice_name) is not None
        if self.instructions.strip() and can.instruct and can.directs_clones is cloned:
            mode = Mode.INSTRUCT
        elif prompt is None:
            mode = Mode.SFT
        else:
            mode = Mode.ZERO_SHOT if self.ref_text.strip() else Mode.CROSS_LINGUAL
        return Request(
            self.input,
            mode,
            voice="" if prompt is not None else self.voice_name,
            prompt=prompt,
            instruct=self.instructions if mode is Mode.INSTRUCT else "",
            speed=self.speed,
            seed=self.seed,
            quality=Quality(self.quality),
        )


class SpeechBody(SpokenBody):
    """What OpenAI's route takes, and ours: `stream`, `seed`, `quality`, `ref_audio` and `ref_text`."""

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    stream_format: Literal["audio", "sse"] = _told(
        "With `sse` the sound comes in server-sent events.", "audio"
    )
    stream: bool = _told(
        "`false` sends nothing before all is made, for tools that must know how long a wav or flac is.", True
    )


@router.post(
    "/audio/speech",
    status_code=200,
    response_class=SpeechResponse,
    responses={
        200: {
            "description": "The speech, sent as it is made; `pcm` at 24,000 Hz. X-Mode and X-Voice tell more.",
            "content": {
                "audio/*": {"schema": {"type": "string", "format": "binary"}},
                "text/event-stream": {
                    "schema": {"type": "string"},
                    "example": 'data: {"type": "speech.audio.delta", "audio": "UklGRv…"}\n\n'
                    'data: {"type": "speech.audio.done", "usage": {"input_tokens": 25, "output_tokens": 61, '
                    '"total_tokens": 86}}\n\n',
                },
            },
        }
    },
)
async def speech(request: HttpRequest, body: SpeechBody) -> SpeechResponse:
    """Speak `input` with `voice`, or with the voice of `ref_audio`."""
    about = _speaker(request).describe()
    check_model(body.model, about.id)
    kind = SoundOutlet if body.stream else WholeOutlet
    sound = kind(body.response_format, PCM_HZ if body.response_format == STREAMED else None)
    outlet = EventOutlet(sound, len(body.input)) if body.stream_format == "sse" else sound
    asked = body.asked(about.capabilities, request.app.state.voices)
    return speak(request, replace(asked, stream=body.stream), outlet)


@router.get("/models")
async def models(request: HttpRequest) -> dict[str, Any]:
    """The model that is served."""
    return {"object": "list", "data": [_described(request)]}


@router.get("/models/{model_id:path}")
async def model(request: HttpRequest, model_id: str) -> dict[str, Any]:
    """The model that answers to a name."""
    check_model(model_id, _speaker(request).describe().id)
    return _described(request)


def _described(request: HttpRequest) -> dict[str, Any]:
    about = _speaker(request).describe()
    can = about.capabilities
    return {
        "id": about.id,
        "object": "model",
        "created": 0,
        "owned_by": "cosydesk",
        "name": about.name,
        "modes": sorted(can.modes),
        "languages": list(can.languages),
        "sample_rate": can.sample_rate,
        "max_chars": can.max_chars,
        "draft": can.draft,
        "directs_clones": can.directs_clones,
    }


def check_model(asked: str, served: str) -> None:
    """Raises:
    ApiError: 404, there is no such model.
    """
    if asked == served or any(asked == name or asked.startswith(f"{name}-") for name in STANDARD_MODELS):
        return
    raise ApiError(
        404,
        "model_not_found",
        f"There is no model called {asked[:80]}.",
        "GET /v1/models lists the model that is served.",
        param="model",
    )


def _speaker(request: HttpRequest) -> Speaker:
    speaker: Speaker = request.app.state.speaker
    return speaker


def _decoded(text: str) -> bytes:
    """The bytes of base64, with or without a data URL around it."""
    if text.startswith("data:"):
        text = text.partition(",")[2]
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ApiError(400, "field_invalid", "ref_audio is not base64.", param="ref_audio") from error
    if not data:
        raise ApiError(400, "field_invalid", "ref_audio is empty.", param="ref_audio")
    return data
