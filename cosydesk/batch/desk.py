"""What a batch works with: the voices and models of this computer, and whoever speaks."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from cosydesk.batch.engine_speaker import EngineSpeaker
from cosydesk.batch.order import Speaker
from cosydesk.batch.ray_cluster import RaySpeaker
from cosydesk.engine.messages import Place
from cosydesk.engine.process import Opener
from cosydesk.studio.library import Library
from cosydesk.studio.models import BuiltIn, ModelEntry, Models


class Desk:
    """Opened for a batch, closed after it; use it in a ``with``.

    Attributes:
        library: all voices. models: the folders that the person has opened, and those of this batch, which leaves no
            trace among them.
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

    def open_model(self, folder: Path) -> ModelEntry:
        """Have a model folder at hand for this batch: its voices can be named from then on.

        Raises:
            EngineError: it is no model, or can't be opened.
        """
        if (known := self.models.at(folder)) is not None:
            return known
        described = self._engine.describe(str(folder.resolve()))
        voices = [
            BuiltIn(voice.id, voice.name, voice.language, voice.gender, tuple(voice.tags))
            for voice in described.voices
        ]
        can = described.capabilities
        return self.models.add(
            folder, voices, [mode.value for mode in can.modes], directs_clones=can.directs_clones
        )
