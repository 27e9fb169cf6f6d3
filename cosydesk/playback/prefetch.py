"""Decodes and stretches what will be heard soon, so that the audio thread finds it in the cache."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import MixPlan

AHEAD_S = 10.0
"""How far ahead of the playhead sound is made ready."""


class Prefetcher:
    """One background thread that asks a plan for the takes ahead of the playhead."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="prefetch")
        self._asked: set[tuple[str, float]] = set()

    def forget(self) -> None:
        """The playhead jumped or the plan changed: ask for everything again."""
        self._asked.clear()

    def ahead_of(self, plan: MixPlan, position: int, rate: float = 1.0) -> None:
        """Make ready what sounds in the next seconds from `position` at this rate, below 0 backwards."""
        end = position + int(AHEAD_S * plan.sample_rate * rate)
        clips = plan.between(min(position, end), max(position, end))
        if rate < 0:
            clips.reverse()
        wanted = {(clip.take_id, clip.tempo) for clip in clips} - self._asked
        if wanted:
            self._asked |= wanted
            ordered = dict.fromkeys(
                (clip.take_id, clip.tempo) for clip in clips if (clip.take_id, clip.tempo) in wanted
            )
            self._pool.submit(_decode, plan, tuple(ordered))

    def close(self) -> None:
        """Let the thread end."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _decode(plan: MixPlan, takes: Iterable[tuple[str, float]]) -> None:
    for take_id, tempo in takes:
        # The mixer reports it when it gets there.
        with suppress(StudioError):
            plan.audio(take_id, tempo)
