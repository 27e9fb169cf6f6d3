"""How a request, what comes of it and what a model is are written down for the way between two computers.

A request is a JSON object and up to two recordings beside it; what comes of it is one JSON object a line. Samples
are float32 little-endian in base64, so that they arrive bit by bit as they were made.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from cosydesk.engine.errors import (
    CancelledError,
    DeviceError,
    EngineError,
    ModelError,
    PromptError,
    RecognitionError,
    RequestError,
)
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
    Sampling,
    VoiceInfo,
)

NDJSON = "application/x-ndjson"
RECORDINGS = ("prompt", "source")
"""The fields of a request that are recordings: sound files, or samples where a rate is given."""

_ERRORS: dict[str, type[EngineError]] = {
    "engine": EngineError,
    "model": ModelError,
    "request": RequestError,
    "prompt": PromptError,
    "device": DeviceError,
    "recognition": RecognitionError,
    "cancelled": CancelledError,
}
_PLAIN = ("voice", "instruct", "speed", "seed", "stream", "normalise")
_LARGEST_SEED = 2**63 - 1
_Value = TypeVar("_Value")


class WireError(ValueError):
    """What came is not what was agreed on; the text says which field, in words for a developer."""


# --- requests ----------------------------------------------------------------------------------------------


def request_fields(request: Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    """A request as its JSON object and the bytes of its recordings, by field.

    Its recordings have to be bytes or samples, not files.
    """
    written: dict[str, Any] = {
        "text": request.text if isinstance(request.text, str) else list(request.text),
        "mode": str(request.mode),
        "quality": str(request.quality),
        "sampling": asdict(request.sampling),
        **{name: getattr(request, name) for name in _PLAIN},
    }
    recordings: dict[str, bytes] = {}
    for name in RECORDINGS:
        prompt: Prompt | None = getattr(request, name)
        if prompt is not None:
            written[name], recordings[name] = _prompt_fields(prompt)
    return written, recordings


def read_request(written: Mapping[str, Any], recordings: Mapping[str, bytes]) -> Request:
    """The request again; fields that are left out have the values they have in `Request`.

    Raises:
        WireError: a field is of the wrong type, missing or unknown.
    """
    known = {"text", "mode", "quality", "sampling", *_PLAIN, *RECORDINGS}
    if unknown := sorted(set(written) - known):
        raise WireError(f"there is no field {unknown[0]}")
    if missing := sorted(set(recordings) - set(written)):
        raise WireError(f"the recording {missing[0]} is not described")
    text = written.get("text", "")
    text = (
        tuple(_typed("text", part, str) for part in text)
        if isinstance(text, list)
        else _typed("text", text, str)
    )
    return Request(
        text=text,
        mode=_member(Mode, "mode", written.get("mode", Mode.SFT)),
        voice=_typed("voice", written.get("voice", ""), str),
        prompt=_read_prompt("prompt", written, recordings),
        source=_read_prompt("source", written, recordings),
        instruct=_typed("instruct", written.get("instruct", ""), str),
        speed=_number("speed", written.get("speed", 1.0)),
        seed=_seed(written.get("seed", 0)),
        stream=_typed("stream", written.get("stream", False), bool),
        quality=_member(Quality, "quality", written.get("quality", Quality.FULL)),
        normalise=_typed("normalise", written.get("normalise", True), bool),
        sampling=_read_sampling(written.get("sampling", {})),
    )


def _prompt_fields(prompt: Prompt) -> tuple[dict[str, Any], bytes]:
    if isinstance(prompt.audio, Path):
        raise TypeError("a file has to be read before it is sent")
    written = {
        "transcript": prompt.transcript,
        "sample_rate": prompt.sample_rate,
        "encoded": [_encoded_fields(one) for one in prompt.encoded],
    }
    if isinstance(prompt.audio, bytes):
        return {**written, "sample_rate": None}, prompt.audio
    return written, np.ascontiguousarray(prompt.audio, dtype="<f4").tobytes()


def _read_prompt(name: str, written: Mapping[str, Any], recordings: Mapping[str, bytes]) -> Prompt | None:
    if written.get(name) is None:
        return None
    about = _typed(name, written[name], dict)
    if name not in recordings:
        raise WireError(f"the recording {name} is missing")
    audio: Any = recordings[name]
    rate = about.get("sample_rate")
    if rate is not None:
        rate = _typed(f"{name}.sample_rate", rate, int)
        if len(audio) % 4:
            raise WireError(f"the recording {name} is no float32 samples")
        audio = np.frombuffer(audio, "<f4").astype(np.float32)
    return Prompt(
        audio,
        _typed(f"{name}.transcript", about.get("transcript", ""), str),
        rate,
        tuple(_read_encoded(one) for one in _typed(f"{name}.encoded", about.get("encoded", []), list)),
    )


def _encoded_fields(encoded: EncodedPrompt) -> dict[str, str]:
    return {"encoder": encoded.encoder, "recording": encoded.recording, "data": _to_base64(encoded.data)}


def _read_encoded(written: object) -> EncodedPrompt:
    one = _typed("encoded", written, dict)
    encoder, recording, data = (_typed(f"encoded.{name}", one.get(name), str) for name in _ENCODED)
    return EncodedPrompt(encoder, recording, _from_base64(data))


_ENCODED = ("encoder", "recording", "data")


def _read_sampling(written: object) -> Sampling:
    given = _typed("sampling", written, dict)
    kinds = {one.name: type(one.default) for one in fields(Sampling)}
    if unknown := sorted(set(given) - set(kinds)):
        raise WireError(f"there is no field sampling.{unknown[0]}")
    values: dict[str, Any] = {
        name: _number(f"sampling.{name}", value) if kinds[name] is float else _typed(name, value, int)
        for name, value in given.items()
    }
    return Sampling(**values)


# --- events ------------------------------------------------------------------------------------------------


def event_fields(event: AudioChunk | Progress | EncodedPrompt) -> dict[str, Any]:
    """Something that came of a request."""
    match event:
        case AudioChunk():
            return {
                "event": "chunk",
                "samples": _to_base64(np.ascontiguousarray(event.samples, dtype="<f4").tobytes()),
                "sample_rate": event.sample_rate,
                "utterance": event.utterance,
                "speech_tokens": event.speech_tokens,
                "notices": [asdict(notice) for notice in event.notices],
            }
        case Progress():
            return {"event": "progress", **asdict(event)}
        case EncodedPrompt():
            return {"event": "encoded", **_encoded_fields(event)}


def failed_fields(error: EngineError) -> dict[str, str]:
    """The error that a request ended with."""
    kind = next(name for name, kind in reversed(_ERRORS.items()) if isinstance(error, kind))
    return {
        "event": "failed",
        "kind": kind,
        "code": error.code,
        "message": error.message,
        "remedy": error.remedy,
    }


def line_of(written: Mapping[str, Any]) -> bytes:
    """One line of the answer."""
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_line(line: bytes) -> tuple[str, AudioChunk | Progress | EncodedPrompt | EngineError | None]:
    """The name of an event, and what it brings; None for those that bring nothing.

    Raises:
        WireError: it is no event.
    """
    try:
        written = json.loads(line)
        name = written["event"]
        match name:
            case "chunk":
                return name, AudioChunk(
                    np.nan_to_num(np.frombuffer(_from_base64(written["samples"]), "<f4").astype(np.float32)),
                    _rate(written["sample_rate"]),
                    int(written["utterance"]),
                    int(written["speech_tokens"]),
                    tuple(Notice(str(one["code"]), str(one["message"])) for one in written["notices"]),
                )
            case "progress":
                return name, Progress(
                    str(written["stage"]),
                    float(written["fraction"]),
                    int(written["utterance"]),
                    int(written["utterances"]),
                    int(written["tokens"]),
                )
            case "encoded":
                return name, _read_encoded(written)
            case "failed":
                kind = _ERRORS.get(written["kind"], EngineError)
                return name, kind(str(written["message"]), str(written["remedy"]), code=str(written["code"]))
            case _:
                return str(name), None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise WireError("a line of the answer is no event") from error


# --- models ------------------------------------------------------------------------------------------------


def capability_fields(can: Capabilities) -> dict[str, Any]:
    """What a model can do, every field of it."""
    written = asdict(can)
    return {
        name: sorted(map(str, value)) if isinstance(value, frozenset) else value
        for name, value in written.items()
    }


def read_capabilities(written: Mapping[str, Any]) -> Capabilities:
    """The same again. What a later version adds is passed over, and so are modes that this one doesn't know.

    Raises:
        WireError: something is missing, or of the wrong type.
    """
    known = {one.name for one in fields(Capabilities)}
    values = {name: value for name, value in written.items() if name in known}
    try:
        modes = frozenset(Mode(mode) for mode in values.pop("modes") if mode in set(Mode))
        languages = tuple(_typed("language", one, str) for one in values.pop("languages"))
        tags = frozenset(_typed("tag", one, str) for one in values.pop("tags"))
        for name, value in values.items():
            _typed(name, value, type(getattr(Capabilities, name, 0)))
        _rate(values["sample_rate"])
        return Capabilities(modes, languages, tags, **values)
    except (KeyError, TypeError) as error:
        raise WireError("the capabilities are incomplete") from error


def read_voices(written: object) -> tuple[VoiceInfo, ...]:
    """Raises:
    WireError: it is no list of voices.
    """
    try:
        return tuple(
            VoiceInfo(
                str(one["id"]),
                str(one["name"]),
                str(one["language"]),
                str(one.get("gender", "")),
                tuple(map(str, one.get("tags", ()))),
            )
            for one in _typed("voices", written, list)
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise WireError("the voices are incomplete") from error


# --- values ------------------------------------------------------------------------------------------------


def _typed(name: str, value: object, kind: type[_Value]) -> _Value:
    # A bool is an int to Python, and to nobody else.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise WireError(f"{name} is no {_WORDS.get(kind, kind.__name__)}")
    return value


_WORDS: dict[type, str] = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    list: "list",
    dict: "object",
}


def _rate(value: object) -> int:
    if (rate := _typed("sample_rate", value, int)) <= 0:
        raise WireError("there is no such sample rate")
    return rate


def _number(name: str, value: object) -> float:
    try:
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise WireError(f"{name} is no number")
    return number


def _seed(value: object) -> int:
    seed = _typed("seed", value, int)
    if not 0 <= seed <= _LARGEST_SEED:
        raise WireError("seed is out of range")
    return seed


_Member = TypeVar("_Member", Mode, Quality)


def _member(kind: type[_Member], name: str, value: object) -> _Member:
    try:
        return kind(str(value))
    except ValueError as error:
        raise WireError(f"{name} is none of {', '.join(kind)}") from error


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise WireError("some data are no base64") from error
