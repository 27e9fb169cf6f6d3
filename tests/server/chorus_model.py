"""The tiny model of the processes' tests, which gains by speaking three requests at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tiny_models import TinyModel

from cosydesk.engine import EngineError, Request
from cosydesk.engine.types import Said


class TinyChorus(TinyModel):
    def __init__(self, model_id: str) -> None:
        super().__init__(model_id)
        self.capabilities = replace(self.capabilities, together=3)

    def speak_together(self, requests: Sequence[Request]) -> Iterator[tuple[int, Said]]:
        for index, request in enumerate(requests):
            try:
                for chunk in self.speak(request):
                    yield index, chunk
            except EngineError as error:
                yield index, error
            else:
                yield index, None


def open_chorus(model_id: str) -> TinyChorus:
    return TinyChorus(model_id)
