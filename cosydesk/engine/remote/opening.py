"""From an address to a model."""

from __future__ import annotations

from dataclasses import replace

from cosydesk.engine.errors import EngineError
from cosydesk.engine.remote.model import RemoteModel
from cosydesk.engine.types import Model
from cosydesk.servers import clean_url, server_for


def open_remote(address: str, token: str = "") -> Model:
    """The model of the server at an address.

    Args:
        token: what the server wants to be sent; "" = the one that is kept for the address, or of the environment.

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
    server = server_for(url)
    return RemoteModel(replace(server, token=token) if token else server)
