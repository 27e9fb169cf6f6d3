"""A prompt that streams have worked through, kept for the next utterance of the same request.

A stream's first piece costs as much for the prompt as for several seconds of speech. Since the flow looks back only,
that work is the same for every utterance that the prompt speaks.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cosydesk.engine.flow.causal_model import FlowStream


class BegunStream:
    """Holds one stream that has seen its prompt, as long as somebody holds the voice it belongs to.

    It takes megabytes for each frame of the prompt, so that there is never more than one.
    """

    def __init__(self) -> None:
        self._voice: weakref.ref[object] | None = None
        self._stream: FlowStream | None = None
        self._way: object = None

    def fork(self, voice: object, way: object, begin: Callable[[], FlowStream]) -> FlowStream:
        """A stream behind the prompt of `voice`.

        Args:
            way: whatever else decides what the stream remembers; compared by value.
            begin: makes the stream where there is none for this voice and way.
        """
        if self._stream is None or self._voice is None or self._voice() is not voice or self._way != way:
            self._stream = None
            self._stream = begin()
            self._voice = weakref.ref(voice, self._forget)
            self._way = way
        return self._stream.fork()

    @property
    def held(self) -> bool:
        return self._stream is not None

    def _forget(self, gone: weakref.ref[object]) -> None:
        if gone is self._voice:
            self._stream = None
