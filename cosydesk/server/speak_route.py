"""The whole engine over HTTP, for another CosyDesk: all that a request can say, and all that comes of it."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from starlette.datastructures import FormData, UploadFile

from cosydesk import __version__
from cosydesk.engine import Mode, Request
from cosydesk.engine.remote.wire import (
    NDJSON,
    RECORDINGS,
    WireError,
    capability_fields,
    read_request,
)
from cosydesk.server.errors import ApiError
from cosydesk.server.event_response import EventResponse
from cosydesk.server.limits import Limits
from cosydesk.server.speaker import BusyError, Description, Speaker
from cosydesk.server.speech import busy, client_of

router = APIRouter(prefix="/v1", tags=["CosyDesk"])

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["request"],
                    "properties": {
                        "request": {
                            "type": "string",
                            "contentMediaType": "application/json",
                            "description": "A JSON object: text (or a list of utterances), mode, voice, instruct, "
                            "speed, seed, stream, quality, normalise, sampling; prompt and source with transcript, "
                            "sample_rate (null for a sound file, else the file is float32 samples) and encoded; "
                            "revision, to be told when another model is served; encode, to have the prompt encoded "
                            "and nothing spoken.",
                        },
                        **{name: {"type": "string", "format": "binary"} for name in RECORDINGS},
                    },
                }
            }
        },
    }
}


@router.get("/model")
async def model(http: HttpRequest) -> dict[str, Any]:
    """The model that is served: what it is called, all that it can do, its built-in voices, and the limits."""
    about: Description = _speaker(http).describe()
    limits: Limits = http.app.state.limits
    return {
        "service": "cosydesk",
        "version": __version__,
        "id": about.id,
        "name": about.name,
        "revision": about.revision,
        "capabilities": capability_fields(about.capabilities),
        "voices": [
            {
                "id": voice.id,
                "name": voice.name,
                "language": voice.language,
                "gender": voice.gender,
                "tags": list(voice.tags),
            }
            for voice in about.voices
        ],
        "limits": {"max_chars": _longest(http), "max_body_bytes": limits.max_body_bytes},
    }


@router.post(
    "/speak",
    status_code=200,
    response_class=EventResponse,
    responses={
        200: {
            "description": "One JSON object a line, as it comes: progress, encoded, chunk (samples: float32 "
            "little-endian in base64), waiting; at the end exactly one finished or failed.",
            "content": {NDJSON: {}},
        }
    },
    openapi_extra=_FORM,
)
async def speak(http: HttpRequest) -> EventResponse:
    """Speak a request of the engine, exactly as it stands; closing the connection cancels it."""
    async with http.form(max_files=1 + len(RECORDINGS)) as form:
        written, recordings = await _parts(form)
    revision, encodes = written.pop("revision", None), written.pop("encode", False)
    try:
        request = read_request(written, recordings)
    except WireError as error:
        raise ApiError(
            400, "field_invalid", f"The request can't be read: {error}.", param="request"
        ) from error
    speaker = _speaker(http)
    if revision is not None and revision != speaker.describe().revision:
        raise ApiError(409, "model_changed", "Another model is served now.", "GET /v1/model says which.")
    _check_length(request, _longest(http))
    limits: Limits = http.app.state.limits
    try:
        if encodes is True and request.prompt is not None:
            stream = speaker.encode(request.prompt, client_of(http))
        else:
            stream = speaker.submit(request, client_of(http))
    except BusyError as error:
        raise busy(error) from error
    return EventResponse(stream, limits.stall_s)


async def _parts(form: FormData) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The JSON object, and the recordings by field.

    Raises:
        ApiError: 400, they can't be read.
    """
    parts: dict[str, bytes] = {}
    for name, value in form.multi_items():
        if name != "request" and name not in RECORDINGS:
            raise ApiError(400, "field_invalid", f"There is no field {name[:80]}.", param=name[:80])
        parts[name] = await value.read() if isinstance(value, UploadFile) else value.encode()
    if "request" not in parts:
        raise ApiError(400, "field_missing", "The field request is missing.", param="request")
    try:
        written = json.loads(parts.pop("request"))
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "json", "The field request is not valid JSON.", param="request") from error
    if not isinstance(written, dict):
        raise ApiError(400, "json", "The field request is not a JSON object.", param="request")
    return written, parts


def _check_length(request: Request, longest: int) -> None:
    """Raises:
    ApiError: 400 ``text_too_long``.
    """
    texts = (request.text,) if isinstance(request.text, str) else request.text
    said = [request.instruct, *(prompt.transcript for prompt in (request.prompt, request.source) if prompt)]
    if request.mode is not Mode.VC:
        said.append("".join(texts))
    if max(map(len, said)) > longest:
        raise ApiError(
            400, "text_too_long", f"A text is longer than {longest:,} characters.", "Send it in parts."
        )


def _longest(http: HttpRequest) -> int:
    limits: Limits = http.app.state.limits
    return min(limits.max_chars, _speaker(http).describe().capabilities.max_chars)


def _speaker(http: HttpRequest) -> Speaker:
    speaker: Speaker = http.app.state.speaker
    return speaker
