"""Errors as clients see them: one JSON form, the right status, never a path or a traceback.

The form is OpenAI's (``{"error": {"message", "type", "code", "param"}}``) with a `remedy` added, so that their
client libraries show our sentences.
"""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from cosydesk.engine.errors import CancelledError, DeviceError, EngineError, RequestError
from cosydesk.server.reports import keep_report

logger = logging.getLogger(__name__)

_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|(?<![\w/:.<])/(?=[\w.~]))[^\s'\"<>,;]+")
_NOT_FOUND_CODES = frozenset({"voice_unknown", "unknown_voice", "voice"})


_LATER = "Try again later."
_AGAIN = "Try again; if it fails again, something about the request may be to blame."
_FAULTS: dict[type[EngineError] | str, tuple[int, str, str]] = {
    DeviceError: (500, "The device that speaks is out of order or memory.", _LATER),
    CancelledError: (500, "The service is shutting down.", _LATER),
    EngineError: (500, "The text could not be spoken.", "The server's log says why."),
    "internal": (
        500,
        "The text could not be spoken: the engine made a mistake.",
        "A report is kept on the server.",
    ),
    "engine_crashed": (500, "The engine crashed while it spoke.", _AGAIN),
    "engine_killed": (500, "The engine was ended while it spoke; memory may have run out.", _AGAIN),
    "engine_start": (503, "The engine can't be started.", _LATER),
    "too_slow": (503, "Speaking it takes longer than the service allows.", "Send the text in parts."),
}
"""What a client is told of our faults: status, what is wrong, what to do; by type, else by code."""


class ServerError(Exception):
    """The service can't start: `message` says why, `remedy` what to do, `code` is stable."""

    def __init__(self, message: str, remedy: str, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code


class ApiError(Exception):
    """A request that is answered with an error.

    Attributes:
        status: of HTTP.
        code: stable identifier.
        message, remedy: one English sentence each.
        param: the field that is wrong, if it is one.
        retry_after_s: seconds after which to try again, for 429.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        remedy: str = "",
        *,
        param: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.remedy = remedy
        self.param = param
        self.retry_after_s = retry_after_s


def from_engine(error: EngineError) -> ApiError:
    """What a client may know of an engine's error: the whole sentence for its own mistakes, little of ours."""
    if error.code == "nothing_spoken":
        return nothing_to_speak()
    if isinstance(error, RequestError):
        status = 404 if error.code in _NOT_FOUND_CODES else 400
        return ApiError(status, error.code, without_paths(error.message), without_paths(error.remedy))
    logger.error("The engine failed: %s (%s)", error.message, error.code)
    kind = next((kind for kind in (DeviceError, CancelledError) if isinstance(error, kind)), None)
    status, message, remedy = _FAULTS.get(kind or error.code, _FAULTS[EngineError])
    code = error.code if kind is None and error.code in _FAULTS else (kind or EngineError).default_code
    return ApiError(status, code, message, remedy)


def nothing_to_speak() -> ApiError:
    return ApiError(
        400, "text_empty", "There is nothing in the text that can be spoken.", "Write some words."
    )


def without_paths(sentence: str) -> str:
    """The sentence with every absolute path replaced."""
    return _PATH.sub("…", sentence)


def error_body(error: ApiError) -> dict[str, Any]:
    """The one form of all errors."""
    return {
        "error": {
            "message": error.message,
            "remedy": error.remedy,
            "type": "invalid_request_error" if error.status < 500 else "server_error",
            "code": error.code,
            "param": error.param,
        }
    }


def error_response(error: ApiError) -> JSONResponse:
    headers = {}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(error_body(error), error.status, headers)


def install_handlers(app: FastAPI) -> None:
    """Give every error of the application the one form."""

    async def on_api_error(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ApiError)
        return error_response(error)

    async def on_engine_error(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, EngineError)
        return error_response(from_engine(error))

    async def on_http_error(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        known = {404: ("not_found", "There is nothing at this address."), 405: ("method", "Not this method.")}
        code, message = known.get(error.status_code, ("http", str(error.detail)))
        return error_response(ApiError(error.status_code, code, message))

    async def on_invalid(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return error_response(_first_mistake(error.errors()))

    async def on_gone(_: Request, __: Exception) -> JSONResponse:
        # Nobody hears it, and it is no fault of ours that a report would have to be kept of.
        return error_response(ApiError(400, "cut_off", "The request ended before it was whole."))

    async def on_anything(_: Request, error: Exception) -> JSONResponse:
        await asyncio.to_thread(keep_report, "service", error)
        # Starlette raises it again after the answer, so the server's log gets the traceback.
        return error_response(
            ApiError(500, "internal", "The service made a mistake.", "The server's log says which.")
        )

    app.add_exception_handler(ApiError, on_api_error)
    app.add_exception_handler(EngineError, on_engine_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(ClientDisconnect, on_gone)
    app.add_exception_handler(Exception, on_anything)


def _first_mistake(mistakes: Any) -> ApiError:
    first = mistakes[0]
    field = ".".join(str(part) for part in first["loc"] if part != "body" and not isinstance(part, int))
    if first["type"] == "missing":
        return ApiError(400, "field_missing", f"The field {field} is missing.", param=field)
    if first["type"] == "json_invalid":
        return ApiError(400, "json", "The body is not valid JSON.")
    reason = str(first["msg"])
    return ApiError(400, "field_invalid", f"{field or 'The body'}: {reason}.", param=field or None)
