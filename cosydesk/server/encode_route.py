"""Samples that a client has already, as a file: what the page spoke can be kept as MP3 without speaking it again."""

from __future__ import annotations

import asyncio
from typing import Literal

import numpy as np
from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from starlette.responses import Response

from cosydesk.server.audio import FILE_FORMATS, encode
from cosydesk.server.errors import ApiError

router = APIRouter(prefix="/v1", tags=["CosyDesk"])

_BODY = {"requestBody": {"required": True, "content": {"audio/pcm": {"schema": {"type": "string"}}}}}


@router.post(
    "/audio/encode",
    response_class=Response,
    responses={200: {"description": "The file.", "content": {"audio/*": {}}}},
    openapi_extra=_BODY,
)
async def encoded(
    http: HttpRequest,
    response_format: Literal["mp3", "opus", "flac", "wav"] = "mp3",
    sample_rate: int = Query(24_000, ge=8_000, le=48_000),
) -> Response:
    """Signed 16-bit little-endian mono samples, as the speech routes give them, as a sound file."""
    data = await http.body()
    if not data or len(data) % 2:
        raise ApiError(400, "samples", "The body is no 16-bit samples.", "Send the bytes of a pcm answer.")
    samples = np.frombuffer(data, "<i2").astype(np.float32) / 32_768
    try:
        made = await asyncio.to_thread(encode, samples, sample_rate, response_format)
    except RuntimeError as error:  # libsndfile's: MP3 knows only some rates
        raise ApiError(
            400,
            "sample_rate",
            f"{response_format} can't have {sample_rate} samples a second.",
            param="sample_rate",
        ) from error
    return Response(made, media_type=FILE_FORMATS[response_format].media_type)
