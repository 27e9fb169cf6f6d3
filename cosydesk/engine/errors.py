"""What can go wrong in the engine, as types with a cause and a way out.

Every error carries one clear sentence (`message`), what the person can do about it (`remedy`) and a stable
`code` by which the window, the command line and the server translate it. The traceback goes to the log only.
"""

from __future__ import annotations

import logging
import traceback

log = logging.getLogger(__name__)

FETCH_AGAIN = "Fetch the model again, or repair it in the model manager."
"""The remedy for what is damaged or missing in a model folder."""


class EngineError(Exception):
    """Base of all engine errors.

    Attributes:
        code: stable identifier, e.g. ``"prompt_too_short"``; the key for translations.
        message: one sentence in English that says what is wrong.
        remedy: one sentence in English that says what to do; may be empty.
    """

    default_code = "engine"

    def __init__(self, message: str, remedy: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code or self.default_code

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross the process boundary by pickle, which would otherwise call the class with args only.
        state = {"__notes__": notes} if (notes := getattr(self, "__notes__", None)) else None
        return (_rebuild, (type(self), self.message, self.remedy, self.code), state)


def _rebuild(cls: type[EngineError], message: str, remedy: str, code: str) -> EngineError:
    return cls(message, remedy, code=code)


class ModelError(EngineError):
    """A model directory is missing, damaged, of an unknown kind, or refused as unsafe."""

    default_code = "model"


class RequestError(EngineError):
    """The request can't be spoken as it stands: empty text, unknown voice, a mode the model lacks."""

    default_code = "request"


class PromptError(RequestError):
    """The reference audio or its transcript is unusable: too short, too long, silent, clipped."""

    default_code = "prompt"


class DeviceError(EngineError):
    """The chosen device is missing or ran out of memory."""

    default_code = "device"


class RecognitionError(EngineError):
    """A recogniser, or the noise suppression, is missing, incomplete or damaged, or can't listen to this."""

    default_code = "recognition"


class CancelledError(EngineError):
    """The job was cancelled on request; not a fault."""

    default_code = "cancelled"

    def __init__(self, message: str = "Cancelled.", remedy: str = "", *, code: str | None = None) -> None:
        super().__init__(message, remedy, code=code)


def typed(error: BaseException) -> EngineError:
    """The error as others may see it; what isn't ours goes to the log with its traceback."""
    if isinstance(error, EngineError):
        log.info("%s: %s", error.code, error.message)
        return error
    log.error("Unexpected fault", exc_info=error)
    fault = EngineError(
        "The engine hit an unexpected fault.",
        "Try again; if it happens again, send the log.",
        code="internal",
    )
    fault.add_note("".join(traceback.format_exception(error)))  # for a crash report
    return fault
