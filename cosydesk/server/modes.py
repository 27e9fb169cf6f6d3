"""Whether the served model speaks in the way that a client asks for, and where to ask if it doesn't."""

from __future__ import annotations

from cosydesk.engine import Capabilities, Mode, Request
from cosydesk.server.errors import ApiError

_LISTED = "GET /v1/models lists what it can do."


def check_mode(request: Request, can: Capabilities) -> None:
    """Raises:
    ApiError: 400 ``mode_unavailable``.
    """
    mode = request.mode
    if mode is Mode.INSTRUCT and mode in can.modes and can.directs_clones is (request.prompt is not None):
        return
    if mode is not Mode.INSTRUCT and mode in can.modes:
        return
    raise ApiError(400, "mode_unavailable", *_reason(request, can), param=None)


def _reason(request: Request, can: Capabilities) -> tuple[str, str]:
    """What is lacking, and the way out."""
    clone = "Send a recording of a voice to /inference_zero_shot or /inference_cross_lingual."
    match request.mode:
        case Mode.SFT:
            return "The model has no built-in voices.", clone if can.cloning else _LISTED
        case Mode.INSTRUCT if not can.instruct:
            return "The model takes no instructions.", "Leave them out, or serve a model that takes them."
        case Mode.INSTRUCT if can.directs_clones:
            return (
                "The model takes instructions with a recording of a voice, not with a built-in one.",
                "Send them with the recording to /inference_instruct2.",
            )
        case Mode.INSTRUCT:
            return (
                "The model takes instructions with a built-in voice, not with a recording.",
                "Send them with the voice's name to /inference_instruct.",
            )
        case Mode.VC:
            return "The model can't convert voices.", _LISTED
        case _:
            return "The model can't clone voices.", "Ask for one of its built-in voices with /inference_sft."
