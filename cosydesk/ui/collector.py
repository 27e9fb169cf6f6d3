"""Garbage is collected in the window's thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class Collector(QObject):
    """Takes over Python's cyclic garbage collector for as long as it lives.

    Python collects in whichever thread happens to allocate. A cycle that holds a widget or a pixmap would then be
    destroyed in the engine's or the export's thread, which Qt doesn't survive.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._frozen = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._check)
        self._timer.start()
        self.destroyed.connect(_hand_back)

    def _check(self) -> None:
        """Collect the oldest generation whose threshold is passed, as Python itself would."""
        if not self._frozen:
            self._frozen = True
            gc.collect()
            gc.freeze()  # what the start made is here to stay: no need to look at it again and again
            return
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return


def _hand_back() -> None:
    gc.unfreeze()
    gc.enable()
