"""The routes of CosyVoice's own FastAPI server, so that a client written for it works unchanged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest

from cosydesk.engine import Mode, Prompt, Quality, Request
from cosydesk.server.errors import ApiError
from cosydesk.server.fields import Fields, read_fields
from cosydesk.server.speech import SpeechResponse, speak

_PCM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Signed 16-bit little-endian mono samples as they are made; X-Sample-Rate has the rate.",
        "content": {"audio/pcm": {}},
    }
}
_TEXT = {"type": "string"}
_TEXT_EXAMPLES = {
    "tts_text": "今天天气真不错。",
    "spk_id": "中文女",
    "prompt_text": "希望你以后能够做的比我还好。",
    "instruct_text": "用四川话说这句话。",
}
_FILE = {"type": "string", "format": "binary"}
_UPLOADED = {**_TEXT, "description": "The id or name of an uploaded voice, in the place of `prompt_wav`."}
_QUALITY = {"type": "string", "enum": list(Quality), "default": Quality.FULL}


@dataclass(frozen=True)
class Route:
    """One way to speak.

    Attributes:
        path: where; GET and POST do the same.
        about: one sentence for the description of the service.
        texts, recordings: the fields that are needed; of the recordings the last, a voice, may also be given by
            `spk_id` if it was uploaded before.
        asked: what they ask for.
    """

    path: str
    about: str
    texts: tuple[str, ...]
    recordings: tuple[str, ...]
    asked: Callable[[Fields], Request]

    @property
    def endpoint(self) -> Callable[[HttpRequest], Awaitable[SpeechResponse]]:
        async def endpoint(request: HttpRequest) -> SpeechResponse:
            fields = await read_fields(request, self.recordings)
            return speak(request, replace(self.asked(fields), stream=True, quality=_quality(fields)))

        return endpoint

    @property
    def form(self) -> dict[str, Any]:
        """The body in the words of OpenAPI."""
        properties = {
            **{name: _text(name) for name in self.texts},
            **dict.fromkeys(self.recordings, _FILE),
            **({"spk_id": _UPLOADED} if self.recordings else {}),
            "quality": _QUALITY,
        }
        needed = [*self.texts, *self.recordings]
        kind = "multipart/form-data" if self.recordings else "application/x-www-form-urlencoded"
        schema = {"type": "object", "required": needed, "properties": properties}
        return {"requestBody": {"content": {kind: {"schema": schema}}}}

    @property
    def query(self) -> dict[str, Any]:
        """The same as parameters; a recording goes into a body even so."""
        if self.recordings:
            return self.form
        needed = [
            {"name": name, "in": "query", "required": True, "schema": _text(name)} for name in self.texts
        ]
        return {
            "parameters": [
                *needed,
                {"name": "quality", "in": "query", "required": False, "schema": _QUALITY},
            ]
        }


def _text(name: str) -> dict[str, str]:
    return {**_TEXT, "example": _TEXT_EXAMPLES[name]}


def _quality(fields: Fields) -> Quality:
    quality = fields.texts.get("quality", Quality.FULL)
    if quality not in set(Quality):
        raise ApiError(400, "quality", "The quality is full or draft.", param="quality")
    return Quality(quality)


def _voice(sent: Fields, transcript: str = "") -> dict[str, Any]:
    """The recording of a voice, or else the name of one that was uploaded.

    Raises:
        ApiError: 400, there is neither.
    """
    name = sent.texts.get("spk_id") or sent.texts.get("zero_shot_spk_id") or ""
    if name.strip() and "prompt_wav" not in sent.recordings:
        return {"voice": name}
    return {"prompt": Prompt(sent.recording("prompt_wav"), transcript and sent.text(transcript))}


ROUTES = (
    Route(
        "/inference_sft",
        "Speak `tts_text` with the built-in voice `spk_id`.",
        ("tts_text", "spk_id"),
        (),
        lambda sent: Request(sent.text("tts_text"), Mode.SFT, voice=sent.text("spk_id")),
    ),
    Route(
        "/inference_zero_shot",
        "Speak `tts_text` with the voice of the recording `prompt_wav`, in which `prompt_text` is said.",
        ("tts_text", "prompt_text"),
        ("prompt_wav",),
        lambda sent: Request(
            sent.text("tts_text"),
            Mode.ZERO_SHOT,
            **_voice(sent, "prompt_text"),
        ),
    ),
    Route(
        "/inference_cross_lingual",
        "Speak `tts_text`, in whatever language, with the voice of the recording `prompt_wav`.",
        ("tts_text",),
        ("prompt_wav",),
        lambda sent: Request(sent.text("tts_text"), Mode.CROSS_LINGUAL, **_voice(sent)),
    ),
    Route(
        "/inference_instruct",
        "Speak `tts_text` with the built-in voice `spk_id` in the manner that `instruct_text` describes; the first "
        "generation of models.",
        ("tts_text", "spk_id", "instruct_text"),
        (),
        lambda sent: Request(
            sent.text("tts_text"),
            Mode.INSTRUCT,
            voice=sent.text("spk_id"),
            instruct=sent.text("instruct_text"),
        ),
    ),
    Route(
        "/inference_instruct2",
        "Speak `tts_text` with the voice of the recording `prompt_wav` in the manner that `instruct_text` describes; "
        "later generations.",
        ("tts_text", "instruct_text"),
        ("prompt_wav",),
        lambda sent: Request(
            sent.text("tts_text"),
            Mode.INSTRUCT,
            **_voice(sent),
            instruct=sent.text("instruct_text"),
        ),
    ),
    Route(
        "/inference_vc",
        "Speak what is said in the recording `source_wav` with the voice of the recording `prompt_wav`.",
        (),
        ("source_wav", "prompt_wav"),
        lambda sent: Request(
            "",
            Mode.VC,
            source=Prompt(sent.recording("source_wav")),
            **_voice(sent),
        ),
    ),
)

router = APIRouter(tags=["CosyVoice"])
for _route in ROUTES:
    for _method, _described in (("GET", _route.query), ("POST", _route.form)):
        router.add_api_route(
            _route.path,
            _route.endpoint,
            methods=[_method],
            name=f"{_method.lower()}{_route.path.replace('/', '_')}",
            description=_route.about,
            status_code=200,
            response_class=SpeechResponse,
            responses=_PCM,
            openapi_extra=_described,
        )
