"""Engine processes behind a service, one for each device: a crash there is one failed request."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from cosydesk.engine import STARTER_ID, EngineError, Prompt, Request
from cosydesk.engine.messages import Place
from cosydesk.engine.opening import split_address
from cosydesk.engine.process import Opener
from cosydesk.engine.threads import core_count
from cosydesk.server.engine_owner import EngineOwner
from cosydesk.server.limits import Limits
from cosydesk.server.lobby import Lobby
from cosydesk.server.speaker import Description, SpeechStream
from cosydesk.server.stats import Stats

log = logging.getLogger(__name__)


class EnginePool:
    """A `Speaker` over engine processes that all speak with the same model."""

    def __init__(
        self,
        model: str | Path = STARTER_ID,
        places: Sequence[Place] = (Place(),),
        *,
        limits: Limits | None = None,
        threads: int = 0,
        opener: Opener | None = None,
    ) -> None:
        """Start them all and wait until each has opened the model; getting warm goes on behind it.

        Args:
            places: device and precision of each process.
            threads: processor threads of all of them together; 0 = all cores.
            opener: opens the model in the processes; None = the engine's own.

        Raises:
            EngineError: the model can't be opened on one of the devices, or a process not be started.
        """
        limits = limits or Limits()
        each = max(1, (threads or core_count()) // len(places))
        self._down: dict[EngineOwner, EngineError] = {}
        self._down_lock = threading.Lock()
        self._owners: list[EngineOwner] = []
        self._lobby = Lobby(limits, self._wake)
        self._owners += [
            EngineOwner(self._lobby, str(model), place, each, limits, opener, self._may_take, self._note)
            for place in places
        ]
        try:
            described, *_ = [owner.opened.result() for owner in self._owners]
        except BaseException:
            self.close()
            raise
        self._lobby.speakers = len(places) * described.capabilities.together
        name = str(model) if str(model) == STARTER_ID else split_address(model)[0].resolve().name
        self._description = Description(
            name, described.name, described.capabilities, described.voices, described.revision
        )

    def describe(self) -> Description:
        return self._description

    def load(self) -> int:
        return self._lobby.load()

    def stats(self) -> Stats:
        return self._lobby.stats(tuple(owner.state() for owner in self._owners))

    def submit(self, request: Request, client: str = "") -> SpeechStream:
        return self._lobby.submit(request, client)

    def encode(self, prompt: Prompt, client: str = "") -> SpeechStream:
        return self._lobby.encode(prompt, client)

    def close(self) -> None:
        self._lobby.close()
        owners, self._owners = self._owners, []
        for owner in owners:
            owner.tell_to_close()
        for owner in owners:
            owner.join()

    def _wake(self) -> None:
        for owner in self._owners:
            owner.wake()

    def _may_take(self, owner: EngineOwner) -> bool:
        """Whether no other engine has less to do; called in the owners' threads."""
        return all(owner.busy <= other.busy for other in self._owners if other.state().open)

    def _note(self, owner: EngineOwner, reason: EngineError | None) -> None:
        """An engine can't be had any more, or can be again; called in the owners' threads."""
        with self._down_lock:
            if reason is None:
                self._down.pop(owner, None)
            else:
                self._down[owner] = reason
            gone = len(self._down) == len(self._owners)
        self._lobby.set_down(reason if gone else None)
