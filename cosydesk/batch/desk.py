"""What a batch works with: the voices and models of this computer, and whoever speaks."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from cosydesk.batch.engine_speaker import EngineSpeaker
from cosydesk.batch.order import Speaker
from cosydesk.batch.ray_cluster import RaySpeaker
from cosydesk.engine.messages import Described, Place
from cosydesk.engine.process import Opener
from cosydesk.servers import clean_url, is_url
from cosydesk.studio.library import Library
from cosydesk.studio.models import BuiltIn, ModelEntry, Models


class Desk:
    """Opened for a batch, closed after it; use it in a ``with``.

    Attributes:
        library: all voices. models: the folders and servers that the person has opened, and those of this batch, which
            leaves no trace among them.
    """

    def __init__(
        self,
        place: Place = Place(),  # noqa: B008 - frozen
        threads: int = 0,
        ray: str = "",
        opener: Opener | None = None,
    ) -> None:
        """Args:
        place: where models are opened. threads, opener: see `EngineSpeaker`.
        ray: address of a cluster, see `RaySpeaker`; empty = this machine speaks.
        """
        self.library = Library()
        self.models = Models(self.library, keeps=False)
        self._engine = EngineSpeaker(threads=threads, place=place, opener=opener)
        self._place = place
        self._ray = ray
        self._cluster: RaySpeaker | None = None

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.close()
        if self._cluster is not None:
            self._cluster.close()
        self.library.close()

    def speaker(self) -> Speaker:
        """Whoever speaks. Raises `EngineError` (``no_ray``, ``no_cluster``)."""
        if not self._ray:
            return self._engine
        self._engine.close()
        if self._cluster is None:
            self._cluster = RaySpeaker(self._ray, self._place)
        return self._cluster

    def open_model(self, address: str | Path) -> ModelEntry:
        """Have a model at hand for this batch: its voices can be named from then on.

        Args:
            address: a model folder, or the address of a server.

        Raises:
            EngineError: it is no model, or can't be opened.
        """
        if is_url(str(address)):
            return self._open_server(str(address))
        folder = Path(address)
        if (known := self.models.at(folder)) is not None:
            return known
        described = self._engine.describe(str(folder.resolve()))
        can = described.capabilities
        return self.models.add(
            folder, _voices(described), [mode.value for mode in can.modes], directs_clones=can.directs_clones
        )

    def _open_server(self, address: str) -> ModelEntry:
        described = self._engine.describe(
            address
        )  # anew each time: a server may have another model than before
        can = described.capabilities
        return self.models.add_server(
            clean_url(address),
            described.name,
            _voices(described),
            [mode.value for mode in can.modes],
            directs_clones=can.directs_clones,
        )


def _voices(described: Described) -> list[BuiltIn]:
    return [
        BuiltIn(voice.id, voice.name, voice.language, voice.gender, tuple(voice.tags))
        for voice in described.voices
    ]
