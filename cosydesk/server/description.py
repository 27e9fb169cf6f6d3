"""The description of the service in the words of OpenAPI: what FastAPI finds, with the errors and examples it can't."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_ABOUT = """Speech from text. Clients of OpenAI's speech API and of CosyVoice's own server work with it unchanged.

Errors have one form, whatever the route: `message` says what is wrong, `remedy` what to do, `code` stays the same
from version to version, `param` names the field. With 429 come seconds to wait in Retry-After."""

_ERROR: dict[str, Any] = {
    "type": "object",
    "title": "Error",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "remedy", "type", "code", "param"],
            "properties": {
                "message": {"type": "string"},
                "remedy": {"type": "string"},
                "type": {"type": "string", "enum": ["invalid_request_error", "server_error"]},
                "code": {"type": "string"},
                "param": {"type": ["string", "null"]},
            },
        }
    },
    "example": {
        "error": {
            "message": "There is no voice called Anna.",
            "remedy": "GET /v1/audio/voices lists the voices.",
            "type": "invalid_request_error",
            "code": "voice_unknown",
            "param": "voice",
        }
    },
}
_REFUSED: dict[str, Any] = {
    "description": "Why not, and what to do",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
}
_MODEL: dict[str, Any] = {
    "id": "CosyVoice2-0.5B",
    "object": "model",
    "created": 0,
    "owned_by": "cosydesk",
    "name": "CosyVoice 2",
    "modes": ["cross_lingual", "instruct", "vc", "zero_shot"],
    "languages": ["zh", "en", "ja", "ko", "yue"],
    "sample_rate": 24000,
    "max_chars": 20000,
    "draft": True,
    "directs_clones": True,
}
_VOICE: dict[str, Any] = {
    "id": "voice_3f1c9a7be2d45860",
    "object": "audio.voice",
    "type": "audio_sample",
    "name": "Ann",
    "mode": "zero_shot",
    "transcript": "I hope you can do better than me.",
    "consent": "By e-mail of 3 May 2026.",
    "created_at": 1770000000,
}
_LISTED = {
    "id": "af_heart",
    "name": "Heart",
    "language": "en-US",
    "gender": "female",
    "tags": [],
    "uploaded": False,
}
_DELETED = {"id": _VOICE["id"], "object": "audio.voice.deleted", "deleted": True}
_EXAMPLES: dict[tuple[str, str], Any] = {
    ("get", "/healthz"): {"status": "ok", "version": "1.0", "requests": 2},
    ("get", "/v1/models"): {"object": "list", "data": [_MODEL]},
    ("get", "/v1/models/{model_id}"): _MODEL,
    ("get", "/v1/audio/voices"): {"voices": [_LISTED]},
    ("get", "/v1/voices"): {"object": "list", "data": [_VOICE]},
    ("post", "/v1/voices"): _VOICE,
    ("post", "/v1/audio/voices"): _VOICE,
    ("delete", "/v1/voices/{voice_id}"): _DELETED,
    ("delete", "/v1/audio/voices/{voice_id}"): _DELETED,
    ("delete", "/v1/jobs/{job_id}"): {
        "id": "job_6f0c2d4e8a1b3c5d7e9f0a1b",
        "object": "job.deleted",
        "deleted": True,
    },
}
"""JSON answers by method and path, where a route has no example of its own."""


def describe(app: FastAPI, *, with_token: bool) -> None:
    """Let the application describe itself at /openapi.json, the form of its errors and examples included."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app, with_token)
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]


def _description(app: FastAPI, with_token: bool) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes)
    components = found.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for ours_instead in ("HTTPValidationError", "ValidationError"):
        schemas.pop(ours_instead, None)
    schemas["Error"] = _ERROR
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"]
            answers.pop("422", None)  # such mistakes are answered with 400, in our form
            answers["4XX"] = answers["5XX"] = _REFUSED
            if (method, path) in _EXAMPLES:
                answers["200"].setdefault("content", {}).setdefault("application/json", {})["example"] = (
                    _EXAMPLES[method, path]
                )
    if with_token:
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        found["security"] = [{"token": []}]
        found["paths"]["/healthz"]["get"]["security"] = []
    return found
