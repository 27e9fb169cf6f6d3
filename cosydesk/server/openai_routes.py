"""OpenAI's speech route and the lists beside it: today's tools work by changing their base URL."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Literal

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from pydantic import BaseModel, Field

from cosydesk.engine import Capabilities, Mode, Prompt, Quality, Request
from cosydesk.server.errors import ApiError
from cosydesk.server.speaker import Speaker
from cosydesk.server.speech import SpeechResponse, speak

router = APIRouter(prefix="/v1", tags=["OpenAI"])

STANDARD_MODELS = frozenset({"tts-1", "tts-1-hd", "gpt-4o-mini-tts"})
"""Names that tools send without asking which models there are; they mean the one that is served."""


class SpeechBody(BaseModel):
    """The body of a speech request. `instructions` are for models that take them; others leave them out.

    Ours are `quality`: a draft is spoken faster, and its answer says so in X-Quality; `ref_audio`: a recording whose
    voice takes the place of `voice`, as a sound file in base64 or a data URL of one; and `ref_text`: what is said in
    it. X-Mode of the answer says in which way was spoken, so also whether the instructions were heeded.
    """

    model: str
    input: str
    voice: str
    response_format: Literal["mp3", "opus", "flac", "wav", "pcm"] = "mp3"
    speed: float = Field(default=1.0, allow_inf_nan=False)
    instructions: str = ""
    stream_format: Literal["audio"] = "audio"
    quality: Literal["full", "draft"] = "full"
    ref_audio: str = ""
    ref_text: str = ""

    def asked(self, can: Capabilities) -> Request:
        """What it asks of a model that can do so much.

        Raises:
            ApiError: 400, the recording is no base64.
        """
        prompt = Prompt(_decoded(self.ref_audio), self.ref_text) if self.ref_audio else None
        directed = can.instruct and can.directs_clones is (prompt is not None)
        if self.instructions.strip() and directed:
            mode = Mode.INSTRUCT
        elif prompt is None:
            mode = Mode.SFT
        else:
            mode = Mode.ZERO_SHOT if self.ref_text.strip() else Mode.CROSS_LINGUAL
        return Request(
            self.input,
            mode,
            voice="" if prompt is not None else self.voice,
            prompt=prompt,
            instruct=self.instructions if mode is Mode.INSTRUCT else "",
            speed=self.speed,
            quality=Quality(self.quality),
        )


@router.post(
    "/audio/speech",
    status_code=200,
    response_class=SpeechResponse,
    responses={
        200: {"description": "The speech; pcm is streamed as it is made.", "content": {"audio/*": {}}}
    },
)
async def speech(request: HttpRequest, body: SpeechBody) -> SpeechResponse:
    """Speak `input` with `voice`, or with the voice of `ref_audio`."""
    about = _speaker(request).describe()
    if body.model != about.id and body.model not in STANDARD_MODELS:
        raise ApiError(
            404,
            "model_not_found",
            f"There is no model called {body.model[:80]}.",
            "GET /v1/models lists the model that is served.",
            param="model",
        )
    return speak(request, body.asked(about.capabilities), body.response_format)


@router.get("/models")
async def models(request: HttpRequest) -> dict[str, Any]:
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
async def voices(request: HttpRequest) -> dict[str, Any]:
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
