"""Requests that are spoken at the same time: one batch for the language model, each heard as soon as it can be."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence

import torch

from cosydesk.engine.errors import CancelledError, DeviceError, EngineError
from cosydesk.engine.llm.generate import Row
from cosydesk.engine.llm.shared_decoding import ROWS_AT_ONCE, SharedDecoding
from cosydesk.engine.parity import Parity
from cosydesk.engine.speech import Parts, Speech
from cosydesk.engine.types import Request, Said, Sampling

Generate = Callable[[list[Row], Sampling, Callable[[], None]], Iterator[tuple[int, int]]]
"""Decodes rows together; its last argument is called before every step and raises to stop."""


class Group:
    """Several requests, or one. What goes wrong with one of them ends no other."""

    def __init__(self, parts: Parts, requests: Sequence[Request], generate: Generate) -> None:
        self._parts = parts
        self._generate = generate
        self._decodings: dict[Sampling, SharedDecoding] = {}
        self._speeches = [self._speech(request, len(requests)) for request in requests]

    def said(self) -> Iterator[tuple[int, Said]]:
        """See `types.Model.speak_together`."""
        with torch.inference_mode(), self._parts.placement.autocast():
            going: deque[int] = deque()
            for index, speech in enumerate(self._speeches):
                error = _error_of(speech.begin)
                if error is None:
                    going.append(index)
                else:
                    yield index, error
            while going:
                index = self._next(going)
                said = self._chunk(self._speeches[index])
                if not (said is None or isinstance(said, EngineError)):
                    going.append(index)
                yield index, said

    def _speech(self, request: Request, requests: int) -> Speech:
        sampling = request.sampling
        if sampling not in self._decodings:
            self._decodings[sampling] = SharedDecoding(
                lambda rows: self._generate(rows, sampling, self._drop_cancelled)
            )
        if requests > 1:
            at_once = max(1, ROWS_AT_ONCE // requests)
        else:
            # What is streamed alone shall be heard early, not decoded in bulk.
            at_once = 1 if request.stream or self._parts.parity is Parity.REFERENCE else ROWS_AT_ONCE
        return Speech(self._parts, request, self._decodings[sampling], at_once)

    def _next(self, going: deque[int]) -> int:
        """Whose turn it is: first those that needn't wait for the language model, then round and round."""
        for index in going:
            if self._speeches[index].decoded or self._speeches[index].cancelled:
                going.remove(index)
                return index
        streamed = (index for index in going if self._speeches[index].request.stream)
        index = next(streamed, going[0])
        going.remove(index)
        return index

    def _chunk(self, speech: Speech) -> Said:
        """Its next chunk, None at its end, or what ended it."""
        found: list[Said] = []
        error = _error_of(lambda: found.append(next(speech.chunks(), None)))
        if error is None and not speech.cancelled:
            return found[0]
        speech.drop()
        return error or CancelledError()

    def _drop_cancelled(self) -> None:
        """Raises:
        CancelledError: all of them are cancelled.
        """
        cancelled = [speech for speech in self._speeches if speech.cancelled]
        if len(cancelled) == len(self._speeches):
            raise CancelledError
        for speech in cancelled:
            speech.drop()


def _error_of(step: Callable[[], None]) -> EngineError | None:
    try:
        step()
    except EngineError as error:
        return error
    except torch.OutOfMemoryError:
        return DeviceError(
            "The graphics card ran out of memory.",
            "Close other programs that use it, or choose the CPU in Preferences.",
            code="out_of_memory",
        )
    return None
