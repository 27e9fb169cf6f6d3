"""How much room the slots of a script leave to each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from cosydesk.studio.line import Line

DISTANCE_S = 0.05
"""What stays free of a gap that is borrowed."""

PAST_THE_LAST_S = 1.0
"""How much is borrowed where nothing follows."""


class SlotRoom:
    """The slots as they stand, to be asked line by line. All times are project samples."""

    def __init__(self, lines: Iterable[Line], others: Iterable[int], sample_rate: int) -> None:
        """Args:
        others: where sound begins that belongs to no slot and stays where it is.
        """
        timed = sorted((line.slot_in, line.slot_out) for line in lines if line.slot_in is not None)
        self._slots = [(begin, end) for begin, end in timed if begin is not None]
        self._starts = [begin for begin, _ in self._slots]
        self._all = sorted({*self._starts, *others})
        self._distance = round(DISTANCE_S * sample_rate)
        self._past = round(PAST_THE_LAST_S * sample_rate)

    def limit(self, slot_in: int, slot_out: int) -> int:
        """Where the sound of a slot has to end: the slot's end, or later where a gap follows that can be borrowed."""
        nth = bisect_right(self._all, slot_in)
        if nth == len(self._all):
            return slot_out + self._past
        return max(slot_out, self._all[nth] - self._distance)

    def before(self, slot_in: int) -> int | None:
        """How much is free before a slot; None where the one before reaches into it anyway, as when people speak at
        the same time.
        """
        nth = bisect_right(self._starts, slot_in - 1)
        if not nth:
            return slot_in
        begin, end = self._slots[nth - 1]
        free = slot_in - (begin if end is None else self.limit(begin, end))
        return None if free < 0 else free
