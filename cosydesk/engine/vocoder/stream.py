"""What every vocoder of the later generations offers: a mel that comes in pieces becomes sound in pieces."""

from __future__ import annotations

from typing import Protocol

from torch import Tensor


class VocoderStream(Protocol):
    """One utterance's way through a vocoder; holds all that its pieces hand on."""

    def advance(self, mel: Tensor, final: bool) -> Tensor:
        """The next frames (1, bins, T) to the samples (1, L) that can be given out; at the end, all that are left.

        A single final piece is the whole utterance.
        """
