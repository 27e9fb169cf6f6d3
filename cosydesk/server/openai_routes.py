"""OpenAI's speech route and the lists beside it: today's tools work by changing their base URL."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from cosydesk.engine import Quality
from cosydesk.server.errors import ApiError
from cosydesk.server.speaker import Speaker
from cosydesk.server.speech import SpeechResponse, speak_sft

router = APIRouter(prefix="/v1", tags=["OpenAI"])

STANDARD_MODELS = frozenset({"tts-1", "tts-1-hd", "gpt-4o-mini-tts"})
"""Names that tools send without asking which models there are; they mean the one that is served."""


class SpeechBody(BaseModel):
    """The body of a speech request. `instructions` are for models that take them; others leave them out.

    `quality` is ours: a draft is spoken faster, and its answer says so in X-Quality.
    """

    model: str
    input: str
    voice: str
    response_format: Literal["mp3", "opus", "flac", "wav", "pcm"] = "mp3"
    speed: float = Field(default=1.0, allow_inf_nan=False)
    instructions: str = ""
    stream_format: Literal["audio"] = "audio"
    quality: Literal["full", "draft"] = "full"


@router.post(
    "/audio/speech",
    status_code=200,
    response_class=SpeechResponse,
    responses={
        200: {"description": "The speech; pcm is streamed as it is made.", "content": {"audio/*": {}}}
    },
)
async def speech(request: Request, body: SpeechBody) -> SpeechResponse:
    """Speak `input` with `voice`."""
    served = _speaker(request).describe().id
    if body.model != served and body.model not in STANDARD_MODELS:
        raise ApiError(
            404,
            "model_not_found",
            f"There is no model called {body.model[:80]}.",
            "GET /v1/models lists the model that is served.",
            param="model",
        )
    return speak_sft(
        request,
        body.input,
        body.voice,
        speed=body.speed,
        audio=body.response_format,
        quality=Quality(body.quality),
    )


@router.get("/models")
async def models(request: Request) -> dict[str, Any]:
    """The model that is served."""
    about = _speaker(request).describe()
    capabilities = about.capabilities
    return {
        "object": "list",
        "data": [
            {
                "id": about.id,
                "object": "model",
                "created": 0,
                "owned_by": "cosydesk",
                "name": about.name,
                "modes": sorted(capabilities.modes),
                "languages": list(capabilities.languages),
                "sample_rate": capabilities.sample_rate,
            }
        ],
    }


@router.get("/audio/voices")
async def voices(request: Request) -> dict[str, Any]:
    """The built-in voices."""
    return {
        "voices": [
            {
                "id": voice.id,
                "name": voice.name,
                "language": voice.language,
                "gender": voice.gender,
                "tags": list(voice.tags),
            }
            for voice in _speaker(request).describe().voices
        ]
    }


def _speaker(request: Request) -> Speaker:
    speaker: Speaker = request.app.state.speaker
    return speaker
