"""From an address to a model."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cosydesk.engine.errors import EngineError
from cosydesk.engine.remote.exchange import Exchange, ServerGoneError, gone
from cosydesk.engine.remote.model import RemoteModel
from cosydesk.engine.remote.refusals import no_service
from cosydesk.engine.remote.stock import StockModel, is_stock
from cosydesk.engine.types import Model
from cosydesk.servers import Server, clean_url, server_for

log = logging.getLogger(__name__)


def open_remote(address: str, token: str = "", sample_rate: int = 0) -> Model:
    """The model of the server at an address: a CosyDesk's, or of the server that comes with CosyVoice.

    Args:
        token: what the server wants to be sent; "" = the one that is kept for the address, or of the environment.
        sample_rate: Hz of what a server of CosyVoice's sends; 0 = as it is kept for the address, or else 24,000.

    Raises:
        EngineError: ``server_address``, ``server_gone``, ``server_token``, ``server_refused``, ``server_unknown``.
    """
    try:
        url = clean_url(address)
    except ValueError as error:
        raise EngineError(
            "This is no address of a server.",
            "Write it as http://studio-pc:50000.",
            code="server_address",
        ) from error
    return open_server(lambda: _with(server_for(url), token, sample_rate))


def open_server(current: Callable[[], Server]) -> RemoteModel | StockModel:
    """The model of a server that needn't be kept anywhere.

    Args:
        current: gives it, now and whenever something is asked of it.

    Raises:
        EngineError: as `open_remote`.
    """
    server = current()
    status, health = _asked(server, "/healthz")
    # One of ours that refuses says best itself why.
    if status in (401, 403) or (isinstance(health, dict) and health.get("status") == "ok"):
        return RemoteModel(current)
    _, described = _asked(server, "/openapi.json")
    paths = described.get("paths") if isinstance(described, dict) else None
    if not isinstance(paths, dict) or not is_stock(paths):
        raise no_service(server)
    log.info("A server of CosyVoice's answers")
    return StockModel(current, paths)


def _with(server: Server, token: str, sample_rate: int) -> Server:
    return replace(server, token=token or server.token, sample_rate=sample_rate or server.sample_rate)


def _asked(server: Server, path: str) -> tuple[int, Any]:
    """Status and JSON of a small page."""
    try:
        with Exchange(server, "GET", path) as exchange:
            return exchange.head().status, exchange.json()
    except ServerGoneError as error:
        raise gone(server) from error
