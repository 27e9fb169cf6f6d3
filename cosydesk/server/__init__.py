"""The HTTP service over the engine. Never Qt."""

from __future__ import annotations

from cosydesk.server.app import Service, build_app, create_app, serve
from cosydesk.server.errors import ServerError
from cosydesk.server.limits import Limits

__all__ = ["Limits", "ServerError", "Service", "build_app", "create_app", "serve"]
