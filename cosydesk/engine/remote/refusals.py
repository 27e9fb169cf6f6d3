"""From what a server answers in the place of speech to the errors that whoever asked knows."""

from __future__ import annotations

from typing import Any

from cosydesk.engine.errors import EngineError, RequestError
from cosydesk.engine.remote.exchange import Exchange, Head
from cosydesk.servers import Server, host_of

BUSY, CHANGED = 429, 409
_LONGEST = 300


def refusal(server: Server, head: Head, exchange: Exchange) -> EngineError:
    """The error that an answer other than 200 stands for.

    Raises:
        ServerGoneError: the connection ended before the answer did. CancelledError.
    """
    if head.status == 401:
        return bad_token(server)
    body = exchange.json()
    told: Any = body.get("error") if isinstance(body, dict) else None
    if not isinstance(told, dict):
        return no_service(server)
    message, remedy, code = (str(told.get(name) or "")[:_LONGEST] for name in ("message", "remedy", "code"))
    if head.status >= 500:
        return fault(server, message)
    if head.status == 403:
        return EngineError(message, remedy, code="server_refused")
    return RequestError(message, remedy, code=code or None)


def bad_token(server: Server) -> EngineError:
    """It wants a token, or another one."""
    return EngineError(
        f"The server {host_of(server.url)} doesn't take the token.",
        "Enter the token that the server was started with.",
        code="server_token",
    )


def no_service(server: Server) -> EngineError:
    """Somebody answers there, but it is no speech service that this version knows."""
    return EngineError(
        f"What answers at {host_of(server.url)} is no speech service that CosyDesk knows.",
        "Check the address and the port; both computers should have the same version.",
        code="server_unknown",
    )


def fault(server: Server, reason: str) -> EngineError:
    """The service itself made a mistake."""
    return EngineError(
        f"The server {host_of(server.url)} reports a fault: {reason}",
        "Try again; if it happens again, look into the server's log.",
        code="server_fault",
    )


def changed(server: Server) -> EngineError:
    """It was started with another model."""
    return EngineError(
        f"The server {host_of(server.url)} speaks with another model now.",
        "Try again; its voices may have changed.",
        code="server_changed",
    )
