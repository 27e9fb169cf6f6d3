"""Where a request's random numbers come from: one generator per utterance and stage, never torch's global one."""

from __future__ import annotations

import hashlib
from typing import Literal

import torch

from cosydesk.engine.parity import Parity

Stage = Literal["llm", "flow", "vocoder"]


class Randomness:
    """Generators that depend on seed, utterance and stage only, so that streaming and batching change no draw.

    With `Parity.REFERENCE` all stages of all utterances draw from one generator in turn, as the reference does
    (spec cosyvoice1.md section 10).
    """

    def __init__(self, seed: int, parity: Parity = Parity.FIXED) -> None:
        self._seed = seed
        self._shared = torch.Generator().manual_seed(seed) if parity is Parity.REFERENCE else None

    def generator(self, utterance: int, stage: Stage) -> torch.Generator:
        """A CPU generator at the start of its stream."""
        if self._shared is not None:
            return self._shared
        digest = hashlib.sha256(f"{self._seed}/{utterance}/{stage}".encode()).digest()
        return torch.Generator().manual_seed(int.from_bytes(digest[:8], "little") >> 1)
