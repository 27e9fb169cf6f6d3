"""The share of one machine in a job that is split."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shard:
    """The share of one machine: `index` of `count`, from 1."""

    index: int
    count: int

    def owns(self, number: int) -> bool:
        """Whether a line, counted from 1, is one of its own. Neighbours go to different machines, so that long and
        short scenes are spread.
        """
        return (number - self.index) % self.count == 0
