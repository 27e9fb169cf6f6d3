"""Errors as clients see them: one JSON form, the right status, never a path or a traceback.

The form is OpenAI's (``{"error": {"message", "type", "code", "param"}}``) with a `remedy` added, so that their
client libraries show our sentences.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from cosydesk.engine.errors import CancelledError, DeviceError, EngineError, RequestError

logger = logging.getLogger(__name__)

_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|(?<![\w/:.<])/(?=[\w.~]))[^\s'\"<>,;]+")
_NOT_FOUND_CODES = frozenset({"voice_unknown", "unknown_voice", "voice"})


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
    if isinstance(error, RequestError):
        status = 404 if error.code in _NOT_FOUND_CODES else 400
        return ApiError(status, error.code, without_paths(error.message), without_paths(error.remedy))
    logger.error("The engine failed: %s (%s)", error.message, error.code)
    if isinstance(error, DeviceError):
        return ApiError(
            500, "device", "The device that speaks is out of order or memory.", "Try again later."
        )
    if isinstance(error, CancelledError):
        return ApiError(500, "cancelled", "The service is shutting down.", "Try again later.")
    return ApiError(500, "engine", "The text could not be spoken.", "The server's log says why.")


def without_paths(sentence: str) -> str:
    """The sentence with every absolute path replaced."""
    return _PATH.sub("…", sentence)


def error_response(error: ApiError) -> JSONResponse:
    body = {
        "error": {
            "message": error.message,
            "remedy": error.remedy,
            "type": "invalid_request_error" if error.status < 500 else "server_error",
            "code": error.code,
            "param": error.param,
        }
    }
    headers = {}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, error.status, headers)


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

    async def on_anything(_: Request, error: Exception) -> JSONResponse:
        # Starlette raises it again after the answer, so the server's log gets the traceback.
        return error_response(
            ApiError(500, "internal", "The service made a mistake.", "The server's log says which.")
        )

    app.add_exception_handler(ApiError, on_api_error)
    app.add_exception_handler(EngineError, on_engine_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
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
