"""Reads takes' peaks from the project a few at a time, so that no frame waits for a whole project."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from cosydesk.studio.errors import StudioError
from cosydesk.ui.timeline.peak_bank import PeakBank, TakePeaks, pyramid

log = logging.getLogger(__name__)

_SLICE_S = 0.003
"""Time spent reading before the window gets its turn."""

_TELL_EVERY_S = 0.1
"""Not every handful of takes is worth a frame."""


class PeakLoader(QObject):
    """Fills the bank with the peaks of wanted takes.

    Signals:
        arrived: some peaks are there now.
    """

    arrived = Signal()

    def __init__(
        self, bank: PeakBank, read: Callable[[str, float], TakePeaks], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bank = bank
        self._read = read
        self._names: dict[int, tuple[str, float]] = {}
        self._slots: dict[tuple[str, float], int] = {}
        self._wanted: dict[int, None] = {}
        self._told = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.load_some)

    def slot(self, take_id: str, tempo: float = 1.0) -> int:
        """The bank's slot for a take at a tempo."""
        slot = self._slots.get((take_id, tempo))
        if slot is None:
            slot = self._slots[take_id, tempo] = self._bank.slot(take_id, tempo)
            self._names[slot] = (take_id, tempo)
        return slot

    def want(self, slots: npt.NDArray[np.intp]) -> None:
        """Ask for those of the slots that have no peaks yet; the latest asked come first."""
        missing = self._bank.missing(slots)
        if missing.size:
            self._wanted = {**dict.fromkeys(missing.tolist()), **self._wanted}
            if not self._timer.isActive():
                self._timer.start()

    def stop(self) -> None:
        """Forget what is wanted, for good."""
        self._timer.stop()
        self._wanted.clear()
        self.deleteLater()

    @property
    def is_idle(self) -> bool:
        return not self._wanted

    def load_some(self) -> None:
        """Read for a few milliseconds, at least one take."""
        until = time.perf_counter() + _SLICE_S
        while self._wanted:
            slot = next(iter(self._wanted))
            del self._wanted[slot]
            if not self._bank.is_loaded(slot):
                self._bank.fill(slot, self._peaks(*self._names[slot]))
            if time.perf_counter() > until:
                break
        if not self._wanted:
            self._timer.stop()
        if not self._wanted or until - self._told > _TELL_EVERY_S:
            self._told = until
            self.arrived.emit()

    def _peaks(self, take_id: str, tempo: float) -> TakePeaks:
        try:
            return self._read(take_id, tempo)
        except (StudioError, KeyError) as error:
            # The clip is drawn without a waveform; whoever plays it hears why.
            log.warning("No peaks for take %s: %s", take_id, error)
            return TakePeaks(pyramid(np.zeros(1, np.uint8)))
