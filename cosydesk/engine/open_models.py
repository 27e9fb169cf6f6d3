"""The models that the engine process has in memory: as many as fit, the one used longest ago leaves first."""

from __future__ import annotations

import contextlib
import gc
import logging
import sys
import time
from collections.abc import Callable

from cosydesk.engine.fact_types import OpenModel
from cosydesk.engine.memory import fits
from cosydesk.engine.messages import Loaded, Loading, Place
from cosydesk.engine.out_of_memory import is_out_of_memory
from cosydesk.engine.types import Model
from cosydesk.servers import is_url

log = logging.getLogger(__name__)

Opener = Callable[..., Model]
"""How the process gets a model by its id, and device and precision by name; `open_model` but for tests."""

Fits = Callable[[str, Place], bool]
"""Whether a model has room beside those that are open."""


class OpenModels:
    """Opens models when they are asked for and closes them when memory runs short.

    Args:
        tell: called before and after a model is opened.
    """

    def __init__(self, opener: Opener, tell: Callable[[Loading | Loaded], None], room: Fits = fits) -> None:
        self._opener = opener
        self._tell = tell
        self._room = room
        self._place = Place()
        self._models: dict[str, Model] = {}  # least recently used first
        self._used_at: dict[str, float] = {}  # when each of them last ended its work

    def get(self, model: str) -> Model:
        """The model, opened if need be; it becomes the most recently used.

        Raises:
            EngineError: it can't be opened.
        """
        opened = self._models.pop(model, None)
        if opened is None:
            self._tell(Loading(model))
            while self._models and not self._room(model, self._place):
                self._close(next(iter(self._models)))
            opened = self._opened(model)
            self._tell(Loaded(model))
        self._models[model] = opened
        self.note_used(model)
        return opened

    def note_used(self, model: str) -> None:
        """It worked until now."""
        self._used_at[model] = time.monotonic()

    def move(self, place: Place) -> None:
        """Open models there from now on; those that are open elsewhere are closed."""
        if place != self._place:
            self._place = place
            self.close()

    def facts(self) -> tuple[OpenModel, ...]:
        """What is open, the one used last first."""
        now = time.monotonic()
        found = []
        for model_id, model in reversed(self._models.items()):
            placement = getattr(model, "placement", None)  # what has a choice of places has one
            here = "" if is_url(model_id) else "cpu"
            device = str(placement.device) if placement is not None else here
            precision = str(placement.precision) if placement is not None else ""
            found.append(OpenModel(model_id, model.name, device, precision, now - self._used_at[model_id]))
        return tuple(found)

    def close(self) -> None:
        """Close them all."""
        self.close_but("")

    def close_but(self, kept: str) -> None:
        """Close all others."""
        for model in [model for model in self._models if model != kept]:
            self._close(model)

    def _opened(self, model: str) -> Model:
        """Open it; where its weights grow out of what seemed enough, alone."""
        try:
            return self._open(model)
        except Exception as error:
            if not is_out_of_memory(error) or not self._models:
                raise
        log.warning("%s needs more memory than was thought", model)
        self.close()
        return self._open(model)

    def _open(self, model: str) -> Model:
        started = time.perf_counter()
        # Left out when nothing was chosen, so that an opener needs to know them only where it has a choice.
        chosen = {} if self._place == Place() else vars(self._place)
        opened = self._opener(model, **chosen)
        log.info("Opened %s in %.2f s", model, time.perf_counter() - started)
        return opened

    def _close(self, name: str) -> None:
        model = self._models.pop(name)
        try:
            model.close()
        except Exception:
            log.exception("Closing %s", name)
        del model
        give_memory_back()


def give_memory_back() -> None:
    """Return freed memory to the system, which torch and glibc otherwise keep for themselves."""
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)
