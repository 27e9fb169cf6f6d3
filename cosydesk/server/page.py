"""The web page at `/`: files of ours, sent with headers that let a browser load nothing from anywhere else."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from fastapi import FastAPI
from fastapi import Request as HttpRequest
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from cosydesk.resources import resource

FILES = "/web/"
"""Where the files of the page are; there is nothing secret in them, so they need no token."""

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",  # asked for again each time, and answered with 304 unless there is a newer one
}

# Not the system's table: on Windows a program may have told it that scripts are plain text.
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}


class _Files(StaticFiles):
    """A folder whose files carry `HEADERS`."""

    def file_response(self, full_path: Any, *rest: Any, **named: Any) -> Response:
        response = super().file_response(full_path, *rest, **named)
        response.headers.update(HEADERS)
        kind = _KINDS.get(PurePath(full_path).suffix)
        if kind is not None and response.status_code == 200:
            response.headers["Content-Type"] = kind
        return response


def add_page(app: FastAPI) -> None:
    """Serve the page at `/` and its files below `FILES`."""
    files = _Files(directory=resource("web"))

    @app.get("/", include_in_schema=False)
    async def page(request: HttpRequest) -> Response:
        return await files.get_response("index.html", request.scope)

    for folder in ("icons", "fonts"):
        app.mount(f"{FILES}{folder}", _Files(directory=resource(folder)))
    app.mount(FILES.rstrip("/"), files)
