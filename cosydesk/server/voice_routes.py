"""The voices: those of the model, and those that clients upload once to speak with them again and again."""

from __future__ import annotations

import unicodedata
from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest

from cosydesk.engine import EncodedPrompt, EngineError, Prompt
from cosydesk.server.errors import ApiError, from_engine
from cosydesk.server.fields import Fields, read_fields
from cosydesk.server.limits import Limits
from cosydesk.server.speaker import BusyError, Speaker
from cosydesk.server.speech import busy, client_of
from cosydesk.server.voice_store import LONGEST_NAME, KeptVoice, VoiceStore
from cosydesk.server.voices import unknown_voice

router = APIRouter(prefix="/v1", tags=["Voices"])

_LONGEST_CONSENT = 500
_RECORDINGS = ("recording", "audio_sample")
_TEXT = {"type": "string"}
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["name", "recording"],
                    "properties": {
                        "name": {"type": "string", "maxLength": LONGEST_NAME, "example": "Ann"},
                        "recording": {
                            "type": "string",
                            "format": "binary",
                            "description": "A sound file of up to 30 s; OpenAI's name `audio_sample` does as well.",
                        },
                        "transcript": {
                            **_TEXT,
                            "description": "What is said in it. Without, the voice is spoken with across languages.",
                            "example": "I hope you can do better than me.",
                        },
                        "consent": {
                            "type": "string",
                            "maxLength": _LONGEST_CONSENT,
                            "description": "What its speaker has agreed to; kept with the voice.",
                        },
                    },
                }
            }
        },
    }
}


@router.post("/voices", openapi_extra=_FORM)
@router.post("/audio/voices", openapi_extra=_FORM)
async def upload_voice(request: HttpRequest) -> dict[str, Any]:
    """Keep the voice of a recording: its `id` or its name can then be sent wherever a voice is asked for.

    Upload only voices whose speakers have agreed.
    """
    fields = await read_fields(request, _RECORDINGS)
    store, speaker = _store(request), _speaker(request)
    voice = _voice(fields, request.app.state.limits)
    recording = fields.recording("audio_sample" if "audio_sample" in fields.recordings else "recording")
    if not speaker.describe().capabilities.cloning:
        raise ApiError(400, "mode_unavailable", "The model can't clone voices.", "Serve one that can.")
    if _built_in(speaker, voice.name):
        raise ApiError(
            409,
            "voice_exists",
            f"The model has a voice called {voice.name}.",
            "Choose another name.",
            param="name",
        )
    store.check_room(voice.name, len(recording))
    encoded = await _encoded(speaker, Prompt(recording, voice.transcript), client_of(request))
    return _described(store.add(voice, recording, encoded))


@router.get("/voices")
async def uploaded_voices(request: HttpRequest) -> dict[str, Any]:
    """The voices that were uploaded."""
    return {"object": "list", "data": [_described(voice) for voice in _store(request).all()]}


@router.get("/audio/voices")
async def voices(request: HttpRequest) -> dict[str, Any]:
    """All voices that can be asked for: those of the model, and those that were uploaded if it can clone."""
    about = _speaker(request).describe()
    built_in = [
        {
            "id": voice.id,
            "name": voice.name,
            "language": voice.language,
            "gender": voice.gender,
            "tags": list(voice.tags),
            "uploaded": False,
        }
        for voice in about.voices
    ]
    kept = _store(request).all() if about.capabilities.cloning else []
    uploaded = [
        {"id": voice.id, "name": voice.name, "language": "", "gender": "", "tags": [], "uploaded": True}
        for voice in kept
    ]
    return {"voices": built_in + uploaded}


@router.delete("/voices/{voice_id}")
@router.delete("/audio/voices/{voice_id}")
async def delete_voice(request: HttpRequest, voice_id: str) -> dict[str, Any]:
    """Delete an uploaded voice and its recording."""
    store = _store(request)
    voice = next((voice for voice in store.all() if voice.id == voice_id), None)
    if voice is None:
        raise unknown_voice(voice_id)
    store.remove(voice)
    return {"id": voice.id, "object": "audio.voice.deleted", "deleted": True}


def _voice(fields: Fields, limits: Limits) -> KeptVoice:
    """Raises:
    ApiError: 400.
    """
    name = " ".join(fields.text("name").split())
    if not name or len(name) > LONGEST_NAME or any(unicodedata.category(one)[0] == "C" for one in name):
        raise ApiError(
            400, "field_invalid", f"The name must have 1 to {LONGEST_NAME} characters.", param="name"
        )
    transcript = fields.texts.get("transcript", "").strip()
    consent = fields.texts.get("consent", "").strip()
    for param, text, longest in (
        ("transcript", transcript, limits.max_chars),
        ("consent", consent, _LONGEST_CONSENT),
    ):
        if len(text) > longest:
            raise ApiError(
                400, "text_too_long", f"The {param} is longer than {longest:,} characters.", param=param
            )
    return KeptVoice("", name, transcript, consent)


def _built_in(speaker: Speaker, name: str) -> bool:
    folded = name.casefold()
    return any(folded in (voice.id.casefold(), voice.name.casefold()) for voice in speaker.describe().voices)


async def _encoded(speaker: Speaker, prompt: Prompt, client: str) -> EncodedPrompt:
    """Raises:
    ApiError: 400, the recording is none, or too short or long; 429, too many requests are waiting.
    """
    try:
        stream = speaker.encode(prompt, client)
    except BusyError as error:
        raise busy(error) from error
    encoded: EncodedPrompt | None = None
    try:
        async for event in stream.events():
            if isinstance(event, EncodedPrompt):
                encoded = event
    except EngineError as error:
        raise from_engine(error) from error
    finally:
        stream.cancel()
    if encoded is None:
        raise from_engine(EngineError("A prompt was not encoded."))
    return encoded


def _described(voice: KeptVoice) -> dict[str, Any]:
    return {
        "id": voice.id,
        "object": "audio.voice",
        "type": "audio_sample",
        "name": voice.name,
        "mode": voice.mode.value,
        "transcript": voice.transcript,
        "consent": voice.consent,
        "created_at": voice.created_at,
    }


def _store(request: HttpRequest) -> VoiceStore:
    store: VoiceStore = request.app.state.voices
    return store


def _speaker(request: HttpRequest) -> Speaker:
    speaker: Speaker = request.app.state.speaker
    return speaker
