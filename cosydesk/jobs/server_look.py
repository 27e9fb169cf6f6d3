"""What a server is, asked without the engine process: it takes a thread, not seconds and memory."""

from __future__ import annotations

from dataclasses import dataclass

from cosydesk.engine.remote.opening import open_server
from cosydesk.engine.types import Capabilities, VoiceInfo
from cosydesk.servers import Server


@dataclass(frozen=True)
class ServerSeen:
    """What was found.

    Attributes:
        kind: see `Server.kind`.
        name: what to call its model in front of people; names the computer as well.
    """

    kind: str
    name: str
    capabilities: Capabilities
    voices: tuple[VoiceInfo, ...]


def look_at(server: Server) -> ServerSeen:
    """Ask a server, which needn't be kept. Blocks for as long as it takes.

    Raises:
        EngineError: ``server_gone``, ``server_token``, ``server_refused``, ``server_unknown``,
            ``server_certificate``.
    """
    model = open_server(lambda: server)
    return ServerSeen(model.kind, model.name, model.capabilities, tuple(model.voices()))
