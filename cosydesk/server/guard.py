"""Who may ask, and how much: checked before anything else looks at a request."""

from __future__ import annotations

import hmac
import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cosydesk.server.errors import ApiError, ServerError, error_response
from cosydesk.server.page import FILES

OPEN_PATHS = frozenset({"/healthz", "/", "/docs", "/openapi.json"})


def is_loopback(host: str) -> bool:
    """Whether an address or name means this machine only."""
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.split("%", 1)[0]).is_loopback
    except ValueError:
        return False


def needs_token(host: str, token: str | None) -> None:
    """Raises:
    ServerError: ``token_needed``: others can reach the address, and there is no token.
    """
    if not is_loopback(host) and not token:
        raise ServerError(
            f"The address {host} is open to other machines, and there is no token.",
            "Give one with --token, or serve on 127.0.0.1.",
            "token_needed",
        )


class Guard:
    """ASGI middleware: the token, or else loopback only, and the length of the body.

    Without a token only this machine may ask, and by a loopback name: a web page that a browser here shows can
    then neither rebind its own name to this address nor post a form to it.
    """

    def __init__(
        self, app: ASGIApp, token: str | None, max_body_bytes: int, origins: frozenset[str] = frozenset()
    ) -> None:
        """`origins` are those of web pages on other sites that may use it."""
        self._app = app
        self._origins = origins
        self._token = token.encode() if token else None
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await error_response(refusal)(scope, receive, send)
            return
        await self._app(scope, self._bounded(receive), send)

    def _refusal(self, scope: Scope, headers: Headers) -> ApiError | None:
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._max_body_bytes:
            return _too_large(self._max_body_bytes)
        if self._token is not None:
            if _is_open(scope["path"]) or self._authorized(headers):
                return None
            return ApiError(
                401, "token", "A valid token is needed.", "Send it as: Authorization: Bearer TOKEN."
            )
        client = scope.get("client")
        if client is not None and not is_loopback(client[0]):
            return ApiError(
                401, "token", "Without a token only this machine may ask.", "Start the service with --token."
            )
        host = _name(headers.get("host", ""))
        if not is_loopback(host):
            return ApiError(403, "host", "The service is known by a loopback name only.")
        origin = headers.get("origin")
        own = origin is None or _place(origin) == headers.get("host", "")
        if not own and origin not in self._origins:
            return ApiError(403, "origin", "Web pages of other sites may not use the service.")
        return None

    def _authorized(self, headers: Headers) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        assert self._token is not None
        # Constant time, so that the token can't be guessed letter by letter. Headers arrive as Latin-1.
        same = hmac.compare_digest(given.strip().encode("latin-1"), self._token)
        return same and kind.lower() == "bearer"

    def _bounded(self, receive: Receive) -> Receive:
        received = 0

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_body_bytes:
                raise _too_large(self._max_body_bytes)
            return message

        return bounded


def _is_open(path: str) -> bool:
    """Whether a path needs no token: the sign of life, the description, and the page that asks for the token."""
    return path in OPEN_PATHS or path.startswith(FILES)


def _name(host: str) -> str:
    """The host of a Host header without its port."""
    try:
        return urlsplit("//" + host).hostname or ""
    except ValueError:
        return ""


def _place(origin: str) -> str | None:
    """Host and port of an Origin header; None where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _too_large(limit: int) -> ApiError:
    return ApiError(413, "body_too_large", f"The request is longer than {limit:,} bytes.")
