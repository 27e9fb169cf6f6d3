"""The routes of CosyVoice's own FastAPI server, so that a client written for it works unchanged."""

from __future__ import annotations

from json import JSONDecodeError
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile

from cosydesk.engine import Quality
from cosydesk.server.errors import ApiError
from cosydesk.server.speech import SpeechResponse, speak_sft

router = APIRouter(tags=["CosyVoice"])

_PCM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Signed 16-bit little-endian mono samples as they are made; X-Sample-Rate has the rate.",
        "content": {"audio/pcm": {}},
    }
}
_TEXT = {"type": "string"}
_QUALITY = {"type": "string", "enum": list(Quality), "default": Quality.FULL}
_FORM = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["tts_text", "spk_id"],
                    "properties": {"tts_text": _TEXT, "spk_id": _TEXT, "quality": _QUALITY},
                }
            }
        }
    }
}
_QUERY = {
    "parameters": [
        {"name": name, "in": "query", "required": True, "schema": _TEXT} for name in ("tts_text", "spk_id")
    ]
    + [{"name": "quality", "in": "query", "required": False, "schema": _QUALITY}]
}


@router.get(
    "/inference_sft", status_code=200, response_class=SpeechResponse, responses=_PCM, openapi_extra=_QUERY
)
async def get_inference_sft(request: Request) -> SpeechResponse:
    """Speak `tts_text` with the built-in voice `spk_id`. The fields may also come as a form, as in a POST."""
    return await _inference_sft(request)


@router.post(
    "/inference_sft", status_code=200, response_class=SpeechResponse, responses=_PCM, openapi_extra=_FORM
)
async def post_inference_sft(request: Request) -> SpeechResponse:
    """Speak `tts_text` with the built-in voice `spk_id`."""
    return await _inference_sft(request)


async def _inference_sft(request: Request) -> SpeechResponse:
    fields = await read_fields(request)
    quality = fields.get("quality", Quality.FULL)
    if quality not in set(Quality):
        raise ApiError(400, "quality", "The quality is full or draft.", param="quality")
    return speak_sft(request, needed(fields, "tts_text"), needed(fields, "spk_id"), quality=Quality(quality))


async def read_fields(request: Request) -> dict[str, str]:
    """The text fields of a request, whatever its method: of the query, a form, or a JSON object.

    Existing clients send a form body with GET as well.

    Raises:
        ApiError: 400, for a body that can't be read.
    """
    fields = dict(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        try:
            body = await request.json()
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise ApiError(400, "json", "The body is not valid JSON.") from error
        if not isinstance(body, dict):
            raise ApiError(400, "json", "The body is not a JSON object.")
        items = list(body.items())
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            items = list(form.multi_items())
    else:
        items = []
    for name, value in items:
        if isinstance(value, UploadFile) or not isinstance(value, str):
            raise ApiError(400, "field_invalid", f"The field {str(name)[:80]} must be text.", param=str(name))
        fields[str(name)] = value
    return fields


def needed(fields: dict[str, str], name: str) -> str:
    if name not in fields:
        raise ApiError(400, "field_missing", f"The field {name} is missing.", param=name)
    return fields[name]
