"""One delivery in a thread of its own."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from cosydesk.studio.delivery.deliver import Delivered, deliver
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.store import Samples

log = logging.getLogger(__name__)

_TELLING = 0.05
"""Fraction from which on the time left is worth telling."""


class DeliveryJob(QObject):
    """Signals:
    progressed: 0..1. ended: a `Delivered`, or the `StudioError` that prevented it.
    """

    progressed = Signal(float)
    ended = Signal(object)

    def __init__(
        self,
        plan: DeliveryPlan,
        recipe: Recipe,
        folder: Path,
        producer: str,
        spoken_cue: Samples | None = None,
    ) -> None:
        super().__init__()
        self._cancel = threading.Event()
        self._told = -1
        self._begun = QElapsedTimer()
        self._arguments = (plan, recipe, folder, producer, spoken_cue)
        self._thread = threading.Thread(target=self._run, name="export", daemon=True)

    def start(self) -> None:
        self._begun.start()
        self._thread.start()

    def cancel(self) -> None:
        self._cancel.set()

    def wait(self) -> None:
        self._thread.join()

    def seconds_left(self, fraction: float) -> float | None:
        """By how fast it went so far; None while that says nothing yet."""
        if fraction < _TELLING:
            return None
        return self._begun.elapsed() / 1000 * (1.0 - fraction) / fraction

    def _run(self) -> None:
        plan, recipe, folder, producer, cue = self._arguments
        result: Delivered | StudioError
        try:
            result = deliver(
                plan, recipe, folder, self._tell, self._cancel, producer=producer, spoken_cue=cue
            )
        except StudioError as error:
            result = error
        except Exception:
            log.exception("export failed")
            result = StudioError("The export failed.", "Details are in the log.", "internal")
        self.ended.emit(result)

    def _tell(self, fraction: float) -> None:
        percent = int(100 * fraction)
        if percent != self._told:
            self._told = percent
            self.progressed.emit(fraction)
